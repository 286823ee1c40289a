"""Work is added to what was agreed, and nobody has approved it.

What it finds:
Changes that add work, or make it longer, in a project with a baseline, and name no `change` that was
approved in the plan before. It is judged in a review (`pmctl review`).

Why it matters:
Scope creeps in by small edits, each of which looks harmless.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # base: baselines/agreed.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks: {design: {effort: 2d}}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 5d}  # <- here
      banner: {effort: 1d}  # <- here

Good:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    changes:
      banners: {name: Banners, status: approved}
    # base: baselines/agreed.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks: {design: {effort: 2d}}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
      banner: {effort: 1d, change: banners}
    changes:
      banners: {name: Banners, status: approved}

Near miss:
Without a baseline nothing was agreed.

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 5d}

How to fix or allow:
Merge a `change` with `status: approved` first, and name it in the task: `change: banners`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.baselines.effort import effort_growth
from pmctl.insights.baselines.named import approved_change, baseline_of
from pmctl.model.item import Item, spot
from pmctl.model.project import Task
from pmctl.rules.judging.change import Change, earlier
from pmctl.rules.judging.index import say_work

CODE = "PM902"
NAME = "scope-unapproved"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Work that grows in projects with a baseline."""
    for edit in change.edits:
        task = change.after.workspace.items.get(edit.id)
        if edit.change == "removed" or not isinstance(task, Task) or not _is_agreed(change, task):
            continue
        was = earlier(change, task.id)
        growth = effort_growth(_effort(was), _effort(task)) if was is not None else _effort(task) or 0
        if growth > 0 and not approved_change(change.before, task):
            more = say_work(change.after, growth)
            what = f"takes {more} more than before" if was is not None else f"is new, {more} of work"
            message = f"{task.title} {what}, without an approved change".replace(" +", " ")
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "effort"), "name the `change` it is", task.id)


def _is_agreed(change: Change, task: Task) -> bool:
    """Had the task's project a baseline?"""
    return baseline_of(change.before, change.former.get(task.document, task.document)) is not None


def _effort(task: Item | None) -> int | None:
    return task.effort.minutes if isinstance(task, Task) and task.effort is not None else None
