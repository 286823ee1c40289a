"""Gates between the phases of a project: which criteria are met, which are missing, and which gate lies behind."""

from __future__ import annotations

from pmctl.insights.relations import resolved
from pmctl.model.control import Gate, QualityCheck
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.record import dataclass

PHASES = ("initiation", "planning", "execution", "closing", "closed")
"""In their order; monitoring goes on in all of them, and is none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a gate stands: its criteria that are met and those that are missing, as they are written."""

    gate: Gate
    met: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        """Has somebody passed it, on a day?"""
        return any(one.date is not None for one in self.gate.passed)

    @property
    def text(self) -> str:
        """`gate planning: 4 of 5, missing: risks-reviewed`."""
        count = f"gate {self.gate.key}: {len(self.met)} of {len(self.met) + len(self.missing)}"
        return f"{count}, missing: {', '.join(self.missing)}" if self.missing else count


def standing(plan: Plan, gate: Gate) -> Standing:
    """A criterion that names a quality check counts by its result; any other is met when the gate is passed."""
    passed = any(one.date is not None for one in gate.passed)
    met, missing = list[str](), list[str]()
    for criterion in gate.criteria:
        checks = [one for one in resolved(plan, gate, (criterion,)) if isinstance(one, QualityCheck)]
        is_met = all(one.result == "pass" for one in checks) if checks else passed
        (met if is_met else missing).append(criterion)
    return Standing(gate, tuple(met), tuple(missing))


def is_behind(plan: Plan, gate: Gate) -> bool:
    """Is the project of a gate in a later phase than the one that the gate ends?"""
    project = _project(plan, gate)
    if project is None or project.phase not in PHASES or gate.key not in PHASES:
        return False
    return PHASES.index(gate.key) < PHASES.index(project.phase)


def _project(plan: Plan, gate: Item) -> Project | None:
    found = plan.workspace.documents.get(gate.document)
    return found if isinstance(found, Project) else None
