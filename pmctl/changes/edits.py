"""What was edited between two workspaces, by item and field: what is only written otherwise is no edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmctl.diagnostic import Span

Kind = Literal["added", "removed", "changed", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A fact that differs: `key` is its path of keys inside the entity (`effort`, `charter.approved.by`).

    `before` and `after` are plan text on one line, None where the fact is not there. `span` is the place of `after`,
    else that of `before`; None where neither is known.
    """

    key: str
    before: str | None
    after: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Edit:
    """An entity (`task`, `milestone`, `person`, `holiday`, `workspace` ...) that was edited.

    `id` is its full id afterwards, before where it was removed; `before_id` is the former id of what was renamed or
    moved. `span` is where it stands, in the older text where it was removed.
    """

    change: Kind
    entity: str
    id: str
    before_id: str | None
    name: str
    fields: tuple[FieldEdit, ...]
    span: Span
