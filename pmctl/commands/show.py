"""`pmctl show`: everything about one item."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience, seen_by, visible
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.opening import with_commits
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.history.approving import recorded
from pmctl.history.setting import set_by
from pmctl.views.find import find_item
from pmctl.views.listing.view import check_names
from pmctl.views.page.forms import page_json
from pmctl.views.page.text import page_text
from pmctl.views.page.view import page


@click.command("show")
@click.argument("item", shell_complete=completing.items)
@options.baseline
@options.audience
@options.formats("text", "json")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str,
    baseline: str | None,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show everything about ITEM: a task, risk, feature, release, person, project ...

    ITEM is a full id (`checkout/api`), or only its last part where no other item has the same.

    Commits that name it are listed, too: those whose message ends with a line `Task: checkout/api`.
    """
    plan = with_commits(options.open_plan(call, baseline=baseline))
    found = find_item(plan, item)
    if not visible(plan.workspace, found, audience):
        raise UserError(f"there is no item `{terminal(item[:80])}`{seen_by(audience)}")
    if fields:
        check_names(plan, [found], fields, "--json")
    view = page(
        plan,
        found,
        audience,
        recorded(plan, found) if audience == "internal" else (),
        set_by(plan, found, "stage") if audience == "internal" else None,
    )
    if format == "json":
        return output.deliver(json_text(page_json(plan, view, fields)) + "\n", file, check)
    text = page_text(plan, view)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0
