"""`pmctl roadmap`: the features of products by horizon, theme, or the sprint in which they end."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.escape import json_text
from pmctl.views.roadmap.forms import roadmap_json, roadmap_text
from pmctl.views.roadmap.view import By, roadmap


@click.command("roadmap")
@click.argument("product", required=False, shell_complete=completing.documents)
@click.option(
    "--group-by",
    "by",
    type=click.Choice(["horizon", "theme", "sprint"]),
    default="horizon",
    help="What features stand under (horizon).",
)
@options.formats("text", "json")
@options.file
@options.shared
def command(
    call: options.Call,
    product: str | None,
    by: By,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show the open features of PRODUCT, or of all, by rank: promised, forecast, and in which sprint each ends.

    The sprint follows from rank, velocity and links: the queue of a team, filled with the points of its open tasks; ±
    is what the fastest and the slowest of the last sprints make of it.

    \b
    pmctl roadmap
    pmctl roadmap shop --group-by sprint
    """
    plan = options.open_plan(call)
    found = roadmap(plan, product, by)
    if format == "json":
        return output.deliver(json_text(options.chosen(roadmap_json(plan, found), fields)) + "\n", file, check)
    if file:
        return output.deliver(roadmap_text(plan, found) + "\n", file, check)
    output.write(roadmap_text(plan, found))
    return 0
