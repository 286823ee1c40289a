"""`pmctl history`: the life of an item, and how the forecasts of a document moved."""

from __future__ import annotations

import click

from pmctl.commands.calling import completing, options, past
from pmctl.history.told import life
from pmctl.views.find import find_item
from pmctl.views.history.forms import history_csv, history_json, history_markdown
from pmctl.views.history.text import history_text


@click.command("history")
@click.argument("item", metavar="ITEM|DOC", shell_complete=completing.items)
@click.option("--all", "everything", is_flag=True, help="Every revision, every edit.")
@past.options
@options.formats("text", "md", "json", "csv")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str,
    everything: bool,
    back: past.Back,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Tell the life of ITEM: each fact that was edited, and how its forecast moved; by day, author and commit.

    Of a project or product: which items were edited in which revision, and how the forecasts of its milestones,
    features and releases moved. What was renamed is followed back under its former name. Revisions that only write a
    plan otherwise are not told.

    \b
    pmctl history checkout/api
    pmctl history checkout --since 2026-01-05
    pmctl history checkout/launch --format csv
    """
    found = past.opened(call, back)
    plan = found.end.plan
    told = life(found, find_item(plan, item))
    forms = past.Forms(
        lambda: history_text(told, plan.today, everything),
        lambda: history_json(plan, told),
        lambda: history_markdown(plan, told),
        lambda: history_csv(plan, told),
    )
    return past.handed_out(forms, format, fields, file, check)
