"""`pmctl init`: plan files to start from, which check green; nothing that is there is ever overwritten."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import click

from pmctl import output
from pmctl.commands import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import write_files

STARTERS = ("blank", "software", "product", "construction")
FOLDER = Path(__file__).parent.parent / "starters"

_BLANK = re.compile(r"\{(id|name|half|start)(?:\+([0-9]+))?\}")
_NOT_NAMES = frozenset(("null", "true", "false"))


def files_of(starter: str) -> dict[str, str]:
    """The files of a starter by their relative path, blanks not yet filled in."""
    folder = FOLDER / starter
    paths = sorted(path for path in folder.rglob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def filled(text: str, id: str, today: date) -> str:
    """A text with its blanks filled in: `{id}`, `{name}`, `{start}` (next Monday), `{start+7}`, `{half}` (a period)."""
    start = today + timedelta(days=-today.weekday() % 7)

    def value(match: re.Match[str]) -> str:
        what, days = match.group(1), timedelta(days=int(match.group(2) or 0))
        if what == "start":
            return (start + days).isoformat()
        if what == "half":
            late = start + timedelta(days=60)
            return f"{late.year}-H{1 if late.month <= 6 else 2}"
        return id if what == "id" else id.replace("-", " ").capitalize()

    return _BLANK.sub(value, text)


def id_from(name: str) -> str:
    """An id made from the name of a folder; `plan` where nothing is left of it."""
    id = re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-")
    return id if id and id not in _NOT_NAMES else "plan"


def start_plan(folder: Path, starter: str, today: date) -> list[str]:
    """Write a starter's files; UserError, and nothing written, where one of them is there already."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"`{terminal(str(folder))}` is not a folder")
    files = files_of(starter)
    there = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        names = ", ".join(f"`{terminal(str(folder / path))}`" for path in there)
        raise UserError(
            f"{names} {'is' if len(there) == 1 else 'are'} there already",
            "nothing was written; `pmctl init DIR` starts in another folder, `pmctl status` looks at this plan",
        )
    id = id_from(folder.resolve().name)
    write_files({folder / path: filled(text, id, today).encode() for path, text in files.items()}, overwrite=False)
    return list(files)


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--template", "starter", type=click.Choice(STARTERS), default="blank", help="What to start from.")
@options.dated
@options.plain
def command(folder: str, starter: str, today: date) -> None:
    """Write a plan that checks green, to be changed line by line.

    blank: one project of three tasks. software: a release with people, charter and a risk. product: a product with
    its features and the project that delivers them. construction: a house with crews, a crane and a budget.
    """
    written = start_plan(Path(folder), starter, today)
    at = "" if folder == "." else f" -C {folder}"
    for path in written:
        output.write(f"wrote {(Path(folder) / path).as_posix()}")
    first = (Path(folder) / next(path for path in written if path.startswith("projects/"))).as_posix()
    output.write(
        f"\nNext\n  pmctl check{' ' + folder if at else ''}\n  pmctl status{at}\n  pmctl timeline{at}\n"
        f"  then edit {first}: one fact, one line; and commit it"
    )
