"""The table of commands, each imported only when it is called, and what becomes of everything that goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from pmctl import __version__, output
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.guesses import GUESSES, OTHER_NAMES
from pmctl.record import dataclass

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SLOGAN = "Plans as code: roadmaps and project plans in YAML, in git."
PROJECT_PAGE = "https://pmctl.example/issues"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module under `pmctl/commands`, what it answers, what for; `shown` on the first screen.

    What git calls is not for people, and listed nowhere.
    """

    module: str
    line: str
    use: str
    shown: bool = False


COMMANDS: Mapping[str, Entry] = {
    "init": Entry("init", "a plan that checks green", "start and keep clean", True),
    "check": Entry("check", "is the plan sound?", "start and keep clean", True),
    "fmt": Entry("fmt", "one look for plan files", "start and keep clean"),
    "rule": Entry("rule", "what a finding means", "start and keep clean"),
    "doctor": Entry("doctor", "is everything set up?", "start and keep clean"),
    "git-setup": Entry("git_setup", "git compares and merges plans", "start and keep clean"),
    "add": Entry("add", "something new, in its place", "edit"),
    "set": Entry("set", "change a fact, one line", "edit", True),
    "start": Entry("start", "work on it has begun", "edit"),
    "done": Entry("done", "it is finished, today", "edit", True),
    "move": Entry("move", "another id, place or file", "edit"),
    "comment": Entry("comment", "say something about it", "edit"),
    "spend": Entry("spend", "hours into a time sheet", "edit"),
    "status": Entry("status", "where does it stand?", "look", True),
    "my-work": Entry("my_work", "what is mine, who waits?", "look", True),
    "list": Entry("list", "any collection, any column", "look", True),
    "show": Entry("show", "everything about one item", "look", True),
    "board": Entry("board", "cards in columns", "look"),
    "timeline": Entry("timeline", "bars on a calendar", "look"),
    "workload": Entry("workload", "who has how much to do?", "look"),
    "roadmap": Entry("roadmap", "what is coming, and why", "look"),
    "why": Entry("why", "why this date?", "reason", True),
    "diff": Entry("diff", "what was edited, what follows?", "reason", True),
    "review": Entry("review", "may this change be merged?", "reason"),
    "blame": Entry("blame", "who moved this date?", "reason"),
    "history": Entry("history", "what happened to it?", "reason"),
    "deps": Entry("deps", "what waits for what?", "reason"),
    "trace": Entry("trace", "who asked, what came of it?", "reason"),
    "whatif": Entry("whatif", "what if this changed?", "reason"),
    "forecast": Entry("forecast", "how likely, by when?", "reason"),
    "baseline": Entry("baseline", "freeze and compare", "reason"),
    "report": Entry("report", "something to hand out", "hand out", True),
    "chart": Entry("chart", "a picture, by name", "hand out"),
    "export": Entry("export", "the plan for other tools", "hand out"),
    "import": Entry("import_", "a plan from another tool", "hand out"),
    "notify": Entry("notify", "whom to tell what?", "hand out"),
    "ci": Entry("ci", "a build in one command", "machines"),
    "schema": Entry("schema", "the JSON Schema of a kind", "machines"),
    "completion": Entry("completion", "for bash, zsh or fish", "machines"),
    "textconv": Entry("textconv", "one fact a line, for git", "called by git"),
    "merge-driver": Entry("merge_driver", "two sides of a file, for git", "called by git"),
}


class Commands(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(OTHER_NAMES.get(cmd_name, cmd_name))
        if entry is None:
            return None
        command = import_module(f"pmctl.commands.{entry.module}").command
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so; none is imported for it."""
        from click.shell_completion import CompletionItem  # only a shell asks

        return [
            CompletionItem(name, help=entry.line) for name, entry in COMMANDS.items() if name.startswith(incomplete)
        ]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        command = self.get_command(ctx, args[0])
        if command is None:
            raise UserError(unknown_command(args[0]))
        return OTHER_NAMES.get(args[0], args[0]), command, args[1:]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(all_commands())


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--all", "everything", is_flag=True, help="Every command, by use.")
@click.option("--version", is_flag=True, help="The version.")
@click.pass_context
def pmctl(ctx: click.Context, everything: bool, version: bool) -> None:
    """Plans as code: roadmaps and project plans in YAML, in git."""
    if version:
        output.write(f"pmctl {__version__}")
    elif everything:
        output.raw(all_commands())
    elif ctx.invoked_subcommand is None:
        output.raw(first_screen())


def first_screen() -> str:
    """What `pmctl` alone says: the commands that most people need, in two columns."""
    shown = [(name, entry.line) for name, entry in COMMANDS.items() if entry.shown]
    half = (len(shown) + 1) // 2
    cells = [f"{name:<9} {line:<27}" for name, line in shown] + [""]
    lines = [f"  {cells[row]} {cells[row + half]}".rstrip() for row in range(half)]
    more = f"  all {len(_for_people())}, by use: `pmctl --all`"
    head = f"{SLOGAN} pmctl COMMAND --help"
    return "\n".join([head, *lines, more]) + "\n"


def all_commands() -> str:
    """Every command, grouped by use, and what the exit status says."""
    lines = [SLOGAN, "", "Usage: pmctl COMMAND [OPTIONS] [ARGUMENTS]"]
    commands = _for_people()
    use, column = "", max(map(len, commands)) + 1
    for name, entry in sorted(commands.items(), key=lambda pair: _uses().index(pair[1].use)):
        if entry.use != use:
            use = entry.use
            lines += ["", use]
        lines.append(f"  {name:<{column}} {entry.line}")
    lines += [
        "",
        "`pmctl COMMAND --help` explains one; `pmctl --version` says which pmctl this is.",
        "Exit status: 0 clean, 1 errors found, 2 a wrong call, 3 a bug in pmctl.",
    ]
    return "\n".join(lines) + "\n"


def _for_people() -> Mapping[str, Entry]:
    """The commands that people call."""
    return {name: entry for name, entry in COMMANDS.items() if entry.use != "called by git"}


def _uses() -> list[str]:
    return list(dict.fromkeys(entry.use for entry in COMMANDS.values()))


def unknown_command(name: str) -> str:
    """What to say of a command that is not there: where it is, or what it resembles."""
    shown = terminal(name[:40])
    if name in GUESSES:
        return f"there is no command `{shown}`. {GUESSES[name]}"
    from difflib import get_close_matches  # only slips of the finger wait for the import

    near = get_close_matches(name, [*COMMANDS, *OTHER_NAMES], 1, 0.6)
    hint = f"Did you mean `pmctl {near[0]}`?" if near else "`pmctl --all` names them."
    return f"there is no command `{shown}`. {hint}"


# --- the run ----------------------------------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Run one call and answer its exit status; nothing that goes wrong leaves this function as an exception."""
    output.set_up()
    try:
        status = pmctl.main(list(arguments), prog_name="pmctl", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except UserError as error:
        return _wrong_call(error.message, error.hint)
    except click.ClickException as error:
        from pmctl.wrong_call import in_our_words  # few calls are wrong

        return _wrong_call(in_our_words(error), "")
    except BrokenPipeError:
        return _closed_pipe()
    except (KeyboardInterrupt, click.Abort):
        return 130
    except OSError as error:
        from pmctl.wrong_call import of_the_machine  # as seldom

        return _wrong_call(of_the_machine(error), "")
    except Exception as error:
        return _bug(error)


def _wrong_call(message: str, hint: str) -> int:
    output.note(f"pmctl: {message}" + "".join(f"\n  {line}" for line in _folded(hint)))
    return 2


def _folded(hint: str) -> list[str]:
    """A hint in lines that fit, where a person looks; a long list of names would be torn by the terminal."""
    room = output.width() - 2
    if not output.is_terminal() or len(hint) <= room or "\n" in hint:
        return hint.split("\n") if hint else []
    import textwrap  # few calls are wrong

    return textwrap.wrap(hint, room, break_long_words=False, break_on_hyphens=False)


def _closed_pipe() -> int:
    """Nobody reads any more: end quietly, and keep Python from complaining when it closes the stream."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bug(error: Exception) -> int:
    """A bug in pmctl: say where to report it and nothing of the plan; the traceback only under PMCTL_DEBUG=1."""
    if os.environ.get("PMCTL_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    trace, place = error.__traceback__, ""
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("pmctl"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    output.note(
        f"pmctl: this is a bug in pmctl {__version__} "
        f"({type(error).__name__} in {place or 'a library'}), not in your plan.\n"
        f"  Please report it at {PROJECT_PAGE}; PMCTL_DEBUG=1 shows the traceback."
    )
    return 3
