"""`pmctl timeline`: the plan as bars on a calendar, in the terminal or as a picture."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.charts import timeline
from pmctl.commands import options
from pmctl.diagnostic import UserError
from pmctl.views.find import Selection, find_document
from pmctl.views.listing import listing_of

FORMATS = ("text", "svg", "png", "pdf", "html", "mermaid")


def drawn(chart: timeline.Timeline, format: str) -> str | bytes:
    """The timeline in a format; a picture that is one page has all rows on it."""
    if format == "svg":
        return timeline.svg(chart)
    if format == "html":
        return timeline.html(chart)
    if format == "mermaid":
        return timeline.mermaid(chart)
    if format == "png":
        return timeline.png(chart)
    if format == "pdf":
        return timeline.pdf(chart)
    return timeline.text(chart, output.width())


def _page(chart: timeline.Timeline, page: int | None, format: str) -> timeline.Timeline:
    if page is None:
        return chart
    if format not in ("text", "svg", "png"):
        raise UserError(f"`--page` is for text, svg and png; {format} has all pages in one file")
    pages = timeline.paged(chart)
    if not 1 <= page <= len(pages):
        raise UserError(f"there is no page {page}: this timeline has {len(pages)}")
    return pages[page - 1]


@click.command("timeline")
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1, shell_complete=options.complete_documents)
@click.option("--zoom", type=click.Choice(["day", "week", "month", "quarter"]), help="How fine (by the documents).")
@click.option("--page", type=int, metavar="N", help="Only one page of a long timeline.")
@click.option("--where", default="", metavar="EXPR", help="Only items for which this holds.")
@click.option("--group-by", default="", metavar="FIELD", help="A heading for each value of a field.")
@click.option("--view", default="", metavar="NAME", help="A view of the workspace's `views`.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="How it is drawn (else by the file's ending).")
@options.audience
@options.file
@options.shared
def command(
    call: options.Call,
    documents: tuple[str, ...],
    zoom: str | None,
    page: int | None,
    where: str,
    group_by: str,
    view: str,
    format_: str | None,
    audience: Audience,
    file: str | None,
    check: bool,
) -> int:
    """Draw the timeline of DOCUMENTs (of all without any): bars, milestones, links, critical path, promises, today.

    \b
    pmctl timeline checkout
    pmctl timeline checkout -o checkout.svg
    pmctl timeline shop --zoom quarter --format html -o roadmap.html
    """
    plan = options.open_plan(call)
    for name in documents:
        find_document(plan, name)
    format = format_ or options.format_of(file, FORMATS)
    sections = None
    if where or group_by or view:
        chosen = Selection(where, options.names_in(group_by), (), (), view)
        found = listing_of(plan, documents, chosen, audience, None)
        sections = [(group.title, [item.id for item in group.items]) for group in found.groups]
        declared = plan.workspace.views.get(view)
        zoom = zoom or (declared.zoom or None if declared else None)
    chart = _page(timeline.view(plan, documents, zoom, audience, sections), page, format)
    if format == "text" and not chart.rows:
        output.write("Nothing to draw: no task has a date.")
        return 0
    picture = drawn(chart, format)
    if format == "text" and not file:
        output.write(str(picture).rstrip("\n"))
        return 0
    return output.deliver(picture, file, check)
