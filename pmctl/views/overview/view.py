"""Where every document stands: health with its evidence, promised and forecast day, done, money, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.attention import Attention, Notice, attention, next_milestone
from pmctl.insights.cost import Costs, costs_of
from pmctl.insights.early_warning import EarlyWarning, Signs, warnings_of
from pmctl.insights.health.verdict import Health, health_of
from pmctl.insights.progress import Count, count_of, progress_of
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, slip_of
from pmctl.model.workspace import Document
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """One document: promised, planned and forecast day apart; `slip` in working days, late is positive."""

    document: Document
    health: Health
    start: date | None
    due: date | None
    planned: date | None
    forecast: date | None
    reason: str
    slip: int | None
    done: Fraction | None
    count: Count
    costs: Costs
    next: Notice | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Every document, and what wants attention."""

    standings: tuple[Standing, ...]
    attention: Attention
    early: tuple[EarlyWarning, ...] = ()
    """Of one document: its work under way that may not come as planned."""


def standing(plan: Plan, document: Document) -> Standing:
    """Where one document stands."""
    forecast = forecast_of(plan, document)
    return Standing(
        document,
        health_of(plan, document.id),
        forecast.start,
        due_of(plan, document),
        baseline_dates(plan, document)[1],
        forecast.date,
        forecast.reason,
        slip_of(plan, document),
        progress_of(plan, document),
        count_of(plan, document),
        costs_of(plan, document.id),
        next_milestone(plan, document.id),
    )


def overview(plan: Plan, document: str = "", signs: Signs | None = None) -> Overview:
    """Where all documents stand, or one of them; `signs` are what its history tells of work under way."""
    documents = plan.workspace.documents
    chosen = [documents[document]] if document else list(documents.values())
    early = warnings_of(plan, document, signs) if document else ()
    return Overview(tuple(standing(plan, one) for one in chosen), attention(plan, document), early)


def money(costs: Costs) -> tuple[tuple[str, Decimal, Decimal | None, Decimal], ...]:
    """Spent, budget (None where there is none) and estimate by currency; currencies stand side by side."""
    currencies = dict.fromkeys((*costs.budget, *costs.actual, *costs.estimate))
    nothing = Decimal(0)
    rows = (
        (name, costs.actual.get(name, nothing), costs.budget.get(name), costs.estimate.get(name, nothing))
        for name in currencies
    )
    return tuple(row for row in rows if any(row[1:]))
