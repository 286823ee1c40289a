"""The formulas by which features are ranked, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from pmctl.insights.task_cost import per_minute
from pmctl.quantity import Units, Unreadable, estimate, money_range, number_range, rate, share
from pmctl.record import dataclass

Inputs = Mapping[str, Fraction]
ZERO = Fraction(0)
LEAST, MOST = Fraction(1), Fraction(10)
"""The scale of a weighted criterion; a cost counts as `MOST + LEAST - score`."""


@dataclass(frozen=True, slots=True)
class Method:
    """What a method asks for, its formula in words, and what it makes of the inputs (ZeroDivisionError: nothing)."""

    inputs: tuple[str, ...]
    formula: str
    score: Callable[[Inputs], Fraction]


METHODS: Mapping[str, Method] = {
    "rice": Method(
        ("reach", "impact", "confidence", "effort"),
        "reach · impact · confidence / effort in months",
        lambda one: one["reach"] * one["impact"] * one["confidence"] / one["effort"],
    ),
    "ice": Method(
        ("impact", "confidence", "ease"),
        "impact · confidence · ease",
        lambda one: one["impact"] * one["confidence"] * one["ease"],
    ),
    "wsjf": Method(
        ("value", "urgency", "enablement", "size"),
        "(value + urgency + enablement) / size",
        lambda one: (one["value"] + one["urgency"] + one["enablement"]) / one["size"],
    ),
    "cd3": Method(
        ("cost-of-delay", "duration"),
        "cost of delay a week / duration in weeks",
        lambda one: one["cost-of-delay"] / one["duration"],
    ),
    "value-effort": Method(("value", "effort"), "value / effort", lambda one: one["value"] / one["effort"]),
    "opportunity": Method(
        ("importance", "satisfaction"),
        "importance + max(importance - satisfaction, 0)",
        lambda one: one["importance"] + max(one["importance"] - one["satisfaction"], ZERO),
    ),
}
"""Methods that make a number of numbers. Sources: Intercom, ICE, SAFe, Reinertsen, Ulwick."""


def weighted(weights: Mapping[str, float]) -> Method:
    """The mean of the workspace's own criteria by weight; a criterion with a negative weight is a cost.

    Σ w·s / Σ w; a cost counts as max + min - s of the scale 1 to 10.
    """
    exact = {name: Fraction(str(weight)) for name, weight in weights.items() if weight}

    def score(one: Inputs) -> Fraction:
        parts = (
            abs(weight) * (one[name] if weight > 0 else MOST + LEAST - one[name]) for name, weight in exact.items()
        )
        return sum(parts, ZERO) / sum(map(abs, exact.values()))

    words = " + ".join(_criterion(name, weight) for name, weight in exact.items())
    total = sum(map(abs, exact.values()))
    return Method(tuple(exact), f"({words}) / {float(total):g}", score)


def _criterion(name: str, weight: Fraction) -> str:
    """`3·business`, or `1·(11 - effort)` of a cost."""
    return f"{float(abs(weight)):g}·{name if weight > 0 else f'({MOST + LEAST} - {name})'}"


def number_of(written: object, name: str, units: Units) -> Fraction | None:
    """An input as a method takes it: a number, a share, an amount of money, or work.

    `effort` counts in months of the workspace, `duration` in its weeks, a cost of delay by the week, all else in days;
    of a range the likely value counts. None for what is none of these.
    """
    if not isinstance(written, str | int | float) or isinstance(written, bool):
        return None
    length = {"effort": units.month, "duration": units.week}.get(name, units.day)
    readers: tuple[Callable[[str], Fraction], ...] = (
        lambda one: Fraction(number_range(one).likely),
        lambda one: share(one).value,
        lambda one: Fraction(estimate(one, units).likely.minutes, length),
        lambda one: Fraction(money_range(one).likely.amount),
        lambda one: per_minute(units, rate(one)) * units.week,
    )
    for read in readers:
        try:
            return read(str(written))
        except Unreadable:
            continue
    return None
