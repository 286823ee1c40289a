"""A promised or typed date was edited."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.quantity import When
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N12", "promised-date-changed", "diff"
ENTITY = ("task", "milestone", "feature", "release", "project")
RULE = "`due`, `start` or `finish` was edited"
TO = ("owner", "watchers", "dependents")
SEVERITY: Severity = "info"
DEDUPE = "new.date"
FOR_CLIENTS = True

DATES = {"due": "due", "start": "start", "finish": "finish", "milestone": "milestone_date"}
"""Key of the plan -> field of the record; the day of a dated milestone is a promise."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item of both plans with all its dates that differ."""
    for kind in (Task, Feature, Release, Project):
        for before, item in kept(between, kind):
            changed = [(key, *both) for key, name in DATES.items() if (both := _both(before, item, name)) is not None]
            if changed:
                lines = [f"{key.capitalize()} {_shown(now)}, was {_shown(was)}." for key, was, now in changed]
                dates = tuple(f"{key}={now.text if now else ''}" for key, _, now in changed)
                said = tuple(Line(line, private=False) for line in lines)
                yield Occasion(item, "has another date", dates, lines=said, keys=tuple(DATES))


def _both(before: Item, item: Item, name: str) -> tuple[When | None, When | None] | None:
    """A date as it was and as it is, where it means another moment."""
    was, now = getattr(before, name, None), getattr(item, name, None)
    return None if _moment(was) == _moment(now) else (was, now)


def _moment(found: When | None) -> tuple[object, ...] | None:
    return (found.first, found.last, found.minute) if found is not None else None


def _shown(found: When | None) -> str:
    return found.text if found is not None else "none"
