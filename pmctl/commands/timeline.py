"""`pmctl timeline`: the plan as bars on a calendar, in the terminal or as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.charts import timeline
from pmctl.commands.calling import completing, options, paging, simulating
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.odds.forecast import likely_finishes
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.views.find import Selection, find_document
from pmctl.views.forecast.words import NOTHING_UNCERTAIN
from pmctl.views.listing.view import listing_of, reader_of, view_of
from pmctl.views.stamp import stamp
from pmctl.views.timeline.forms import timeline_json
from pmctl.views.timeline.month import month_text

FORMATS = ("text", "svg", "png", "pdf", "html", "mermaid", "json")


def _pages(chart: timeline.Timeline, page: str, format: str) -> tuple[timeline.Timeline, ...]:
    """The pages that are asked for: one, all in one picture, or (without a word) as many as are readable."""
    if page == "all" or (not page and format not in paging.PICTURES):
        return (chart,)
    pages = timeline.paged(chart)
    if not page:
        return pages
    if format not in ("text", *paging.PICTURES):
        raise UserError(f"`--page` is for text, svg and png; {format} has all pages in one file")
    return (paging.one_of(pages, page, "timeline"),)


def _page(plan: Plan, chart: timeline.Timeline, format: str, file: str | None) -> str | bytes:
    """A page in a format; pictures say themselves what they show."""
    found = timeline.drawn(chart, format, output.width())
    return f"{str(found).rstrip()}\n {_stamp(plan, file)}\n" if format == "text" else found


def _stamp(plan: Plan, file: str | None) -> str:
    """Which content and day it shows, on the screen which revision, too."""
    return stamp(plan, "" if file else options.revision(plan))


def _hand_over(
    plan: Plan, charts: Sequence[timeline.Timeline], format: str, file: str | None, check: bool, is_all: bool
) -> int:
    """Print the picture, or write each page to a file of its own."""
    if format == "text" and not charts[0].rows:
        why = "no task has a date" if is_all else "nothing with a date is left of what was asked for"
        output.write(f"Nothing to draw: {why}.")
        return 0
    if format == "text" and not file:
        output.write(str(_page(plan, charts[0], format, file)).removesuffix("\n"))
        return 0
    return paging.hand_over([partial(_page, plan, chart, format, file) for chart in charts], file, check)


def _refuse_of_others(plan: Plan, asked: Sequence[Document], baseline: str) -> None:
    """UserError where the baseline is of other projects than those that are drawn: nothing of it would be seen."""
    if asked and all(isinstance(one, Project) and baseline_of(plan, one.id) is None for one in asked):
        raise UserError(
            f"`{terminal(baseline[:80])}` has no dates of `{asked[0].id}`",
            "`pmctl baseline list` says of what each one is",
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which rows are wanted, as typed: of some documents, those for which something holds, under headings."""

    documents: tuple[str, ...]
    where: str
    group_by: str
    view: str
    audience: Audience

    def sections(self, plan: Plan) -> list[tuple[str, list[str]]] | None:
        """By heading the ids of the rows; None where all are wanted as they stand."""
        if not (self.where or self.group_by or self.view):
            return None
        chosen = Selection(self.where, options.names_in(self.group_by), (), (), self.view)
        found = listing_of(plan, self.documents, chosen, self.audience, None)
        return [(group.title, [item.id for item in group.items]) for group in found.groups]

    def reader(self, plan: Plan) -> Audience:
        """For whom it is drawn."""
        return reader_of(view_of(plan, self.view), self.audience)

    def zoom(self, plan: Plan) -> str | None:
        """How fine the view that is named wants it, if any does."""
        declared = plan.workspace.views.get(self.view)
        return declared.zoom or None if declared else None


def _refuse_pictures(format: str) -> None:
    """UserError for a calendar page in a format that it does not have."""
    if format != "text":
        raise UserError(f"`--as month` is for a terminal, not {format}", "`pmctl export ics` is for calendars")


def _likely(call: options.Call, plan: Plan) -> Mapping[str, tuple[date, date]]:
    """Between which days everything finishes in four of five runs; what is certain has none, and that is said."""
    simulation, _ = simulating.simulated(plan, call.level, simulating.USUAL)
    found = likely_finishes(plan, simulation, plan.workspace.items.values())
    if not found:
        output.note(NOTHING_UNCERTAIN if simulation.is_certain else "What is uncertain moves no finish by a day.")
    return found


@click.command("timeline")
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1, shell_complete=completing.documents)
@click.option("--as", "shape", type=click.Choice(["bars", "month"]), default="bars", help="Bars, or a calendar page.")
@click.option("--zoom", type=click.Choice(["day", "week", "month", "quarter"]), help="How fine (by the documents).")
@click.option("--page", default="", metavar="N|all", help="One page of a long timeline, or all of it in one picture.")
@click.option("--where", default="", metavar="EXPR", help="Only items for which this holds.")
@click.option(
    "--group-by", "--by", "group_by", default="", metavar="FIELD", help="A heading for each value of a field."
)
@click.option(
    "--view", default="", metavar="NAME", help="A view of the workspace's `views`.", shell_complete=completing.views
)
@click.option("--odds", is_flag=True, help="Behind each finish, where it lies in 4 of 5 runs (`pmctl forecast`).")
@options.baseline
@options.audience
@options.formats(*FORMATS)
@options.file
@options.shared
def command(
    call: options.Call,
    documents: tuple[str, ...],
    shape: str,
    zoom: str | None,
    page: str,
    where: str,
    group_by: str,
    view: str,
    odds: bool,
    baseline: str | None,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Draw the timeline of DOCUMENTs (of all without any): bars, milestones, links, critical path, promises, today.

    \b
    pmctl timeline checkout
    pmctl timeline checkout -o checkout.svg
    pmctl timeline checkout --odds
    pmctl timeline --as month                    what happens, is promised, who is away
    pmctl timeline shop --zoom quarter --format html -o roadmap.html
    """
    plan = options.open_plan(call, baseline=baseline)
    asked = [find_document(plan, name) for name in documents]
    if baseline is not None:
        _refuse_of_others(plan, asked, baseline)
    if odds and format in ("mermaid", "json"):
        raise UserError(f"{format} has no bands for `--odds`", "svg, html, png, pdf and text have them")
    rows = _Rows(documents, where, group_by, view, audience)
    sections = rows.sections(plan)
    zoom = zoom or rows.zoom(plan)
    if shape == "month":
        _refuse_pictures(format)
        only = None if sections is None else {id for _, ids in sections for id in ids}
        page = month_text(plan, documents, only, zoom or "", rows.reader(plan))
        return output.deliver_text(f"{page}\n{_stamp(plan, file)}\n", file, check)
    likely = _likely(call, plan) if odds else None
    drawing = timeline.view(plan, documents, zoom, rows.reader(plan), sections, likely)
    if format == "json":
        return output.deliver(json_text(timeline_json(plan, drawing, rows.reader(plan), fields)) + "\n", file, check)
    is_all = sections is None and audience == "internal"
    return _hand_over(plan, _pages(drawing, page, format), format, file, check, is_all)
