"""`pmctl start`: work on an item has begun, today or on another day."""

from __future__ import annotations

import click

from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, manner, open_to_edit, take_step
from pmctl.operations.start import begun
from pmctl.operations.step import Asked
from pmctl.views.find import find_item


@click.command("start")
@click.argument("item", shell_complete=completing.items)
@click.option("--on", metavar="DATE", help="The day on which it began (else today).")
@manner
@options.shared
def command(call: options.Call, item: str, on: str | None, how: Manner) -> int:
    """Say that work on an item has begun: its status and, where it is missing, the day.

    A task is `doing` and has `started`; what blocked it does so no more. A project is in `execution`, a feature is
    `building`.

    \b
    pmctl start api
    pmctl start checkout/api --on 2026-02-09 --dry-run
    """
    present = open_to_edit(call)
    found = find_item(present, item)
    day = options.past_day(on, call.today)
    return take_step(call, present, found, begun(present, found, Asked(day, on is not None)), how)
