"""The fields that name something else: of items by full id, of people by id alone; read on one side of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pmctl.model.item import Item
from pmctl.model.workspace import Workspace, resolve

ITEMS = frozenset(
    ("about", "affects", "change", "delivered_by", "evidence", "for_", "has", "item", "metric", "product", "release")
    + ("replaces", "reply_to", "risk", "sprint", "starts_with", "success", "supersedes", "supports", "tasks", "theme")
    + ("watch",)
)
"""Fields that hold references to items; `after` holds links."""
PEOPLE = frozenset(
    ("owner", "lead", "sponsor", "by", "person", "attendees", "responsible", "accountable", "consulted", "informed")
    + ("members", "team", "requested_by", "needs")
)
"""Fields that name people and teams; `assign` holds assignments."""
OF_ITEMS = frozenset(("quality", "baseline"))
"""Kinds whose `of` names an item; elsewhere it is a word."""


Readings = Callable[[str], Iterable[tuple[date, Decimal]]]
"""Path of a data file -> its readings."""


def names_items(record: object, attribute: str, value: object) -> bool:
    """Whether a field of a record holds references to items."""
    is_text = isinstance(value[0] if isinstance(value, tuple) and value else value, str)
    return is_text and (attribute in ITEMS or (attribute == "of" and getattr(record, "kind", "") in OF_ITEMS))


def of_workspace(workspace: Workspace, reference: str) -> Item | None:
    """A sprint or objective of the workspace, which a document may name by its key alone."""
    return workspace.items.get(f"{workspace.id}/{reference}")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two workspaces, and how its ids are called when they are compared: full ids and ids of people.

    `is_canonical` is False where units or currency differ between the sides: then values are compared as written.
    `readings` gives those of the data file of a metric, where they are to be compared.
    """

    workspace: Workspace
    items: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    is_canonical: bool = True
    readings: Readings | None = None

    def item(self, document: str, reference: str) -> tuple[str, str]:
        """What a reference in a document means, and its shortest text there."""
        found = resolve(self.workspace, document, reference) or of_workspace(self.workspace, reference)
        if found is None:
            return self.items.get(reference, reference), reference
        full_id = found.id
        home, _, key = full_id.partition("/")
        return self.items.get(full_id, full_id), key if home == document and key else full_id

    def person(self, who: str) -> str:
        """How somebody is called on both sides."""
        return self.people.get(who, who)

    def named(self, document: str, reference: str) -> str:
        """A reference as the key of a fact: as both sides call it, short inside its document."""
        meant, _ = self.item(document, reference)
        return meant.removeprefix(f"{self.items.get(document, document)}/")
