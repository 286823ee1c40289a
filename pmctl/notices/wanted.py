"""What people want to be told: the workspace's `notify` and their own, over the defaults of each trigger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmctl.model.people import Person
from pmctl.model.workspace import Workspace
from pmctl.quantity import Unreadable, duration, share
from pmctl.triggers.telling.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether somebody wants the messages of a trigger, those about their own edits too, and with which limits."""

    enabled: bool
    own_edits: bool
    limits: tuple[tuple[str, str], ...]


def wish(workspace: Workspace, person: Person | None, trigger: Trigger) -> Wish:
    """What a person (None: everybody, unless they say otherwise) wants of a trigger; their own word counts most."""
    said = dict(_said(workspace.notify, trigger))
    if person is not None:
        said |= _said(person.notify, trigger)
    limits = tuple((name, _limit(said.get(name), default)) for name, default in trigger.limits.items())
    return Wish(said.get("enabled", True) is not False, said.get("tell-author") is True, limits)


def _limit(written: object, default: str) -> str:
    """A limit as it is written; one that cannot be read (`check` says so) is the default."""
    try:
        (share if default.endswith("%") else duration)(str(written))
    except Unreadable:
        return default
    return str(written)


def _said(notify: Mapping[str, object], trigger: Trigger) -> Mapping[str, object]:
    found = notify.get(trigger.id)
    return found if isinstance(found, Mapping) else {}


def by_limits(
    workspace: Workspace, people: Iterable[Person], trigger: Trigger
) -> Mapping[tuple[tuple[str, str], ...], Mapping[str, Wish]]:
    """The people who want a trigger, with their wishes, by the limits that they want it with."""
    found: dict[tuple[tuple[str, str], ...], dict[str, Wish]] = {}
    for person in people:
        one = wish(workspace, person, trigger)
        if one.enabled:
            found.setdefault(one.limits, {})[person.id] = one
    return found
