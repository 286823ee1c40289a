"""Promises that are kept in one of two plans and not in the other, or kept less well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmctl.insights.promises import Gap, due_of, gap_of
from pmctl.insights.states import is_over
from pmctl.model.project import Sprint
from pmctl.plan import Plan

Outcome = Literal["broken", "mended", "worse", "better", "moved"]


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """A promised item: the promised day and by how many working days the forecast misses it (late is positive), before
    and after; None where there was no promise or no forecast.
    """

    item: str
    promised_was: date | None
    promised: date | None
    late_was: int | None
    late: int | None
    outcome: Outcome


def promise_changes(before: Plan, after: Plan) -> tuple[PromiseChange, ...]:
    """Every promise of both plans that one of them breaks, or that itself is another, in the order of the plan.

    The end of a sprint is none: what is not done by then goes into the next one.
    """
    found = []
    for id, item in after.workspace.items.items():
        other = before.workspace.items.get(id)
        if other is None or isinstance(item, Sprint) or is_over(after, item):
            continue
        was, now = gap_of(before, other), gap_of(after, item)
        promised_was, promised = due_of(before, other), due_of(after, item)
        outcome = _outcome(was, now, promised_was, promised)
        if outcome is not None:
            late_was, late = (gap.days if gap is not None else None for gap in (was, now))
            found.append(PromiseChange(id, promised_was, promised, late_was, late, outcome))
    return tuple(found)


def _outcome(was: Gap | None, now: Gap | None, promised_was: date | None, promised: date | None) -> Outcome | None:
    late_was, late = (max(gap.days, 0) if gap is not None else 0 for gap in (was, now))
    if late and not late_was:
        return "broken"
    if late_was and now is not None and late != late_was:
        return "mended" if not late else "worse" if late > late_was else "better"
    return "moved" if promised != promised_was else None
