"""The forecast of a plan as a view: a line an item, or one item in full, with what the runs were terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmctl.insights.odds.calibration import Calibration
from pmctl.insights.odds.dates import Odds, odds_of
from pmctl.insights.odds.forecast import Forecast, forecast_in_full, promised_items, promised_of_product
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.workspace import Document
from pmctl.plan import Plan

if TYPE_CHECKING:
    from pmctl.scheduling.simulation.result import Simulation

ROUGH = 1000
"""Fewer runs than these are said to be rough."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the runs were asked: how many, from which seed, how estimates are drawn, what goes together."""

    runs: int
    seed: int
    sampling: str
    correlations: tuple[tuple[str, float], ...] = ()
    levelled: bool = True
    calibration: Calibration | None = None
    """What history says, where `--calibrate` was given."""


def rough(terms: Terms) -> str:
    """What to say of few runs, "" where there are enough."""
    if terms.runs >= ROUGH:
        return ""
    points = 100 * (0.25 / terms.runs) ** 0.5
    runs = "1 run is" if terms.runs == 1 else f"{terms.runs} runs are"
    return f"{runs} rough: odds near a half may be off by {points:.0f} points (one standard error)"


@dataclass(frozen=True, slots=True)
class Group:
    """A document and the odds of what it promises, itself among them where it is a project."""

    document: Document
    lines: tuple[Odds, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Groups of lines, or `item` in full; `drawn` is how many estimates and risks the runs drew at all."""

    terms: Terms
    groups: tuple[Group, ...]
    item: Forecast | None
    drawn: tuple[int, int]


def view(plan: Plan, simulation: Simulation, terms: Terms, item: Item | None) -> View | None:
    """The view of an item (of a product: of what it promises), or of every document; None where it has no date."""
    drawn = len(simulation.uncertain), len(simulation.risks)
    if item is None:
        documents = plan.workspace.documents.values()
        groups = (_group(plan, simulation, document, promised_items(plan, document)) for document in documents)
        return View(terms, tuple(group for group in groups if group.lines), None, drawn)
    if isinstance(item, Product):
        group = _group(plan, simulation, item, promised_of_product(plan, item))
        return View(terms, (group,) if group.lines else (), None, drawn)
    forecast = forecast_in_full(plan, simulation, item)
    return View(terms, (), forecast, drawn) if forecast is not None else None


def _group(plan: Plan, simulation: Simulation, document: Document, items: Iterable[Item]) -> Group:
    found = (odds_of(plan, simulation, item) for item in items)
    return Group(document, tuple(odds for odds in found if odds is not None))
