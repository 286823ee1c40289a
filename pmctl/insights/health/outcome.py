"""Do objectives move as fast as their time, and did what is out reach its target?"""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.health.levels import Dimension, Level, in_share, threshold_of, unknown, worst
from pmctl.insights.relations import members_of
from pmctl.model.product import Feature, Objective, Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_share


def outcome_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The worse of two: the slowest objective, and the features that are out, due to be judged and off their target."""
    pace, judged = _slowest(plan, document), _undecided(plan, document)
    if judged is None:
        return pace or unknown("outcome", "no objective is measured")
    return judged if pace is None or worst((pace.level, judged.level)) != pace.level else pace


def _slowest(plan: Plan, document: Project | Product) -> Dimension | None:
    """The slowest objective whose period runs: pace = score / elapsed share; None where nothing is measured."""
    objectives = members_of(plan, document.id, Objective)
    running = [one for one in objectives if one.period is not None and one.period.last >= plan.today]
    if not running:
        return None
    from pmctl.insights.objectives import objective_score, pace_of  # few plans have objectives

    found = [(pace, one) for one in running if (pace := pace_of(plan, one)) is not None]
    if not found:
        return None
    limits = threshold_of(plan, "outcome")
    amber, red = in_share(limits.amber, Fraction(7, 10)), in_share(limits.red, Fraction(4, 10))
    pace, objective = min(found, key=lambda one: (one[0], one[1].id))
    level: Level = "red" if pace < red else "amber" if pace < amber else "green"
    reached = print_share(objective_score(plan, objective) or Fraction(0), 0)
    text = f"{objective.key} {reached} reached, pace {float(pace):.2f}"
    threshold = f"amber below {float(amber):g}, red below {float(red):g}"
    return Dimension("outcome", level, "pace", f"{float(pace):.2f}", threshold, (objective.id,), text)


def _undecided(plan: Plan, document: Project | Product) -> Dimension | None:
    """The features whose day to be judged has come, undecided, while a number that tells their success is off."""
    due = [feature for feature in members_of(plan, document.id, Feature) if _is_due(plan, feature)]
    if not due:
        return None
    from pmctl.insights.outcomes.effect import effect_text, effects_of  # few features are due to be judged

    off = [
        (feature, effect)
        for feature in due
        for effect in effects_of(plan, feature)
        if effect.verdict in ("partly met", "not met", "worse")
    ]
    if not off:
        return None
    feature, effect = next((one for one in off if one[1].verdict == "worse"), off[0])
    level: Level = "red" if effect.verdict == "worse" else "amber"
    said = (effect.measure.item, effect.measure.metric, effect.launch.release)
    ids = tuple(dict.fromkeys(one.id for one in (feature, *(one for one, _ in off), *said) if one is not None))
    text = f"{feature.key}: {effect_text(effect)}"
    return Dimension(
        "outcome", level, "after launch", effect.verdict, "amber off its target, red where worse", ids, text
    )


def _is_due(plan: Plan, feature: Feature) -> bool:
    """Is it to be judged by now, and was not?"""
    outcome = feature.outcome
    return outcome is not None and outcome.due is not None and not outcome.decision and outcome.due.last <= plan.today
