"""A result to standard output, or to a file that is written as a whole, or only compared."""

from __future__ import annotations

import sys
from pathlib import Path

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import write_file
from pmctl.output.screen import is_terminal, marked, note, raw, write


def deliver(content: str | bytes, file: str | None = None, check: bool = False) -> int:
    """Give a result to standard output, or write it to `file`; with `check` only compare. Returns the exit status.

    A file is written as a whole or not at all, never through a link, and not when it is equal already.
    """
    if isinstance(content, str):
        content = marked(content, file)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if file is None or file == "-":
        if check:
            raise UserError("`--check` compares a file", "say which one with `-o FILE`")
        _to_standard_output(content)
        return 0
    path = Path(file)
    if file.endswith(("/", "\\")) or path.is_dir():
        raise UserError(f"`{terminal(file)}` is a folder", "`-o FILE` names the file in it that shall be written")
    if check:
        return _compare(path, data)
    write_file(path, data)
    note(f"wrote {terminal(file)}")
    return 0


def deliver_text(text: str, file: str | None = None, check: bool = False) -> int:
    """Give a text for people to the screen, where no line of it can command a build server, or `deliver` it to a file.

    Texts that are wrapped are told so: any word of a plan may come to stand at the beginning of a line.
    """
    if check or file not in (None, "-"):
        return deliver(text, file, check)
    write(text.removesuffix("\n"))
    return 0


def _to_standard_output(content: str | bytes) -> None:
    if isinstance(content, str):
        raw(content if content.endswith("\n") or not content else content + "\n")
        return
    if is_terminal():
        raise UserError("this format is for files, not for a terminal", "name a file with `-o FILE`")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _compare(path: Path, data: bytes) -> int:
    try:
        same = path.read_bytes() == data
    except FileNotFoundError:
        note(f"{terminal(str(path))} is not there")
        return 1
    except OSError as error:
        raise UserError(f"cannot read `{terminal(str(path))}`: {error.strerror}") from error
    if not same:
        note(f"{terminal(str(path))} is stale")
    return 0 if same else 1
