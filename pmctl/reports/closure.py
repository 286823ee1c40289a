"""The end of a project: what is still open, each with its place, and how it went against what was planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pmctl.insights.acceptance import judged
from pmctl.insights.baselines.changes import comparison
from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.closing import AREAS, Open, closure_text, end_text, has_ended, still_open
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import baseline_dates, forecast_of, say_promise, slip_of, variance_of
from pmctl.insights.written import place_of
from pmctl.model.control import Deliverable, Lesson, QualityCheck
from pmctl.model.project import Project
from pmctl.quantity import print_days, print_money
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import aims, delivery, lessons, money, reviews
from pmctl.reports.sections.reader import counted, filled, is_ours, members, row, said, seen
from pmctl.reports.status_lists import Line

AREA_TITLES = {
    "work": "Work",
    "acceptance": "Acceptance",
    "risks": "Risks",
    "budget": "Budget",
    "handover": "Hand-over",
    "lessons": "Lessons",
}


def view(request: Request) -> Paper:
    """The closure of a project."""
    project = request.document
    assert isinstance(project, Project)
    left = _left(request, project)
    return Paper(
        f"{project.title}: closure",
        _headline(request, project),
        tuple(_facts(left)) if is_ours(request) else (),
        (
            _open(request, left),
            _against(request, project),
            aims.benefits(request, project),
            reviews.outcome_reviews(request, project),
            delivery.deliverables(request, project),
            delivery.checks(request, project),
            money.money(request, project),
            lessons.learned(request, members(request, project, Lesson)),
        ),
        reviews.not_reviewed(request, project),
    )


def _left(request: Request, project: Project) -> tuple[Open, ...]:
    """What is still open; nobody outside is told of money, nor of what is not written."""
    found = still_open(request.plan, project)
    if is_ours(request):
        return found
    return tuple(one for one in found if seen(request, [one.item]) and one.area != "budget" and one.item is not project)


def _is_told(request: Request, one: Open) -> bool:
    """May the reader know of it? What is still to be paid is ours, whoever sees the contract."""
    return bool(seen(request, [one.item])) and (is_ours(request) or one.area != "budget")


def _headline(request: Request, project: Project) -> str:
    """When it ended beside its promise, and for ourselves how much keeps it from being closed."""
    words = closure_text(request.plan, project) if is_ours(request) else end_text(request.plan, project)
    return f"{words}."


def _facts(left: Sequence[Open]) -> Iterator[Fact]:
    """How much is open in each area."""
    for area in AREAS:
        yield AREA_TITLES[area], sum(one.area == area for one in left) or "nothing open", "text"


def _open(request: Request, left: Sequence[Open]) -> Section:
    rows = tuple(
        row(
            request,
            one.item,
            area=AREA_TITLES[one.area],
            why=one.text if is_ours(request) else None,
            place=place_of(request.plan, one.span) if is_ours(request) else None,
        )
        for one in left
    )
    columns = (
        Column("area", "Area"),
        Column("name", "What"),
        Column("why", "State"),
        Column("names", "Who"),
        Column("place", "Where"),
    )
    return Section("open", "Still open", filled(columns, rows), rows)


# --- how it went ------------------------------------------------------------------------------------------------------


def _against(request: Request, project: Project) -> Section:
    """Time, scope, quality and cost as they are beside what was promised and planned."""
    rows = [_time(request, project), *_scope(request, project), *_quality(request, project)]
    if is_ours(request):
        rows += _cost(request, project)
    columns = (
        Column("name", "Measure"),
        Column("agreed", "Promised"),
        Column("planned", "Planned"),
        Column("now", "Now"),
        Column("gap", "Gap"),
    )
    return Section("measures", "Against promise and baseline", filled(columns, rows), tuple(rows))


def _time(request: Request, project: Project) -> Line:
    plan = request.plan
    end, planned = forecast_of(plan, project).date, baseline_dates(plan, project)[1]
    gaps = ((slip_of(plan, project), "promise"), (variance_of(plan, project), "baseline"))
    return {
        "name": "Time" if has_ended(plan, project) else "Time (forecast)",
        "agreed": say_promise(plan, project),
        "planned": said(request, planned),
        "now": said(request, end),
        "gap": _gaps([(f"{days:+d}d" if days else "0d", what) for days, what in gaps if days is not None]),
    }


def _gaps(found: Sequence[tuple[str, str]]) -> str:
    """`+3d against both`, or each against its own."""
    if len(found) > 1 and len({gap for gap, _ in found}) == 1:
        return f"{found[0][0]} against both"
    return ", ".join(f"{gap} against the {what}" for gap, what in found)


def _scope(request: Request, project: Project) -> Iterator[Line]:
    """Deliverables that were accepted; effort beside the baseline, for ourselves."""
    found = members(request, project, Deliverable)
    if found:
        accepted = sum(any(each.date for each in one.accepted) for one in found)
        gap = f"{len(found) - accepted} not accepted" if accepted < len(found) else "all accepted"
        yield {
            "name": "Scope",
            "agreed": counted(len(found), "deliverable"),
            "now": f"{accepted} accepted",
            "gap": gap,
        }
    baseline = baseline_of(request.plan, project.id)
    if baseline is None or not is_ours(request):
        return
    compared, units = comparison(request.plan, project, baseline), request.plan.workspace.units
    before, now = compared.planned.effort, compared.now.effort
    if before is not None and now is not None:
        came, went = len(compared.those("added")), len(compared.those("dropped"))
        changed = ", ".join(f"{counted(n, 'task')} {word}" for n, word in ((came, "added"), (went, "dropped")) if n)
        yield {
            "name": "Work",
            "planned": print_days(before, units).lstrip("+"),
            "now": print_days(now, units).lstrip("+"),
            "gap": print_days(now - before, units) + (f" ({changed})" if changed else ""),
        }


def _quality(request: Request, project: Project) -> Iterator[Line]:
    checks = judged(members(request, project, QualityCheck))
    failed = ", ".join(f"{one.title} fails" for one in checks.failed)
    left = checks.all - checks.passed - len(checks.failed)
    if checks.all:
        yield {
            "name": "Quality",
            "agreed": counted(checks.all, "check"),
            "now": f"{checks.passed} passed",
            "gap": ", ".join(filter(None, (failed, f"{left} open" if left else ""))) or "none failed",
        }


def _cost(request: Request, project: Project) -> Iterator[Line]:
    """Each currency for itself: the budget without its reserve, the baseline, what is spent and expected."""
    costs, baseline = costs_of(request.plan, project.id), baseline_of(request.plan, project.id)
    planned: Mapping[str, Decimal] = {}
    if baseline is not None:
        planned = comparison(request.plan, project, baseline).planned.cost or {}
    for currency in sorted({*costs.budget, *costs.estimate}):
        budget, estimate = costs.budget.get(currency), costs.estimate.get(currency, Decimal(0))
        spent = costs.actual.get(currency, Decimal(0))
        before = planned.get(currency)
        yield {
            "name": f"Cost ({currency})",
            "agreed": print_money(budget) if budget is not None else "",
            "planned": print_money(before) if before is not None else "",
            "now": f"{_whole(estimate)} expected, {_whole(spent)} spent",
            "gap": f"{estimate - budget:+,.0f} against the budget" if budget else "",
        }


def _whole(amount: Decimal) -> str:
    return print_money(amount.quantize(Decimal(1)))
