"""Who moved a forecast: each revision of the main line judged on its day, the passing of time apart, and their edits.

Source: what revision k adds is F(after k) - F(before k), both on the day of k; what the clock adds between two
revisions is F(before, on the later day) - F(before, on the earlier day). All rows together telescope to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from pmctl import git
from pmctl.history.archive import Archive
from pmctl.history.facts import Changes, forecast_in
from pmctl.history.line import Line, Stop
from pmctl.history.reading import Follow, Step, changes_at, dates_at, gather, steps_of
from pmctl.history.sharing import Causes, Reach, Turn, shared
from pmctl.insights.promises import forecast_of
from pmctl.model.item import Item
from pmctl.plan import Plan

Kind = Literal["first", "revision", "clock", "work tree"]


@dataclass(frozen=True, slots=True)
class End:
    """What is looked at in the end: the plan as of today, and what was edited in it since the last stop (None where it
    is the plan of that stop).
    """

    plan: Plan
    uncommitted: Changes | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A step of a forecast, from a day to a day (None: it had none), by so many working days.

    `place` is that of the stop that made it; None for the clock, and for what is not committed.
    """

    kind: Kind
    day: date
    was: date | None
    now: date | None
    days: int
    place: int | None
    commit: git.Commit | None
    causes: Causes = Causes()


@dataclass(frozen=True, slots=True)
class Blame:
    """How the forecast of an item came to be. The days of all rows, and the shares in each, sum up to `days`.

    `first` and `last` are the first and the last day that was forecast; `now` is None where it has no date any more.
    `revisions` were looked at, `since` when; `is_cut` says that this clone does not know what came before.
    """

    item: Item
    since: date
    first: date | None
    last: date | None
    now: date | None
    days: int
    rows: tuple[Row, ...]
    revisions: int
    is_cut: bool

    @property
    def open(self) -> int:
        """How many revisions moved it by several edits of which nobody worked out the shares."""
        return sum(row.causes.is_open for row in self.rows)


def blame(line: Line, archive: Archive, end: End, item: Item, level: bool, room: int, follow: Follow = iter) -> Blame:
    """How the forecast of an item came to be what it is.

    Several edits of one revision share its move: the largest moves first, as long as `room` schedules are enough.
    """
    steps = (*steps_of(line, "dates", "clock", "changes"), today_step(line, end.plan.today))
    gather(line.root, level, steps, archive, follow)
    ids = former_names(line, archive, end.uncommitted, item.id)
    rows = _clocks_together(_rows(line, archive, end, item, ids))
    known = [row.now for row in rows if row.now is not None]
    reach = Reach(end.plan, item, known[0] if known else end.plan.today)
    rows = tuple(_with_days(rows, reach))
    return Blame(
        item,
        line.stops[0].day,
        known[0] if known else None,
        known[-1] if known else None,
        forecast_of(end.plan, item).date,
        sum(row.days for row in rows),
        _with_causes(line, archive, end, ids, rows, reach, level, room),
        len(line.stops),
        line.is_cut,
    )


def today_step(line: Line, today: date) -> Step:
    """What the plan of the last stop says today."""
    stop = line.stops[-1]
    return Step(stop, Stop(stop.revision, today, stop.content), ("clock",))


def former_names(line: Line, archive: Archive, uncommitted: Changes | None, id: str) -> tuple[str, ...]:
    """What an item of today was called at each stop, and what it is called today."""
    found = [id, uncommitted.former.get(id, id) if uncommitted is not None else id]
    for before, stop in reversed(list(pairwise(line.stops))):
        found.append(changes_at(archive, before, stop).former.get(found[-1], found[-1]))
    return tuple(reversed(found))


def _rows(line: Line, archive: Archive, end: End, item: Item, ids: Sequence[str]) -> Iterator[Row]:
    """Every change of the forecast, in order, without days and causes."""

    def forecast(stop: Stop, day: date, id: str) -> date | None:
        return forecast_in(dates_at(archive, stop, day), id)

    at: date | None = None
    is_new = True
    for place, stop in enumerate(line.stops):
        if place:
            passed = forecast(line.stops[place - 1], stop.day, ids[place - 1])
            if passed != at:
                yield Row("clock", stop.day, at, passed, 0, None, None)
                at = passed
        now = forecast(stop, stop.day, ids[place])
        if now != at:
            yield Row("first" if is_new else "revision", stop.day, at, now, 0, place, line.commits[place])
            at, is_new = now, False
    today, last = end.plan.today, forecast(line.stops[-1], end.plan.today, ids[-2])
    if last != at:
        yield Row("clock", today, at, last, 0, None, None)
        at = last
    now = forecast_of(end.plan, item).date
    if now != at:
        yield Row("first" if is_new else "work tree", today, at, now, 0, None, None)


def _clocks_together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with one for the clock between two that were made by somebody; none where it ends as it began."""
    found: list[Row] = []
    for row in rows:
        if found and row.kind == found[-1].kind == "clock":
            row = replace(row, was=found.pop().was)
        if row.kind != "clock" or row.was != row.now:
            found.append(row)
    return tuple(found)


def _with_days(rows: Sequence[Row], reach: Reach) -> Iterator[Row]:
    """Each row with its working days; a date that comes back counts from the one that was lost."""
    at: date | None = None
    for row in rows:
        days = reach.days(row.now) - reach.days(at) if row.now is not None and at is not None else 0
        at = row.now or at
        yield replace(row, days=days)


def _with_causes(
    line: Line,
    archive: Archive,
    end: End,
    ids: Sequence[str],
    rows: Sequence[Row],
    reach: Reach,
    level: bool,
    room: int,
) -> tuple[Row, ...]:
    """The rows that edits made, with them."""
    turns = {number: turn for number, row in enumerate(rows) if (turn := _turn(line, archive, end, ids, row))}
    found = shared(line.root, archive, tuple(turns.values()), reach, level, room)
    causes = dict(zip(turns, found, strict=True))
    return tuple(replace(row, causes=causes.get(number, row.causes)) for number, row in enumerate(rows))


def _turn(line: Line, archive: Archive, end: End, ids: Sequence[str], row: Row) -> Turn | None:
    """What edits did in a row; None where it is the clock's, or where the line begins."""
    days = row.days if row.was is not None and row.now is not None else None
    if row.place is None:
        if row.kind == "clock" or end.uncommitted is None:
            return None
        return Turn(line.stops[-1], None, row.day, end.uncommitted, ids[-1], days)
    if row.place == 0:
        return None
    before, stop = line.stops[row.place - 1], line.stops[row.place]
    return Turn(before, stop, row.day, changes_at(archive, before, stop), ids[row.place], days)
