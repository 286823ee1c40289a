"""What a timeline shows, as values: its rows with their dates, the arrows between them, the days it spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

OVERDUE = "overdue"
"""Stands in place of a slip where the promised day has passed and no plan says more."""
Zoom = Literal["day", "week", "month", "quarter"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "quarter")
Kind = Literal["bar", "group", "milestone", "event", "release", "feature", "document", "heading", "continued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. Days are counted from 1970-01-01, in halves; a bar runs from `start` to `finish`, a point stands there.

    `due` (promised) and `baseline` (planned) are days as well; `sketch` marks a bar that no plan stands behind (a
    horizon, a period); `late` is the slip in words (`+3d`) or `OVERDUE`, `forecast` the computed day, `progress` 0 to
    1; `likely` are the days between which the finish lies in four of five runs of a simulation (P10 and P90); `lacks`
    says of how much the forecast knows nothing (`2 without a plan`).
    """

    id: str
    name: str
    kind: Kind
    depth: int = 0
    start: Fraction | None = None
    finish: Fraction | None = None
    forecast: date | None = None
    progress: Fraction = Fraction(0)
    critical: bool = False
    owner: str = ""
    promised: date | None = None
    due: Fraction | None = None
    late: str = ""
    baseline: tuple[Fraction, Fraction] | None = None
    state: str = "planned"
    sketch: bool = False
    likely: tuple[date, date] | None = None
    lacks: str = ""

    @property
    def point(self) -> bool:
        """Is it drawn as a diamond rather than a bar?"""
        return self.kind in ("milestone", "event", "release")


@dataclass(frozen=True, slots=True)
class Arrow:
    """What waits for what: indexes of rows, FS SS FF or SF, and whether the critical path runs along it."""

    before: int
    after: int
    kind: str = "FS"
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole picture before it is drawn. `start` is its first day, `end` the day after its last.

    `off` are runs of days off, their ends exclusive.
    """

    title: str
    stamp: str
    zoom: Zoom
    fixed_zoom: bool
    today: date
    start: date
    end: date
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...] = ()
    off: tuple[tuple[date, date], ...] = ()
    beside: str = "Who"
    """The title of what stands beside the names: `owner` of the rows."""
    page: int = 1
    pages: int = 1
    more: int = field(default=0)
    """Rows on other pages."""
