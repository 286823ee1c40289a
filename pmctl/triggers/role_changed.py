"""Somebody else leads, owns or sponsors, or the table of responsibilities is another one."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.teams import people_of
from pmctl.model.control import Raci
from pmctl.model.item import Item
from pmctl.model.people import Team
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.index import items
from pmctl.triggers.between import Between, kept, removed, was
from pmctl.triggers.trigger import Line, Occasion, Severity
from pmctl.triggers.words import listed

ID, NAME, KIND = "N50", "role-changed", "diff"
ENTITY = ("project", "product", "team")
RULE = "`lead`, `owner`, `sponsor` or `raci` changed"
TO = ("old", "new", "assignees")
SEVERITY: Severity = "info"
DEDUPE = "new"

ROLES = ("lead", "owner", "sponsor")
PARTS = ("responsible", "accountable", "consulted", "informed")


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each role of a project, product or team, and one for each changed row of `raci`."""
    for kind in (Project, Product, Team):
        for before, item in kept(between, kind):
            for role in ROLES:
                old, new = getattr(before, role, ""), getattr(item, role, "")
                if old != new:
                    yield _occasion(between.head, item, role, ((old,), (new,)))
    for row in (*items(between.head, Raci), *removed(between, Raci)):
        yield from _raci(between, row)


def _raci(between: Between, row: Raci) -> Iterator[Occasion]:
    """A row of the table, by what each letter says before and after; of one that is gone nothing is said after."""
    document = between.head.workspace.documents.get(row.document)
    now = between.head.workspace.items.get(row.id)
    before = was(between, row) if now is row else row
    for part in PARTS if document is not None else ():
        old, new = getattr(before, part, ()), getattr(now, part, ())
        old, new = ((one,) if isinstance(one, str) else tuple(one) for one in (old, new))
        if document is not None and set(old) != set(new):
            yield _occasion(between.head, document, f"{part} for {row.key}", (old, new), row)


def _occasion(
    plan: Plan, item: Item, role: str, change: tuple[tuple[str, ...], tuple[str, ...]], row: Raci | None = None
) -> Occasion:
    old, new = (tuple(one for one in names if one) for names in change)
    who = {
        "old": tuple(one for one in old if one not in new),
        "new": tuple(one for one in new if one not in old),
        "assignees": item.members if isinstance(item, Team) else people_of(plan, item.id),
    }
    line = Line(f"{role.capitalize()}: {_names(plan, new)}, was {_names(plan, old)}.")
    text = f"has another {role}" if row is None else "has other responsibilities"
    causes, keys = ((row.id,), ()) if row is not None else ((item.id,), (role,))
    return Occasion(item, text, (role, *new), who, (line,), causes, keys)


def _names(plan: Plan, ids: tuple[str, ...]) -> str:
    items = plan.workspace.items
    return listed([items[one].title if one in items else one for one in ids]) or "nobody"
