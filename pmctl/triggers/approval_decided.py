"""Something was approved, passed, accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import leads, named, owners
from pmctl.insights.approvals import given
from pmctl.insights.relations import resolved
from pmctl.model.control import Change, Deliverable, Handover
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.approvals import KEYS, approvable
from pmctl.triggers.telling.between import Between, was
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N37", "approval-decided", "diff"
ENTITY = ("project", "product", "change", "transfer", "gate", "deliverable", "handover")
RULE = "`approved`, `passed` or `accepted` gained its `date`, or the `status` of a change became rejected"
TO = ("requested-by", "affected owners")
SEVERITY: Severity = "info"
DEDUPE = "status"
FOR_CLIENTS = True

WORDS = {"gate": "was passed", "deliverable": "was accepted", "handover": "was accepted"}


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item that was decided on."""
    for item in approvable(between.head):
        before = was(between, item)
        new = [by for by, day in given(item) if (by, day) not in given(before)]
        if new:
            words = WORDS.get(item.kind, "was approved")
            people = between.head.workspace.people
            names = listed([people[who].title if who in people else who for who in new if who])
            yield _occasion(between.head, item, words, f"By {names}." if names else "")
        elif _is_rejected(item) and not _is_rejected(before):
            yield _occasion(between.head, item, "was rejected", "")


def _is_rejected(item: Item | None) -> bool:
    return isinstance(item, Change) and item.status == "rejected"


def _occasion(plan: Plan, item: Item, words: str, line: str) -> Occasion:
    asker = named(item.requested_by) if isinstance(item, Change) else ()
    who = {"requested-by": asker or leads(plan, item), "affected owners": tuple(_affected(plan, item))}
    return Occasion(item, words, (words,), who, (Line(line),) if line else (), keys=KEYS)


def _affected(plan: Plan, item: Item) -> Iterator[str]:
    """The owners of the tasks that a change is for, or that make what was accepted."""
    if isinstance(item, Deliverable | Handover):
        tasks = resolved(plan, item, item.tasks)
    else:
        tasks = tuple(one for one in items(plan, Task) if one.change and resolved(plan, one, (one.change,)) == (item,))
    for task in tasks:
        yield from owners(plan, task)
