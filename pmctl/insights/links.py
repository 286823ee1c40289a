"""All links of a plan as columns: whoever asks about each of tens of thousands looks at one list, not at each link."""

from __future__ import annotations

from itertools import chain, repeat
from operator import add, attrgetter

from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Link
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Every link as written, in file order: one place in all lists is one link.

    `items` wait, `afters` are their full ids, `links` the links at `places` of their lists; `befores` are the full ids
    that those mean, "" where they mean nothing.
    """

    items: list[Task | Feature]
    afters: list[str]
    links: list[Link]
    places: list[int]
    befores: list[str]


@remembered
def all_links(plan: Plan) -> Links:
    """The links of tasks and features; `map` looks up what they mean, as `resolve` does for one."""
    known = plan.workspace.items
    waiting = [one for one in known.values() if isinstance(one, (Task, Feature)) and one.after]
    links = [link for item in waiting for link in item.after]
    items = [item for item in waiting for _ in item.after]
    homes = chain.from_iterable([repeat(f"{item.document}/", len(item.after)) for item in waiting])
    ends: list[Item | None] = list(map(known.get, map(add, homes, map(attrgetter("target"), links))))
    for number in [number for number, end in enumerate(ends) if end is None]:
        ends[number] = known.get(links[number].target)
    return Links(
        items,
        [item.id for item in items],
        links,
        [place for item in waiting for place in range(len(item.after))],
        ["" if end is None else end.id for end in ends],
    )


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
