"""Do objectives move as fast as their time?"""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.health.controls import controls_of
from pmctl.insights.health.levels import Dimension, Level, in_share, threshold_of, unknown
from pmctl.insights.objectives import objective_score, pace_of
from pmctl.model.product import Objective, Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_share


def outcome_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The slowest objective whose period runs: pace = score / elapsed share."""
    found: list[tuple[Fraction, Objective]] = []
    for one in controls_of(plan).get(document.id, ()):
        if isinstance(one, Objective) and one.period is not None and one.period.last >= plan.today:
            pace = pace_of(plan, one)
            if pace is not None:
                found.append((pace, one))
    if not found:
        return unknown("outcome", "no objective is measured")
    limits = threshold_of(plan, "outcome")
    amber, red = in_share(limits.amber, Fraction(7, 10)), in_share(limits.red, Fraction(4, 10))
    pace, objective = min(found, key=lambda one: (one[0], one[1].id))
    level: Level = "red" if pace < red else "amber" if pace < amber else "green"
    reached = print_share(objective_score(plan, objective) or Fraction(0), 0)
    text = f"{objective.key} {reached} reached, pace {float(pace):.2f}"
    threshold = f"amber below {float(amber):g}, red below {float(red):g}"
    return Dimension("outcome", level, "pace", f"{float(pace):.2f}", threshold, (objective.id,), text)
