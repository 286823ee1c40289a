"""`.gitattributes`: a pattern for each place where plans are, so that git compares and merges them as plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from pmctl import clone
from pmctl.diagnostic import UserError
from pmctl.discover import fits_name
from pmctl.files import write_file
from pmctl.git_setup.place import Part, Place, listed, shown
from pmctl.regex import regex
from pmctl.wildcard import fits

_FILE = ".gitattributes"
_BEGIN = "# pmctl git-setup: plans are compared by fact and merged by item"
_END = "# pmctl git-setup ends here"
_BLOCK = regex(f"{re.escape(_BEGIN)}\n(?P<lines>(?:.*\n)*?){re.escape(_END)}\n?")
_ATTRIBUTES = "diff=pmctl merge=pmctl"
_NONE = "!diff !merge"
_SPECIAL = regex(r"[\\*?\[]")
_LINE = regex(r"(\"(?:[^\"\\]|\\.)*\"|\S+)\s*(.*)")
_BINARY = {"diff": "", "merge": ""}


def look(place: Place) -> Part:
    """The lines for the plan, and which of its files git does not know as plans."""
    text = _text(place)
    lines = wanted(place.plans, place.others)
    missed = [path for path in place.plans if not is_known(path, text)]
    found = _BLOCK.search(text)
    is_set = not missed and (found is None or found["lines"].splitlines() == list(lines))
    lacks = (
        (f"git does not know as plans: {listed(missed)}",)
        if missed
        else ()
        if is_set
        else ("its lines are of former times",)
    )
    return Part(shown(place.root / _FILE, place.top), lines, is_set, lacks)


def write(place: Place) -> None:
    """Put the lines into the file, in place of those of before; nothing where git knows all plans already."""
    if look(place).is_set:
        return
    block = "".join(f"{line}\n" for line in (_BEGIN, *wanted(place.plans, place.others), _END))
    text = _text(place)
    before = text if not text or text.endswith("\n") else f"{text}\n"
    _put(place, _BLOCK.sub(lambda _: block, text, count=1) if _BLOCK.search(text) else before + block)


def undo(place: Place) -> str:
    """Take the lines away, and the file where nothing else is in it; others have them still where git has the file."""
    text = _text(place)
    if not _BLOCK.search(text):
        return ""
    _put(place, _BLOCK.sub("", text))
    path = place.root / _FILE
    if not clone.is_tracked(place.top, path):
        return ""
    name = shown(path, place.top)
    return f"Commit `{name}` without its lines if nobody shall need them, else `git checkout -- {name}`."


def _text(place: Place) -> str:
    """What is in the file, with LF at the end of lines."""
    path = place.root / _FILE
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        return path.read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    except OSError as error:
        raise UserError(f"cannot read `{_FILE}`: {error.strerror or error}") from error


def _put(place: Place, text: str) -> None:
    path = place.root / _FILE
    if not text:
        path.unlink()
        return
    line_end = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
    write_file(path, text.replace("\n", line_end).encode("utf-8", "surrogateescape"))


# --- patterns ---------------------------------------------------------------------------------------------------------


def wanted(plans: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """A line for each place: a file at the top, a folder of plans with the few files in it that are none, else file by
    file. A plan that is added to such a folder later needs no new line.
    """
    return tuple(_lines("", sorted(plans), sorted(others)))


def _lines(folder: str, plans: Sequence[str], others: Sequence[str]) -> Iterable[str]:
    """The lines for the plans in a folder (`projects/`), the other YAML files in which are known."""
    if folder and len(others) * 2 <= len(plans):
        for ending in sorted({PurePosixPath(path).suffix for path in plans}):
            yield f"{_quoted(f'/{_plain(folder)}**/*{ending}')} {_ATTRIBUTES}"
        yield from (f"{_quoted(f'/{_plain(path)}')} {_NONE}" for path in others)
        return
    inner: dict[str, list[str]] = {}
    for path in plans:
        name, slash, _ = path.removeprefix(folder).partition("/")
        inner.setdefault(folder + name + slash, []).append(path)
    for path, held in inner.items():
        if path.endswith("/"):
            yield from _lines(path, held, [other for other in others if other.startswith(path)])
        else:
            yield f"{_quoted(f'/{_plain(path)}')} {_ATTRIBUTES}"


def _plain(path: str) -> str:
    """A path in which no character stands for others."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", path)


def _quoted(pattern: str) -> str:
    """A pattern as git reads it, between quotes where it holds blanks."""
    if not re.search(r"[\s\"]", pattern):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- what git makes of a file -----------------------------------------------------------------------------------------


def is_known(path: str, text: str) -> bool:
    """Whether attributes make a file a plan; of several that speak of it the last one counts."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.strip())
        if match is None or line.lstrip().startswith("#") or not _is_about(match[1], path):
            continue
        for word in match[2].split():
            name, _, value = word.lstrip("-!").partition("=")
            found |= _BINARY if word == "binary" else {name: "" if word[0] in "-!" else value}
    return found.get("diff") == found.get("merge") == "pmctl"


def _is_about(pattern: str, path: str) -> bool:
    """Whether a pattern of attributes is about a file: one without a slash is about names in any folder."""
    if pattern == _quoted(f"/{_plain(path)}"):
        return True
    bare = pattern[1:-1].replace("\\\\", "\\") if pattern.startswith('"') else pattern
    bare = re.sub(r"\\([\\?*\[\"])", r"\1", bare)
    if "/" not in bare:
        return fits_name(bare, PurePosixPath(path).name)
    return fits(bare.removeprefix("/").split("/"), path.split("/"), "**", fits_name)
