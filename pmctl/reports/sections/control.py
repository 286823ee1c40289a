"""What is controlled: risks, issues, assumptions, decisions."""

from __future__ import annotations

from pmctl.insights.facts import show
from pmctl.insights.relations import resolved
from pmctl.model.control import Assumption, Decision, Issue, Risk
from pmctl.model.item import Item
from pmctl.model.workspace import Document
from pmctl.reports import status_lists as lists
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import concerning, filled, is_ours, members, row, seen
from pmctl.reports.status_lists import iso


def risks(request: Request, document: Document, most: int | None = None) -> Section:
    """Open risks, the highest first; how likely and how bad they are is for ourselves."""
    plan, workspace = request.plan, request.plan.workspace
    rows = lists.risks(plan, concerning(request, document, Risk), request.audience)
    columns: tuple[Column, ...] = (Column("name", "Risk"), Column("names", "Owner"), Column("response", "Response"))
    if is_ours(request):
        for one in rows:
            item = workspace.items[str(one["id"])]
            one["impact"] = show(plan, item.impact) if isinstance(item, Risk) else ""
        columns = (
            Column("name", "Risk"),
            Column("band", "Class"),
            Column("probability", "Likely"),
            Column("impact", "Impact"),
            Column("response", "Response"),
            Column("plan", "Plan"),
            Column("names", "Owner"),
        )
    title = "Risks" if most is None else "Top risks"
    return Section("risks", title, filled(columns, rows), tuple(rows[:most]), missing="what may go wrong: `risks`")


def risks_in_brief(request: Request, document: Document, most: int) -> Section:
    """The worst of them, a line each: `The provider certifies late (high, 40%): mitigate, Ana Ruiz`."""
    lines = []
    for one in risks(request, document, most).rows:
        how = ", ".join(str(one[key]) for key in ("band", "probability") if one.get(key))
        what = ", ".join(str(one[key]) for key in ("response", "names") if one[key])
        lines.append(f"{one['name']}{f' ({how})' if how else ''}{f': {what}' if what else ''}")
    return Section("risks", "Top risks", text=tuple(lines), listed=True, missing="what may go wrong: `risks`")


def issues(request: Request, document: Document) -> Section:
    """Open issues, the most severe first."""
    rows = lists.issues(request.plan, members(request, document, Issue), request.audience)
    columns = (
        Column("name", "Issue"),
        Column("severity", "Severity"),
        Column("names", "Owner"),
        Column("due", "Due", "day"),
    )
    return Section("issues", "Open issues", filled(columns, rows), tuple(rows))


def decisions(request: Request, document: Document) -> Section:
    """Decisions that are wanted, by the day on which they are."""
    rows = lists.decisions(request.plan, members(request, document, Decision), request.audience)
    columns = (
        Column("name", "Decision"),
        Column("names", "By"),
        Column("due", "Due", "day"),
        Column("options", "Options"),
        Column("context", "Why"),
    )
    return Section("decisions", "Open decisions", filled(columns, rows), tuple(rows))


def assumptions(request: Request, document: Document) -> Section:
    """What is taken to be true, with what rests on it and when it is looked at again."""
    rows = [
        row(
            request,
            one,
            status=one.status,
            review=iso(one.review.last) if one.review else None,
            affects=_titles(request, one, one.affects),
            evidence=_titles(request, one, one.evidence),
        )
        for one in concerning(request, document, Assumption)
        if one.status != "false"
    ]
    columns = (
        Column("name", "Assumption"),
        Column("status", "Status"),
        Column("affects", "Affects"),
        Column("names", "Owner"),
        Column("review", "Review", "day"),
    )
    missing = "what is taken as true: `assumptions`"
    return Section("assumptions", "Assumptions", filled(columns, rows), tuple(rows), missing=missing)


def _titles(request: Request, item: Item, references: tuple[str, ...]) -> list[str]:
    return [one.title for one in seen(request, resolved(request.plan, item, references))]
