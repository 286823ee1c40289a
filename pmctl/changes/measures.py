"""Figures of a plan that edits are asked about: the day on which something ends, what a project costs, who is asked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from pmctl.changes.attribution import Measure, Number, Values
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import working_days
from pmctl.insights.workload import LONGEST_LOOK, asked_weeks
from pmctl.model.item import Item
from pmctl.plan import Plan


def finishes(after: Plan, ids: Iterable[str]) -> Measure:
    """("finish", id) -> working days from today to the forecast of an item, in the calendar that its document has in
    `after`; nothing for what has no forecast.
    """
    asked = tuple(ids)

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        found: dict[Hashable, Number] = {}
        for id in asked:
            item, known = _item(plan, id, former), after.workspace.items.get(id)
            forecast = forecast_of(plan, item).date if item is not None else None
            if forecast is not None and known is not None:
                found["finish", id] = working_days(after, known, after.today, forecast)
        return found

    return measure


def costs(documents: Iterable[str]) -> Measure:
    """("cost", document, currency) -> the estimate at completion in minor units (cents)."""
    asked = tuple(documents)

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        found: dict[Hashable, Number] = {}
        for id in asked:
            item = _item(plan, id, former)
            if item is not None and item.id in plan.workspace.documents:
                for currency, amount in costs_of(plan, item.id).estimate.items():
                    found["cost", id, currency] = int(amount * 100)
        return found

    return measure


def asked(weeks: Iterable[tuple[str, date]]) -> Measure:
    """("asked", who, Monday) -> minutes that are asked of somebody in a week, before levelling."""
    wanted: dict[str, list[date]] = {}
    for who, monday in weeks:
        wanted.setdefault(who, []).append(monday)

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        found: dict[Hashable, Number] = {}
        for who, mondays in wanted.items():
            present = who if who in plan.workspace.people or who in plan.workspace.resources else former.get(who, who)
            if present not in plan.workspace.people and present not in plan.workspace.resources:
                continue
            load = {week.monday: week.asked for week in asked_weeks(plan, present, LONGEST_LOOK).values()}
            found.update((("asked", who, monday), load.get(monday, 0)) for monday in mondays)
        return found

    return measure


def together(*measures: Measure) -> Measure:
    """Several measures as one, so that each plan between is scheduled once for all of them."""

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        found: dict[Hashable, Number] = {}
        for one in measures:
            found.update(one(plan, former))
        return found

    return measure


def _item(plan: Plan, id: str, former: Mapping[str, str]) -> Item | None:
    """An item under its present id, else under its former one."""
    items = plan.workspace.items
    return items.get(id) or items.get(former.get(id, id))
