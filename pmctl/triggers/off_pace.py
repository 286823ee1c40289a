"""A key result, or the metric that measures it, falls behind the pace of its period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmctl.insights.answering import owners
from pmctl.insights.health.levels import in_share, threshold_of
from pmctl.insights.objectives import elapsed_share, key_result_score, metric_of
from pmctl.model.item import Item
from pmctl.model.product import KeyResult, Objective
from pmctl.plan import Plan
from pmctl.quantity import print_share
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, former
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N35", "off-pace", "derived"
ENTITY = ("metric", "key-result")
RULE = "band of pace (score / share of the period that has passed) went down"
TO = ("owner", "objective.owner")
SEVERITY: Severity = "warn"
DEDUPE = "band"

BANDS = ("red", "amber", "green")
AMBER, RED = Fraction(7, 10), Fraction(4, 10)
"""Below these shares of the pace, unless `health.outcome` says otherwise. Source: health, outcome."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a key result goes: what was measured (itself, or its metric), the objective, the band and the pace."""

    measured: Item
    objective: Objective
    band: str
    pace: Fraction


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each that is in a lower band than before."""
    then, still = paces(between.base), paces(between.still)
    for id, now in paces(between.head).items():
        was = then.get(former(between, id))
        if was is None or BANDS.index(now.band) >= BANDS.index(was.band):
            continue
        old = still.get(former(between, id))
        who = {"objective.owner": owners(between.head, now.objective)}
        line = Line(f"Pace {print_share(now.pace, 0)} of {now.objective.title}, was {print_share(was.pace, 0)}.")
        by_time = old is not None and old.band == now.band
        yield Occasion(now.measured, f"is {now.band}, was {was.band}", (now.band,), who, (line,), by_time=by_time)


def paces(plan: Plan) -> Mapping[str, Pace]:
    """Each key result that was measured, in an objective whose period has begun."""
    found = {}
    for result in items(plan, KeyResult):
        objective = plan.workspace.items.get(result.group)
        if not isinstance(objective, Objective) or objective.period is None:
            continue
        elapsed = elapsed_share(plan, objective.period)
        score, measured = _score(plan, result)
        if elapsed > 0 and score is not None:
            pace = score / elapsed
            found[result.id] = Pace(measured, objective, _band(plan, pace), pace)
    return found


def _band(plan: Plan, pace: Fraction) -> str:
    limits = threshold_of(plan, "outcome")
    if pace < in_share(limits.red, RED):
        return "red"
    return "amber" if pace < in_share(limits.amber, AMBER) else "green"


def _score(plan: Plan, result: KeyResult) -> tuple[Fraction | None, Item]:
    """The score, and what was measured: the key result by its check-ins, without any its metric."""
    is_said = any(entry.now is not None and entry.date.first <= plan.today for entry in result.check_ins)
    return key_result_score(plan, result), result if is_said else metric_of(plan, result) or result
