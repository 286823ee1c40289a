"""`pmctl forecast`: how likely is it, by when, and what drives it?"""

from __future__ import annotations

import click

from pmctl import output
from pmctl.charts.drawing import Request, printed
from pmctl.commands.calling import completing, options, simulating
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.insights.promises import forecast_of
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.forecast.forms import forecast_csv, forecast_json, forecast_markdown
from pmctl.views.forecast.text import forecast_text
from pmctl.views.forecast.view import View, view

PICTURES = ("svg", "png", "pdf")


@click.command("forecast")
@click.argument("item", required=False, shell_complete=completing.items)
@simulating.options
@options.formats("text", "json", "md", "csv", *PICTURES)
@options.file
@options.shared
def command(
    call: options.Call,
    item: str | None,
    draws: simulating.Draws,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show how likely each promise is kept, or of ITEM: by when with which odds, and what drives it.

    Every run draws the estimates that have a range and the open risks, and schedules the whole plan anew, people
    included. The same seed gives the same answer.

    \b
    pmctl forecast
    pmctl forecast checkout/launch --runs 20000
    pmctl forecast checkout --correlate person=0.5 --calibrate
    pmctl forecast checkout/launch -o launch.svg
    """
    plan = options.open_plan(call)
    scope = simulating.checked_item(find_item(plan, item)) if item else None
    if format in PICTURES:
        from pmctl.charts.forecast import draw

        request = Request(plan, scope, lambda: simulating.simulated(plan, call.level, draws)[0])
        return output.deliver(printed(draw(request), format, output.width()), file, check)
    simulation, terms = simulating.simulated(plan, call.level, draws, scope)
    found = view(plan, simulation, terms, scope)
    if found is None:
        assert scope is not None
        raise UserError(f"`{terminal(scope.id)}` has no date to be likely of: {_reason(plan, scope)}")
    return _told(plan, found, format, fields, file, check)


def _told(plan: Plan, found: View, format: str, fields: tuple[str, ...] | None, file: str | None, check: bool) -> int:
    """The view in a format of words or numbers."""
    if format == "json":
        text = json_text(options.chosen(forecast_json(plan, found), fields)) + "\n"
        return output.deliver(text, file, check)
    if format in ("md", "csv"):
        return output.deliver((forecast_markdown if format == "md" else forecast_csv)(plan, found), file, check)
    text = forecast_text(plan, found)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0


def _reason(plan: Plan, item: Item) -> str:
    """Why an item has no date."""
    return forecast_of(plan, item).reason or f"no work stands behind a {item.kind}"
