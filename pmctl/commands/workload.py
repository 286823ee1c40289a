"""`pmctl workload`: who is asked for how much, who holds things up, who could take a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from pmctl.views.workload.forms import workload_csv, workload_json, workload_markdown
from pmctl.views.workload.spent import hours, hours_csv, hours_json, hours_text
from pmctl.views.workload.suggested import suggested_json, suggested_text
from pmctl.views.workload.text import bottlenecks_text, workload_text
from pmctl.views.workload.view import MOST_WEEKS, Asked, workload


@dataclass(frozen=True, slots=True)
class _Form:
    """How the answer is written, and where to."""

    format: str
    fields: tuple[str, ...] | None
    file: str | None
    check: bool

    def only(self, option: str, *formats: str) -> None:
        """UserError for a format in which what an option wants is not written."""
        if self.format not in formats:
            raise UserError(f"`{option}` is not written as {self.format}", f"formats: {', '.join(formats)}")

    def deliver(self, text: str, json: dict[str, object] | None = None) -> int:
        """Write a text, or in JSON the document; the exit status."""
        if self.format == "json" and json is not None:
            text = json_text(options.chosen(json, self.fields))
        elif self.format == "text" and not self.file:
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
    view = workload(plan, Asked(item, start, weeks, length, skill))
    if format == "csv":
        return form.deliver(workload_csv(view))
    if format == "md":
        return form.deliver(workload_markdown(plan, view))
    text = bottlenecks_text(plan, view.bottlenecks) if bottlenecks else workload_text(plan, view)
    return form.deliver(text, workload_json(plan, view))


def _suggested(plan: Plan, call: options.Call, name: str, skill: str, form: _Form) -> int:
    """Who could take a task."""
    task = find_item(plan, name)
    if not isinstance(task, Task):
        raise UserError(f"`{terminal(task.id)}` is a {task.kind}: a task is what somebody could take")
    form.only("--suggest", "text", "json")
    found = suggestions(plan, task, skill, call.level, _followed)
    return form.deliver(suggested_text(plan, task, found), suggested_json(plan, task, found))


def _spent(plan: Plan, item: Item | None, weeks: int | None, form: _Form) -> int:
    """Hours against the plan."""
    form.only("--spent", "text", "json", "csv")
    found = hours(plan, item, weeks)
    if form.format == "csv":
        return form.deliver(hours_csv(found))
    return form.deliver(hours_text(plan, found), hours_json(plan, found))


def _followed(people: Sequence[Person]) -> Iterable[Person]:
    """The people who are tried, with a bar for whoever watches."""
    return output.progress(people, "trying", len(people))
