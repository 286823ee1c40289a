"""What may follow from an alternative: risks of which more or less is expected, days that are likelier than before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.changes.exposure import ExposureChange
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import resolved
from pmctl.model.control import Risk
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.whatif.view import Option
from pmctl.views.words import NAMED, expected

Words = tuple[str, str, str]
"""What, from, to."""


def chances(option: Option) -> Iterator[str]:
    """The parts of the sentence: by when projects end in four of five runs, what is expected of risks, who knows."""
    for what, was, now in [*_likely(option)][:NAMED]:
        yield f"{what} {was} → {now}"
    for risk, when, was, now in exposure_rows(option)[:NAMED]:
        yield f"expected of {risk}{f' {when}' if when else ''} {was} → {now}"
    more = len(option.follows.exposures) - NAMED
    if more > 0:
        yield f"{more} more risks differ"
    target = _affected(option.plan, option.follows.exposures)
    if target:
        yield f"`--then forecast {target}` has the odds"


def _likely(option: Option) -> Iterator[Words]:
    """The projects that end on the day on which they did, and on another one in four of five runs."""
    moved = {one.item for one in option.follows.shifts}
    for id, was in option.likely_was.items():
        now = option.likely.get(id)
        if now is not None and now != was and id not in moved:
            yield f"{id} 80% by", print_date(was, option.plan.today), print_date(now, option.plan.today)


def exposure_rows(option: Option) -> tuple[tuple[str, str, str, str], ...]:
    """What was and is expected of each risk: its id, whether after its response, before, now."""
    units = option.plan.workspace.units
    return tuple(
        (
            one.risk,
            "after its response" if one.residual else "",
            expected(one.was, units),
            expected(one.now, units),
        )
        for one in option.follows.exposures
    )


def _affected(plan: Plan, exposures: tuple[ExposureChange, ...]) -> str:
    """The first item with a date that one of the risks affects."""
    for one in exposures:
        risk = plan.workspace.items[one.risk]
        for item in resolved(plan, risk, risk.affects) if isinstance(risk, Risk) else ():
            if forecast_of(plan, item).date is not None:
                return item.id
    return ""
