"""How much the rows of a listing are together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmctl.audience import Audience
from pmctl.insights.facts import value
from pmctl.insights.progress import progress_of, times_of, work_minutes
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import Duration, Estimate, print_duration, print_share


def counted(plan: Plan, items: Sequence[Item]) -> list[Item]:
    """The rows that count in a sum: a group (or document) whose parts are rows too would count them twice."""
    above: set[str] = set()
    for item in items:
        current: Item | None = item
        while current is not None:
            outer = current.group or (current.document if current.document != current.id else "")
            current = plan.workspace.items.get(outer) if outer and outer not in above else None
            above.add(outer)
    return [item for item in items if item.id not in above]


def summary(plan: Plan, items: Sequence[Item]) -> dict[str, object]:
    """Count, effort in minutes, and the share that is done, weighted by effort (by duration where there is none)."""
    effort, weight, earned = 0, 0, Fraction(0)
    for item in counted(plan, items):
        found = value(plan, item, "effort") if isinstance(item, Task | Project) else None
        times = times_of(item) if isinstance(item, Task) else 1
        minutes = found.minutes * times if isinstance(found, Duration | Estimate) else 0
        effort += minutes
        share = progress_of(plan, item) if isinstance(item, Task | Project) else None
        if share is not None and category_of(plan, item) != "dropped":
            work = minutes or (work_minutes(plan, item) if isinstance(item, Task) and not item.is_group else 0)
            weight += work
            earned += work * share
    return {"count": len(items), "effort-minutes": effort, "progress": float(earned / weight) if weight else None}


def summary_text(plan: Plan, items: Sequence[Item], audience: Audience = "internal") -> str:
    """The same in words: `4 items · effort 18d · 35% done`."""
    sums = summary(plan, items)
    parts = [f"{len(items)} item{'' if len(items) == 1 else 's'}"]
    effort = sums["effort-minutes"]
    if isinstance(effort, int) and effort and audience == "internal":
        parts.append(f"effort {print_duration(effort, plan.workspace.units)}")
    done = sums["progress"]
    if isinstance(done, float):
        parts.append(f"{print_share(Fraction(done).limit_denominator(1000), 0)} done")
    return " · ".join(parts)
