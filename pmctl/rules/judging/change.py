"""What a rule that looks at a change is given: the plan before and after, the edits between, and who approves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from pmctl.diagnostic import Span
from pmctl.model.item import Item, span_of
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.parse import Allow
from pmctl.plan import Plan
from pmctl.record import dataclass


class Field(Protocol):
    """A fact that differs, as `pmctl.changes.edits` has it."""

    @property
    def key(self) -> str:
        """Its path of keys."""

    @property
    def before(self) -> str | None:
        """What it said."""

    @property
    def after(self) -> str | None:
        """What it says."""

    @property
    def span(self) -> Span | None:
        """Where it stands; where it stood, when it is not there any more."""


class Edited(Protocol):
    """Something that was edited, as `pmctl.changes.edits` has it."""

    @property
    def change(self) -> str:
        """`added`, `removed`, `changed`, `renamed` or `moved`."""

    @property
    def entity(self) -> str:
        """What it is: `task`, `policy`, `workspace` ..."""

    @property
    def id(self) -> str:
        """Its full id now; before, where it was removed."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def fields(self) -> Sequence[Field]:
        """The facts that differ."""

    @property
    def span(self) -> Span:
        """Where it stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """One plan in the place of another, both as of one day.

    `after` is judged by the judges of `before`: its rules, policies, thresholds, statuses, tolerances and baselines are
    those of `before`. `former` is full id now -> full id before, of what was renamed or moved. `touched` are the full
    ids (now; before, of what is gone) of all that was edited or that something follows for. `approvers` are the people
    of `before` who approve, `authors` those who wrote the change (None where nobody knows). `allows` are comments that
    let a finding pass and that `before` does not have, by file.
    """

    before: Plan
    after: Plan
    edits: Sequence[Edited] = ()
    former: Mapping[str, str] = field(default_factory=dict)
    touched: Sequence[str] = ()
    approvers: frozenset[str] = frozenset()
    allows: Mapping[str, tuple[Allow, ...]] = field(default_factory=dict)
    authors: tuple[str, ...] | None = None


def earlier(change: Change, id: str) -> Item | None:
    """An item as it was, by its id now."""
    return change.before.workspace.items.get(change.former.get(id, id))


def pairs(change: Change) -> Iterator[tuple[Item, Item | None]]:
    """Every item of the plan before, with what it is now; None where it is gone."""
    present = {former: id for id, former in change.former.items()}
    after = change.after.workspace.items
    for id, item in change.before.workspace.items.items():
        yield item, after.get(present.get(id, id))


def place_of(change: Change, edit: Edited, field: Field | None = None) -> Span:
    """Where to point in the files as they are: at the fact, at what was edited, at the document of what is gone."""
    if field is not None and field.after is not None and field.span is not None:
        return field.span
    if edit.change != "removed":
        return edit.span
    document = change.after.workspace.documents.get(edit.id.partition("/")[0])
    return span_of(document) if document is not None else Span(edit.span.path)


def where_it_was(change: Change, item: Item) -> Span:
    """Where to point for an item that is gone: at its document, else at the file in which it stood."""
    document = change.after.workspace.documents.get(item.document)
    return span_of(document) if document is not None else Span(item.source.path)


# --- approval ---------------------------------------------------------------------------------------------------------


def who_may(change: Change, item: Item | None, needed: str) -> tuple[str, ...]:
    """The people of the plan before who can give an approval: a person, a team, or a role.

    A role is `sponsor`, `lead` or `owner` of the item's document, else what people are (`role:` of a person).
    """
    people, teams = change.before.workspace.people, change.before.workspace.teams
    if needed in people:
        return (needed,)
    if needed in teams:
        return teams[needed].members
    role = needed.removeprefix("role:")
    found = _of_document(change.before.workspace.documents.get(item.document or item.id), role) if item else ""
    if found:
        return (found,)
    return tuple(one.id for one in people.values() if one.role.casefold() == role.casefold())


def _of_document(document: Document | None, role: str) -> str:
    """Who has a role in a project or product; a product is sponsored and led by its owner."""
    if isinstance(document, Project):
        return {"sponsor": document.sponsor, "lead": document.lead, "owner": document.owner or document.lead}.get(
            role, ""
        )
    return document.owner if isinstance(document, Product) and role in ("sponsor", "lead", "owner") else ""


def approved_by(change: Change, item: Item | None, needed: str) -> str:
    """Who of the approvers gives an approval that is needed; empty where nobody does."""
    return next((who for who in who_may(change, item, needed) if who in change.approvers), "")


def promised_to(change: Change, item: Item) -> str:
    """Whose approval a promise needs: the sponsor's where there is one, else the lead's."""
    return "sponsor" if who_may(change, item, "sponsor") else "lead"


def still_needed(change: Change, item: Item | None, needed: str) -> str:
    """A role with the people who have it: `sponsor (mia)`."""
    who = [name for name in who_may(change, item, needed) if name != needed]
    return f"{needed} ({', '.join(who[:3])}{' …' if len(who) > 3 else ''})" if who else needed
