"""Earned schedule: when what is earned by now was planned to be earned, in periods of the plan.

Source: Lipke, earned schedule. A period is a working day here; the formulas hold for any.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from fractions import Fraction

from pmctl.insights.earned_value.measures import UNACHIEVABLE, Unavailable, Value, ratio

Curve = Callable[[int], Fraction]
"""Planned value at the end of so many periods; nothing at 0, never falling."""


def earned_schedule(planned: Curve, duration: int, ev: Fraction) -> Fraction:
    """ES = C + (EV - PV_C) / (PV_C+1 - PV_C), C the number of whole periods of which the planned value is earned.

    On a plateau C is its last period; where all is earned, the first period by which all was planned.
    """
    if ev < 0:  # a baseline may hold credits
        return Fraction(0)
    periods = range(duration + 1)
    if ev >= planned(duration):
        return Fraction(bisect_left(periods, planned(duration), key=planned))
    whole = bisect_right(periods, ev, key=planned) - 1
    before = planned(whole)
    return whole + (ev - before) / (planned(whole + 1) - before)


def schedule_measures(
    es: Fraction, at: int, duration: int, is_finished: bool, factor: Fraction = Fraction(1)
) -> Mapping[str, Value]:
    """Every measure by its name, in periods: `at` is the time gone by (once finished, at its finish), `duration` the
    planned one, `factor` the pace at which the rest is expected to go.
    """
    spi = ratio(es, Fraction(at), "no working time has gone by")
    typical = ratio(Fraction(duration), spi, "nothing is earned yet")
    return {
        "es": es,
        "at": Fraction(at),
        "pd": Fraction(duration),
        "sv-t": es - at if at else Unavailable("no working time has gone by"),
        "spi-t": spi,
        "ieac-t": typical,
        "ieac-t-as-planned": at + (duration - es) / factor if at else spi,
        "tspi": _to_complete(es, at, duration, is_finished),
    }


def _to_complete(es: Fraction, at: int, duration: int, is_finished: bool) -> Value:
    """(PD - ES) / (PD - AT): how fast the rest must go to end as planned."""
    if is_finished:
        return Unavailable("all of it is earned")
    if not at:
        return Unavailable("no working time has gone by")
    return ratio(duration - es, Fraction(duration - at), UNACHIEVABLE)
