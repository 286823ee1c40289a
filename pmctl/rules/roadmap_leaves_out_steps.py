"""The roadmap leaves out steps that the work cannot end without.

What it finds:
Projects that work for a product, of which features name single tasks under `delivered-by`, and whose
critical path goes on behind the last of them through open tasks that are on no feature.

Why it matters:
The forecast on the roadmap ends when the last named task does. Customers get it when the last step
is done: tests, training, the switch.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop  # <- here
    tasks:
      build: {duration: 9d}
      prove: {duration: 5d, after: build}
      switch: {duration: 1d, after: prove}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {delivered-by: [checkout/build, checkout/switch]}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}
      prove: {duration: 5d, after: build}
      switch: {duration: 1d, after: prove}

Near miss:
What comes behind it can wait.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}
      tidy: {duration: 5d}

How to fix or allow:
Name the last step, or the whole project, under `delivered-by` of the features that need it.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import deliveries, with_members
from pmctl.insights.states import is_over
from pmctl.model.item import span_of, spot
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, late_days, open_leaves, say_date, say_days, say_list, scheduled

CODE = "PM708"
NAME = "roadmap-leaves-out-steps"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects that end later than all that the roadmap knows of them."""
    named = with_members(plan, deliveries(plan))
    for project in items(plan, Project):
        if not project.product or project.id in named or is_over(plan, project):
            continue
        last = _last_known(plan, project)
        left = _steps_behind(plan, project, named, last) if last is not None else []
        if last is None or not left:
            continue
        end = max(_end(plan, one) for one in left)
        days = late_days(plan, project.id, last, end)
        if days > 0:
            known = f"the roadmap knows of {project.title} until {say_date(plan, last)}"
            more = f"its critical path goes on until {say_date(plan, end)} ({say_days(days)})"
            message = f"{known}, {more}: {say_list([one.title for one in left])}"
            related = tuple(Related(span_of(one), f"ends on {say_date(plan, _end(plan, one))}") for one in left)
            hint = "name the last step under `delivered-by`"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "product"), hint, project.id, related)


def _last_known(plan: Plan, project: Project) -> date | None:
    """The last day of what features name of the project; None where they name nothing of it that has a date."""
    known = (plan.workspace.items[id] for id in deliveries(plan))
    days = [forecast_of(plan, one).date for one in known if isinstance(one, Task) and one.document == project.id]
    return max((day for day in days if day is not None), default=None)


def _steps_behind(plan: Plan, project: Project, named: Set[str], last: date) -> list[Task]:
    """Open critical tasks of the project that are on no feature and end after that day."""
    found = []
    for task in open_leaves(plan):
        dates = scheduled(plan, task.id)
        if task.document == project.id and task.id not in named and dates is not None and dates.critical:
            found.append(task)
    return [one for one in found if _end(plan, one) > last]


def _end(plan: Plan, task: Task) -> date:
    """The last day of a scheduled task."""
    day = forecast_of(plan, task).date
    assert day is not None
    return day
