"""Did the work grow?"""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.baselines.scope import scope_of
from pmctl.insights.health.levels import (
    FIVE_PERCENT,
    TEN_PERCENT,
    TWO_PERCENT,
    Dimension,
    in_share,
    level_above,
    threshold_of,
    unknown,
)
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_share


def scope_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Growth of the effort against the baseline; what no approved change explains counts as unapproved."""
    scope = scope_of(plan, document.id)
    if scope is None:
        return unknown("scope", "no baseline")
    limits = threshold_of(plan, "scope")
    amber, red = in_share(limits.amber, FIVE_PERCENT), in_share(limits.red, TEN_PERCENT)
    grown, loose = Fraction(scope.growth, scope.agreed), Fraction(scope.unapproved, scope.agreed)
    level = level_above(grown, amber, red)
    if level == "green" and loose > TWO_PERCENT:
        level = "amber"
    text = f"{'+' if grown >= 0 else ''}{print_share(grown, 0)} since the baseline, {print_share(loose, 0)} unapproved"
    threshold = f"amber above {print_share(amber)} or 2% unapproved, red above {print_share(red)}"
    return Dimension("scope", level, "growth of effort", print_share(grown, 1), threshold, tuple(scope.loose), text)
