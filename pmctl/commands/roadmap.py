"""`pmctl roadmap`: the features of products: now, next and later, on a calendar, or in lanes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.charts import timeline
from pmctl.charts.roadmap import LONGEST
from pmctl.commands.calling import completing, options, paging, simulating
from pmctl.diagnostic import UserError
from pmctl.escape import json_text
from pmctl.insights.odds.dates import odds_of
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.views.roadmap.as_json import roadmap_json
from pmctl.views.roadmap.markdown import roadmap_markdown
from pmctl.views.roadmap.pictures import FORMATS, chart, drawings
from pmctl.views.roadmap.text import roadmap_text
from pmctl.views.roadmap.view import NO_ODDS, SHAPES, Asked, Roadmap, roadmap
from pmctl.views.roadmap.words import left_out
from pmctl.views.stamp import stamp


def _pages(plan: Plan, found: Roadmap, format: str, page: str) -> Sequence[Callable[[], str | bytes]]:
    """The pages that are asked for: one, all in one picture, or (without a word) as many as are readable."""
    if page in ("", "all"):
        return drawings(plan, found, format, inf if page else LONGEST)
    return (paging.one_of(drawings(plan, found, format), page, "roadmap"),)


def _odds(call: options.Call, plan: Plan) -> Mapping[str, float]:
    """How likely each feature keeps its promise."""
    simulation, _ = simulating.simulated(plan, call.level, simulating.USUAL)
    features = [one for one in plan.workspace.items.values() if isinstance(one, Feature)]
    found = {one.id: odds_of(plan, simulation, one) for one in features}
    return {id: one.on_time for id, one in found.items() if one is not None and one.on_time is not None}


def _bars(plan: Plan, found: Roadmap) -> str:
    """The timeline in a terminal."""
    return timeline.text(chart(plan, found), output.width()).rstrip()


@click.command("roadmap")
@click.argument("products", metavar="[PRODUCT]...", nargs=-1, shell_complete=completing.documents)
@click.option("--as", "shape", type=click.Choice(SHAPES), default=None, help="Its shape (now-next-later, or lanes).")
@click.option(
    "--group-by",
    "--by",
    "group_by",
    default="",
    metavar="FIELD",
    help="A lane for each horizon, theme, objective, product, team, release, sprint, or value of a field.",
)
@click.option("--where", default="", metavar="EXPR", help="Only features for which this holds.")
@click.option("--view", default="", metavar="NAME", help="A view of the workspace's `views`.")
@click.option("--all", "with_done", is_flag=True, help="What is shipped or dropped, too.")
@click.option("--odds", is_flag=True, help="How likely each promise is kept (`pmctl forecast`).")
@click.option("--page", default="", metavar="N|all", help="One page of a long picture, or all of it in one picture.")
@options.audience
@options.formats("text", "md", *FORMATS, "json")
@options.file
@options.shared
def command(
    call: options.Call,
    products: tuple[str, ...],
    shape: str | None,
    group_by: str,
    where: str,
    view: str,
    with_done: bool,
    odds: bool,
    page: str,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show the open features of PRODUCTs, or of all: why, promised, forecast from the work, how sure, how healthy.

    The sprint follows from rank, velocity and links: the queue of a team, filled with the points of its open tasks; ±
    is what the fastest and the slowest of the last sprints make of it.

    \b
    pmctl roadmap
    pmctl roadmap shop --group-by theme
    pmctl roadmap shop --group-by sprint
    pmctl roadmap shop --as swimlane --group-by team -o roadmap.svg
    pmctl roadmap shop --audience public --format html -o roadmap.html
    """
    if page and format not in paging.PICTURES:
        raise UserError(f"`--page` is for svg and png; {format} has all of it in one")
    plan = options.open_plan(call)
    asked = Asked(products, shape or "", options.names_in(group_by), where, view, audience, with_done)
    found = roadmap(plan, asked, _odds(call, plan) if odds else NO_ODDS)
    if left_out(found):
        output.note(left_out(found))
    if format == "json":
        return output.deliver(json_text(options.chosen(roadmap_json(plan, found), fields)) + "\n", file, check)
    if format == "md":
        return output.deliver(roadmap_markdown(plan, found), file, check)
    if format in FORMATS:
        return paging.hand_over(_pages(plan, found, format, page), file, check)
    body = _bars(plan, found) if found.shape == "timeline" else roadmap_text(plan, found)
    text = f"{body}\n{stamp(plan, '' if file else options.revision(plan))}"
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0
