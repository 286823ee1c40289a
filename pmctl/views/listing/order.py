"""How any two values of a field compare, so that a list can be sorted by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.model.product import HORIZONS
from pmctl.quantity import Days, Duration, Estimate, Every, Money, MoneyRange, NumberRange, Rate, Share, When

ORDERS: Mapping[str, Sequence[str]] = {
    "horizon": HORIZONS,
    "severity": ("critical", "high", "medium", "low"),
    "interest": ("high", "medium", "low"),
    "influence": ("high", "medium", "low"),
    "health": ("red", "amber", "green"),
    "phase": ("initiation", "planning", "execution", "closing", "closed"),
}
"""Words that have an order of their own."""


def order_of(name: str, found: object) -> tuple[int, float, str]:
    """A sort key for any value: numbers, days, durations by size, words that have an order by it, texts by letter.

    What is more important comes first: the highest priority, the worst severity, red.
    """
    if isinstance(found, When):
        return 0, float(found.last.toordinal()), ""
    if isinstance(found, date):
        return 0, float(found.toordinal()), ""
    if isinstance(found, Days):
        return 0, float(found.first.toordinal()), ""
    if isinstance(found, Duration | Estimate):
        return 0, float(found.minutes), ""
    if isinstance(found, Every):
        return 0, float(found.days), ""
    if isinstance(found, Share):
        return 0, float(found.value), ""
    if isinstance(found, Money | Rate):
        return 0, float(found.amount), ""
    if isinstance(found, MoneyRange):
        return 0, float(found.likely.amount), ""
    if isinstance(found, NumberRange):
        return 0, float(found.likely), ""
    if isinstance(found, int | float | Decimal | Fraction):
        return 0, float(-found if name == "priority" else found), ""
    if isinstance(found, tuple | list):
        return order_of(name, found[0]) if found else (2, 0.0, "")
    text = str(found)
    words = ORDERS.get(name, ())
    if name == "wbs":
        return 0, 0.0, "".join(f"{part:>6}" for part in text.split("."))
    return (0, float(words.index(text)), "") if text in words else (1, 0.0, text.casefold())
