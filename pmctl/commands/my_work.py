"""`pmctl my-work`: what somebody owes, and whom they wait for, over every product and project."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.me import person_of
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.insights.my_work import my_work
from pmctl.quantity import Unreadable, every
from pmctl.regex import regex
from pmctl.views.my_work.forms import my_work_json
from pmctl.views.my_work.text import my_work_markdown, my_work_text

LONGEST = 3660
"""Calendar days ahead: ten years."""
_DAYS = regex(r"[0-9]{1,4}")


@click.command("my-work")
@click.argument("person", required=False, shell_complete=completing.people)
@click.option("--horizon", default="14d", metavar="SPAN", help="How far ahead: 3d, 2w, 1mo (14d).")
@options.me
@options.formats("text", "json", "md")
@options.file
@options.shared
def command(
    call: options.Call,
    person: str | None,
    horizon: str,
    me: str | None,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show what PERSON owes and whom they wait for, over every product and project.

    What is to be done now, what others owe to it, who waits for it, what is overdue, what is to be reviewed, and what
    comes within the horizon. Without PERSON it is you: by --me, PMCTL_USER, or git's user.email. Who leads a team
    answers for what the team owns.

    \b
    pmctl my-work
    pmctl my-work ana --horizon 30d
    pmctl my-work --me bo --format md
    """
    if person is not None and me is not None and person != me:
        raise UserError("PERSON and `--me` both say who is meant", "say one of them")
    days = _days(horizon)
    plan = options.open_plan(call)
    mine = my_work(plan, person_of(plan, person or me).id, days)
    if format == "json":
        return output.deliver(json_text(options.chosen(my_work_json(plan, mine), fields)) + "\n", file, check)
    if format == "md":
        return output.deliver(my_work_markdown(plan, mine), file, check)
    text = my_work_text(plan, mine, "" if file else options.revision(plan))
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0


def _days(text: str) -> int:
    """How many calendar days ahead; a bare number counts days."""
    try:
        days = int(text) if _DAYS.fullmatch(text) else every(text).days
    except Unreadable as error:
        raise UserError(f"--horizon `{terminal(text[:40])}` is no span of time", "`3d`, `2w`, `1mo`") from error
    if days > LONGEST:
        raise UserError(f"--horizon `{terminal(text[:40])}` is too far ahead", "ten years at most: `520w`")
    return days
