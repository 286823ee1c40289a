"""The life of an item, or of a document, revision by revision: what was edited in it, and how its forecasts moved.

A forecast is that of the day of its revision: from one revision to the next edits and the passing of time have moved it
together. `blame` tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from pmctl import git
from pmctl.changes.edits import Edit
from pmctl.history.facts import DATED, Changes, Dates, dates_of, forecast_in, promised_in
from pmctl.history.line import Line
from pmctl.history.past import End, Past
from pmctl.history.reading import changes_at, dates_at, gather, steps_of
from pmctl.history.unread import Unread, unread
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

Kind = Literal["first", "revision", "work tree", "today"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A forecast or promise that is another one than at the revision before; None where there is none.

    `days` are working days between the forecasts in the calendar of today, None without one of them.
    """

    id: str
    was: date | None
    now: date | None
    promised_was: date | None
    promised: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a revision did to what is told of; `commit` is None for files that are not committed, and for today."""

    kind: Kind
    day: date
    commit: git.Commit | None
    edits: tuple[Edit, ...]
    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that happened to an item or document. `revisions` were looked at, from `since` on.

    `first` and `last` are the first and the last day that was forecast, `days` the working days between them. At
    `unread` revisions a file counts as before.
    """

    item: Item
    since: date
    revisions: int
    told: tuple[Told, ...]
    first: date | None
    last: date | None
    days: int
    is_cut: bool
    unread: tuple[Unread, ...] = ()


def life(past: Past, item: Item) -> Life:
    """What happened to an item: its edits and forecasts; to a document: edits of all in it, forecasts of its ends."""
    wants = ("dates", "changes") if isinstance(item, (*DATED, Product)) else ("changes",)
    line, archive, end = past.line, past.archive, past.end
    gather(past, steps_of(line, *wants))
    changes = [changes_at(archive, before, stop) for before, stop in pairwise(line.stops)]
    names = _names(item, end, changes)
    known = [dates_at(archive, stop, stop.day) if len(wants) > 1 else _NO_DATES for stop in line.stops]
    told = [_first(line, known[0], names[0], end.plan)]
    for place, changed in enumerate(changes, 1):
        was, now = (known[place - 1], names[place - 1]), (known[place], names[place])
        moves = tuple(_moved(end.plan, *was, *now))
        edits = tuple(_own(item, changed, names[place - 1], names[place]))
        told.append(Told("revision", line.stops[place].day, line.commits[place], edits, moves))
    told.append(_last(item, end, known[-1], names, len(wants) > 1))
    shown = tuple(one for one in told if one.edits or one.moves)
    dates = [one.now for row in shown for one in row.moves if one.id == item.id and one.now is not None]
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    days = _days(end.plan, item.id, first, last) or 0
    return Life(item, line.stops[0].day, len(line.stops), shown, first, last, days, line.is_cut, unread(past))


_NO_DATES = Dates("", (), {})
Names = Mapping[str, str]
"""What is told of: what it is called last -> what it is called at a stop."""


def _first(line: Line, dates: Dates, names: Names, plan: Plan) -> Told:
    moves = tuple(_moved(plan, _NO_DATES, names, dates, names))
    return Told("first", line.stops[0].day, line.commits[0], (), moves)


def _last(item: Item, end: End, dates: Dates, names: Sequence[Names], is_dated: bool) -> Told:
    """What became of it since the last stop: by what is not committed, or by time alone."""
    changes = end.uncommitted or Changes((), {})
    edits = tuple(_own(item, changes, names[-2], names[-1]))
    now = dates_of(end.plan) if is_dated else _NO_DATES
    moves = tuple(_moved(end.plan, dates, names[-2], now, names[-1]))
    return Told("work tree" if end.uncommitted is not None else "today", end.plan.today, None, edits, moves)


# --- what is told of --------------------------------------------------------------------------------------------------


def _names(item: Item, end: End, changes: Sequence[Changes]) -> list[Names]:
    """What is told of at each stop, and today; of a document also what is not there any more."""
    found: list[Names] = [{id: id for id in _told_of(end.plan, item)}]
    for changed in reversed([*changes, end.uncommitted or Changes((), {})]):
        before = {last: changed.former.get(id, id) for last, id in found[-1].items()}
        gone = (one.id for one in changed.edits if one.change == "removed" and one.entity == "milestone")
        home = before.get(item.id, item.id)
        if isinstance(item, Project | Product):
            before |= {id: id for id in gone if id.startswith(f"{home}/")}
        found.append(before)
    return found[::-1]


def _told_of(plan: Plan, item: Item) -> Iterator[str]:
    """The item; of a project also its milestones, of a product its features and releases."""
    yield item.id
    if isinstance(item, Project | Product):
        for one in plan.workspace.items.values():
            if one.document == item.id and (isinstance(one, Feature | Release) or _is_milestone(one)):
                yield one.id


def _is_milestone(one: Item) -> bool:
    return isinstance(one, Task) and one.milestone


def _own(item: Item, changes: Changes, was: Names, now: Names) -> Iterator[Edit]:
    """The edits of an item, or of everything in a document."""
    ids = {was.get(item.id, ""), now.get(item.id, "")}
    for one in changes.edits:
        homes = {one.id.partition("/")[0], (one.before_id or "").partition("/")[0]}
        if ids & ({one.id, one.before_id} | (homes if isinstance(item, Project | Product) else set())):
            yield one


def _moved(plan: Plan, was: Dates, before: Names, now: Dates, after: Names) -> Iterator[Moved]:
    """The forecasts and promises that differ."""
    for last in {**after, **before}:
        old = before.get(last, "")
        new = after.get(last, "")
        forecasts = forecast_in(was, old), forecast_in(now, new)
        promises = promised_in(was, old), promised_in(now, new)
        if forecasts[0] != forecasts[1] or promises[0] != promises[1]:
            yield Moved(last, *forecasts, *promises, _days(plan, last, *forecasts))


def _days(plan: Plan, id: str, was: date | None, now: date | None) -> int | None:
    item = plan.workspace.items.get(id) or plan.workspace.documents.get(id.partition("/")[0])
    return working_days(plan, item, was, now) if item is not None and was is not None and now is not None else None


def moved_ids(told: Iterable[Told]) -> tuple[str, ...]:
    """The items whose forecast moved from a day to another, each once."""
    return tuple(dict.fromkeys(one.id for row in told for one in row.moves if one.days))
