"""`pmctl roadmap`: the features of products: now, next and later, on a calendar, or in lanes."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.commands.calling import completing, options
from pmctl.escape import json_text
from pmctl.views.roadmap.as_json import roadmap_json
from pmctl.views.roadmap.text import roadmap_text
from pmctl.views.roadmap.view import SHAPES, Asked, roadmap
from pmctl.views.stamp import stamp


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
@options.audience
@options.formats("text", "json")
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
    """
    plan = options.open_plan(call)
    asked = Asked(products, shape or "", options.names_in(group_by), where, view, audience, with_done)
    found = roadmap(plan, asked)
    if format == "json":
        return output.deliver(json_text(options.chosen(roadmap_json(plan, found), fields)) + "\n", file, check)
    text = f"{roadmap_text(plan, found)}\n{stamp(plan, '' if file else options.revision(plan))}"
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0
