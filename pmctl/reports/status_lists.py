"""The lists of a status report: done, next, slips, risks, issues, decisions, each only with what its reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pmctl.audience import Audience, is_dated, is_told, shown_names, visible
from pmctl.insights.acceptance import judged
from pmctl.insights.attention import Notice, attention
from pmctl.insights.computed import workers
from pmctl.insights.promises import due_of, forecast_of, is_late, promise_of, slip_of
from pmctl.insights.risk import band, score
from pmctl.insights.states import category_of, is_open, is_over
from pmctl.insights.tolerance import limits_of
from pmctl.model.control import Decision, Issue, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_share

Line = dict[str, object]
AHEAD = 14
"""Calendar days that `next` looks ahead."""


def items_of(plan: Plan, documents: Sequence[str], audience: Audience) -> tuple[Item, ...]:
    """What the reader may see of some documents, in file order."""
    chosen = set(documents)
    return tuple(
        item
        for item in plan.workspace.items.values()
        if item.document in chosen and visible(plan.workspace, item, audience)
    )


def line(plan: Plan, item: Item, audience: Audience, /, **more: object) -> Line:
    """What every line of a list says: id, name, of which document, who; and more, but no day that is not told."""
    document = plan.workspace.documents.get(item.document)
    who = shown_names(plan.workspace, dict.fromkeys(_people(plan, item)), audience)
    return {
        "id": item.id,
        "kind": item.kind,
        "name": item.title,
        "document": document.title if document else "",
        "who": list(who),
        "names": ", ".join(name_of(plan, person) for person in who),
        **({"by": item.by} if isinstance(item, Decision) and item.by else {}),
        **{key: one if is_told(plan.workspace, item, key, audience) else None for key, one in more.items()},
    }


def _people(plan: Plan, item: Item) -> tuple[str, ...]:
    return (item.by,) if isinstance(item, Decision) and item.by else workers(plan, item)


def name_of(plan: Plan, person: str) -> str:
    """The name of a person or team; the id itself where nobody has it."""
    found = plan.workspace.items.get(person)
    return found.title if found is not None else person


def iso(day: date | None) -> str | None:
    """A day for a view of plain data."""
    return day.isoformat() if day is not None else None


def done(plan: Plan, items: Iterable[Item], since: date, audience: Audience) -> list[Line]:
    """Tasks, features and releases that were finished after `since`, up to today; the latest first."""
    found: list[tuple[date, Line]] = []
    for item in items:
        if not isinstance(item, Task | Release) or (isinstance(item, Task) and item.is_group):
            continue
        day = _finished(plan, item)
        if day is not None and since < day <= plan.today:
            found.append((day, line(plan, item, audience, date=iso(day))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _finished(plan: Plan, item: Task | Release) -> date | None:
    """The day on which something was over; None while it is not, and for what was given up."""
    if category_of(plan, item) != "done":
        return None
    if isinstance(item, Release):
        return item.date.last if item.date else None
    return item.finished.last if item.finished else forecast_of(plan, item).date


def following(plan: Plan, items: Iterable[Item], audience: Audience) -> list[Line]:
    """What is in work or begins within two weeks, milestones too, by day; first what should be over."""
    last = plan.today + timedelta(days=AHEAD)
    found: list[tuple[date, Line]] = []
    for item in items:
        if not isinstance(item, Task) or item.is_group or is_over(plan, item):
            continue
        if not is_dated(plan.workspace, item, audience):
            continue
        forecast = forecast_of(plan, item)
        if forecast.date is None or forecast.start is None or forecast.start > last:
            continue
        is_moment = item.milestone or item.milestone_date is not None
        if forecast.date > last:
            what = "in work until" if forecast.start <= plan.today else "begins"
        elif forecast.date < plan.today:
            what = "was to be on" if is_moment else "was to end"
        else:
            what = "on" if is_moment else "ends"
        day = forecast.start if what == "begins" else forecast.date
        found.append((day, line(plan, item, audience, what=what, date=iso(day))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def slips(plan: Plan, items: Iterable[Item], audience: Audience) -> list[Line]:
    """What was promised and is expected later (or is overdue): the latest first; promised and forecast apart."""
    found: list[tuple[int, Line]] = []
    for item in items:
        promise = promise_of(plan, item)
        if promise is None or not isinstance(item, Task | Feature | Release | Project) or not is_late(plan, item):
            continue
        if not is_dated(plan.workspace, item, audience):
            continue
        late = max(slip_of(plan, item) or 0, 0)
        forecast = forecast_of(plan, item).date
        more = {"due": iso(promise.last), "due-text": promise.text, "forecast": iso(forecast), "slip-days": late}
        found.append(
            (late, line(plan, item, audience, **more, committed=getattr(item, "commitment", "") == "committed"))
        )
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def risks(plan: Plan, items: Iterable[Item], audience: Audience) -> list[Line]:
    """Open risks, the highest first; probability and score for ourselves only."""
    found: list[tuple[int, Line]] = []
    for item in items:
        if not isinstance(item, Risk) or not is_open(plan, item):
            continue
        points = score(plan, item)
        more: Line = {"response": item.response}
        if audience == "internal":
            review = item.review.last if item.review else None
            more |= {
                "plan": item.plan,
                "probability": print_share(item.probability.value) if item.probability else "",
                "points": points,
                "band": band(points) if points is not None else "",
                "review": iso(review),
                "overdue": review is not None and review < plan.today,
            }
        found.append((points or 0, line(plan, item, audience, **more)))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def issues(plan: Plan, items: Iterable[Item], audience: Audience) -> list[Line]:
    """Open issues, the most severe first."""
    order = {"critical": 0, "high": 1, "medium": 2, "low": 3}
    found = [item for item in items if isinstance(item, Issue) and is_open(plan, item)]
    found.sort(key=lambda item: order.get(item.severity, 4))
    return [line(plan, item, audience, severity=item.severity, due=iso(due_of(plan, item))) for item in found]


def decisions(plan: Plan, items: Iterable[Item], audience: Audience) -> list[Line]:
    """Decisions that are wanted, by the day on which they are."""
    found = [item for item in items if isinstance(item, Decision) and item.status == "proposed"]
    found.sort(key=lambda item: due_of(plan, item) or date.max)
    return [
        line(plan, item, audience, due=iso(due_of(plan, item)), context=item.context, options=list(item.options))
        for item in found
    ]


def checks(plan: Plan, items: Iterable[Item], audience: Audience) -> dict[str, object]:
    """Quality checks: how many there are, how many of them passed, and which failed."""
    found = judged([item for item in items if isinstance(item, QualityCheck)])
    failed = [line(plan, item, audience, criterion=item.criterion) for item in found.failed]
    return {"passed": found.passed, "all": found.all, "failed": failed}


def limits(plan: Plan, document: Document) -> list[Line]:
    """Time, cost, scope and quality of a project beside what its charter allows; for ourselves only."""
    found = limits_of(plan, document) if isinstance(document, Project) else ()
    return [
        {
            "id": one.project,
            "document": document.title,
            "dimension": one.dimension,
            "limit": one.limit,
            "value": one.value,
            "margin": one.margin,
            "beyond": one.is_beyond,
        }
        for one in found
    ]


def blocked(plan: Plan, documents: Sequence[str], audience: Audience) -> list[Line]:
    """Work that stands still, with the reason; for ourselves only, as the reason may name anything."""
    if audience != "internal":
        return []
    notices: list[Notice] = [notice for name in documents for notice in attention(plan, name).blocked]
    return [line(plan, plan.workspace.items[notice.item], audience, reason=notice.text) for notice in notices]
