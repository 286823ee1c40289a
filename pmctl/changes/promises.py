"""Promises that are kept in one of two plans and not in the other, or kept less well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.promises import Gap, due_of, gap_of
from pmctl.insights.states import is_over
from pmctl.model.item import Item
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


def promise_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[PromiseChange, ...]:
    """Every promise that one of two plans breaks, or that itself is another, in the order of the plan.

    What is new and promised for a day that it misses breaks its promise from the start. The end of a sprint is none:
    what is not done by then goes into the next one.
    """
    found = (
        _promise_change(before, after, before.workspace.items.get(former_id(id, former)), item)
        for id, item in after.workspace.items.items()
        if not isinstance(item, Sprint)
    )
    return tuple(one for one in found if one is not None)


def _promise_change(before: Plan, after: Plan, other: Item | None, item: Item) -> PromiseChange | None:
    promised = due_of(after, item)
    promised_was = due_of(before, other) if other is not None else None
    if (promised is None and promised_was is None) or is_over(after, item):
        return None
    was, now = gap_of(before, other) if other is not None else None, gap_of(after, item)
    outcome = _outcome(was, now, promised_was if other is not None else promised, promised)
    if outcome is None:
        return None
    late_was, late = (gap.days if gap is not None else None for gap in (was, now))
    return PromiseChange(item.id, promised_was, promised, late_was, late, outcome)


def _outcome(was: Gap | None, now: Gap | None, promised_was: date | None, promised: date | None) -> Outcome | None:
    late_was, late = (max(gap.days, 0) if gap is not None else 0 for gap in (was, now))
    if late and not late_was:
        return "broken"
    if late_was and now is not None and late != late_was:
        return "mended" if not late else "worse" if late > late_was else "better"
    return "moved" if promised != promised_was else None
