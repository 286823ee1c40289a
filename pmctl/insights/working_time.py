"""The compiled calendars of a plan, shared by every insight that counts days."""

from __future__ import annotations

from datetime import date

from pmctl.calendars import Calendars
from pmctl.insights.relations import home_of
from pmctl.model.item import Item
from pmctl.plan import Plan


def calendars_of(plan: Plan) -> Calendars:
    """All calendars, laid out from the year before today on, as the schedule was made with."""
    return plan.schedule.workers.calendars


def working_days(plan: Plan, item: Item, a: date, b: date) -> int:
    """Working days after a up to and including b in the calendar of the item's document; negative when b is earlier."""
    return calendars_of(plan).of_document(home_of(item)).working_days(a, b)
