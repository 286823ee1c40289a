"""`pmctl done`: an item is finished, closed, accepted or out, today or on another day."""

from __future__ import annotations

import click

from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, manner, open_to_edit, take_step
from pmctl.commands.calling.me import person_of
from pmctl.operations.done import ended, needs_person
from pmctl.operations.step import Asked
from pmctl.views.find import find_item


@click.command("done")
@click.argument("item", shell_complete=completing.items)
@click.option("--on", metavar="DATE", help="The day on which it was finished (else today).")
@manner
@options.me
@options.shared
def command(call: options.Call, item: str, on: str | None, me: str | None, how: Manner) -> int:
    """Say that an item is finished: its status and, where it is missing, the day.

    A task or milestone is `done` and has `finished`, and no `progress` or `remaining` any more. A risk or issue is
    closed, an action done, a decision accepted, a feature shipped, a release released, a check passed, a project
    closed; a deliverable, handover, gate or transfer is accepted by you (`--me PERSON`), a comment resolved.

    \b
    pmctl done design
    pmctl done checkout/kickoff --on 2026-01-05
    pmctl done psp-late --dry-run
    """
    present = open_to_edit(call)
    found = find_item(present, item)
    day = options.past_day(on, call.today)
    by = person_of(present, me).id if needs_person(found) else ""
    return take_step(call, present, found, ended(present, found, Asked(day, on is not None, by)), how)
