"""What stakeholders expect by when, beside the forecast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.control import Stakeholder
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Expectation:
    """An item that somebody expects by a day; `days` are working days from then to the forecast, late is positive."""

    stakeholder: Stakeholder
    key: str
    """As it is written under `expects`."""
    item: Item
    expected: date
    forecast: date | None
    days: int | None

    @property
    def is_gap(self) -> bool:
        """Will they be disappointed?"""
        return self.forecast is not None and self.forecast > self.expected


def expectations(plan: Plan, stakeholder: Stakeholder) -> Iterator[Expectation]:
    """What somebody still waits for, in the order of the plan; what means nothing or is over is left out."""
    for key, day in stakeholder.expects:
        for item in resolved(plan, stakeholder, (key,)):
            if not is_over(plan, item):
                forecast = forecast_of(plan, item).date
                days = working_days(plan, item, day.last, forecast) if forecast is not None else None
                yield Expectation(stakeholder, key, item, day.last, forecast, days)
