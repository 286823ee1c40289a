"""Did what is due or accepted pass its checks and gates?"""

from __future__ import annotations

from pmctl.insights.gates import is_behind, standing
from pmctl.insights.health.levels import Dimension, Level, unknown, worst_of
from pmctl.insights.promises import due_of
from pmctl.insights.relations import members_of
from pmctl.insights.states import is_over
from pmctl.model.control import Deliverable, Gate, QualityCheck
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import resolve
from pmctl.plan import Plan


def check_verdict(plan: Plan, check: QualityCheck) -> tuple[Level, str, str] | None:
    """A failed check: red where what it is about was accepted, amber where it is due."""
    about = resolve(plan.workspace, check.document, check.of) if check.of else None
    named = f"{check.key} failed"
    if isinstance(about, Deliverable) and about.accepted:
        return "red", check.id, f"{named}, yet {about.key} is accepted"
    due = check.due.last if check.due else due_of(plan, about) if about is not None else None
    if (due is not None and due <= plan.today) or (about is not None and is_over(plan, about)):
        return "amber", check.id, named
    return None


def quality_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Failed checks on what is due or accepted, and gates that were walked through without being passed."""
    checks, gates = members_of(plan, document.id, QualityCheck), members_of(plan, document.id, Gate)
    if not checks and not gates:
        return unknown("quality", "no checks are written")
    failed = [check for check in checks if check.result == "fail"]
    found = [verdict for check in failed if (verdict := check_verdict(plan, check))]
    for gate in gates:
        stands = standing(plan, gate)
        if is_behind(plan, gate) and not stands.is_passed:
            found.append(("red", gate.id, f"gate {gate.key} was not passed"))
        elif stands.is_passed and stands.missing:
            found.append(("red", gate.id, f"{stands.text}, and it was passed"))
    passed = sum(check.result == "pass" for check in checks)
    value = f"{passed} of {len(checks)}"
    threshold = "amber: a failed check that is due; red: accepted with one, or a failed gate"
    if not found:
        return Dimension("quality", "green", "checks passed", value, threshold, (), f"checks {value}")
    level, evidence, text = worst_of(found)
    return Dimension("quality", level, "checks passed", value, threshold, evidence, text)
