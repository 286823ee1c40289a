"""All links of a plan as columns: whoever asks about each of tens of thousands looks at one list, not at each link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Link
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Every link as written, in file order: one place in all columns is one link.

    `afters` are the full ids of what waits; `befores` are the full ids that the links mean, "" for nothing: those stand
    at the places `of_nothing`. `runs` say from where to where the links of a document stand.

    At the places `far` stand the links to other documents and what is in them; at `special` those that have a lag, or
    do not lead from finish to start, and mean something. `unclear` are the names in links that are both the key of an
    item of the document and a full id.
    """

    afters: Sequence[str]
    links: Sequence[Link]
    befores: Sequence[str]
    runs: Sequence[tuple[str, int, int]]
    of_nothing: Sequence[int]
    far: Sequence[int]
    special: Sequence[int]
    unclear: frozenset[str]

    def place(self, number: int) -> int:
        """The place of a link in the list of its item."""
        after, near = self.afters[number], 1
        while near <= number and self.afters[number - near] == after:
            near *= 2  # they stand beside each other, and mostly are few
        first = max(number - near, 0)
        return number - bisect_left(range(number), True, first, key=lambda one: self.afters[one] == after)

    def of_kinds(self, *kinds: str) -> list[int]:
        """Where the links of some kinds other than FS stand that mean something."""
        return [number for number in self.special if self.links[number].kind in kinds]


@remembered
def all_links(plan: Plan) -> Links:
    """The links of tasks and features; many of a document name the same, so each name is looked up once (`resolve`).

    One document after the other: what was looked at a moment ago is still near in the memory of the machine.
    """
    known = plan.workspace.items
    waiting = [one for one in known.values() if isinstance(one, (Task, Feature)) and one.after]
    afters: list[str] = []
    links: list[Link] = []
    befores: list[str] = []
    runs: list[tuple[str, int, int]] = []
    of_nothing: list[int] = []
    far: list[int] = []
    special: list[int] = []
    unclear: set[str] = set()
    for document, group in groupby(waiting, key=attrgetter("document")):
        those, first = list(group), len(links)
        here = [link for item in those for link in item.after]
        names = [link.target for link in here]
        ids = _meant(known, document, set(names))
        full = ids.keys() & known.keys()
        near = {name for name in full if ids[name] != name}
        unclear |= near
        if not all(ids.values()):
            of_nothing += [number for number, name in enumerate(names, first) if not ids[name]]
        outside = {name for name in full - near if known[name].document != document}
        if outside:
            far += [number for number, name in enumerate(names, first) if name in outside]
        special += [
            number
            for number, link in enumerate(here, first)
            if (link.lag is not None or link.kind != "FS") and ids[link.target]
        ]
        afters += [item.id for item in those for _ in item.after]
        befores += [ids[name] for name in names]
        links += here
        runs.append((document, first, len(links)))
    return Links(afters, links, befores, runs, of_nothing, far, special, frozenset(unclear))


def _meant(known: Mapping[str, Item], document: str, names: set[str]) -> dict[str, str]:
    """The full id that each of some names means in a document; "" for nothing."""
    ids = {name: item.id for name in names if (item := known.get(f"{document}/{name}")) is not None}
    for name in names - ids.keys():
        item = known.get(name)
        ids[name] = "" if item is None else item.id
    return ids


def all_but(ids: Sequence[str], numbers: Iterable[int]) -> Iterable[str]:
    """The full ids of a column of all links, less those at some places, and without what means nothing."""
    found = list(ids)
    for number in numbers:
        found[number] = ""
    return filter(None, found)
