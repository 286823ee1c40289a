"""A calendar is named that is not there.

What it finds:
`calendar` of documents, tasks, people and resources, and `based-on` of calendars, without such a
calendar; calendars that are based on each other in a circle.

Why it matters:
The default calendar is used instead, and every date may be wrong.

Bad:

    # file: pmctl.yaml
    kind: workspace
    calendars:
      default: {hours: {mon-fri: 09:00-17:00}}
      spain: {based-on: defualt}  # <- here
    # file: projects/checkout.yaml
    kind: project
    calendar: spian  # <- here
    tasks:
      design: {effort: 2d}

Good:

    # file: pmctl.yaml
    kind: workspace
    calendars:
      default: {hours: {mon-fri: 09:00-17:00}}
      spain: {based-on: default, holidays: ES}
    # file: projects/checkout.yaml
    kind: project
    calendar: spain
    tasks:
      design: {effort: 2d}

Near miss:
`default` is there although nobody wrote it.

    kind: project
    calendar: default
    tasks:
      design: {effort: 2d}

How to fix or allow:
Correct the name, or add the calendar under `calendars:` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.kinds import by_class
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean
from pmctl.rules.judging.written import items_with

CODE = "PM107"
NAME = "unknown-calendar"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Calendars that are named and not there, and circles of `based-on`."""
    known = {"default", *plan.workspace.calendars}
    with_one = [kind for kind in by_class(plan) if hasattr(kind, "calendar")]
    for item in chain.from_iterable(items_with(plan, kind, "calendar") for kind in with_one):
        wanted = getattr(item, "calendar", "")
        if wanted not in known:
            hint = did_you_mean(wanted, known)
            place = spot(item.source, "calendar")
            yield Diagnostic(CODE, SEVERITY, f"there is no calendar `{wanted}`", place, hint, item.id)
    for calendar in plan.workspace.calendars.values():
        if not calendar.based_on:
            continue
        place = spot(calendar.source, "based-on")
        if calendar.based_on not in known:
            hint = did_you_mean(calendar.based_on, known)
            yield Diagnostic(CODE, SEVERITY, f"there is no calendar `{calendar.based_on}`", place, hint)
        elif _is_based_on_itself(plan, calendar.key):
            yield Diagnostic(
                CODE, SEVERITY, f"`{calendar.key}` is based on itself", place, "base it on another calendar"
            )


def _is_based_on_itself(plan: Plan, key: str) -> bool:
    calendars = plan.workspace.calendars
    seen: set[str] = set()
    at = calendars[key].based_on
    while at in calendars and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = calendars[at].based_on
    return False
