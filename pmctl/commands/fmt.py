"""`pmctl fmt`: plan files in one look: keys in order, two blanks of indentation, a blank line behind each block."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.load import find_workspace, load
from pmctl.operations.look import Look, look
from pmctl.parse import read_file
from pmctl.views.drafts.text import diffs
from pmctl.views.drafts.view import file_diff
from pmctl.writing.plan import write_plan


@click.command("fmt")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option(
    "--check", is_flag=True, help="Write nothing: name the files that would change, exit 1 where there are any."
)
@click.option(
    "--diff", "shown", is_flag=True, help="Write nothing: show what would change, exit 1 where that is anything."
)
@click.option("-C", "--root", metavar="DIR", help="Where the plan is (else here, or the nearest folder above).")
@options.plain
def command(files: tuple[str, ...], check: bool, shown: bool, root: str | None) -> int:
    """Write plan files in one look, all of the plan or some FILEs of it.

    Keys stand in the order of `pmctl schema`, those that hold things by their ids last; two blanks of indentation, one
    blank behind `:` and `,` between braces, one blank line behind each block of a document, none at the ends of lines.

    No comment, text, value or order of items changes. A file that holds anchors, or is written in another unusual way,
    is left as it is, and named.

    \b
    pmctl fmt
    pmctl fmt --check
    pmctl fmt --diff projects/checkout.yaml
    """
    folder, found = _given(files) if files else _all(root)
    seen = look(found)
    for path, why in seen.left.items():
        output.note(f"{terminal(path)} is left as it is: {terminal(why)}")
    if shown:
        output.write("\n\n".join(diffs([file_diff(path, *pair) for path, pair in seen.changed.items()])))
    elif check:
        for path in seen.changed:
            output.write(f"{terminal(path)} would change")
    else:
        write_plan(folder, seen.changed)
        for path in seen.changed:
            output.write(f"wrote {terminal(path)}")
    output.note(_summary(seen, written=not (check or shown)))
    return int((check or shown) and bool(seen.changed))


def _summary(seen: Look, written: bool) -> str:
    """How many files there were of which sort."""
    changed = f"{len(seen.changed)} {'written' if written else 'would change'}, " if seen.changed else ""
    left = f", {len(seen.left)} left as {'it is' if len(seen.left) == 1 else 'they are'}" if seen.left else ""
    return f"{changed}{seen.fine} in order{left}."


def _all(root: str | None) -> tuple[Path, Iterator[tuple[str, bytes]]]:
    """The folder of a plan, and all its files by their paths in it."""
    start = find_workspace(Path(root or "."))
    if start is None:
        raise UserError("no plan here. `pmctl init` starts one; `-C DIR` looks elsewhere.")
    loaded = load(start)
    return loaded.root, _read(loaded.root, loaded.texts)


def _given(files: tuple[str, ...]) -> tuple[Path, Iterator[tuple[str, bytes]]]:
    """The folder that files are in, and the files, by their paths in it."""
    for name in files:
        if not os.path.isfile(name):
            raise UserError(f"there is no file `{terminal(name[:80])}`", "`pmctl fmt` alone takes all of the plan")
    here = Path(os.path.commonpath([os.path.dirname(os.path.abspath(name)) for name in files]))
    return here, _read(here, [Path(os.path.relpath(name, here)).as_posix() for name in files])


def _read(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(set(paths)):
        data = read_file(folder / path, name=path)
        if isinstance(data, Diagnostic):
            raise UserError(f"`{terminal(path)}`: {data.message}", data.hint)
        yield path, data
