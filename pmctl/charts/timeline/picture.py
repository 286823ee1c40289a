"""A timeline on paper, as values: sizes, and the shapes, lines and marks that SVG and print both draw."""

from __future__ import annotations

from dataclasses import dataclass

ROW = 24
BAR = 12
HEAD = 92
FOOT = 62
GAP = 12
INDENT = 14
SIZE = 12.0
SMALL = 10.5
HALF = 6
"""Half the width of a diamond."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One row on the paper, measured from its own upper edge; widths of 0 and None are not drawn.

    `classes` say what it is (`bar critical ...`). `x` and `width` are the bar's, `done` the finished part's width; a
    diamond stands at `point`; `ghost` is the baseline's (x, width), `band` that of the likely finish, `due` the x of
    the promised day, `gap` the line from the promise to the forecast.
    """

    id: str
    top: int
    title: str
    classes: str
    name: str
    name_x: float
    owner: str
    date: str
    late: str
    x: float | None = None
    width: float = 0
    done: float = 0
    bracket: float = 0
    """Width of the ends of a group's bar, which point down; 0 for a plain bar."""
    point: float | None = None
    ghost: tuple[float, float] | None = None
    band: tuple[float, float] | None = None
    due: float | None = None
    gap: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its corners, and the direction of its head (`down`, `up`, `right`, `left`)."""

    points: tuple[tuple[float, float], ...]
    head: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical mark with its label, or a word of the legend (then `kind` says which sign)."""

    x: float
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole paper, in pixels."""

    title: str
    subtitle: str
    description: str
    width: float
    height: int
    left: float
    bottom: int
    owner_x: float
    date_x: float
    late_x: float
    beside: str
    """The title of the column of owners, "" where there is none."""
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    minor: tuple[Mark, ...]
    major: tuple[Mark, ...]
    off: tuple[tuple[float, float], ...]
    today: float | None
    legend: tuple[Mark, ...]
    stamp: str
    page: int
