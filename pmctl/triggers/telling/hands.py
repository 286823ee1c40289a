"""In whose hands items are: who gained and who lost them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmctl.model.control import Action, Issue, Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, pairs
from pmctl.triggers.telling.roles import people_behind

HELD_BY = ("owner", "assign")
"""The fields that say in whose hands something is."""
_KINDS = (Task, Feature, Action, Risk, Issue)


@dataclass(frozen=True, slots=True)
class Hands:
    """An item whose people differ: those it has now, those who are new, and those who are not there any more."""

    item: Item
    is_new: bool
    holders: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def hands(between: Between) -> Iterator[Hands]:
    """Every item whose `owner` or `assign` differs in who is meant, people of teams among them."""
    for kind in _KINDS:
        for before, item in pairs(between, kind):
            now = holders(between.head, item)
            then = holders(between.base, before) if before is not None else ()
            gained = tuple(who for who in now if who not in then)
            lost = tuple(who for who in then if who not in now and who in between.head.workspace.people)
            if gained or lost:
                yield Hands(item, before is None, now, gained, lost)


def holders(plan: Plan, item: Item) -> tuple[str, ...]:
    """The people who are written as owner or at work on an item; those of a team each."""
    names = [item.owner] if item.owner else []
    if isinstance(item, Task):
        names += [choice.name for one in item.assign or () for choice in one.choices]
    return tuple(person.id for person in people_behind(plan, names))
