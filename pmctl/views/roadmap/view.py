"""A roadmap as its reader may see it: features of some products in lanes, in one of three shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from pmctl.audience import Audience, dates_for, is_dated, visible
from pmctl.charts.roadmap import MANY
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.roadmap.entries import Entry, entries_of
from pmctl.insights.roadmap.lanes import LANES, Lane, lanes_of
from pmctl.insights.roadmap.teams import Handing, links_between, links_between_teams
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.views.find import find_document
from pmctl.views.listing.view import check_names, grouped, reader_of, sorted_items, view_of, where_filter

Shape = Literal["now-next-later", "timeline", "swimlane"]
NO_ODDS: Mapping[str, float] = MappingProxyType({})
SHAPES: tuple[Shape, ...] = ("now-next-later", "timeline", "swimlane")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see, as typed; "" where nothing was said."""

    products: tuple[str, ...] = ()
    shape: str = ""
    group_by: tuple[str, ...] = ()
    where: str = ""
    view: str = ""
    audience: Audience = "internal"
    with_done: bool = False


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Lanes of features. `by` is what the lanes are, `links` what binds one lane to another.

    `seen_by` counts, for those of us who may know, of `total` features those that other readers see, and those of them
    whose dates the public sees. `over` counts what this reader would see with `--all`: shipped or dropped.
    """

    products: tuple[Product, ...]
    shape: Shape
    by: str
    lanes: tuple[Lane, ...]
    links: tuple[Handing, ...]
    audience: Audience
    total: int
    over: int
    seen_by: Mapping[str, int]
    odds: Mapping[str, float]
    """The share of runs of a simulation in which a promise is kept, by full id; empty where none was asked for."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every feature once, in the order of the lanes."""
        return tuple({one.feature.id: one for lane in self.lanes for one in lane.entries}.values())


def roadmap(plan: Plan, asked: Asked, odds: Mapping[str, float] = NO_ODDS) -> Roadmap:
    """The open features of products (of all with none named); UserError for a document that is no product.

    `odds` is how likely each promise is kept, for us only.
    """
    view = view_of(plan, asked.view)
    audience = reader_of(view, asked.audience)
    known = _filtered(plan, entries_of(plan, _products(plan, asked.products), with_done=True), asked)
    over = [] if asked.with_done else [one for one in known if is_over(plan, one.feature)]
    every = [one for one in known if asked.with_done or not is_over(plan, one.feature)]
    entries = [_seen(plan, one, audience) for one in every if visible(plan.workspace, one.feature, audience)]
    group_by = asked.group_by or (view.group_by if view else ())
    documents = dict.fromkeys(asked.products) or dict.fromkeys(one.feature.document for one in entries)
    products = [one for id in documents if isinstance(one := plan.workspace.documents[id], Product)]
    shape = _shape(asked.shape, group_by)
    by = ",".join(group_by) or _usual(shape, len(products), entries)
    return Roadmap(
        products=tuple(one for one in products if visible(plan.workspace, one, audience)),
        shape=shape,
        by=by,
        lanes=_lanes(plan, entries, by, group_by, audience),
        links=_links(plan, entries, by, audience),
        audience=audience,
        total=len(every),
        over=sum(visible(plan.workspace, one.feature, audience) for one in over),
        seen_by=_seen_by(plan, every),
        odds=odds if audience == "internal" else NO_ODDS,
    )


def _products(plan: Plan, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of products by name; UserError where one is a project."""
    for name in names:
        found = find_document(plan, name)
        if not isinstance(found, Product):
            known = [one.id for one in plan.workspace.documents.values() if isinstance(one, Product)]
            hint = f"products: {', '.join(map(terminal, known))}" if known else ""
            raise UserError(f"`{terminal(found.id)}` is a project: a roadmap is of a product", hint)
    return tuple(dict.fromkeys(names))


def _shape(asked: str, group_by: Sequence[str]) -> Shape:
    """What is asked for; else lanes where a field is named, now, next and later where none is."""
    said = next((one for one in SHAPES if one == asked), None)
    return said or ("swimlane" if group_by and tuple(group_by) != ("horizon",) else "now-next-later")


def _usual(shape: Shape, products: int, entries: Sequence[Entry]) -> str:
    """By what lanes are made where nobody says it: many features of one product want its themes, few their horizons."""
    if products > 1:
        return "product"
    is_many = len(entries) > MANY and any(one.theme is not None for one in entries)
    return "theme" if is_many or shape != "now-next-later" else "horizon"


def _filtered(plan: Plan, entries: Sequence[Entry], asked: Asked) -> list[Entry]:
    """The entries for which the expressions of the view and of the call hold, in the order of the view if it has one.

    UserError for a view of something else than features.
    """
    view = view_of(plan, asked.view)
    if view is not None and view.of not in ("", "feature"):
        raise UserError(f"the view `{terminal(asked.view[:40])}` is of {view.of}s: a roadmap is of features")
    kept: list[Item] = [one.feature for one in entries]
    for text in (view.where if view else "", asked.where):
        kept = where_filter(plan, kept, text)
    of = {one.feature.id: one for one in entries}
    reader = reader_of(view, asked.audience)
    return [of[item.id] for item in sorted_items(plan, kept, view.sort if view else (), reader)]


# --- what a reader may see --------------------------------------------------------------------------------------------


def _seen(plan: Plan, one: Entry, audience: Audience) -> Entry:
    """The entry less what a reader may not see: names of what is hidden, scores, and dates that are not committed."""
    if audience == "internal":
        return one
    known = replace(
        one,
        theme=one.theme if one.theme is not None and visible(plan.workspace, one.theme, audience) else None,
        objectives=tuple(goal for goal in one.objectives if visible(plan.workspace, goal, audience)),
        by=tuple(item for item in one.by if visible(plan.workspace, item, audience)),
        rank=None,
        confidence=None,
        outlook=None,
    )
    if is_dated(plan.workspace, one.feature, audience):
        return known
    dates = dates_for(plan, one.feature, audience)
    return replace(known, promise=dates.promise, forecast=dates.forecast, slip=dates.slip, health="unknown")


def _seen_by(plan: Plan, every: Sequence[Entry]) -> Mapping[str, int]:
    public = [one for one in every if visible(plan.workspace, one.feature, "public")]
    return {
        "client": sum(visible(plan.workspace, one.feature, "client") for one in every),
        "public": len(public),
        "public-dated": sum(is_dated(plan.workspace, one.feature, "public") for one in public),
    }


# --- lanes ------------------------------------------------------------------------------------------------------------


def _lanes(
    plan: Plan, entries: Sequence[Entry], by: str, group_by: Sequence[str], audience: Audience
) -> tuple[Lane, ...]:
    """The lanes by a name that insights know, else by any field, as lists are grouped."""
    if by in LANES:
        return _known_lanes(plan, lanes_of(plan, entries, by), audience)
    items: list[Item] = [one.feature for one in entries]
    if items:
        check_names(plan, items, group_by, "--group-by", audience)
    of = {one.feature.id: one for one in entries}
    return tuple(
        Lane(group.title, group.title, tuple(of[item.id] for item in group.items))
        for group in grouped(plan, items, group_by, audience)
        if group.items
    )


def _known_lanes(plan: Plan, lanes: Sequence[Lane], audience: Audience) -> tuple[Lane, ...]:
    """The lanes; those of items that the reader may not see are one lane without a name."""
    open_ = [lane for lane in lanes if lane.item is None or visible(plan.workspace, lane.item, audience)]
    hidden = {one.feature.id: one for lane in lanes if lane not in open_ for one in lane.entries}
    told = {one.feature.id for lane in open_ for one in lane.entries}
    rest = tuple(one for id, one in hidden.items() if id not in told)
    return (*open_, *([Lane("", "Others", rest)] if rest else []))


def _links(plan: Plan, entries: Sequence[Entry], by: str, audience: Audience) -> tuple[Handing, ...]:
    """What one lane waits for that another does: of teams the work, else the features."""
    if by not in LANES or by in ("horizon", "sprint") or (audience != "internal" and by == "team"):
        return ()
    if by == "team":
        return links_between_teams(plan, [one.feature for one in entries])
    of: dict[str, list[str]] = {}
    for lane in lanes_of(plan, entries, by):
        for one in lane.entries if lane.key else ():
            of.setdefault(one.feature.id, []).append(lane.key)
    return links_between(plan, of)
