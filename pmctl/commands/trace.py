"""`pmctl trace`: from a customer's voice to its outcome, and back."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience, seen_by, visible
from pmctl.commands.calling import completing, options
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.trace.forms import chain_json, chain_mermaid, overview_json
from pmctl.views.trace.overview import overview
from pmctl.views.trace.text import chain_text, overview_text
from pmctl.views.trace.view import chain


@click.command("trace")
@click.argument("item", required=False, shell_complete=completing.items)
@click.option("--up", is_flag=True, help="Only what it rests on: back to the customers.")
@click.option("--down", is_flag=True, help="Only what follows from it: on to the outcome.")
@options.audience
@options.formats("text", "json", "mermaid")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str | None,
    up: bool,
    down: bool,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show the way of ITEM from feedback over findings, features, work and release to metrics and objectives.

    ITEM is anything on that way: feedback, research, a finding, an assumption, a competitor, a feature, a task or
    project, a release, a metric, a key result, an objective. Customers count once, and what is missing is named. Of a
    product, or without ITEM: every feature in a line, and the evidence that leads to none.

    \b
    pmctl trace one-click
    pmctl trace fb-112 --down
    pmctl trace shop/conversion --up
    pmctl trace shop
    pmctl trace one-click --format mermaid -o trace.mmd
    """
    plan = options.open_plan(call)
    text = _written(plan, item, up, down, audience, format, fields)
    if format == "text" and not file:
        output.write(text)
        return 0
    return output.deliver(text if text.endswith("\n") else text + "\n", file, check)


def _written(
    plan: Plan, name: str | None, up: bool, down: bool, audience: Audience, format: str, fields: tuple[str, ...] | None
) -> str:
    item = find_item(plan, name) if name else None
    if item is not None and not visible(plan.workspace, item, audience):
        raise UserError(f"there is no item `{terminal(item.id)}`{seen_by(audience)}")
    if format != "mermaid" and (item is None or isinstance(item, Product)):
        if up or down:
            raise UserError("`--up` and `--down` want an item", "`pmctl trace ITEM --up`")
        all_of_it = overview(plan, item, audience)
        if format == "json":
            return json_text(options.chosen(overview_json(all_of_it), fields))
        return overview_text(all_of_it)
    if item is None:
        raise UserError("a flow chart wants an item or a product", "`pmctl trace ITEM --format mermaid`")
    found = chain(plan, item, up or not down, down or not up, audience)
    if format == "json":
        return json_text(options.chosen(chain_json(found), fields))
    return chain_mermaid(found) if format == "mermaid" else chain_text(found)
