"""`pmctl merge-driver`: what git calls to merge a plan file."""

from __future__ import annotations

from pathlib import Path

import click

from pmctl import output
from pmctl.commands import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import write_file
from pmctl.merge import MARKER_SIZE, merge


@click.command("merge-driver")
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.argument("size", type=int, default=MARKER_SIZE)
@click.argument("path", default="")
@options.plain
def command(base: str, ours: str, theirs: str, size: int, path: str) -> int:
    """Merge the plan file THEIRS into OURS, both of which come from BASE, by item and field.

    What both changed stands between markers of SIZE characters, and is said in a line on standard error; the exit
    status is 1 then. PATH is where the file is in the repository. `pmctl git-setup` has git call it.

    \b
    pmctl merge-driver %O %A %B %L %P               as git is told
    pmctl merge-driver base.yaml ours.yaml theirs.yaml
    """
    texts = [_read(name) for name in (base, ours, theirs)]
    outcome = merge(path or ours, texts[0], texts[1], texts[2], size)
    write_file(Path(ours), outcome.data)
    for message in outcome.messages:
        output.note(message)
    return 0 if outcome.clean else 1


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"cannot read `{terminal(name[:200])}`: {error.strerror or error}") from error
