"""What may follow from an alternative: risks of which more or less is expected, days that are likelier than before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.changes.exposure import Exposure, ExposureChange
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import resolved
from pmctl.model.control import Risk
from pmctl.plan import Plan
from pmctl.quantity import Units, print_date, print_days, print_money
from pmctl.views.follows import Json
from pmctl.views.whatif.view import Option
from pmctl.views.words import NAMED

Words = tuple[str, str, str]
"""What, from, to."""


def chances(option: Option) -> Iterator[str]:
    """The parts of the sentence: by when projects end in four of five runs, what is expected of risks, who knows."""
    for what, was, now in (*[*_likely(option)][:NAMED], *exposure_rows(option)[:NAMED]):
        yield f"{what} {was} → {now}"
    more = len(option.exposures) - NAMED
    if more > 0:
        yield f"{more} more risks differ"
    target = _affected(option.plan, option.exposures)
    if target:
        yield f"`--then forecast {target}` has the odds"


def _likely(option: Option) -> Iterator[Words]:
    """The projects that end on the day on which they did, and on another one in four of five runs."""
    moved = {one.item for one in option.follows.shifts}
    for id, was in option.likely_was.items():
        now = option.likely.get(id)
        if now is not None and now != was and id not in moved:
            yield f"{id} 80% by", print_date(was, option.plan.today), print_date(now, option.plan.today)


def exposure_rows(option: Option) -> tuple[Words, ...]:
    """What was and is expected of each risk."""
    units = option.plan.workspace.units
    return tuple(
        (f"expected of {one.risk}{' after its response' if one.residual else ''}", *_both(one, units))
        for one in option.exposures
    )


def _both(one: ExposureChange, units: Units) -> tuple[str, str]:
    return _expected(one.was, units), _expected(one.now, units)


def _expected(one: Exposure, units: Units) -> str:
    """`4d and 3,200 EUR`."""
    parts = [print_days(round(one.minutes), units).removeprefix("+")] if one.minutes else []
    parts += [print_money(one.money, one.currency)] if one.money else []
    return " and ".join(parts) or "nothing"


def _affected(plan: Plan, exposures: tuple[ExposureChange, ...]) -> str:
    """The first item with a date that one of the risks affects."""
    for one in exposures:
        risk = plan.workspace.items[one.risk]
        for item in resolved(plan, risk, risk.affects) if isinstance(risk, Risk) else ():
            if forecast_of(plan, item).date is not None:
                return item.id
    return ""


def exposures_json(option: Option) -> list[Json]:
    """What is expected of risks, for programs."""
    return [
        {
            "risk": one.risk,
            "residual": one.residual,
            "minutes-was": float(one.was.minutes),
            "minutes": float(one.now.minutes),
            "cost-was": float(one.was.money),
            "cost": float(one.now.money),
            "currency": one.now.currency or one.was.currency,
        }
        for one in option.exposures
    ]
