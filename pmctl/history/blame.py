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
from pmctl.history.facts import forecast_in
from pmctl.history.line import Line, Stop
from pmctl.history.past import Past
from pmctl.history.reading import Step, changes_at, dates_at, gather, steps_of
from pmctl.history.sharing import Causes, Reach, Turn, shared
from pmctl.history.unread import Unread, unread
from pmctl.insights.promises import forecast_of
from pmctl.model.item import Item

Kind = Literal["first", "revision", "clock", "work tree"]


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
    `revisions` were looked at, `since` when: `is_whole` says that there are none before; `is_cut` that this clone does
    not know them. At `unread` ones a file counts as before.
    """

    item: Item
    since: date
    first: date | None
    last: date | None
    now: date | None
    days: int
    rows: tuple[Row, ...]
    revisions: int
    is_whole: bool
    is_cut: bool
    unread: tuple[Unread, ...] = ()

    @property
    def open(self) -> int:
        """How many revisions moved it by several edits of which nobody worked out the shares."""
        return sum(row.causes.is_open for row in self.rows)


def blame(past: Past, item: Item, room: int) -> Blame:
    """How the forecast of an item came to be what it is.

    Several edits of one revision share its move: the largest moves first, as long as `room` schedules are enough.
    """
    line, plan = past.line, past.end.plan
    gather(past, (*steps_of(line, "dates", "clock", "changes"), today_step(line, plan.today)))
    ids = former_names(past, item.id)
    rows = _clocks_together(_rows(past, item, ids))
    known = [row.now for row in rows if row.now is not None]
    reach = Reach(plan, item, known[0] if known else plan.today)
    rows = tuple(_with_days(rows, reach))
    return Blame(
        item,
        line.stops[0].day,
        known[0] if known else None,
        known[-1] if known else None,
        forecast_of(plan, item).date,
        sum(row.days for row in rows),
        _with_causes(past, ids, rows, reach, room),
        len(line.stops),
        line.is_whole,
        line.is_cut,
        unread(past),
    )


def today_step(line: Line, today: date) -> Step:
    """What the plan of the last stop says today."""
    stop = line.stops[-1]
    return Step(stop, Stop(stop.revision, today, stop.content), ("clock",))


def former_names(past: Past, id: str) -> tuple[str, ...]:
    """What an item of today was called at each stop, and what it is called today."""
    uncommitted = past.end.uncommitted
    found = [id, uncommitted.former.get(id, id) if uncommitted is not None else id]
    for before, stop in reversed(list(pairwise(past.line.stops))):
        found.append(changes_at(past.archive, before, stop).former.get(found[-1], found[-1]))
    return tuple(reversed(found))


def _rows(past: Past, item: Item, ids: Sequence[str]) -> Iterator[Row]:
    """Every change of the forecast, in order, without days and causes."""
    line, end = past.line, past.end

    def forecast(stop: Stop, day: date, id: str) -> date | None:
        return forecast_in(dates_at(past.archive, stop, day), id)

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


def _with_causes(past: Past, ids: Sequence[str], rows: Sequence[Row], reach: Reach, room: int) -> tuple[Row, ...]:
    """The rows that edits made, with them."""
    turns = {number: turn for number, row in enumerate(rows) if (turn := _turn(past, ids, row))}
    found = shared(past, tuple(turns.values()), reach, room)
    causes = dict(zip(turns, found, strict=True))
    return tuple(replace(row, causes=causes.get(number, row.causes)) for number, row in enumerate(rows))


def _turn(past: Past, ids: Sequence[str], row: Row) -> Turn | None:
    """What edits did in a row; None where it is the clock's, or where the line begins."""
    days = row.days if row.was is not None and row.now is not None else None
    stops, uncommitted = past.line.stops, past.end.uncommitted
    if row.place is None:
        if row.kind == "clock" or uncommitted is None:
            return None
        return Turn(stops[-1], None, row.day, uncommitted, ids[-1], days)
    if row.place == 0:
        return None
    before, stop = stops[row.place - 1], stops[row.place]
    return Turn(before, stop, row.day, changes_at(past.archive, before, stop), ids[row.place], days)
