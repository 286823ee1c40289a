"""`pmctl why`: what sets a date, link by link, and what would bring it forward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.escape import json_text
from pmctl.insights.reasons.candidates import Candidate
from pmctl.insights.reasons.remedies import remedies
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.why.forms import Json, late_json, late_markdown, why_json, why_markdown
from pmctl.views.why.text import late_text, why_text
from pmctl.views.why.view import check_item, late_promises, why


@click.command("why")
@click.argument("item", required=False, shell_complete=completing.items)
@click.option("--all", "everything", is_flag=True, help="Every step, every end, every change that helps.")
@click.option("--chain", "chain_only", is_flag=True, help="Only the chain: try no changes.")
@options.formats("text", "json", "md")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str | None,
    everything: bool,
    chain_only: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Explain the date of ITEM: a task, milestone, project (its critical path), feature, release, risk ...

    The chain goes from ITEM back to what nobody can change: what each step waits for, who is busy or away, which
    holidays lie between, which date is typed, each with its place and float. Then changes that would help, each tried
    by scheduling the plan anew. Without ITEM: every promise that is late, with the root of it.

    \b
    pmctl why checkout/launch
    pmctl why checkout
    pmctl why shop/one-click --all
    pmctl why
    """
    plan = options.open_plan(call)
    found = find_item(plan, item) if item is not None else None
    if found is not None:
        check_item(found)
    if found is None or isinstance(found, Product):
        written = _late(plan, found.id if found is not None else "", format, fields)
    else:
        written = _why(plan, found, call.level, everything, chain_only, format, fields)
    if format == "text" and not file:
        output.write(written)
        return 0
    return output.deliver(written + "\n", file, check)


def _late(plan: Plan, document: str, format: str, fields: tuple[str, ...] | None) -> str:
    """The promises that are late, of everything or of one product."""
    late = late_promises(plan, document)
    if format == "json":
        return json_text(options.chosen(late_json(plan, late), fields))
    return late_markdown(plan, late, document) if format == "md" else late_text(plan, late, document)


def _why(
    plan: Plan,
    item: Item,
    level: bool,
    everything: bool,
    chain_only: bool,
    format: str,
    fields: tuple[str, ...] | None,
) -> str:
    found = () if chain_only else remedies(plan, item, level, _followed)
    answer = why(plan, item, found)
    if format == "json":
        document: Json = why_json(plan, answer)
        return json_text(options.chosen(document, fields))
    if format == "md":
        return why_markdown(plan, answer)
    return why_text(plan, answer, everything, not chain_only)


def _followed(candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    """The candidates with a bar for whoever watches: each is a schedule of its own."""
    return output.progress(candidates, "trying what would help", len(candidates))
