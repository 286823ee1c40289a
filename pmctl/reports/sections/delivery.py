"""What is delivered, when, and whether it is good enough: milestones, deliverables, quality checks."""

from __future__ import annotations

from datetime import date

from pmctl.insights.acceptance import checks_of, judged, state_of
from pmctl.insights.gates import PHASES, standing
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, slip_of
from pmctl.insights.relations import leaves_of, resolved
from pmctl.insights.states import is_over, status_of
from pmctl.model.control import Deliverable, Gate, QualityCheck
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, members, names, row, seen
from pmctl.reports.status_lists import Line, iso

DAYS = (
    Column("due", "Promised", "day"),
    Column("baseline", "Planned", "day"),
    Column("forecast", "Forecast", "day"),
    Column("slip-days", "Slip", "slip"),
)
"""The three kinds of date, never mixed."""
_TAKEN = (Column("checks", "Checks"), Column("state", "State"), Column("accepted", "Accepted", "day"))


def milestones(request: Request, document: Document, most: int | None = None) -> Section:
    """Milestones by their forecast, of one day by their promise; with `most` the next ones that are not over."""
    plan = request.plan
    found = [one for one in seen(request, leaves_of(plan, document)) if one.milestone]
    if most is not None:
        found = [one for one in found if not is_over(plan, one)]
    found.sort(key=lambda one: (forecast_of(plan, one).date or date.max, due_of(plan, one) or date.max, one.id))
    rows = [
        row(
            request,
            one,
            due=iso(due_of(plan, one)),
            baseline=iso(baseline_dates(plan, one)[1]),
            forecast=iso(forecast_of(plan, one).date),
            **{"slip-days": slip_of(plan, one)},
            status=status_of(plan, one),
        )
        for one in found[:most]
    ]
    columns: tuple[Column, ...] = (Column("name", "Milestone"), *DAYS)
    if most is None:
        columns = (*columns, Column("status", "Status"))
        missing = "milestones: a task with `milestone: true`"
    else:
        missing = "" if isinstance(document, Project) and is_over(plan, document) else "a milestone that is still ahead"
    title = "Milestones" if most is None else "Next milestones"
    return Section("milestones", title, filled(columns, rows), tuple(rows), missing=missing)


def deliverables(request: Request, document: Document, is_agreed: bool = False) -> Section:
    """Deliverables: who answers, when they are there, how their checks went, who has accepted them.

    `is_agreed` says that what was agreed is of interest, not how it went.
    """
    rows = tuple(_deliverable(request, one) for one in members(request, document, Deliverable))
    columns = (
        Column("name", "Deliverable"),
        Column("names", "Owner"),
        Column("forecast", "Forecast", "day"),
        *((Column("accept", "Accepted when"),) if is_agreed else _TAKEN),
    )
    missing = "what is delivered: `deliverables`"
    return Section("deliverables", "Deliverables", filled(columns, rows), rows, missing=missing)


def _deliverable(request: Request, one: Deliverable) -> Line:
    plan = request.plan
    checks = judged(tuple(seen(request, checks_of(plan, one))))
    accepted = next((each for each in one.accepted if each.date), None)
    return row(
        request,
        one,
        tasks=[task.id for task in seen(request, resolved(plan, one, one.tasks))],
        forecast=iso(forecast_of(plan, one).date),
        accept=list(one.accept),
        checks=f"{checks.passed} of {checks.all}" if checks.all else None,
        failed=[check.id for check in checks.failed],
        state=state_of(plan, one) if is_ours(request) or accepted else "open",
        accepted=iso(accepted.date.last) if accepted and accepted.date else None,
        **{"accepted-by": names(request, [accepted.by]) if accepted else ""},
    )


def checks(request: Request, document: Document) -> Section:
    """The quality log: every check with its criterion, how it is tested, its result and its evidence."""
    plan = request.plan
    rows = []
    for one in members(request, document, QualityCheck):
        about = seen(request, resolved(plan, one, (one.of,))) if one.of else ()
        rows.append(
            row(
                request,
                one,
                of=[item.id for item in about],
                check=f"{one.title} ({', '.join(item.title for item in about)})" if about else one.title,
                criterion=one.criterion,
                method=one.method,
                due=iso(one.due.last) if one.due else None,
                result=one.result,
                date=iso(one.date.last) if one.date else None,
                overdue=one.result == "open" and one.due is not None and one.due.last < plan.today,
                links=list(one.links),
                description=one.description,
            )
        )
    columns = (
        Column("check", "Check"),
        Column("criterion", "Criterion"),
        Column("result", "Result"),
        Column("date", "Tested", "day"),
        Column("due", "Due", "day"),
        Column("names", "Owner"),
    )
    missing = "how quality is tested: `quality`"
    return Section("quality", "Quality log", filled(columns, rows), tuple(rows), missing=missing)


def evidence(request: Request, document: Document) -> Section:
    """What shows how checks went: their links, and what was found."""
    rows = [
        row(request, one, result=one.result, link=link, found=one.description)
        for one in members(request, document, QualityCheck)
        for link in one.links or (("",) if one.description else ())
    ]
    columns = (
        Column("name", "Check"),
        Column("result", "Result"),
        Column("found", "Found"),
        Column("link", "Where"),
    )
    return Section("evidence", "Evidence", filled(columns, rows), tuple(rows))


def gates(request: Request, document: Document) -> Section:
    """The gates between phases in their order: what must be true, and who has passed them."""
    order = {phase: place for place, phase in enumerate(PHASES)}
    found = sorted(members(request, document, Gate), key=lambda gate: order.get(gate.key, len(order)))
    rows = tuple(_gate(request, one) for one in found)
    columns = (
        Column("phase", "Gate"),
        Column("criteria", "Criteria"),
        Column("state", "Met"),
        Column("passed", "Passed", "day"),
        Column("passed-by", "By"),
    )
    return Section("gates", "Gates", filled(columns, rows), rows, missing="when a phase may end: `gates`")


def _gate(request: Request, gate: Gate) -> Line:
    """One gate; what is missing is named where something else is met, and who is asked where nobody has passed it."""
    found = standing(request.plan, gate)
    met, missing = f"{len(found.met)} of {len(gate.criteria)}", ", ".join(found.missing)
    passed = next((one for one in gate.passed if one.date), None)
    asked = names(request, (one.by for one in gate.passed))
    return row(
        request,
        gate,
        phase=gate.key,
        criteria=list(gate.criteria),
        met=len(found.met),
        of=len(gate.criteria),
        missing=list(found.missing),
        state=f"{met}, missing: {missing}" if found.met and missing else met,
        passed=iso(passed.date.last) if passed and passed.date else None,
        **{"passed-by": names(request, [passed.by]) if passed else f"asked: {asked}" if asked else ""},
    )
