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

    gc.disable()  # a command lives for seconds and drops little: looking for garbage would cost a third of its time

    from pmctl.cli import run

    status = run(arguments)
    gc.freeze()  # nor is there a reason to look for it at the end
    raise SystemExit(status)


def program() -> None:
    """`main` for a process of its own, which ends at once: nobody needs its memory taken apart object by object."""
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            _end(end.code)


def _end(status: int) -> None:
    """End the process as Python does, less the freeing; a stream that cannot be written is left to Python to report."""
    import atexit
    import os

    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            raise SystemExit(status) from None
    os._exit(status)


if __name__ == "__main__":
    program()
