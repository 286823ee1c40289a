"""Risks of two plans that are expected to take or cost more, or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.risk import money_exposure, time_exposure
from pmctl.model.control import Risk
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a risk is expected to take: probability x impact, as minutes of work and as money in its currency.

    An opportunity's is negative.
    """

    minutes: Fraction = Fraction(0)
    money: Decimal = Decimal(0)
    currency: str = ""

    @property
    def is_nothing(self) -> bool:
        """Is nothing expected?"""
        return not self.minutes and not self.money


@dataclass(frozen=True, slots=True)
class ExposureChange:
    """A risk whose exposure is another; with `residual` that which its response leaves."""

    risk: str
    residual: bool
    was: Exposure
    now: Exposure


def exposure_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[ExposureChange, ...]:
    """The risks of both plans of which more or less is expected, in the order of the plan; one that has occurred is
    expected no more, and what follows from it is.
    """
    found = []
    for id, item in after.workspace.items.items():
        other = before.workspace.items.get(former_id(id, former))
        if not isinstance(item, Risk) or not isinstance(other, Risk) or item.status == "occurred":
            continue
        for residual in (False, True):
            was, now = _exposure(before, other, residual), _exposure(after, item, residual)
            if was != now and not (was.is_nothing and now.is_nothing):
                found.append(ExposureChange(id, residual, was, now))
    return tuple(found)


def _exposure(plan: Plan, risk: Risk, residual: bool) -> Exposure:
    """What is expected of a risk that is open."""
    if risk.status != "open" or (residual and risk.residual is None):
        return Exposure()
    cost = risk.impact.cost if risk.impact is not None else None
    currency = cost.likely.currency if cost is not None else None
    money, minutes = money_exposure(risk, residual) or Fraction(0), time_exposure(risk, residual) or Fraction(0)
    amount = Decimal(money.numerator) / Decimal(money.denominator)
    return Exposure(minutes, amount, currency or plan.workspace.currency)
