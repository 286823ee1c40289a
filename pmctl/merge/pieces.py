"""A merged text in pieces: what is settled, and what both sides changed; and such a text with markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pmctl.regex import regex

MARKER_SIZE = 7
_MARKER = regex(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed: what stands there on each of them."""

    ours: str
    theirs: str


Piece: TypeAlias = str | Conflict
Side = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Markers:
    """How long the markers of conflicts are, and what they call the two sides."""

    size: int = MARKER_SIZE
    ours: str = "ours"
    theirs: str = "theirs"


USUAL = Markers()


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed: the keys that lead to it, what each side says (None: took it away); `comment`: not the value,
    but what is said about it.
    """

    keys: tuple[str, ...]
    ours: str | None
    theirs: str | None
    comment: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a collection: its text in pieces, and whether it is there on our side and on theirs."""

    pieces: list[Piece]
    ours: bool
    theirs: bool


def either(was: str | None, ours: str, theirs: str) -> str:
    """What one side changed, ours where both did: for blanks and quotes, which mean nothing."""
    return theirs if ours == was else ours


def of_side(pieces: Sequence[Piece], side: Side) -> str:
    """The text in which every conflict ends as one side wants it."""
    return "".join(piece if isinstance(piece, str) else getattr(piece, side) for piece in pieces)


def marked(pieces: Sequence[Piece], markers: Markers) -> str:
    """The text with whole lines between markers where there are conflicts."""
    made: list[str] = []
    ours = theirs = ""
    differ = False
    for part in (part for piece in pieces for part in _by_line(piece)):
        here, there = (part, part) if isinstance(part, str) else (part.ours, part.theirs)
        ours, theirs, differ = ours + here, theirs + there, differ or isinstance(part, Conflict)
        if _is_whole(ours) and _is_whole(theirs):
            made.append(_between_markers(ours, theirs, markers) if differ else ours)
            ours, theirs, differ = "", "", False
    made.append(_between_markers(ours, theirs, markers) if differ else ours)
    return "".join(made)


def _by_line(piece: Piece) -> list[str] | list[Conflict]:
    """A text by lines, each with its end; a conflict as it is."""
    return [piece] if isinstance(piece, Conflict) else re.findall(r"[^\n]*\n|[^\n]+", piece)


def _is_whole(text: str) -> bool:
    return not text or text.endswith("\n")


def _between_markers(ours: str, theirs: str, markers: Markers) -> str:
    """Two texts of whole lines; lines that they share at their ends stay outside."""
    here, there = ours.split("\n")[:-1], theirs.split("\n")[:-1]
    above = _shared(here, there)
    here, there, head = here[above:], there[above:], here[:above]
    below = _shared(here[::-1], there[::-1])
    here, there, foot = here[: len(here) - below], there[: len(there) - below], here[len(here) - below :]
    if not here and not there:
        return ours
    first, middle, last = (sign * markers.size for sign in "<=>")
    between = [f"{first} {markers.ours}", *here, middle, *there, f"{last} {markers.theirs}"]
    return "".join(f"{line}\n" for line in [*head, *between, *foot])


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many lines are the same at the beginning."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(ours), len(theirs)))


def sides_of(text: str) -> tuple[str, str] | None:
    """Both sides of a text with markers of the usual size; None where there are none, or they do not go together."""
    ours: list[str] = []
    theirs: list[str] = []
    expected, inside = "<", ""
    for line in text.split("\n"):
        marker = _MARKER.fullmatch(line)
        if marker is None:
            ours += [line] if inside in ("", "<") else []
            theirs += [line] if inside in ("", "=") else []
        elif line[0] not in expected:
            return None
        else:
            inside = "" if line[0] == ">" else line[0]
            expected = {"<": "|=", "|": "=", "=": ">", ">": "<"}[line[0]]
    found = expected == "<" and len(ours) + len(theirs) < 2 * (text.count("\n") + 1)
    return ("\n".join(ours), "\n".join(theirs)) if found else None
