"""Work is promised for later than the feature that it delivers.

What it finds:
Open projects, groups and tasks with a `due` of their own behind that of an open feature which names them
under `delivered-by`.

Why it matters:
Two promises about one thing: the roadmap says one day, the people who build it were told another.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q1, delivered-by: checkout}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    due: 2026-04-30  # <- here
    tasks:
      build: {duration: 9d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q1, delivered-by: checkout}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    due: 2026-03-31
    tasks:
      build: {duration: 9d}

Near miss:
The feature wants only a part of it.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q1, delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    due: 2026-04-30
    tasks:
      build: {duration: 9d, due: 2026-03-06}
      more: {duration: 9d, after: build}

How to fix or allow:
Agree on one day, or name under `delivered-by` only what the feature needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import due_of, say_promise
from pmctl.insights.relations import deliveries
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.product import Feature
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import late_days, say_days

CODE = "PM710"
NAME = "work-promised-later"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Work with a promise behind that of the first feature that waits for it."""
    items = plan.workspace.items
    for id, features in deliveries(plan).items():
        work = items[id]
        if not isinstance(work, Project | Task) or work.due is None or is_over(plan, work):
            continue
        first = _first(plan, features)
        due = due_of(plan, first) if first is not None else None
        days = late_days(plan, work.document, due, work.due.last) if due is not None and due < work.due.last else 0
        if first is not None and due is not None and days > 0:
            promised = f"{work.title} is promised for {say_promise(plan, work)}"
            message = f"{promised}, {first.title}, which it delivers, for {say_promise(plan, first)} ({say_days(days)})"
            place = "due" if first.due is not None else "release"
            related = (Related(spot(first.source, place), f"{first.id}, promised for {say_promise(plan, first)}"),)
            yield Diagnostic(CODE, SEVERITY, message, spot(work.source, "due"), "agree on one day", work.id, related)


def _first(plan: Plan, features: tuple[str, ...]) -> Feature | None:
    """The open feature with the earliest promise."""
    items = plan.workspace.items
    found = [one for id in features if isinstance(one := items[id], Feature) and not is_over(plan, one)]
    dated = [(day, one.id, one) for one in found if (day := due_of(plan, one)) is not None]
    return min(dated, key=lambda one: one[:2])[2] if dated else None
