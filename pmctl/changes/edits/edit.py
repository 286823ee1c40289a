"""What an edit is: an entity of a plan with the facts of it that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmctl.diagnostic import Span

ChangeKind = Literal["added", "removed", "changed", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A fact that differs: `key` is its path of keys inside the entity (`effort`, `charter.approved.by`).

    `before` and `after` are plan text on one line; of what is not written its default, None where it has none. `span`
    is the place of `after`, else that of `before`; None where neither is known.
    """

    key: str
    before: str | None
    after: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Edit:
    """An entity (`task`, `milestone`, `person`, `calendar`, `workspace` ...) that was edited.

    `id` is its full id afterwards, before where it was removed; `before_id` is the former id of what was renamed or
    moved (to another document, or to another group: then it is the same). `span` is where it stands, in the older text
    where it was removed.
    """

    change: ChangeKind
    entity: str
    id: str
    before_id: str | None
    name: str
    fields: tuple[FieldEdit, ...]
    span: Span
