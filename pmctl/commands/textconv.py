"""`pmctl textconv`: a plan file as git compares it, one fact a line."""

from __future__ import annotations

from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.merge.lines import lines_of
from pmctl.source import read_file

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is shown as it is, plan or not."""


@click.command("textconv")
@click.argument("file", type=click.Path())
@options.plain
def command(file: str) -> None:
    """Print a plan file as one fact a line, in file order: `checkout/api effort: 15d`.

    `pmctl git-setup` has git call it for `git diff`, `git log -p` and `git show`, so that what is only written
    otherwise is no difference. A file that cannot be read as a plan is printed line by line.

    \b
    pmctl textconv projects/checkout.yaml
    """
    data = read_file(Path(file), LARGEST)
    if isinstance(data, Diagnostic):
        raise UserError(f"`{terminal(file[:200])}`: {data.message}")
    lines = lines_of(Path(file).name, data)
    output.write("\n".join(lines), "\n" if lines else "")
