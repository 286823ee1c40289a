"""How likely and how bad the risks are: exposure, class, score and band of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pmctl.insights.cost import costs_of
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.task_cost import currency_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.control import Impact, Risk
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered
from pmctl.scheduling.slips import time_of

Band = Literal["low", "medium", "high", "extreme"]

LIKELY, BAD = (100, 300, 500, 700), (10, 25, 50, 100)
"""The ends of the classes 1 to 4 per mille: of the probability, of an impact."""
PROBABILITIES, IMPACTS = (tuple(Fraction(part, 1000) for part in ends) for ends in (LIKELY, BAD))
"""The same as shares: of the probability; of the budget or of the planned duration."""
_BANDS: tuple[Band, ...] = ("low", "medium", "high", "extreme")
_BAND_ENDS = (4, 9, 16)


def money_exposure(risk: Risk, residual: bool = False) -> Fraction | None:
    """Expected monetary value: probability x cost; what `residual` leaves out stays as it was. None without either.

    A negative value is an opportunity's gain.
    """
    probability, impact = probability_of(risk, residual), impact_of(risk, residual)
    if probability is None or impact is None or impact.cost is None:
        return None
    return probability * Fraction(impact.cost.likely.amount)


def time_exposure(risk: Risk, residual: bool = False) -> Fraction | None:
    """Probability x time, in minutes; None without either."""
    probability, impact = probability_of(risk, residual), impact_of(risk, residual)
    if probability is None or impact is None or impact.time is None:
        return None
    return probability * impact.time.minutes * (-1 if impact.negative_time else 1)


def impact_of(risk: Risk, residual: bool = False) -> Impact | None:
    """What a risk does to time and cost; with `residual` after its response, which keeps what it leaves out."""
    left = risk.residual.impact if residual and risk.residual is not None else None
    if left is None or risk.impact is None:
        return left or risk.impact
    timed = left if left.time is not None else risk.impact
    return Impact(time=timed.time, negative_time=timed.negative_time, cost=left.cost or risk.impact.cost)


def probability_of(risk: Risk, residual: bool = False) -> Fraction | None:
    """How likely a risk is; with `residual` after its response. None where nobody says."""
    left = risk.residual.probability if residual and risk.residual is not None else None
    found = left or risk.probability
    return found.value if found is not None else None


@remembered
def _budget(plan: Plan, document: str) -> Mapping[str, Decimal]:
    """The budget of a document by currency, its reserve too."""
    costs = costs_of(plan, document)
    names = dict.fromkeys((*costs.budget, *costs.reserve))
    return {name: costs.budget.get(name, Decimal(0)) + costs.reserve.get(name, Decimal(0)) for name in names}


@remembered
def _planned_minutes(plan: Plan, document: str) -> int | None:
    """The working time of a project from its start to its promised (else expected) end; None of anything else."""
    found = plan.workspace.documents.get(document)
    if not isinstance(found, Project):
        return None
    forecast = forecast_of(plan, found)
    start = found.start.first if found.start else forecast.start
    end = due_of(plan, found) or forecast.date
    if start is None or end is None:
        return None
    calendar = calendars_of(plan).of_document(document)
    days = calendar.working_days(start, end) + calendar.is_working_day(start)
    return max(days, 0) * plan.workspace.units.day or None


def _span(plan: Plan, risk: Risk) -> int | None:
    """The planned duration by which a delay is weighed: of a product's risk that of the shortest project it affects."""
    own = _planned_minutes(plan, risk.document)
    if own:
        return own
    homes = dict.fromkeys(one.document for one in resolved(plan, risk, risk.affects))
    return min([minutes for home in homes if (minutes := _planned_minutes(plan, home))], default=None)


def classes(plan: Plan, risk: Risk, residual: bool = False) -> tuple[int | None, int | None]:
    """The classes 1 to 5 of probability and of the worse impact, None where they cannot be told.

    Cost is weighed by the budget of its currency, time by the planned duration of the project.
    """
    probability, impact = probability_of(risk, residual), impact_of(risk, residual)
    found = []
    if impact is not None and impact.cost is not None:
        whole = _budget(plan, risk.document).get(currency_of(plan, impact.cost.likely.currency))
        if whole:
            found.append(class_of(abs(impact.cost.likely.amount).as_integer_ratio(), whole.as_integer_ratio(), BAD))
    if impact is not None and impact.time is not None:
        minutes = _span(plan, risk)
        if minutes:
            found.append(class_of((abs(time_of(impact, plan.workspace.units)), 1), (minutes, 1), BAD))
    likely = class_of(probability.as_integer_ratio(), (1, 1), LIKELY) if probability is not None else None
    return likely, max(found, default=None)


def class_of(part: tuple[int, int], whole: tuple[int, int], ends: Sequence[int]) -> int:
    """The class of a part of a whole, by the ends of the classes per mille; a whole below zero has the first one."""
    thousandths = -(-1000 * part[0] * whole[1] // (part[1] * whole[0]))  # rounded up: an end belongs to its class
    return bisect_left(ends, thousandths) + 1


def score(plan: Plan, risk: Risk, residual: bool = False) -> int | None:
    """Class of the probability x the higher class of the impacts, 1 to 25; None where one is missing."""
    probability, impact = classes(plan, risk, residual)
    return None if probability is None or impact is None else probability * impact


def band(points: int) -> Band:
    """1-4 low, 5-9 medium, 10-16 high, 17-25 extreme."""
    return _BANDS[bisect_left(_BAND_ENDS, points)]


def at_least_one(risks: Iterable[Risk]) -> Fraction:
    """How likely at least one of some risks occurs: 1 - product of (1 - p). Source: independent events."""
    none = Fraction(1)
    for risk in risks:
        none *= 1 - (probability_of(risk) or Fraction(0))
    return 1 - none


def is_opportunity(risk: Risk) -> bool:
    """Would it do good: an impact that is negative, and none that is not?"""
    impact = risk.impact or Impact()
    signs = [impact.negative_time] if impact.time is not None else []
    signs += [impact.cost.likely.amount < 0] if impact.cost is not None else []
    return bool(signs) and all(signs)
