"""Options that mean the same everywhere.

A command is a module with `command`, a click command. It is decorated with `@options.shared`, which adds `-C/--root`,
`--at`, `--today`, `--no-level`, `--color` and `--width` and hands them over as one `call: Call`, the first argument;
then `open_plan(call)` finds, reads and schedules the plan. Further shared options: `@options.audience`, `@options.me`,
`@options.file` (`-o FILE`, `--check`), `@options.formats("text", "json", ...)` (`--format`, `--json [FIELDS]`),
`@options.baseline` (`--baseline NAME|REV`, handed on to `open_plan`) and `@options.selection` (`--where`, `--group-by`,
`--sort`, `--columns`, `--view`). The command returns its exit status
(None is 0), prints through `pmctl.output`, and raises `UserError` for a wrong call.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmctl import output
from pmctl.commands.calling import completing
from pmctl.commands.calling.given import refuse_empty
from pmctl.commands.calling.opening import Call, find_root, folder_of, open_plan, read, refuse_past, revision
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.quantity import FIRST_YEAR, LAST_YEAR
from pmctl.regex import regex
from pmctl.views.find import Selection

if TYPE_CHECKING:
    from pmctl.revision import Revision

__all__ = [
    "Call",
    "audience",
    "baseline",
    "chosen",
    "dated",
    "day",
    "file",
    "find_root",
    "folder_of",
    "format_of",
    "formats",
    "me",
    "names_in",
    "open_plan",
    "past_day",
    "plain",
    "read",
    "refuse_past",
    "revision",
    "selection",
    "shared",
]

Command = Callable[..., Any]

_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str, source: str) -> date:
    """A day as it is typed, of the years that plans know; else UserError."""
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise UserError(f"{source} `{terminal(text[:40])}` is not a day", "write it like `2026-02-10`")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UserError(f"{source} `{text}` is out of range", f"years run from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def past_day(option: str | None, today: date) -> date:
    """The day of `--on`, else today; UserError for one that is still ahead."""
    said = day(option, "--on") if option is not None else today
    if said > today:
        raise UserError(
            f"{said.isoformat()} is still ahead: today is {today.isoformat()}", "what is done has a past day"
        )
    return said


def _today(option: str | None, at: Revision | None = None) -> date:
    """The day that counts: the option, that of the revision, PMCTL_TODAY, else the clock (only read here)."""
    if option is not None:
        return day(option, "--today")
    if at is not None:
        return at.day
    variable = os.environ.get("PMCTL_TODAY")
    return day(variable, "PMCTL_TODAY") if variable else date.today()


def shared(function: Command) -> Command:
    """Add what every command that reads a plan knows; it gets `call` as its first argument."""

    @click.option("-C", "--root", metavar="DIR", help="Where the plan is (else here, or the nearest folder above).")
    @click.option("--today", metavar="DATE", help="Compute as of this day (else PMCTL_TODAY, else the clock).")
    @click.option(
        "--at",
        metavar="REV|TAG|DATE",
        help="The plan as it was committed then; alone, that commit's day is today.",
        shell_complete=completing.revisions,
    )
    @click.option("--no-level", is_flag=True, help="Leave overlaps: do not level.")
    @plain
    @wraps(function)
    def command(*args: Any, root: str | None, today: str | None, at: str | None, no_level: bool, **kwargs: Any) -> Any:
        vary = click.get_current_context().obj
        revision = _revision(root, at) if at is not None else None
        return function(Call(root, _today(today, revision), not no_level, revision, vary), *args, **kwargs)

    return command


def _revision(root: str | None, at: str) -> Revision:
    """The revision that `--at` means."""
    from pmctl.revision import named  # few calls look back

    return named(Path(root or "."), at)


def dated(function: Command) -> Command:
    """Add `--today` to a command that opens no plan; it gets `today`."""

    @click.option("--today", metavar="DATE", help="The day it is (else PMCTL_TODAY, else the clock).")
    @wraps(function)
    def command(*args: Any, today: str | None, **kwargs: Any) -> Any:
        return function(*args, today=_today(today), **kwargs)

    return command


def plain(function: Command) -> Command:
    """Add what every command knows, one that reads no plan too: `--color` and `--width`."""

    @click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to colour.")
    @click.option("--width", type=click.IntRange(20, 1000), metavar="N", help="Columns to use (else the terminal's).")
    @wraps(function)
    def command(*args: Any, color: str, width: int | None, **kwargs: Any) -> Any:
        output.set_up(color, width)
        refuse_empty(click.get_current_context())
        return function(*args, **kwargs)

    return command


def audience(function: Command) -> Command:
    """Add `--audience`: who will read it."""
    return click.option(
        "--audience",
        type=click.Choice(["internal", "client", "public"]),
        default="internal",
        help="For whom: what they may not see is left out.",
    )(function)


def baseline(function: Command) -> Command:
    """Add `--baseline`: against what planned dates are measured; hand it to `open_plan`."""
    return click.option(
        "--baseline",
        metavar="NAME|REV",
        help="Planned dates: of this baseline or git revision (else of the latest baseline).",
        shell_complete=completing.baselines,
    )(function)


def me(function: Command) -> Command:
    """Add `--me PERSON`."""
    return click.option("--me", metavar="PERSON", help="Who is asking (else git's user.email tells).")(function)


def file(function: Command) -> Command:
    """Add `-o FILE` (argument `file`) and `--check`; hand both to `output.deliver`."""

    @click.option("-o", "file", metavar="FILE", help="Write to a file instead of standard output.")
    @click.option("--check", is_flag=True, help="With -o: write nothing, exit 1 when the file is stale.")
    @wraps(function)
    def command(*args: Any, file: str | None, check: bool, **kwargs: Any) -> Any:
        if check and not file:
            raise UserError("`--check` compares a file", "say which one with `-o FILE`")
        return function(*args, file=file, check=check, **kwargs)

    return command


ENDINGS = {
    ".txt": ("text",),
    ".md": ("md", "mermaid"),
    ".html": ("html",),
    ".htm": ("html",),
    ".json": ("json",),
    ".sarif": ("sarif",),
    ".xml": ("junit",),
    ".csv": ("csv",),
    ".svg": ("svg",),
    ".png": ("png",),
    ".pdf": ("pdf",),
    ".mmd": ("mermaid",),
    ".dot": ("dot",),
    ".mbox": ("mbox",),
    ".atom": ("atom",),
}
"""What a file's ending says of its format: the first that the command writes."""


def format_of(file: str | None, names: Sequence[str]) -> str:
    """The format of a file by its ending, else the first; UserError for an ending that this command does not write."""
    if not file or file.endswith(("/", "\\")) or Path(file).is_dir():
        return names[0]
    ending = Path(file).suffix.lower()
    if not ending:
        return names[0]
    found = next((name for name in ENDINGS.get(ending, ()) if name in names), "")
    if not found:
        known = [ending for ending, meant in ENDINGS.items() if any(name in names for name in meant)]
        raise UserError(
            f"the ending `{terminal(ending[:20])}` is no format that this command writes",
            f"endings: {', '.join(known)}; another one with `--format`",
        )
    return found


def _named(call: Mapping[str, Any]) -> str | None:
    """The file whose ending counts; with a template of one's own it is the template that says the format."""
    return None if call.get("template") else call.get("file")


def formats(*names: str) -> Callable[[Command], Command]:
    """Add `--format` (the first name is what one gets) and `--json [FIELDS]`; the command gets `format` and `fields`.

    `fields` is None where nothing was said, else the names asked for (empty: all).
    """

    def decorate(function: Command) -> Command:
        @click.option(
            "--format", "format_", type=click.Choice(names), help=f"How it is written ({names[0]}, or as -o ends)."
        )
        @click.option(
            "--json", "json_", is_flag=False, flag_value="", metavar="[FIELDS]", help="JSON; only these fields."
        )
        @wraps(function)
        def command(*args: Any, format_: str | None, json_: str | None, **kwargs: Any) -> Any:
            if json_ is not None and format_ not in (None, "json"):
                raise UserError(f"`--json` and `--format {format_}` cannot both be", "say one of them")
            chosen = "json" if json_ is not None else format_ or format_of(_named(kwargs), names)
            fields = None if not json_ else names_in(json_)
            return function(*args, format=chosen, fields=fields, **kwargs)

        return command

    return decorate


def selection(function: Command) -> Command:
    """Add `--where --group-by --sort --columns --view`; the command gets `selection`."""

    @click.option(
        "--where", default="", metavar="EXPR", help="Only items for which this holds: `slip > 5d`, `critical`."
    )
    @click.option(
        "--group-by", "--by", "group_by", default="", metavar="FIELD", help="A header row for each value of a field."
    )
    @click.option("--sort", default="", metavar="FIELDS", help="By these fields; `-due` turns one round.")
    @click.option("--columns", default="", metavar="FIELDS", help="These columns, in this order.")
    @click.option(
        "--view",
        default="",
        metavar="NAME",
        help="A view of the workspace's `views`.",
        shell_complete=completing.views,
    )
    @wraps(function)
    def command(*args: Any, where: str, group_by: str, sort: str, columns: str, view: str, **kwargs: Any) -> Any:
        chosen = Selection(where, names_in(group_by), names_in(sort), names_in(columns), view)
        return function(*args, selection=chosen, **kwargs)

    return command


def names_in(text: str) -> tuple[str, ...]:
    """Names that stand between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def chosen(document: dict[str, object], fields: tuple[str, ...] | None) -> dict[str, object]:
    """A JSON document less what `--json FIELDS` did not ask for; the schema stays. UserError for unknown ones."""
    if not fields:
        return document
    for name in fields:
        if name not in document:
            raise UserError(f"--json: there is no field `{terminal(name[:40])}` here", "fields: " + ", ".join(document))
    return {"schema": document["schema"], **{name: document[name] for name in fields}}
