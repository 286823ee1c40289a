"""All links of a plan as columns: whoever asks about each of tens of thousands looks at one list, not at each link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Link
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Every link as written, in file order: one place in all lists is one link.

    `items` wait, `afters` are their full ids; `befores` are the full ids that the links mean, "" for nothing. `unclear`
    are the names in them that are both the key of an item of the document and a full id.
    """

    items: Sequence[Task | Feature]
    afters: Sequence[str]
    links: Sequence[Link]
    befores: Sequence[str]
    unclear: frozenset[str]

    def place(self, number: int) -> int:
        """The place of a link in the list of its item."""
        item = self.items[number]
        first = max(number + 1 - len(item.after), 0)  # they stand beside each other
        return number - bisect_left(range(number), True, first, key=lambda one: self.items[one] is item)


@remembered
def all_links(plan: Plan) -> Links:
    """The links of tasks and features; many of a document name the same, so each name is looked up once (`resolve`).

    One document after the other: what was looked at a moment ago is still near in the memory of the machine.
    """
    known = plan.workspace.items
    waiting = [one for one in known.values() if isinstance(one, (Task, Feature)) and one.after]
    items: list[Task | Feature] = []
    links: list[Link] = []
    befores: list[str] = []
    unclear: set[str] = set()
    for document, group in groupby(waiting, key=attrgetter("document")):
        those = list(group)
        here = [link for item in those for link in item.after]
        names = [link.target for link in here]
        ends = {name: known.get(f"{document}/{name}") or known.get(name) for name in set(names)}
        ids = {name: "" if end is None else end.id for name, end in ends.items()}
        unclear.update([name for name, id in ids.items() if name in known and id != name])
        befores += [ids[name] for name in names]
        items += [item for item in those for _ in item.after]
        links += here
    return Links(items, [item.id for item in items], links, befores, frozenset(unclear))


@remembered
def far_links(plan: Plan) -> tuple[int, ...]:
    """Where the links stand that call what they mean by its full id: it is in another document, or one itself."""
    links = all_links(plan)
    pairs = zip(links.befores, links.links, strict=True)
    return tuple([number for number, (before, link) in enumerate(pairs) if before == link.target])


@remembered
def special_links(plan: Plan) -> tuple[int, ...]:
    """Where the links stand that have a lag, or do not lead from finish to start, and mean something."""
    links = all_links(plan)
    special = [n for n, link in enumerate(links.links) if link.lag is not None or link.kind != "FS"]
    return tuple([number for number in special if links.befores[number]])


def links_of_kinds(plan: Plan, *kinds: str) -> list[int]:
    """Where the links of some kinds other than FS stand that mean something."""
    links = all_links(plan).links
    return [number for number in special_links(plan) if links[number].kind in kinds]


def all_but(ids: Sequence[str], numbers: Iterable[int]) -> Iterable[str]:
    """The full ids of a column of all links, less those at some places, and without what means nothing."""
    found = list(ids)
    for number in numbers:
        found[number] = ""
    return filter(None, found)
