"""The open features of products in groups: horizons, themes, or the sprints in which they end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.ranking import places
from pmctl.insights.sprints.outlook import Outlook, outlook_of
from pmctl.insights.states import is_over
from pmctl.model.product import Feature, Product
from pmctl.model.workspace import resolve
from pmctl.plan import Plan
from pmctl.views.find import find_document

By = Literal["horizon", "theme", "sprint"]
HORIZONS = ("now", "next", "later")


@dataclass(frozen=True, slots=True)
class Entry:
    """A feature with its place in the rank of its product, what was promised, what is expected, its outlook."""

    feature: Feature
    rank: int
    due: date | None
    forecast: date | None
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Group:
    """Features under one heading; of a sprint its first and last day."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    first: date | None = None
    last: date | None = None
    is_planned: bool = True


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The groups of one product (None: of all), and what they are made by."""

    product: Product | None
    by: By
    groups: tuple[Group, ...]


def roadmap(plan: Plan, name: str | None, by: By) -> Roadmap:
    """The open features without parts of a product, or of all. UserError for a document that is no product."""
    product = find_document(plan, name) if name else None
    if product is not None and not isinstance(product, Product):
        products = [one.id for one in plan.workspace.documents.values() if isinstance(one, Product)]
        hint = f"products: {', '.join(map(terminal, products))}" if products else ""
        raise UserError(f"`{terminal(product.id)}` is a project: a roadmap is of a product", hint)
    rank = places(plan)
    entries = sorted(
        (
            _entry(plan, item, rank[item.id])
            for item in plan.workspace.items.values()
            if isinstance(item, Feature) and not item.children and not is_over(plan, item)
            if product is None or item.document == product.id
        ),
        key=lambda one: (one.feature.document, one.rank),
    )
    make = {"horizon": _by_horizon, "theme": _by_theme, "sprint": _by_sprint}[by]
    return Roadmap(product, by, tuple(make(plan, entries)))


def _entry(plan: Plan, feature: Feature, rank: int) -> Entry:
    return Entry(feature, rank, due_of(plan, feature), forecast_of(plan, feature).date, outlook_of(plan, feature))


def _by_horizon(_: Plan, entries: Sequence[Entry]) -> Iterable[Group]:
    for horizon in (*HORIZONS, ""):
        found = tuple(one for one in entries if one.feature.horizon == horizon)
        if found:
            yield Group(horizon, horizon.capitalize() or "No horizon", found)


def _by_theme(plan: Plan, entries: Sequence[Entry]) -> Iterable[Group]:
    """The themes in the order of the plan, each with its product where those are several."""
    by_theme: dict[str, list[Entry]] = {}
    for one in entries:
        theme = resolve(plan.workspace, one.feature.document, one.feature.theme) if one.feature.theme else None
        by_theme.setdefault(theme.id if theme is not None else "", []).append(one)
    for id in sorted(by_theme, key=lambda id: (not id, list(plan.workspace.items).index(id) if id else 0)):
        title = plan.workspace.items[id].title if id else "No theme"
        yield Group(id, title, tuple(by_theme[id]))


def _by_sprint(_: Plan, entries: Sequence[Entry]) -> Iterable[Group]:
    """The sprints in which features end, by their last day; then those of which none can be told."""
    ending: dict[tuple[date, str], list[Entry]] = {}
    untold = []
    for one in entries:
        slot = one.outlook.slot if one.outlook is not None else None
        if slot is None:
            untold.append(one)
        else:
            ending.setdefault((slot.last, slot.key), []).append(one)
    for (last, key), found in sorted(ending.items()):
        slot = found[0].outlook.slot if found[0].outlook is not None else None
        assert slot is not None
        yield Group(key, key, tuple(found), slot.first, last, slot.is_planned)
    if untold:
        yield Group("", "In no sprint", tuple(untold))
