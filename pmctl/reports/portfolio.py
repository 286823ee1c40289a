"""All plans on one page: a line each, money by currency, the worst risks, who holds whom up, who is over-asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmctl.audience import visible
from pmctl.insights.attention import next_milestone
from pmctl.insights.cost import Costs, costs_of
from pmctl.insights.health.dependencies import days_late
from pmctl.insights.promises import forecast_of, is_late, slip_of
from pmctl.insights.relations import members_of, projects_of, waits
from pmctl.insights.risk import band, score
from pmctl.insights.states import is_open, is_over
from pmctl.insights.workload import AskedWeek, overloads
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.people import Person
from pmctl.model.product import Product
from pmctl.model.project import USUAL_PRIORITY, Project
from pmctl.model.workspace import Document
from pmctl.quantity import print_share
from pmctl.reports.paper import Column, Fact, Paper, Request, Row, Section
from pmctl.reports.sections import standing
from pmctl.reports.sections.reader import counted, filled, is_ours, row, seen
from pmctl.reports.status_lists import Line, iso

MOST_WEEKS = 4
"""Weeks of one person that are told."""


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
            *(_inside(request, shown) if is_ours(request) else ()),
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
    workspace = request.plan.workspace
    name = request.document.title if request.document else workspace.name or workspace.id
    return f"{name}: portfolio" if name else "Portfolio"


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
    item = request.plan.workspace.items.get(notice.item) if notice else None
    is_shown = item is not None and visible(request.plan.workspace, item, request.audience)
    return {
        "id": document.id,
        "name": document.title,
        "phase": (document.phase if isinstance(document, Project) else document.stage) if is_ours(request) else None,
        "priority": document.priority if document.priority is not None else USUAL_PRIORITY,
        "item": item.id if is_shown and item else None,
        "next": item.title if is_shown and item else None,
        "date": iso(notice.day) if is_shown and notice else None,
    }


# --- for ourselves ----------------------------------------------------------------------------------------------------


def _inside(request: Request, shown: Sequence[Document]) -> Iterator[Section]:
    yield _money(request, shown)
    yield _risks(request, shown)
    yield _late_between(request, shown)
    yield _people(request, shown)


def _money(request: Request, shown: Sequence[Document]) -> Section:
    """Spent, budget and estimate of each plan, and the sum of each currency, in which a project counts once."""
    rows: list[Line] = []
    for one in shown:
        name = f"{one.title} with its projects" if projects_of(request.plan, one.id) else one.title
        rows += _sums(name, costs_of(request.plan, one.id), {"id": one.id, "kind": one.kind})
    rows += _totals(request, shown, rows)
    columns = (
        Column("name", "Plan"),
        Column("spent", "Spent", "amount"),
        Column("of", "Budget", "amount"),
        Column("estimate", "Expected", "amount"),
        Column("reserve", "Reserve", "amount"),
        Column("currency", "Currency"),
    )
    missing = "what it may cost: `budget`" if shown else ""
    return Section("money", "Money", filled(columns, rows), tuple(rows), missing=missing)


def _sums(name: str, costs: Costs, more: Line) -> list[Line]:
    parts = (costs.budget, costs.actual, costs.estimate, costs.reserve)
    currencies = sorted({currency for part in parts for currency, amount in part.items() if amount})
    return [
        {
            **more,
            "name": name,
            "currency": currency,
            **_figures(currency, costs),
        }
        for currency in currencies
    ]


def _figures(currency: str, costs: Costs) -> Line:
    nothing = Decimal(0)
    return {
        "spent": float(costs.actual.get(currency, nothing)),
        "of": float(costs.budget.get(currency, nothing)),
        "estimate": float(costs.estimate.get(currency, nothing)),
        "reserve": float(costs.reserve.get(currency, nothing)),
    }


def _totals(request: Request, shown: Sequence[Document], rows: Sequence[Row]) -> list[Line]:
    """The sum of each currency: products with all their projects, and projects of no product that is shown."""
    products = {one.id for one in shown if isinstance(one, Product)}
    counted_once = {one.id for one in shown if not isinstance(one, Project) or one.product not in products}
    found: list[Line] = []
    for currency in sorted({str(one["currency"]) for one in rows}):
        chosen = [one for one in rows if one["currency"] == currency and one["id"] in counted_once]
        sums = {key: sum(float(str(one[key])) for one in chosen) for key in ("spent", "of", "estimate", "reserve")}
        found.append({"name": "all, each project once", "currency": currency, **sums, "sum": True})
    return found if len(rows) > len(found) else []


def _risks(request: Request, shown: Sequence[Document]) -> Section:
    """The worst open risk of each plan, the highest first."""
    plan, found = request.plan, list[tuple[int, Line]]()
    for document in shown:
        opened = [one for one in members_of(plan, document.id, Risk) if is_open(plan, one)]
        worst = max(opened, key=lambda one: score(plan, one) or 0, default=None)
        if worst is not None:
            points = score(plan, worst)
            more = {"points": points, "band": band(points) if points else "", "open": len(opened)}
            likely = print_share(worst.probability.value) if worst.probability else ""
            found.append((points or 0, row(request, worst, probability=likely, response=worst.response, **more)))
    columns = (
        Column("document", "Plan"),
        Column("name", "Risk"),
        Column("band", "Class"),
        Column("probability", "Likely"),
        Column("response", "Response"),
        Column("names", "Owner"),
        Column("open", "Open", "number"),
    )
    rows = tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))
    return Section("risks", "The worst risk of each plan", filled(columns, rows), rows)


def _late_between(request: Request, shown: Sequence[Document]) -> Section:
    """What one plan owes another and is late with."""
    items, ids = request.plan.workspace.items, {one.id for one in shown}
    found: dict[str, list[Item]] = {}
    for wait in waits(request.plan):
        before, after = items[wait.before], items[wait.after]
        is_between = before.document != after.document and ids & {before.document, after.document}
        if is_between and is_late(request.plan, before) and not is_over(request.plan, after):
            found.setdefault(before.id, []).append(after)
    rows = tuple(
        row(
            request,
            items[id],
            forecast=iso(forecast_of(request.plan, items[id]).date),
            slip=days_late(request.plan, items[id]),
            holds=[one.id for one in waiting],
        )
        for id, waiting in found.items()
    )
    columns = (
        Column("id", "Late"),
        Column("names", "Owner"),
        Column("forecast", "Forecast", "day"),
        Column("slip", "Slip", "slip"),
        Column("holds", "Holds up"),
    )
    return Section("between", "Late between plans", columns, tuple(sorted(rows, key=lambda one: str(one["id"]))))


def _people(request: Request, shown: Sequence[Document]) -> Section:
    """Whom these plans ask for more than they can give, in the next weeks in which that is so."""
    ids = {one.id for one in shown}
    rows = tuple(
        _week(person, week)
        for person in request.plan.workspace.people.values()
        for week in overloads(request.plan, person.id)[:MOST_WEEKS]
        if ids & {item.partition("/")[0] for item, _ in week.items}
    )
    columns = (
        Column("name", "Who"),
        Column("week", "Week", "number"),
        Column("monday", "From", "day"),
        Column("asked", "Asked", "share"),
        Column("asking", "By"),
    )
    return Section("people", "Asked for more than they can give", columns, rows)


def _week(person: Person, week: AskedWeek) -> Line:
    """`ana asked 140% in week 14: checkout 80%, wallet 60%`."""
    minutes: dict[str, int] = {}
    for item, asked in week.items:
        home = item.partition("/")[0]
        minutes[home] = minutes.get(home, 0) + asked
    return {
        "who": person.id,
        "name": person.title,
        "week": week.number,
        "monday": iso(week.monday),
        "asked": float(week.asked_share) if week.asked_share is not None else "time off",
        "asking": [f"{home} {print_share(one / week.capacity, 0)}" for home, one in minutes.items() if week.capacity],
    }
