"""How far objectives and key results have come: score, pace, and the objectives behind an objective."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from pmctl.insights.readings import latest_reading
from pmctl.insights.relations import resolved
from pmctl.model.item import Item
from pmctl.model.product import CheckIn, KeyResult, Metric, Objective
from pmctl.plan import Plan, remembered
from pmctl.quantity import When


def last_said(plan: Plan, result: KeyResult) -> CheckIn | None:
    """The latest check-in up to today that says a number."""
    said = [entry for entry in result.check_ins if entry.now is not None and entry.date.first <= plan.today]
    return max(said, key=lambda entry: entry.date.first, default=None)


def latest_value(plan: Plan, result: KeyResult) -> Fraction | None:
    """What the latest check-in up to today said, else the last reading of its metric; None without either."""
    said = last_said(plan, result)
    if said is not None and said.now is not None:
        return Fraction(said.now.likely)
    metric = metric_of(plan, result)
    reading = latest_reading(plan, metric) if metric is not None else None
    return Fraction(reading[1]) if reading is not None else None


def metric_of(plan: Plan, result: KeyResult) -> Metric | None:
    """The metric that a key result names."""
    found = resolved(plan, result, (result.metric,)) if result.metric else ()
    return next((one for one in found if isinstance(one, Metric)), None)


def score_between(begin: Fraction, target: Fraction, now: Fraction) -> Fraction | None:
    """clamp((now - from) / (target - from), 0, 1), falling targets included; None where from = target."""
    if begin == target:
        return None
    return min(max((now - begin) / (target - begin), Fraction(0)), Fraction(1))


def key_result_score(plan: Plan, result: KeyResult) -> Fraction | None:
    """The score of a key result, 0 to 1; its metric's `from` and `target` stand in; None where nothing was measured."""
    now = latest_value(plan, result)
    metric = metric_of(plan, result)
    target = result.target or (metric.target if metric else None)
    begin = result.from_ or (metric.from_ if metric else None)
    if now is None or target is None:
        return None
    return score_between(Fraction(begin.likely) if begin else Fraction(0), Fraction(target.likely), now)


@remembered
def supporters(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Objective -> the objectives that say they support it."""
    found: dict[str, list[str]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Objective):
            for above in resolved(plan, item, item.supports):
                found.setdefault(above.id, []).append(item.id)
    return {id: tuple(below) for id, below in found.items()}


def objective_score(plan: Plan, objective: Objective) -> Fraction | None:
    """The mean of its measured key results by weight; without any the mean of what supports it. Source: Doerr."""
    return _objective_score(plan, objective, frozenset({objective.id}))


def _objective_score(plan: Plan, objective: Objective, seen: frozenset[str]) -> Fraction | None:
    items = plan.workspace.items
    if objective.key_results:
        return _mean(plan, [items[id] for id in objective.key_results if id in items])
    below = [items[id] for id in supporters(plan).get(objective.id, ()) if id not in seen]
    scores = [
        found
        for one in below
        if isinstance(one, Objective) and (found := _objective_score(plan, one, seen | {one.id})) is not None
    ]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def _mean(plan: Plan, results: list[Item]) -> Fraction | None:
    total, weights = Fraction(0), Fraction(0)
    for result in results:
        found = key_result_score(plan, result) if isinstance(result, KeyResult) else None
        if found is not None and isinstance(result, KeyResult):
            weight = Fraction(str(result.weight)) if result.weight is not None else Fraction(1)
            total += found * weight
            weights += weight
    return total / weights if weights else None


def measured(plan: Plan, objective: Objective) -> tuple[int, int]:
    """How many of its key results (without any: of the objectives that support it) have a score, and how many there
    are.
    """
    items = plan.workspace.items
    if objective.key_results:
        results = [one for id in objective.key_results if isinstance(one := items.get(id), KeyResult)]
        return sum(key_result_score(plan, one) is not None for one in results), len(results)
    below = [one for id in supporters(plan).get(objective.id, ()) if isinstance(one := items.get(id), Objective)]
    return sum(objective_score(plan, one) is not None for one in below), len(below)


Grade = Literal["red", "amber", "green"]
RED, AMBER, AIM = Fraction(4, 10), Fraction(7, 10), Fraction(6, 10)
"""Below which a score is red, and amber; of a target that is meant to be hard, from where it is reached."""


def grade_of(score: Fraction, commitment: str = "") -> Grade:
    """Below 0.4 red, below 0.7 amber, else green; a `target` aims at 0.6 to 0.7, what is `committed` at 1.

    Source: Doerr.
    """
    if score < RED:
        return "red"
    aim = {"target": AIM, "committed": Fraction(1)}.get(commitment, AMBER)
    return "green" if score >= aim else "amber"


def elapsed_share(plan: Plan, period: When) -> Fraction:
    """Calendar days of a period up to and including today / all its days, at most 1; 0 or less before it."""
    days = (period.last - period.first).days + 1
    return min(Fraction((plan.today - period.first).days + 1, days), Fraction(1))


def pace_of(plan: Plan, objective: Objective) -> Fraction | None:
    """Score / elapsed share of the period; None before the period and where nothing was measured."""
    found = objective_score(plan, objective)
    if found is None or objective.period is None:
        return None
    elapsed = elapsed_share(plan, objective.period)
    return found / elapsed if elapsed > 0 else None
