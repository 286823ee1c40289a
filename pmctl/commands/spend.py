"""`pmctl spend`: hours into a time sheet, in one line."""

from __future__ import annotations

import click

from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, carry_out, manner, open_to_edit
from pmctl.commands.calling.me import person_of
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.operations import drafted, file_bytes
from pmctl.operations.spend import Spent, with_spending
from pmctl.plan import Plan
from pmctl.quantity import Duration, Unreadable, duration
from pmctl.views.find import find_item


@click.command("spend")
@click.argument("time")
@click.argument("item", shell_complete=completing.items)
@click.option("--on", "on", metavar="DATE", help="The day on which it was worked (today).")
@options.me
@manner
@options.shared
def command(call: options.Call, time: str, item: str, on: str | None, me: str | None, how: Manner) -> int:
    """Book TIME on a task, in your time sheet of that month (or week, where your sheets are those of weeks).

    One line changes: the day's. What is booked on the same task and day already is added up.

    \b
    pmctl spend 3h api
    pmctl spend 0.5d checkout/design --on 2026-02-09
    pmctl spend 4h api --me bo
    """
    present = open_to_edit(call)
    _refuse_order(present, time, item)
    day = options.day(on, "--on") if on is not None else call.today
    spent = Spent(person_of(present, me).id, find_item(present, item), day, _time(present, time))
    files = with_spending(present, file_bytes(present), spent)
    return carry_out(call, drafted(present, files, call.level, (spent.item.id,), how.force), how, "")


def _refuse_order(present: Plan, time: str, item: str) -> None:
    """Somebody may have named the item first."""
    if _is_time(present, item) and not _is_time(present, time):
        swapped = f"`pmctl spend {terminal(item[:80])} {terminal(time[:80])}`"
        raise UserError(f"the time stands before the item: {swapped}")


def _is_time(present: Plan, text: str) -> bool:
    try:
        duration(text, present.workspace.units)
    except Unreadable:
        return False
    return True


def _time(present: Plan, text: str) -> Duration:
    try:
        return duration(text, present.workspace.units)
    except Unreadable as wrong:
        raise UserError(wrong.message, "such as `3h`, `30min` or `0.5d`: `pmctl spend 3h ITEM`") from wrong
