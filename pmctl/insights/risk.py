"""How likely and how bad the risks are: exposure, class, score and band of each."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pmctl.insights.cost import costs_of
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.control import Impact, Risk
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered

Band = Literal["low", "medium", "high", "extreme"]

_PROBABILITIES = tuple(Fraction(part, 100) for part in (10, 30, 50, 70))
_IMPACTS = tuple(Fraction(part, 1000) for part in (10, 25, 50, 100))
_BANDS: tuple[Band, ...] = ("low", "medium", "high", "extreme")
_BAND_ENDS = (4, 9, 16)


def money_exposure(risk: Risk, residual: bool = False) -> Fraction | None:
    """Expected monetary value: probability x cost; what `residual` leaves out stays as it was. None without either.

    A negative value is an opportunity's gain.
    """
    probability, impact = _faces(risk, residual)
    if probability is None or impact is None or impact.cost is None:
        return None
    return probability * Fraction(impact.cost.likely.amount)


def time_exposure(risk: Risk, residual: bool = False) -> Fraction | None:
    """Probability x time, in minutes; None without either."""
    probability, impact = _faces(risk, residual)
    if probability is None or impact is None or impact.time is None:
        return None
    return probability * impact.time.minutes * (-1 if impact.negative_time else 1)


def _faces(risk: Risk, residual: bool) -> tuple[Fraction | None, Impact | None]:
    probability = risk.probability.value if risk.probability else None
    impact = risk.impact
    left = risk.residual
    if residual and left is not None:
        probability = left.probability.value if left.probability else probability
        if left.impact is not None and impact is not None:
            has_time = left.impact.time is not None
            impact = Impact(
                time=left.impact.time if has_time else impact.time,
                negative_time=left.impact.negative_time if has_time else impact.negative_time,
                cost=left.impact.cost or impact.cost,
            )
        else:
            impact = left.impact or impact
    return probability, impact


@remembered
def _scale(plan: Plan, document: str) -> tuple[Decimal | None, int | None]:
    """The budget (of the workspace's currency, reserve too) and the planned minutes of a document."""
    found = plan.workspace.documents.get(document)
    costs = costs_of(plan, document)
    currency = plan.workspace.currency
    budget = costs.budget.get(currency, Decimal(0)) + costs.reserve.get(currency, Decimal(0))
    if not isinstance(found, Project):
        return budget or None, None
    forecast = forecast_of(plan, found)
    start = found.start.first if found.start else forecast.start
    end = due_of(plan, found) or forecast.date
    if start is None or end is None:
        return budget or None, None
    calendar = calendars_of(plan).of_document(document)
    days = calendar.working_days(start, end) + calendar.is_working_day(start)
    return budget or None, max(days, 0) * plan.workspace.units.day or None


def classes(plan: Plan, risk: Risk) -> tuple[int | None, int | None]:
    """The classes 1 to 5 of probability and of the worse impact, None where they cannot be told."""
    probability = bisect_left(_PROBABILITIES, risk.probability.value) + 1 if risk.probability else None
    budget, minutes = _scale(plan, risk.document)
    parts = []
    if risk.impact is not None and risk.impact.cost is not None and budget:
        parts.append(Fraction(abs(risk.impact.cost.likely.amount)) / Fraction(budget))
    if risk.impact is not None and risk.impact.time is not None and minutes:
        parts.append(Fraction(risk.impact.time.minutes, minutes))
    return probability, max((bisect_left(_IMPACTS, part) + 1 for part in parts), default=None)


def score(plan: Plan, risk: Risk) -> int | None:
    """Class of the probability x the higher class of the impacts, 1 to 25; None where one is missing."""
    probability, impact = classes(plan, risk)
    return None if probability is None or impact is None else probability * impact


def band(points: int) -> Band:
    """1-4 low, 5-9 medium, 10-16 high, 17-25 extreme."""
    return _BANDS[bisect_left(_BAND_ENDS, points)]
