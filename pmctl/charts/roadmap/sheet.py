"""A roadmap on paper, as values: boxes, rules and words that SVG and print both draw, and how each kind looks."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.record import dataclass

WIDTH = 1180.0
GAP = 12.0
HEAD = 84.0
"""Above what scrolls: title, subtitle, names of columns or ticks."""
FOOT = 40.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a box is drawn: names of colours in the palette."""

    fill: str
    edge: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """How words are written: their size in pixels, weight and colour."""

    size: float
    bold: bool = False
    colour: str = "ink"


BOXES: Mapping[str, Look] = {
    "card": Look("off", "month"),
    "lane": Look("month"),
    "blank": Look("paper"),
    "bar": Look("bar"),
    "done": Look("done"),
    "sketch": Look("paper", "done", True),
    "green": Look("green"),
    "amber": Look("amber"),
    "red": Look("dark-red"),
    "unknown": Look("ghost"),
}
RULES: Mapping[str, str] = {
    "grid": "grid",
    "quarter": "month",
    "today": "today",
    "spare": "link",
    "due": "due",
    "late": "dark-red",
}
FACES: Mapping[str, Face] = {
    "title": Face(16, True),
    "lane-name": Face(12, True),
    "name": Face(12, True),
    "label": Face(11),
    "column": Face(13, True, "soft"),
    "small": Face(10.5, False, "soft"),
    "late-word": Face(10.5, True, "dark-red"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a kind in `BOXES`."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of a kind in `RULES`."""

    x: float
    y: float
    to_x: float
    to_y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a kind in `FACES`, its baseline at y; `end` says that it ends at x."""

    x: float
    y: float
    text: str
    kind: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What belongs to one feature (or to none, then without an id), with what a pointer over it tells."""

    id: str = ""
    title: str = ""
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, in pixels."""

    title: str
    description: str
    width: float
    height: float
    pieces: tuple[Piece, ...]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on all pages: title, what it is about, where it comes from."""

    title: str
    subtitle: str
    stamp: str
