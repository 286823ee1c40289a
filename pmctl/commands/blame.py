"""`pmctl blame`: who moved a forecast, revision by revision."""

from __future__ import annotations

import click

from pmctl.commands.calling import completing, options, past
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.history import blame
from pmctl.insights.promises import forecast_of
from pmctl.views.blame.forms import blame_csv, blame_json, blame_markdown
from pmctl.views.blame.text import blame_text
from pmctl.views.find import find_item
from pmctl.views.why.view import check_item

ROOM = 60_000
"""Tasks times schedules that are shared out unasked: several seconds."""
NO_END = 10**9


@click.command("blame")
@click.argument("item", metavar="ITEM|DOC", shell_complete=completing.items)
@click.option("--whose", is_flag=True, help="Share out every move among its edits, however long that takes.")
@click.option("--all", "everything", is_flag=True, help="Every move, every edit.")
@past.options
@options.formats("text", "md", "json", "csv")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str,
    whose: bool,
    everything: bool,
    back: past.Back,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Tell who moved the forecast of ITEM: each revision of the main line, its edits, and the working days of each.

    A revision is judged on the day of its commit, whatever its edits are about: another task, somebody's leave, a rate,
    a holiday. What passes between two commits is a row of its own, `clock`. All rows sum up to the forecast now less
    the first one. Several edits of one revision share its move: the mean over all orders in which they could be made.

    \b
    pmctl blame checkout/launch
    pmctl blame checkout --since 2026-01-05
    pmctl blame checkout/launch --until v1.0 --format md
    """
    found = past.opened(call, back)
    plan = found.end.plan
    one = find_item(plan, item)
    check_item(one)
    told = blame(found, one, NO_END if whose else ROOM // max(len(plan.schedule.tasks), 1))
    if not told.rows:
        reason = forecast_of(plan, one).reason or "no work stands behind it"
        raise UserError(f"`{terminal(one.id)}` never had a forecast: {reason}")
    forms = past.Forms(
        lambda: blame_text(told, plan.today, everything),
        lambda: blame_json(plan, told),
        lambda: blame_markdown(plan, told),
        lambda: blame_csv(plan, told),
    )
    return past.handed_out(forms, format, fields, file, check)
