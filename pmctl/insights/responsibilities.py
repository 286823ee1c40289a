"""Who is responsible, accountable, consulted and informed (RACI), where a role is nobody's, and who carries many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmctl.insights.relations import tasks_of
from pmctl.insights.states import is_over
from pmctl.model.control import Deliverable, Raci
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import resolve
from pmctl.plan import Plan

LETTERS = ("R", "A", "C", "I")
FEW = 4
"""Below so many rows it says nothing that one person is accountable for most of them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the matrix: the task or deliverable that it speaks of (None where there is none of that id)."""

    entry: Raci
    item: Item | None

    @property
    def by_role(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Letter and who has that role."""
        one = self.entry
        return tuple(zip(LETTERS, (one.responsible, one.accountable, one.consulted, one.informed), strict=True))

    def letters(self, who: str) -> str:
        """The roles of somebody: `R A`."""
        return " ".join(letter for letter, names in self.by_role if who in names)


@dataclass(frozen=True, slots=True)
class Carried:
    """Of somebody for how many rows they are accountable and responsible; `too_much`: accountable for most of many."""

    who: str
    accountable: int
    responsible: int
    rows: int

    @property
    def too_much(self) -> bool:
        """Is one person accountable for more than half of it?"""
        return self.rows >= FEW and 2 * self.accountable > self.rows


def duties(plan: Plan, documents: Iterable[str]) -> tuple[Duty, ...]:
    """The rows of some documents, in file order."""
    known = frozenset(documents)
    return tuple(
        Duty(item, resolve(plan.workspace, item.document, item.key))
        for item in plan.workspace.items.values()
        if isinstance(item, Raci) and item.document in known
    )


def people_in(rows: Iterable[Duty]) -> tuple[str, ...]:
    """Everybody who has a role, in the order in which they are first named: those who work first."""
    listed = list(rows)
    return tuple(
        dict.fromkeys(
            who for place in range(len(LETTERS)) for row in listed for who in dict.fromkeys(row.by_role[place][1])
        )
    )


def carried(rows: Iterable[Duty]) -> tuple[Carried, ...]:
    """Who is accountable or responsible, those with the most rows that they answer for first."""
    listed = list(rows)
    found = [
        Carried(
            who,
            sum(who in row.entry.accountable for row in listed),
            sum(who in row.entry.responsible for row in listed),
            len(listed),
        )
        for who in people_in(listed)
    ]
    kept = [one for one in found if one.accountable or one.responsible]
    return tuple(sorted(kept, key=lambda one: (-one.accountable, -one.responsible, one.who)))


def gaps(row: Duty) -> Iterator[str]:
    """What is wrong with a row, in words."""
    one = row.entry
    if not one.responsible:
        yield "nobody is responsible"
    if not one.accountable:
        yield "nobody is accountable"
    if len(one.accountable) > 1:
        yield f"{' and '.join(one.accountable)} are both accountable"
    if row.item is None:
        yield "there is no such task or deliverable"


def without_roles(plan: Plan, document: str, rows: Iterable[Duty]) -> tuple[tuple[Deliverable, ...], int, int]:
    """The deliverables of a document that no row speaks of, nor of their tasks; how many open tasks no row speaks of
    (nor of a group or deliverable around them), and how many open tasks there are.
    """
    named = {row.item.id for row in rows if row.item is not None}
    items = plan.workspace.items
    covered = set(named)
    uncovered = []
    for item in items.values():
        if isinstance(item, Deliverable) and item.document == document:
            tasks = {one.id for key in item.tasks if (one := resolve(plan.workspace, document, key)) is not None}
            if item.id in named:
                covered |= tasks
            elif not tasks & named and not item.accepted:
                uncovered.append(item)
    leaves = [task for task in tasks_of(plan, document) if _is_open_work(plan, task)]
    for task in tasks_of(plan, document):  # a group stands before its members
        if task.group in covered:
            covered.add(task.id)
    return tuple(uncovered), sum(leaf.id not in covered for leaf in leaves), len(leaves)


def _is_open_work(plan: Plan, task: Task) -> bool:
    return not task.is_group and not task.milestone and task.external is None and not is_over(plan, task)
