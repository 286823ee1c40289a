"""All plans on one page: a line each, money by currency, the worst risks, who holds whom up, who is over-asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.audience import visible_dates
from pmctl.insights.attention import next_milestone
from pmctl.insights.promises import slip_of
from pmctl.insights.relations import projects_of
from pmctl.insights.states import is_over
from pmctl.model.product import Product
from pmctl.model.project import USUAL_PRIORITY, Project
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.portfolio.inside import inside
from pmctl.reports.sections import standing
from pmctl.reports.sections.reader import counted, filled, is_ours, seen
from pmctl.reports.status_lists import Line, iso


def view(request: Request) -> Paper:
    """Every plan that the reader may see; of a product only itself and its projects."""
    shown = seen(request, _documents(request))
    return Paper(
        _title(request),
        _headline(request, shown),
        tuple(_facts(request, shown)),
        (
            _plans(request, shown),
            _following(request, shown),
            *(inside(request, shown) if is_ours(request) else ()),
        ),
        () if shown else ("a plan: a file with `kind: project` and `tasks`",),
    )


def _documents(request: Request) -> Sequence[Document]:
    found = request.document
    if found is None:
        return sorted(request.plan.workspace.documents.values(), key=_rank)
    return (found, *projects_of(request.plan, found.id)) if isinstance(found, Product) else (found,)


def _rank(document: Document) -> tuple[bool, int]:
    """Projects by their priority, then products by theirs."""
    return isinstance(document, Product), -(document.priority if document.priority is not None else USUAL_PRIORITY)


def _title(request: Request) -> str:
    name = request.document.title if request.document else request.plan.workspace.title
    return f"{name}: portfolio"


def _headline(request: Request, shown: Sequence[Document]) -> str:
    """How many plans there are, and which of them are late."""
    if not shown:
        return "Nothing in this plan may be shown to this reader." if not is_ours(request) else "There is no plan yet."
    projects = [one for one in shown if isinstance(one, Project)]
    late = [one for one in projects if (slip_of(request.plan, one) or 0) > 0 and not is_over(request.plan, one)]
    names = ", ".join(f"{one.title} (+{slip_of(request.plan, one)}d)" for one in late)
    products = len(shown) - len(projects)
    count = ", ".join(
        counted(number, noun) for number, noun in ((len(projects), "project"), (products, "product")) if number
    )
    if not projects:
        return f"{count}."
    return f"{count}; later than promised: {names}." if late else f"{count}; none is expected later than promised."


def _facts(request: Request, shown: Sequence[Document]) -> Iterator[Fact]:
    levels = [standing.as_row(request, one)["health"] for one in shown]
    for level in ("red", "amber", "green"):
        if level in levels:
            yield level.capitalize(), levels.count(level), "number"


# --- the plans --------------------------------------------------------------------------------------------------------


def _plans(request: Request, shown: Sequence[Document]) -> Section:
    rows = tuple(standing.as_row(request, one) for one in shown)
    columns = tuple(one for one in standing.COLUMNS if one.key != "phase")
    return Section("plans", "Plans", filled(columns, rows), rows)


def _following(request: Request, shown: Sequence[Document]) -> Section:
    """What each plan reaches next, with its phase and priority."""
    found = (_next(request, one) for one in shown if not is_over(request.plan, one))
    rows = tuple(one for one in found if one["next"] or one["phase"])
    columns = (
        Column("name", "Plan"),
        *((Column("phase", "Phase"), Column("priority", "Priority", "number")) if is_ours(request) else ()),
        Column("next", "Next"),
        Column("date", "On", "day"),
    )
    return Section("next", "What comes next", filled(columns, rows), rows)


def _next(request: Request, document: Document) -> Line:
    """The next milestone of a plan, where the reader may see it."""
    notice = next_milestone(request.plan, document.id)
    is_shown = notice is not None and visible_dates(request.plan.workspace, notice.item, request.audience)
    item = request.plan.workspace.items[notice.item] if notice and is_shown else None
    return {
        "id": document.id,
        "name": document.title,
        "phase": (document.phase if isinstance(document, Project) else document.stage) if is_ours(request) else None,
        "priority": document.priority if document.priority is not None else USUAL_PRIORITY,
        "item": item.id if item else None,
        "next": item.title if item else None,
        "date": iso(notice.day) if notice and is_shown else None,
    }
