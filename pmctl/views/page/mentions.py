"""Who names whom: every key that refers to another item, read backwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmctl.insights.facts import comparable, typed
from pmctl.insights.relations import WORK, home_of
from pmctl.model.item import Item
from pmctl.model.workspace import resolve
from pmctl.plan import Plan, remembered

REFERENCES = [
    "owner",
    "lead",
    "sponsor",
    "assign",
    "members",
    "person",
    "by",
    "to",
    "attendees",
    "requested-by",
    "responsible",
    "accountable",
    "consulted",
    "informed",
    "affects",
    "supports",
    "delivered-by",
    "release",
    "theme",
    "sprint",
    "change",
    "for",
    "of",
    "tasks",
    "risk",
    "has",
    "success",
    "metric",
    "product",
    "evidence",
    "supersedes",
    "replaces",
    "watch",
    "criteria",
    "about",
    "accepted",
    "approved",
    "passed",
]
"""The keys that name other items; links (`after`) are the graph's."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An item that names another one under a key."""

    item: Item
    key: str


def _everything(plan: Plan) -> Iterator[Item]:
    workspace = plan.workspace
    yield from workspace.items.values()
    yield from (comment for comment in workspace.comments.values() if comment.id not in workspace.items)


@remembered
def mentions(plan: Plan) -> Mapping[str, tuple[Mention, ...]]:
    """Full id -> who names it, in file order."""
    found: dict[str, dict[tuple[str, str], Mention]] = {}
    for item in _everything(plan):
        home = home_of(item)
        for key in REFERENCES:
            written = typed(item, key)
            if written is None:
                continue
            plain, kinds = comparable(written), WORK if key == "delivered-by" else (Item,)
            for text in plain if isinstance(plain, tuple) else (plain,):
                named = resolve(plan.workspace, home, text, kinds) if isinstance(text, str) else None
                if named is not None and named is not item:
                    found.setdefault(named.id, {}).setdefault((item.id, key), Mention(item, key))
    return {id: tuple(named.values()) for id, named in found.items()}


def mentions_of(plan: Plan, item: Item) -> tuple[Mention, ...]:
    """The items that name an item."""
    return mentions(plan).get(item.id, ())
