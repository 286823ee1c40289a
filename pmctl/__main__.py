"""The way in: `pmctl` and `python -m pmctl`; the version is answered before anything else is imported."""

import sys

from pmctl import __version__


def _leave_current_folder() -> None:
    """Take the folder that `python -m` puts first off the search path: it may hold a `yaml.py` of a stranger."""
    if __name__ == "__main__" and not sys.flags.safe_path and sys.path:
        del sys.path[0]


def main() -> None:
    """Run the command line and exit with its status (0 clean, 1 findings, 2 wrong call, 3 a bug)."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"pmctl {__version__}\n")
        return
    _leave_current_folder()
    import gc

    from pmctl.cli import run

    gc.disable()  # a command lives for seconds and drops little: looking for garbage would cost a third of its time

    status = run(arguments)
    gc.freeze()  # nor is there a reason to look for it at the end
    raise SystemExit(status)


if __name__ == "__main__":
    main()
