"""The measures of earned value from planned value, earned value and actual cost.

Source: PMI, earned value management. All amounts of one measure are of one unit: a currency, or days of work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A measure that cannot be computed, and why."""

    reason: str


Value: TypeAlias = Fraction | Unavailable

UNACHIEVABLE = "unachievable"
"""What a to-complete index is called where work is left and nothing to do it with."""


@dataclass(frozen=True, slots=True)
class Base:
    """What all measures follow from, up to the status date: planned value, earned value, actual cost, and the budget at
    completion.

    `steady` is the level of effort in it: work that earns as planned, so that it says nothing of the schedule.
    `left` is the work that remains at its rates, with what is bound; None where it is not known.
    """

    bac: Fraction
    pv: Fraction
    ev: Fraction
    ac: Fraction
    steady: Fraction = ZERO
    left: Fraction | None = None


def ratio(above: Value, below: Value, reason: str) -> Value:
    """One by the other; unavailable, for that reason, where the other is 0 or less."""
    for part in (above, below):
        if isinstance(part, Unavailable):
            return part
    assert isinstance(above, Fraction)
    assert isinstance(below, Fraction)
    return above / below if below > 0 else Unavailable(reason)


def measures(base: Base) -> Mapping[str, Value]:
    """Every measure by its name, in the order in which they are read.

    `etc`, `vac` and `tcpi-estimate` are those of the typical estimate at completion, BAC / CPI.
    """
    bac, pv, ev, ac = base.bac, base.pv, base.ev, base.ac
    cpi = ratio(ev, ac, "nothing was spent yet")
    spi = ratio(ev - base.steady, pv - base.steady, _nothing_planned(base))
    typical = ratio(bac, cpi, "nothing is earned yet")
    estimates = {
        "eac-typical": typical,
        "eac-atypical": ac + bac - ev,
        "eac-combined": _combined(base, cpi, spi),
        "eac-bottom-up": Unavailable("the work that is left has no rate") if base.left is None else ac + base.left,
    }
    return {
        "bac": bac, "pv": pv, "ev": ev, "ac": ac,
        "cv": ev - ac, "sv": ev - pv, "cpi": cpi, "spi": spi,
        "percent-complete": ratio(ev, bac, "the baseline holds no value"),
        "percent-spent": ratio(ac, bac, "the baseline holds no value"),
        **estimates,
        "etc": minus(typical, ac),
        "vac": minus(bac, typical),
        "tcpi-budget": to_complete(base, bac),
        "tcpi-estimate": to_complete(base, typical),
    }  # fmt: skip


def _nothing_planned(base: Base) -> str:
    return "all that was planned up to now is level of effort" if base.pv > 0 else "nothing was planned up to now"


def minus(value: Value, other: Value) -> Value:
    """One less the other, unavailable where one of them is."""
    for part in (value, other):
        if isinstance(part, Unavailable):
            return part
    assert isinstance(value, Fraction)
    assert isinstance(other, Fraction)
    return value - other


def _combined(base: Base, cpi: Value, spi: Value) -> Value:
    """AC + (BAC - EV) / (CPI x SPI): what costs more goes on, and what is late is bought back."""
    if isinstance(cpi, Unavailable) or isinstance(spi, Unavailable):
        return cpi if isinstance(cpi, Unavailable) else spi
    left = ratio(base.bac - base.ev, cpi * spi, "nothing is earned yet")
    return left if isinstance(left, Unavailable) else base.ac + left


def to_complete(base: Base, goal: Value) -> Value:
    """(BAC - EV) / (goal - AC): how well the rest must go to end at a goal."""
    if isinstance(goal, Unavailable):
        return goal
    if base.ev >= base.bac:
        return Unavailable("all of it is earned")
    return ratio(base.bac - base.ev, goal - base.ac, UNACHIEVABLE)
