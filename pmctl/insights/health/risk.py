"""Are risks answered, and does the reserve last?"""

from __future__ import annotations

from pmctl.insights.health.levels import Dimension, Level, unknown, worst_of
from pmctl.insights.relations import members_of
from pmctl.insights.reserve import is_untouched, reserves_of
from pmctl.insights.risk import band, score
from pmctl.model.control import Action, Risk
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_share


def _has_action(plan: Plan, risk: Risk) -> bool:
    actions = members_of(plan, risk.document, Action)
    named = any(one.status == "open" and one.for_ in (risk.key, risk.id) for one in actions)
    return named or bool(risk.response and (risk.plan or risk.response in ("accept", "escalate", "transfer")))


def _reserve_trouble(plan: Plan, document: Project | Product) -> list[tuple[Level, str, str]]:
    """A reserve (of the workspace's currency) that is used up, or of which more is used than of the work is done."""
    for one in () if is_untouched(plan, document.id) else reserves_of(plan, document.id):
        if one.currency == plan.workspace.currency and one.share >= 1:
            return [("red", document.id, "the reserve is used up")]
        if one.currency == plan.workspace.currency and one.used and one.burn > 0:
            words = f"reserve {print_share(one.share, 0)} used, {print_share(one.burn, 0)} ahead of the work"
            return [("amber", document.id, words)]
    return []


def risk_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """High risks without a response, extreme ones without action, and a reserve that melts faster than the work."""
    risks = members_of(plan, document.id, Risk)
    if not risks:
        return unknown("risk", "no risks are written")
    found: list[tuple[Level, str, str]] = []
    for risk in risks:
        is_handled = _has_action(plan, risk)
        points = score(plan, risk) if risk.status == "open" and not (is_handled and risk.response) else None
        if points is None:
            continue
        level = band(points)
        if level == "extreme" and not is_handled:
            found.append(("red", risk.id, f"{risk.key} is extreme ({points}) and nothing is done"))
        elif level in ("high", "extreme") and not risk.response:
            found.append(("amber", risk.id, f"{risk.key} is high ({points}) without a response"))
    found += _reserve_trouble(plan, document)
    threshold = "amber: high without response; red: extreme without action, reserve used up"
    if not found:
        opened = sum(risk.status == "open" for risk in risks)
        return Dimension("risk", "green", "open risks", str(opened), threshold, (), f"{opened} open, all answered")
    level_found, evidence, text = worst_of(found)
    return Dimension("risk", level_found, "open risks", str(len(evidence)), threshold, evidence, text)
