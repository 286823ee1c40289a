"""How bad a risk is, and how much work a change brings."""

from __future__ import annotations

from decimal import Decimal

from pmctl.insights import risk
from pmctl.insights.change_effect import work_of_change
from pmctl.insights.computed.fact import work
from pmctl.insights.risk_register import entry_of
from pmctl.insights.written import typed
from pmctl.model.control import Change, Risk
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import Duration, Money, print_money_plain


def score(plan: Plan, item: Item) -> object:
    """The score of a risk, 1 to 25; of a feature what is typed."""
    return risk.score(plan, item) if isinstance(item, Risk) else typed(item, "score")


def band(plan: Plan, item: Item) -> str | None:
    """low, medium, high or extreme."""
    points = risk.score(plan, item) if isinstance(item, Risk) else None
    return risk.band(points) if points is not None else None


def exposure(plan: Plan, item: Item) -> Duration | None:
    """Probability x time of a risk; of an opportunity negative."""
    minutes = entry_of(plan, item).inherent.exposure if isinstance(item, Risk) else None
    return work(plan, round(minutes)) if minutes is not None else None


def emv(plan: Plan, item: Item) -> Money | None:
    """Expected monetary value: probability x cost of a risk; of an opportunity negative."""
    face = entry_of(plan, item).inherent if isinstance(item, Risk) else None
    if face is None or face.emv is None:
        return None
    amount = Decimal(face.emv.numerator) / Decimal(face.emv.denominator)
    return Money(amount, face.currency, print_money_plain(amount, face.currency))


def brought(plan: Plan, item: Change) -> Duration | None:
    """The work that a change brings; None where no task names it."""
    minutes = work_of_change(plan, item)
    return work(plan, minutes) if minutes is not None else None
