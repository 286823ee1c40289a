"""The text of one value of a listing."""

from __future__ import annotations

from datetime import date

from pmctl.audience import Audience
from pmctl.insights.facts import show
from pmctl.insights.outcomes.standing import standing_of
from pmctl.model.item import Item
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.quantity import Duration, Rate, print_date, print_days
from pmctl.views.listing.columns import ROUNDED
from pmctl.views.listing.seen import known


def cell(plan: Plan, item: Item, name: str, audience: Audience = "internal") -> str:
    """The text of one cell; the status of a metric tells us how far it is from its target."""
    if name == "status" and audience == "internal" and isinstance(item, Metric):
        return standing_of(plan, item.id).verdict
    return cell_text(plan, known(plan, item, name, audience), name)


def cell_text(plan: Plan, found: object, name: str) -> str:
    """The text of a value; a computed length in days, as people read it."""
    if name == "rate" and isinstance(found, tuple):
        return ", ".join(_rate(plan, *one) for one in found)
    if name == "limit" and isinstance(found, Duration):
        return f"{found.text}/w"
    if isinstance(found, Duration) and not found.elapsed and name in ROUNDED:
        return print_days(found.minutes, plan.workspace.units).removeprefix("+")
    return show(plan, found, name)


def _rate(plan: Plan, since: date | None, rate: Rate) -> str:
    """A rate, and since when it holds where that is said."""
    return f"{rate.text} from {print_date(since, plan.today)}" if since else rate.text
