"""`pmctl list`: any collection of the plan, filtered, grouped, sorted, in any columns."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience, seen_by
from pmctl.commands.calling import options
from pmctl.escape import json_text
from pmctl.views.find import Selection
from pmctl.views.listing.forms import csv_table, json_document, markdown_table, text_table
from pmctl.views.listing.view import listing_of
from pmctl.views.stamp import stamp


@click.command("list")
@click.argument("words", metavar="[COLLECTION] [DOCUMENT]", nargs=-1)
@options.selection
@options.baseline
@options.audience
@options.formats("text", "json", "md", "csv")
@options.file
@options.shared
def command(
    call: options.Call,
    words: tuple[str, ...],
    selection: Selection,
    baseline: str | None,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """List tasks, risks, features, people: any collection, of all documents or of those named.

    \b
    pmctl list                                     tasks and features
    pmctl list risks checkout --sort -probability
    pmctl list --where "late and owner == 'ana'"
    pmctl list tasks --group-by owner --columns id,effort,forecast
    """
    plan = options.open_plan(call, baseline=baseline)
    found = listing_of(plan, words, selection, audience, fields)
    if format == "json":
        return output.deliver(json_text(json_document(found, fields)) + "\n", file, check)
    if format == "csv":
        return output.deliver(csv_table(found), file, check)
    if format == "md":
        return output.deliver(markdown_table(found), file, check)
    if not found.items:
        where = " for which this holds" if selection.where or selection.view else " in this plan"
        output.write(f"No {found.of}{where}{seen_by(found.audience)}.")
        return 0
    text = text_table(found)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text + (f"\n{stamp(plan, options.revision(plan))}" if output.is_terminal() else ""))
    return 0
