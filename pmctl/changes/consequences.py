"""Everything that follows when one plan takes the place of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmctl.changes.dates import Move, Shift, moves, shifts
from pmctl.changes.findings import Findings, compared
from pmctl.changes.money import WorkChange, cost_changes, work_changes
from pmctl.changes.people import LoadChange, Tell, load_changes, to_tell
from pmctl.changes.promises import PromiseChange, promise_changes
from pmctl.diagnostic import Diagnostic
from pmctl.insights.cost import Sums
from pmctl.model.project import Task
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Consequences:
    """What differs between two plans.

    `added` and `removed` are tasks that are in one of them, `undated` tasks that have no dates any more.
    """

    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]
    promises: tuple[PromiseChange, ...]
    costs: Mapping[str, Sums]
    work: tuple[WorkChange, ...]
    loads: tuple[LoadChange, ...]
    findings: Findings
    tell: tuple[Tell, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Does nothing follow at all?"""
        tasks = (self.moves, self.shifts, self.added, self.removed, self.undated)
        return not any((*tasks, self.promises, self.costs, self.loads, self.findings.new, self.findings.gone))


def consequences(
    before: Plan, after: Plan, found_before: Sequence[Diagnostic], found_after: Sequence[Diagnostic]
) -> Consequences:
    """Everything that follows from `after` in the place of `before`, with the findings of both.

    Both plans have one today. Moves are counted in working days of each document's calendar.
    """
    moved, shifted, promised = moves(before, after), shifts(before, after), promise_changes(before, after)
    was, now = (_tasks(plan) for plan in (before, after))
    dated, still = before.schedule.tasks, after.schedule.tasks
    return Consequences(
        moved,
        shifted,
        promised,
        cost_changes(before, after),
        work_changes(before, after),
        load_changes(before, after),
        compared(found_before, found_after),
        to_tell(after, moved, shifted, promised),
        added=tuple(id for id in now if id not in was),
        removed=tuple(id for id in was if id not in now),
        undated=tuple(id for id in now if id in dated and id not in still),
    )


def _tasks(plan: Plan) -> Mapping[str, Task]:
    return {id: item for id, item in plan.workspace.items.items() if isinstance(item, Task)}
