"""`pmctl import`: a plan from another tool, as files to be looked at and committed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.files import write_files
from pmctl.formats import FORMATS, Imported, reader
from pmctl.parse import read_file
from pmctl.views.find import close

LARGEST = 64 << 20
GUESSES = ((".xml", "msproject"), (".xml.gz", "msproject"), (".mpp", "msproject"))
"""The format of a file by the end of its name, where none is said."""


@click.command("import")
@click.argument("arguments", metavar="[FORMAT] FILE", nargs=-1)
@click.option("-o", "folder", metavar="DIR", help="Where the plan files go.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--list", "listed", is_flag=True, help="Which formats can be read.")
@options.plain
def command(arguments: tuple[str, ...], folder: str | None, force: bool, listed: bool) -> int:
    """Read FILE of another tool and write plan files into DIR.

    It prints what was written and what could not be held.
    """
    if listed:
        rows = [(form.name, form.line) for form in FORMATS if form.reads]
        output.write(output.table([output.Column("format"), output.Column("what it is")], rows))
        return 0
    form, path = _format_and_path(arguments)
    if folder is None:
        raise UserError("say where the plan files shall go", "with `-o DIR`")
    imported = _read(form, path)
    _write(imported, Path(folder), force)
    for name, text in imported.files.items():
        output.write(f"wrote {terminal((Path(folder) / name).as_posix())}  {_lines(text)}")
    for sentence in imported.notes:
        output.note(f"note: {terminal(sentence)}")
    return 0


def _format_and_path(arguments: Sequence[str]) -> tuple[str, Path]:
    """The format, said or guessed by the file's name, and the file."""
    names = [form.name for form in FORMATS if form.reads]
    hint = f"`pmctl import [FORMAT] FILE -o DIR`; formats: {', '.join(names)}"
    if not arguments or len(arguments) > 2:
        raise UserError("say which file to import", hint)
    path = Path(arguments[-1])
    if len(arguments) == 2:
        if arguments[0] not in names:
            near = close(arguments[0], names)
            raise UserError(f"there is no import format `{terminal(arguments[0][:40])}`.{near}", hint)
        return arguments[0], path
    if arguments[0] in names:
        raise UserError("say which file to import", hint)
    guessed = next((form for ending, form in GUESSES if path.name.lower().endswith(ending)), None)
    if guessed is None:
        raise UserError(f"the format of `{terminal(path.name)}` is not clear from its name", hint)
    return guessed, path


def _read(form: str, path: Path) -> Imported:
    data = read_file(path, LARGEST, path.name)
    if isinstance(data, Diagnostic):
        raise UserError(f"cannot read `{terminal(str(path))}`: {data.message}", data.hint)
    try:
        return reader(form)(data)
    except UserError as error:
        raise UserError(f"`{terminal(path.name)}`: {error.message}", error.hint) from error


def _write(imported: Imported, folder: Path, force: bool) -> None:
    """All files or, where one is there already, none."""
    there = [name for name in imported.files if os.path.lexists(folder / name)]
    if there and not force:
        raise UserError(
            f"`{terminal((folder / there[0]).as_posix())}` is there already; nothing was written",
            "another folder with `-o`, or `--force`",
        )
    write_files({folder / name: text.encode() for name, text in imported.files.items()}, overwrite=force)


def _lines(text: str) -> str:
    count = text.count("\n")
    return f"{count} line{'s' if count != 1 else ''}"
