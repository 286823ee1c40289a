"""Whose doing it is that dates move, that it costs more, that somebody is asked for more: shares of the edits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from pmctl.changes.attribution import (
    EXACT,
    ORDERS,
    Attribution,
    Contribution,
    Measure,
    Number,
    Player,
    Values,
    attributed,
)
from pmctl.changes.consequences import Consequences
from pmctl.changes.edits import Edit
from pmctl.changes.former import former_id, former_ids
from pmctl.changes.money import total_cost
from pmctl.changes.players import players, telling
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import working_days
from pmctl.insights.workload import asked_minutes
from pmctl.plan import Plan

ROOM = 25_000
"""Tasks times schedules that are shared out unasked: a few seconds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shared out: the `finish` of an item in working days, the `cost` of all in a currency (`id`), or what
    somebody (`id`) is `asked` in the week of a Monday, in minutes.
    """

    of: Literal["finish", "cost", "asked"]
    id: str
    monday: date | None = None


def whose_doing(
    before: Plan, after: Plan, edits: Sequence[Edit], follows: Consequences, level: bool, asked: bool = False
) -> Attribution | None:
    """The shares of the edits in every date that moves, in the cost, and in each week that asks for too much.

    None where nothing can be shared out, or where that would take long and nobody `asked`. The work of one edit alone
    is told without any scheduling.
    """
    figures = tuple(dict.fromkeys(_figures(follows)))
    sides = players(telling(edits))
    if not figures or not sides:
        return None
    measure = _measure(before, after, figures)
    room = ROOM // max(len(after.schedule.tasks), 1)
    if asked or _schedules(len(sides)) <= room:
        dates_only = all(one.of == "finish" for one in figures)
        return attributed(before, after, measure, level, dates_only=dates_only)
    if len(sides) > 1:
        return None
    former = former_ids(before.workspace, after.workspace, edits)
    return _of_one(sides[0], measure(before, former), measure(after, former))


def _of_one(edits: Player, was: Values, now: Values) -> Attribution:
    """Everything is the doing of the edits of one item."""
    more = {figure: Fraction(value - was[figure]) for figure, value in now.items() if figure in was}
    return Attribution({figure: (Contribution(edits, share),) for figure, share in more.items() if share}, None, 1)


def takes_long(plan: Plan, edits: Sequence[Edit]) -> bool:
    """Does sharing out so many edits of such a plan take more than a few seconds?"""
    count = len(players(telling(edits)))
    return count > 1 and _schedules(count) * len(plan.schedule.tasks) > ROOM


def _schedules(edits: int) -> int:
    """How many schedules it takes to share out so many edits."""
    return 1 << edits if edits <= EXACT else min(1 << edits, ORDERS * edits)


def _figures(follows: Consequences) -> Iterator[Figure]:
    yield from (Figure("finish", one.item) for one in follows.moves if one.days)
    yield from (Figure("finish", one.item) for one in follows.shifts if one.days)
    yield from (Figure("finish", one.feature) for one in follows.results if one.days)
    currencies = {currency for sums in follows.costs.values() for currency in sums}
    yield from (Figure("cost", currency) for currency in sorted(currencies))
    for load in follows.loads:
        yield from (Figure("asked", load.who, week.monday) for week in load.overloads)


def _measure(before: Plan, after: Plan, figures: Iterable[Figure]) -> Measure:
    """The figures of a plan between the two; days count from where an item stood before, in its calendar after."""
    wanted = tuple(figures)
    costs = any(one.of == "cost" for one in wanted)
    people = tuple(dict.fromkeys(one.id for one in wanted if one.of == "asked"))

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        cost = total_cost(plan) if costs else {}
        asked = {who: asked_minutes(plan, who) for who in people}
        found: dict[Hashable, Number] = {}
        for one in wanted:
            if one.of == "cost":
                found[one] = Fraction(cost.get(one.id, 0))
            elif one.of == "asked" and one.monday is not None:
                found[one] = asked[one.id].get(one.monday, 0)
            else:
                days = _days(before, after, plan, one.id, former)
                if days is not None:
                    found[one] = days
        return found

    return measure


def _days(before: Plan, after: Plan, plan: Plan, id: str, former: Mapping[str, str]) -> int | None:
    """Working days from the end of an item before to its end in a plan; None where one of them is missing."""
    item = after.workspace.items[id]
    now: date | None
    earlier = before.workspace.items.get(former_id(id, former))
    present = plan.workspace.items.get(id) or plan.workspace.items.get(former_id(id, former))
    was = forecast_of(before, earlier).date if earlier is not None else None
    now = forecast_of(plan, present).date if present is not None else None
    return working_days(after, item, was, now) if was is not None and now is not None else None
