"""`pmctl workload`: who is asked for how much, who holds things up, who could take a task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.insights.reasons.suggestions import suggestions
from pmctl.insights.workload.grid import Length
from pmctl.model.item import Item
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.hours.forms import hours_csv, hours_json
from pmctl.views.hours.text import hours_text
from pmctl.views.hours.view import hours
from pmctl.views.workload.forms import workload_csv, workload_json, workload_markdown
from pmctl.views.workload.suggested import suggested_json, suggested_text
from pmctl.views.workload.text import bottlenecks_text, workload_text
from pmctl.views.workload.view import MOST_WEEKS, Asked, View, workload


@dataclass(frozen=True, slots=True)
class _Form:
    """How the answer is written, and where to."""

    format: str
    fields: tuple[str, ...] | None
    file: str | None
    check: bool

    def deliver(self, **made: Callable[[], str | dict[str, object]]) -> int:
        """Write what is made in the format that is wanted; the exit status. UserError for one that is not made here."""
        if self.format not in made:
            raise UserError(f"this is not written as {self.format}", f"formats: {', '.join(made)}")
        found = made[self.format]()
        text = found if isinstance(found, str) else json_text(options.chosen(found, self.fields))
        if self.format == "text" and not self.file:
            output.write(text)
            return 0
        return output.deliver(text if text.endswith("\n") else text + "\n", self.file, self.check)


@click.command("workload")
@click.argument("subject", metavar="[PERSON|TEAM|DOC]", required=False, shell_complete=completing.items)
@click.option("--from", "first", metavar="DATE", help="From the week of this day on (else from today).")
@click.option("--weeks", type=click.IntRange(1, MOST_WEEKS), metavar="N", help="So many weeks (8).")
@click.option("--by", "length", type=click.Choice(["week", "month"]), default="week", help="Week by week, or months.")
@click.option("--skill", default="", metavar="S", help="Only people who have this skill.")
@click.option("--bottlenecks", is_flag=True, help="Who holds things up.")
@click.option(
    "--suggest",
    metavar="TASK",
    help="Who could take this task, and what that does to its date.",
    shell_complete=completing.items,
)
@click.option("--spent", is_flag=True, help="The hours that were booked, against the plan.")
@options.formats("text", "json", "csv", "md")
@options.file
@options.shared
def command(
    call: options.Call,
    subject: str | None,
    first: str | None,
    weeks: int | None,
    length: Length,
    skill: str,
    bottlenecks: bool,
    suggest: str | None,
    spent: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show who is asked for how much of their time, and what they are booked for after levelling.

    Of a PERSON, of the members of a TEAM, of those who work on a DOC, or of everybody; in per cent of what they can
    give: working hours by their availability, less time off, at most their weekly limit.

    \b
    pmctl workload
    pmctl workload ana --weeks 12
    pmctl workload core --by month
    pmctl workload --bottlenecks
    pmctl workload --suggest checkout/api --skill python
    pmctl workload ana --spent
    """
    plan, form = options.open_plan(call), _Form(format, fields, file, check)
    if suggest is not None:
        return _suggested(plan, call, suggest, skill, form)
    item = find_item(plan, subject) if subject else None
    if spent:
        return _spent(plan, item, weeks, form)
    start = options.day(first, "--from") if first else plan.today
    return _loads(plan, workload(plan, Asked(item, start, weeks, length, skill)), bottlenecks, form)


def _loads(plan: Plan, view: View, is_short: bool, form: _Form) -> int:
    """Who is asked for how much; `is_short`: only who holds things up."""
    return form.deliver(
        text=lambda: bottlenecks_text(plan, view.bottlenecks) if is_short else workload_text(plan, view),
        json=lambda: workload_json(plan, view),
        csv=lambda: workload_csv(view),
        md=lambda: workload_markdown(plan, view),
    )


def _suggested(plan: Plan, call: options.Call, name: str, skill: str, form: _Form) -> int:
    """Who could take a task."""
    task = find_item(plan, name)
    if not isinstance(task, Task):
        raise UserError(f"`{terminal(task.id)}` is a {task.kind}: a task is what somebody could take")
    found = suggestions(plan, task, skill, call.level, _followed)
    return form.deliver(text=lambda: suggested_text(plan, task, found), json=lambda: suggested_json(plan, task, found))


def _spent(plan: Plan, item: Item | None, weeks: int | None, form: _Form) -> int:
    """Hours against the plan."""
    found = hours(plan, item, weeks)
    return form.deliver(
        text=lambda: hours_text(plan, found), json=lambda: hours_json(plan, found), csv=lambda: hours_csv(found)
    )


def _followed(people: Sequence[Person]) -> Iterable[Person]:
    """The people who are tried, with a bar for whoever watches."""
    return output.progress(people, "trying", len(people))
