"""Forecasts and measures over time: the state at the last revision of each day, and the one of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmctl.history.blame import former_names
from pmctl.history.facts import forecast_in, promised_in
from pmctl.history.line import Stop
from pmctl.history.measures import Measures, measures_of, planned_by, read_measures
from pmctl.history.past import Past
from pmctl.history.reading import Step, dates_at, gather, steps_of
from pmctl.insights.promises import due_of, forecast_of
from pmctl.load import load
from pmctl.model.item import Item
from pmctl.plan import Plan, plan
from pmctl.revision import Reader


@dataclass(frozen=True, slots=True)
class Trend:
    """Of an item by day of report what was forecast, and what was promised; None where there was none."""

    item: Item
    points: tuple[tuple[date, date | None, date | None], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A document by day of report; `planned` are the minutes of work that were to be finished by then: by the baseline
    in force, before there was one by the first plan.
    """

    document: str
    points: tuple[tuple[date, Measures], ...]
    planned: tuple[int, ...]


def last_of_days(stops: Sequence[Stop]) -> tuple[tuple[int, Stop], ...]:
    """The last stop of each day with its place, by day; where days go back, what was committed later counts."""
    found = {stop.day: (place, stop) for place, stop in enumerate(stops)}
    return tuple(found[day] for day in sorted(found))


def trends(past: Past, items: Sequence[Item]) -> tuple[Trend, ...]:
    """How the forecasts of some items moved."""
    stops = last_of_days(past.line.stops)
    changes = steps_of(past.line, "changes")
    gather(past, (*changes, *(Step(None, stop, ("dates",)) for _, stop in stops)))
    known = [(place, stop.day, dates_at(past.archive, stop, stop.day)) for place, stop in stops]
    found = []
    for item in items:
        ids = former_names(past, item.id)
        points = [(day, forecast_in(one, ids[at]), promised_in(one, ids[at])) for at, day, one in known]
        today = past.end.plan.today
        points = [point for point in points if point[0] < today]
        points.append((today, forecast_of(past.end.plan, item).date, due_of(past.end.plan, item)))
        found.append(Trend(item, tuple(points)))
    return tuple(found)


def measured(past: Past, document: str) -> Measured:
    """How a document stood on each day on which something was committed, and stands today."""
    stops = last_of_days(past.line.stops)
    steps = steps_of(past.line, "changes")
    gather(past, (*steps, *(Step(None, stop, ("measures",)) for _, stop in stops)))
    ids = former_names(past, document)
    points = []
    for place, stop in stops:
        kept = past.archive.get(Step(None, stop, ()).key("measures"))
        one = read_measures(kept).get(ids[place])
        if one is not None and stop.day < past.end.plan.today:
            points.append((stop.day, one))
    now = measures_of(past.end.plan).get(document)
    if now is not None:
        points.append((past.end.plan.today, now))
    return Measured(document, tuple(points), _planned(past, document, ids, points))


def _planned(past: Past, document: str, ids: Sequence[str], points: Sequence[tuple[date, Measures]]) -> tuple[int, ...]:
    """What the baseline, or the first plan in which the document is, wants to be finished by each day."""
    if all(one.planned is not None for _, one in points):
        return tuple(one.planned or 0 for _, one in points)
    first = _first_plan(past, ids) or past.end.plan
    known = next((id for id in (*ids, document) if id in first.workspace.documents), document)
    return tuple(
        one.planned
        if one.planned is not None
        else planned_by(first, known, day)
        if known in first.workspace.documents
        else 0
        for day, one in points
    )


def _first_plan(past: Past, ids: Sequence[str]) -> Plan | None:
    """The plan of the first stop at which the document has tasks."""
    with Reader(past.line.root) as reader:
        for stop, id in zip(past.line.stops, ids, strict=False):
            loaded = reader.load(stop.revision) or load(reader.root, {})
            if any(item.document == id for item in loaded.workspace.items.values()):
                return plan(loaded, stop.day, past.level)
    return None
