"""Everything that follows when one plan takes the place of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmctl.changes.critical import PathChange, path_change
from pmctl.changes.dates import FloatChange, Move, Shift, float_changes, moves, shifts
from pmctl.changes.deferrals import Deferral, deferrals
from pmctl.changes.exposure import ExposureChange, exposure_changes
from pmctl.changes.findings import Findings, compared
from pmctl.changes.former import NOBODY, former_id
from pmctl.changes.health import HealthChange, health_changes
from pmctl.changes.money import BudgetChange, WorkChange, budget_changes, cost_changes, work_changes
from pmctl.changes.people import LoadChange, Tell, load_changes, to_tell
from pmctl.changes.promises import PromiseChange, promise_changes
from pmctl.changes.ranks import OrderChange, order_changes
from pmctl.changes.reached import ResultChange, WorthChange, result_changes, worth_changes
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
    floats: tuple[FloatChange, ...] = ()
    path: PathChange = PathChange()
    results: tuple[ResultChange, ...] = ()
    worth: tuple[WorthChange, ...] = ()
    budgets: tuple[BudgetChange, ...] = ()
    health: tuple[HealthChange, ...] = ()
    exposures: tuple[ExposureChange, ...] = ()
    deferred: tuple[Deferral, ...] = ()
    orders: tuple[OrderChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Does nothing follow at all?"""
        tasks = (self.moves, self.shifts, self.added, self.removed, self.undated)
        product = (self.results, self.worth, self.budgets, self.health, self.deferred, self.orders)
        path = (self.floats, self.path.joined, self.path.left)
        found = (self.findings.new, self.findings.gone, self.exposures)
        return not any((*tasks, *product, *path, *found, self.promises, self.costs, self.loads))


def consequences(
    before: Plan,
    after: Plan,
    found_before: Sequence[Diagnostic],
    found_after: Sequence[Diagnostic],
    former: Mapping[str, str] = NOBODY,
) -> Consequences:
    """Everything that follows from `after` in the place of `before`, with the findings of both.

    Both plans have one today. Moves are counted in working days of each document's calendar. `former` says which item
    of `after` had another id before.
    """
    moved, shifted = moves(before, after, former), shifts(before, after, former)
    promised = promise_changes(before, after, former)
    was, now = (_tasks(plan) for plan in (before, after))
    same = {former_id(id, former) for id in now}
    dated, still = before.schedule.tasks, after.schedule.tasks
    return Consequences(
        moves=moved,
        shifts=shifted,
        promises=promised,
        costs=cost_changes(before, after, former),
        work=work_changes(before, after),
        loads=load_changes(before, after, former),
        findings=compared(found_before, found_after, former),
        tell=to_tell(after, moved, shifted, promised),
        floats=float_changes(before, after, former),
        path=path_change(before, after, former),
        results=result_changes(before, after, former),
        worth=worth_changes(before, after, former),
        budgets=budget_changes(before, after, former),
        health=health_changes(before, after, former),
        exposures=exposure_changes(before, after, former),
        deferred=deferrals(before, after, former),
        orders=order_changes(before, after, former),
        added=tuple(id for id in now if former_id(id, former) not in was),
        removed=tuple(id for id in was if id not in same),
        undated=tuple(id for id in now if former_id(id, former) in dated and id not in still),
    )


def _tasks(plan: Plan) -> Mapping[str, Task]:
    return {id: item for id, item in plan.workspace.items.items() if isinstance(item, Task)}
