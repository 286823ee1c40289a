"""Something ends before it begins.

What it finds:
`finish`, `finished` or `due` before `start`, `started` or `not-before` of the same task, project,
sprint, contract or calendar entry.

Why it matters:
No schedule can keep both dates, so one of them is a typing error.

Bad:

    kind: project
    start: 2026-03-02
    due: 2026-02-27  # <- here
    tasks:
      design: {effort: 2d}
    ---
    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-06, finished: 2026-02-03}  # <- here
    sprints:
      s1: {start: 2026-02-16, finish: 2026-02-06}  # <- here

Good:

    kind: project
    start: 2026-03-02
    due: 2026-03-31
    tasks:
      design: {effort: 2d}

Near miss:
Begun and ended on one day, and a period as a promise. An outsider names a day that is later than we
need it: both stand (`external-late` says so).

    kind: project
    start: 2026-02-16
    due: 2026-02
    tasks:
      design: {effort: 1d, status: done, started: 2026-02-06, finished: 2026-02-06}
    ---
    kind: project
    tasks:
      contract: {external: {party: Acme Legal}, milestone: true, not-before: 2026-03-09, due: 2026-02-20}

How to fix or allow:
Correct one of the two dates.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import Item, spot
from pmctl.model.money import Contract
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan
from pmctl.quantity import When
from pmctl.rules.judging.written import items_with

CODE = "PM214"
NAME = "dates-reversed"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


PAIRS: dict[type[Item], tuple[tuple[str, str], ...]] = {
    Task: (
        ("start", "finish"),
        ("start", "due"),
        ("not-before", "due"),
        ("not-before", "finish"),
        ("started", "finished"),
    ),
    Project: (("start", "due"),),
    Sprint: (("start", "finish"),),
    Contract: (("start", "finish"),),
}
FIELDS = {key: key.replace("-", "_") for pairs in PAIRS.values() for pair in pairs for key in pair}


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Pairs of dates in the wrong order; days are compared, and of a period its first with the other's last."""
    for kind, pairs in PAIRS.items():
        for first, last in pairs:
            for item in items_with(plan, kind, FIELDS[first]):
                begin: When = getattr(item, FIELDS[first])
                end: When | None = getattr(item, FIELDS[last])
                if end and begin.first > end.last and not _is_of_outsiders(item, first, last):
                    message = f"{item.title}: `{last}` {end.text} lies before `{first}` {begin.text}"
                    related = (Related(spot(item.source, first), f"`{first}`"),)
                    yield Diagnostic(CODE, SEVERITY, message, spot(item.source, last), "", item.id, related)


def _is_of_outsiders(item: Item, first: str, last: str) -> bool:
    """Do two dates say from when on somebody outside may deliver, and when it is wanted?"""
    return (first, last) == ("not-before", "due") and isinstance(item, Task) and item.external is not None
