"""What is known of a plan as of a day, small enough to keep for a thousand of them, and of the edits between two.

Each noun here is made from plans by `..._of`, and is kept in a form of plain lists, texts and numbers: `kept` writes
it, `read` makes the noun of it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pmctl.changes import former_ids
from pmctl.changes.edits import Edit, FieldEdit, edits
from pmctl.changes.edits.edit import ChangeKind
from pmctl.diagnostic import Span
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.control import Deliverable, Handover
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Sprint, Task
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan

DATED = (Task, Project, Feature, Release, Deliverable, Handover, Sprint)
"""What has a date that is computed."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The last day that was forecast, and the one that was promised, of all that could have a date.

    `ids` are full ids, a line each, in the order of the plan; `days` their forecasts and `promised` what was promised,
    by id, both as ordinals (0: no forecast).
    """

    ids: str
    days: Sequence[int]
    promised: Mapping[str, int]


def dates_of(plan: Plan) -> Dates:
    """The dates of a plan."""
    items = [item for item in plan.workspace.items.values() if isinstance(item, DATED)]
    days = [day.toordinal() if (day := forecast_of(plan, item).date) else 0 for item in items]
    promised = {item.id: day.toordinal() for item in items if (day := due_of(plan, item))}
    return Dates("\n".join(item.id for item in items), days, promised)


def forecast_in(dates: Dates, id: str) -> date | None:
    """The day that was forecast for an item; None where it had none, or was not there."""
    place = _places(dates.ids).get(id)
    day = dates.days[place] if place is not None else 0
    return date.fromordinal(day) if day else None


def promised_in(dates: Dates, id: str) -> date | None:
    """The day that was promised for an item."""
    day = dates.promised.get(id)
    return date.fromordinal(day) if day else None


@lru_cache(maxsize=4)
def _places(ids: str) -> Mapping[str, int]:
    """Where each id stands; most revisions have the ids of the one before."""
    return {id: place for place, id in enumerate(ids.split("\n"))}


# --- edits ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """The edits between two revisions, and id now -> id before of what was renamed or moved."""

    edits: tuple[Edit, ...]
    former: Mapping[str, str]


def changes_between(before: Workspace, after: Workspace) -> Changes:
    """What was edited from one plan to another."""
    found = edits(before, after)
    return Changes(found, dict(former_ids(before, after, found)))


def kept_changes(changes: Changes) -> list[Any]:
    """The edits as lists; of places only the file is kept."""
    told = [
        [one.change, one.entity, one.id, one.before_id, one.name, one.span.path]
        + [[[field.key, field.before, field.after] for field in one.fields]]
        for one in changes.edits
    ]
    return [told, dict(changes.former)]


def read_changes(kept: Sequence[Any]) -> Changes:
    """The edits again, less where in their files they stand."""
    told, former = kept
    return Changes(tuple(_edit(*one) for one in told), former)


def _edit(change: ChangeKind, entity: str, id: str, before: str | None, name: str, path: str, fields: Any) -> Edit:
    told = tuple(FieldEdit(key, was, now, None) for key, was, now in fields)
    return Edit(change, entity, id, before, name, told, Span(path))
