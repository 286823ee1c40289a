"""People and tasks that are called by their names where an id is meant: the finding says their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pmctl.diagnostic import Diagnostic
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace

Named: TypeAlias = Mapping[str, Sequence[Item]]
"""Those who have a name, by that name without its case."""


def with_ids(found: Iterable[Diagnostic], workspace: Workspace, texts: Mapping[str, str]) -> list[Diagnostic]:
    """The findings; where an unreadable value is the name of one person, team, resource or task, with its id."""
    told = list(found)
    if all(one.code != "PM006" for one in told):
        return told
    people = _by_name([*workspace.people.values(), *workspace.teams.values(), *workspace.resources.values()])
    tasks = _by_name(item for item in workspace.items.values() if isinstance(item, Task))
    meant = {"is not a link": tasks, "is not an assignment": people, "is not an id": people}
    return [_with_id(one, _meant(one, meant), texts) for one in told]


def _meant(one: Diagnostic, meant: Mapping[str, Named]) -> Named:
    """Whom a value may name, by what it was refused as: a length or a date is nobody's name."""
    if one.code != "PM006":
        return {}
    return next((names for what, names in meant.items() if f"` {what}" in one.message), {})


def _with_id(one: Diagnostic, named: Named, texts: Mapping[str, str]) -> Diagnostic:
    """A finding with the id of what its value names, `Ana Ruiz` or `Ana Ruiz 50%`, if that is one alone."""
    text = texts.get(one.span.path, "")[one.span.start : one.span.end].strip("\"' ")
    name, space, amount = text.rpartition(" ")
    called, more = (name, space + amount) if amount[:1].isdigit() and name else (text, "")
    items = named.get(called.casefold(), ())
    if len(items) != 1:
        return one
    id = items[0].id
    own = id.rpartition("/")[2] if items[0].source.path == one.span.path else id
    return replace(one, hint=f"write the id: `{own}{more}`", fix=())


def _by_name(items: Iterable[Item]) -> Named:
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.name:
            found.setdefault(item.name.casefold(), []).append(item)
    return found
