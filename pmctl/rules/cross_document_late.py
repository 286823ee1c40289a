"""Another document delivers later than this one needs it.

What it finds:
Links to tasks of other documents that hold an open task back, where that task is already too late
for what is promised behind it.

Why it matters:
The two plans belong to different people: each sees only its half.

Bad:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {duration: 2d, after: legal/contract, due: 2026-02-13}  # <- here
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 5d}

Good:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {duration: 2d, after: legal/contract, due: 2026-02-20}
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 5d}

How to fix or allow:
Talk to the owner of the other document; agree on a day that both can keep.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.links import all_links
from pmctl.insights.promises import last_day
from pmctl.insights.relations import wait_at
from pmctl.insights.states import OPEN
from pmctl.model.item import Item, spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, link_float, say_date, say_work

CODE = "PM704"
NAME = "cross-document-late"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links over documents that drive a task with negative float."""
    categories, rows, links = index(plan).categories, plan.schedule.tasks, all_links(plan)
    for number in links.far:
        after, before = rows.get(links.afters[number]), rows.get(links.befores[number])
        if after is None or after.total_float >= 0 or categories[after.id] not in OPEN:
            continue
        wait = wait_at(plan, number)
        task, target = wait.item, wait.target
        if before is None or not isinstance(target, Task):
            continue
        driver = plan.schedule.drivers.get(task.id)
        drives = driver is not None and driver.item == target.id
        if categories[target.id] in OPEN and (drives or (_is_group(task) and link_float(plan, wait) == 0)):
            ends = say_date(plan, last_day(before))
            short = say_work(plan, -after.total_float).removeprefix("+")
            message = f"{target.id} ends on {ends}, {short} too late for {task.title}"
            owner = target.owner or (target.external.party if target.external else "")
            hint = f"talk to {owner}" if owner else ""
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "after", wait.place), hint, task.id)


def _is_group(item: Item) -> bool:
    return isinstance(item, Task) and item.is_group
