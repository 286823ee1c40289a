"""Whether what is delivered is good enough, and taken: the checks behind each deliverable, and who has accepted it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pmctl.insights.relations import members_of, resolved
from pmctl.insights.states import category_of
from pmctl.model.control import Deliverable, QualityCheck
from pmctl.model.item import Item
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

State = Literal["accepted", "asked", "failed", "ready", "open"]
"""`asked`: somebody is named who has not accepted yet; `failed`: a check has; `ready`: all is done and passed."""


@dataclass(frozen=True, slots=True)
class Checks:
    """How some checks went, and which of them failed, in file order."""

    passed: int
    failed: tuple[QualityCheck, ...]
    all: int

    @property
    def text(self) -> str:
        """`checks 3 of 4, P95 fails`."""
        fails = "".join(f", {one.title} fails" for one in self.failed)
        return f"checks {self.passed} of {self.all}{fails}"


def judged(checks: Sequence[QualityCheck]) -> Checks:
    """How some checks went."""
    failed = tuple(one for one in checks if one.result == "fail")
    return Checks(sum(one.result == "pass" for one in checks), failed, len(checks))


@remembered
def _checks_by_target(plan: Plan) -> Mapping[str, tuple[QualityCheck, ...]]:
    found: dict[str, list[QualityCheck]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, QualityCheck) and item.of:
            for target in resolved(plan, item, (item.of,)):
                found.setdefault(target.id, []).append(item)
    return {id: tuple(checks) for id, checks in found.items()}


def checks_of(plan: Plan, item: Item) -> tuple[QualityCheck, ...]:
    """The checks of an item; of a deliverable also those of the tasks that make it."""
    tasks = resolved(plan, item, item.tasks) if isinstance(item, Deliverable) else ()
    parts = dict.fromkeys((item.id, *(task.id for task in tasks)))
    return tuple(check for part in parts for check in _checks_by_target(plan).get(part, ()))


def checks_in(plan: Plan, document: str) -> Checks:
    """How the checks of a document went."""
    return judged(members_of(plan, document, QualityCheck))


def state_of(plan: Plan, deliverable: Deliverable) -> State:
    """How far a deliverable is from being taken; what was accepted stays so, whatever its checks say since."""
    if any(one.date for one in deliverable.accepted):
        return "accepted"
    checks = judged(checks_of(plan, deliverable))
    if checks.failed:
        return "failed"
    if deliverable.accepted:
        return "asked"
    tasks = resolved(plan, deliverable, deliverable.tasks)
    is_made = bool(tasks) and all(category_of(plan, task) in ("done", "dropped") for task in tasks)
    return "ready" if is_made and checks.passed == checks.all else "open"
