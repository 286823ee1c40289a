"""Work is in progress, and no commit has named it for long.

What it finds:
Tasks under way that no commit has named (`Task: checkout/api` at the end of its message) for more
than 10 working days (`health: {freshness: {amber: 15d}}` says otherwise), and which began before
that, in documents whose work is named in commits. Booked time and comments are signs of life, too.
It needs the whole history: it is skipped outside of a repository and in a shallow clone.

Why it matters:
Work that leaves no trace has often stopped, while its forecast still counts on it.

Bad:

    # commit: 2026-01-20 Task: checkout/api
    # commit: 2026-02-09 Task: checkout/form
    kind: project
    tasks:
      api: {effort: 20d, status: doing, started: 2026-01-12}  # <- here
      form: {effort: 20d, status: doing, started: 2026-01-12}

Good:

    # commit: 2026-02-04 Task: checkout/api
    # commit: 2026-02-09 Task: checkout/form
    kind: project
    tasks:
      api: {effort: 20d, status: doing, started: 2026-01-12}
      form: {effort: 20d, status: doing, started: 2026-01-12}

Near miss:
No commit names it, but it was spoken of; and it began only last week.

    # commit: 2026-02-09 Task: checkout/form
    # file: projects/checkout.yaml
    kind: project
    tasks:
      api: {effort: 20d, status: doing, started: 2026-01-12}
      form: {effort: 20d, status: doing, started: 2026-01-12}
      text: {effort: 20d, status: doing, started: 2026-02-03}
    # file: comments/2026-02-06-ana.yaml
    kind: comment
    about: checkout/api
    by: ana
    at: 2026-02-06
    text: The draft lies with the provider.
    # file: people.yaml
    kind: people
    people: {ana: {}}

How to fix or allow:
Say where it stands: `status: blocked` with the reason, or `done`; or name it in the next commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Replacement, Severity
from pmctl.insights.evidence import commits_on, last_heard
from pmctl.insights.health.levels import in_days, threshold_of
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.evidence import fix, named_work
from pmctl.rules.judging.index import category_of, late_days, say_date

CODE = "PM528"
NAME = "silent-in-progress"
SEVERITY: Severity = "info"
LOOKS_AT = "history"

CADENCE = Fraction(10)
"""Working days."""


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Begun work that leaves no trace."""
    most = in_days(plan, threshold_of(plan, "freshness").amber, CADENCE, 0)
    for task in named_work(plan):
        if task.started is None or category_of(plan, task) != "doing":
            continue
        last = _last_sign(plan, task, task.started.first)
        days = late_days(plan, task.document, last, plan.today)
        if days > most:
            message = f"{task.title} is in progress, and there is no sign of it since {say_date(plan, last)} ({days}d)"
            hint = "say `blocked:` with the reason, or `status: done`; a commit, a comment or booked time is a sign"
            place = spot(task.source, "status" if task.status else "started")
            yield Diagnostic(CODE, SEVERITY, message, place, hint, task.id, fix=_set_aside(plan, task, last))


def _last_sign(plan: Plan, task: Task, begun: date) -> date:
    """The last day on which a commit named a task or it was spoken of; that of its beginning where nobody did."""
    days = [commit.day for commit in commits_on(plan, task)]
    return max(begun, last_heard(plan).get(task.id, begun), *days)


def _set_aside(plan: Plan, task: Task, last: date) -> tuple[Replacement, ...]:
    """What a task says that rests: since when is the only reason that is known."""
    reason = {"blocked": f"No sign of work since {last.isoformat()}"}
    return fix(plan, task, {"status": "blocked", **reason} if task.status else reason)
