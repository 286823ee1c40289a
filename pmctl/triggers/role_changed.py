"""Somebody else leads, owns or sponsors, or the table of responsibilities is another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.answering import named
from pmctl.insights.teams import people_of
from pmctl.model.control import Raci
from pmctl.model.item import Item
from pmctl.model.people import Team
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, kept, pairs, removed
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N50", "role-changed", "diff"
ENTITY = ("project", "product", "team")
RULE = "`lead`, `owner`, `sponsor` or `raci` changed"
TO = ("old", "new", "assignees")
SEVERITY: Severity = "info"
DEDUPE = "new"

ROLES = ("lead", "owner", "sponsor")
PARTS = ("responsible", "accountable", "consulted", "informed")


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each role of a project, product or team, and one for each part of a row of `raci`."""
    plan = between.head
    for kind in (Project, Product, Team):
        for before, item in kept(between, kind):
            for role in ROLES:
                old, new = _written(before, role), _written(item, role)
                if old != new:
                    yield Occasion(item, f"has another {role}", *_change(plan, item, role, old, new), keys=(role,))
    for row_was, row in pairs(between, Raci):
        yield from _responsibilities(plan, row, row_was, row)
    for row in removed(between, Raci):
        yield from _responsibilities(plan, row, row, None)


def _responsibilities(plan: Plan, row: Raci, then: Raci | None, now: Raci | None) -> Iterator[Occasion]:
    """A row of the table, by what stood in its parts and what stands there."""
    document = plan.workspace.documents.get(row.document)
    for part in PARTS if document is not None else ():
        old, new = _written(then, part), _written(now, part)
        if document is not None and set(old) != set(new):
            change = _change(plan, document, f"{part} for {row.key}", old, new)
            yield Occasion(document, "has other responsibilities", *change, causes=(row.id,))


def _written(record: Item | None, key: str) -> tuple[str, ...]:
    """Whom a role names."""
    found = getattr(record, key, ())
    return named(found) if isinstance(found, str) else tuple(found)


def _change(
    plan: Plan, item: Item, role: str, old: tuple[str, ...], new: tuple[str, ...]
) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]], tuple[Line, ...]]:
    """Key, people and lines of a role that passed from some to others."""
    who = {
        "old": tuple(one for one in old if one not in new),
        "new": tuple(one for one in new if one not in old),
        "assignees": item.members if isinstance(item, Team) else people_of(plan, item.id),
    }
    line = Line(f"{role.capitalize()}: {_names(plan, new)}, was {_names(plan, old)}.")
    return (role, *new), who, (line,)


def _names(plan: Plan, ids: tuple[str, ...]) -> str:
    items = plan.workspace.items
    return listed([items[one].title if one in items else one for one in ids]) or "nobody"
