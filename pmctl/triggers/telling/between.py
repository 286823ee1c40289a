"""What triggers compare: the plan on the day of the last run, the plan as it is, and who edited what since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from pmctl.changes.edits import Edit
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import Duration, duration, share
from pmctl.rules.judging.index import items

T = TypeVar("T", bound=Item)
V = TypeVar("V")
R = TypeVar("R")
Key = tuple[str, ...]
"""The full id of an item, and what else (full ids of others, days) tells two states of it apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """A revision: who wrote it (ids of people; none where nobody is known by that address), when, what it edited."""

    authors: tuple[str, ...]
    revision: str
    day: date
    edits: tuple[Edit, ...]


def _nothing_earlier(_: date) -> tuple[Step, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Between:
    """Two plans and what lies between them.

    `base` is the older workspace on the day of the last run, `head` the newer one today, `still` the older workspace
    today: what it shows already, the passing of time alone has done. `renamed` is full id at head -> at base. `steps`
    are the revisions after base, oldest first, what is not committed yet at the end; `earlier` gives those up to base
    that were made after a day. `limits` are the settings of the trigger that is asked, as plan text; `level` says
    whether the plans are levelled. `memory` holds what was worked out from all this, whatever the limits.
    """

    base: Plan
    head: Plan
    still: Plan
    edits: tuple[Edit, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    earlier: Callable[[date], tuple[Step, ...]] = _nothing_earlier
    limits: Mapping[str, str] = field(default_factory=dict)
    level: bool = True
    memory: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: object, work: Callable[[], R]) -> R:
        """What `work` answers under a key, worked out when it is first asked for; no limit may matter to it."""
        if key not in self.memory:
            self.memory[key] = work()
        found: R = self.memory[key]
        return found

    @property
    def today(self) -> date:
        """The day of this run."""
        return self.head.today

    @property
    def since(self) -> date:
        """The day of the last run."""
        return self.base.today

    def limit(self, name: str) -> Duration:
        """A setting of the trigger: what the workspace or the person says, else its default."""
        return duration(self.limits[name], self.head.workspace.units)

    def days(self, name: str) -> int:
        """A setting in whole working days."""
        return self.limit(name).minutes // self.head.workspace.units.day

    def share(self, name: str) -> Fraction:
        """A setting that is a share."""
        return share(self.limits[name]).value


# --- items on both sides ----------------------------------------------------------------------------------------------


def former(between: Between, id: str) -> str:
    """The full id at base of an item of head."""
    return between.renamed.get(id, id)


def was(between: Between, item: T) -> T | None:
    """The item as it was at base, None where it was not there."""
    found = between.base.workspace.items.get(former(between, item.id))
    return found if isinstance(found, type(item)) else None


def pairs(between: Between, kind: type[T]) -> Iterator[tuple[T | None, T]]:
    """Every item of a class at head, with what it was at base, in the order of the plan."""
    for item in items(between.head, kind):
        yield was(between, item), item


def kept(between: Between, kind: type[T]) -> Iterator[tuple[T, T]]:
    """The items of a class that are in both plans, as they were and as they are."""
    for before, item in pairs(between, kind):
        if before is not None:
            yield before, item


def removed(between: Between, kind: type[T]) -> Iterator[T]:
    """The items of a class that are gone, as they were."""
    known = {former(between, item.id) for item in items(between.head, kind)}
    for item in items(between.base, kind):
        if item.id not in known:
            yield item


# --- states that are reached ------------------------------------------------------------------------------------------


def reached(between: Between, states: Callable[[Plan], Mapping[Key, V]]) -> Iterator[tuple[Item, Key, V, bool]]:
    """The states that hold at head today and did not hold at base on the day of the last run.

    Of each the item, its key, the value, and whether the passing of time alone has brought it about.
    """
    before, still = states(between.base), states(between.still)
    for key, value in states(between.head).items():
        old = tuple(former(between, part) for part in key)
        if old not in before:
            yield between.head.workspace.items[key[0]], key, value, old in still


# --- who edited what --------------------------------------------------------------------------------------------------


def edits_of(between: Between, ids: Collection[str], keys: Collection[str] = ()) -> tuple[Edit, ...]:
    """The edits of items (by their ids at head or base); with `keys` only those of these fields, and whole items."""
    places = between.once(edits_of, lambda: _places(between.edits))
    found = sorted({at for id in ids for at in places.get(id, ())})
    return tuple(between.edits[at] for at in found if is_of(between.edits[at], ids, keys))


def _places(edits: Sequence[Edit]) -> Mapping[str, Sequence[int]]:
    """Where the edits of each item stand, by its ids at head and base."""
    found: dict[str, list[int]] = {}
    for at, edit in enumerate(edits):
        for id in {edit.id, edit.before_id or edit.id}:
            found.setdefault(id, []).append(at)
    return found


def is_of(edit: Edit, ids: Collection[str], keys: Collection[str]) -> bool:
    """Is an edit about one of these items, and about one of these fields of it?"""
    if edit.id not in ids and edit.before_id not in ids:
        return False
    return not keys or edit.change in ("added", "removed") or any(is_key(one.key, keys) for one in edit.fields)


def is_key(key: str, keys: Collection[str]) -> bool:
    """Is a path of keys one of these, or inside one of them?"""
    return any(key == one or key.startswith(f"{one}.") for one in keys)
