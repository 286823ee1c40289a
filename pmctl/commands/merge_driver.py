"""`pmctl merge-driver`: what git calls to merge a plan file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import write_file
from pmctl.merge import MARKER_SIZE, Markers, merge

LONGEST_NAME = 200
"""Characters of a side's name in a marker."""


def _known(_: click.Context, __: click.Parameter, names: Sequence[str]) -> tuple[str, ...]:
    """Both names, or none: a git that knows none hands over `%X` and `%Y` as they stand, or nothing."""
    known = tuple(terminal(name[:LONGEST_NAME]) for name in names if name.strip() and name not in ("%X", "%Y"))
    return known if len(known) == 2 else ()


@click.command("merge-driver")
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.argument("size", type=int, default=MARKER_SIZE)
@click.argument("path", default="")
@click.argument("names", nargs=-1, metavar="[OURS_NAME THEIRS_NAME]", callback=_known)
@options.plain
def command(base: str, ours: str, theirs: str, size: int, path: str, names: tuple[str, ...]) -> int:
    """Merge the plan file THEIRS into OURS, both of which come from BASE, by item and field.

    What both changed stands between markers of SIZE characters, and is said in a line on standard error; the exit
    status is 1 then. PATH is where the file is in the repository; the names are those of both sides in the markers,
    which git knows from 2.44 on. `pmctl git-setup` has git call it.

    \b
    pmctl merge-driver %O %A %B %L %P %X %Y         as git is told
    pmctl merge-driver base.yaml ours.yaml theirs.yaml
    """
    texts = [_read(name) for name in (base, ours, theirs)]
    outcome = merge(path or ours, texts[0], texts[1], texts[2], Markers(size, *names))
    write_file(Path(ours), outcome.data)
    for message in outcome.messages:
        output.note(message)
    return 0 if outcome.clean else 1


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"cannot read `{terminal(name[:200])}`: {error.strerror or error}") from error
