"""What a portfolio says to ourselves: money by currency, the worst risks, who holds whom up, who is over-asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import Costs, costs_of
from pmctl.insights.health.dependencies import days_late
from pmctl.insights.promises import forecast_of, is_late
from pmctl.insights.relations import members_of, projects_of, waits
from pmctl.insights.risk import band, score
from pmctl.insights.states import is_open, is_over
from pmctl.insights.workload import AskedWeek, overloads
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.people import Person
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.quantity import print_share
from pmctl.reports.paper import Column, Request, Row, Section
from pmctl.reports.sections.reader import filled, row
from pmctl.reports.status_lists import Line, iso

MOST_PEOPLE = 15
"""People who are named, those of whom most is asked."""


def inside(request: Request, shown: Sequence[Document]) -> Iterator[Section]:
    """The sections that nobody outside reads."""
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
    rows += _totals(shown, rows)
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


def _totals(shown: Sequence[Document], rows: Sequence[Row]) -> list[Line]:
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
    """What one plan owes another and is late with, the latest first."""
    items, ids = request.plan.workspace.items, {one.id for one in shown}
    found: dict[str, list[Item]] = {}
    for wait in waits(request.plan):
        before, after = items[wait.before], items[wait.after]
        is_between = before.document != after.document and ids & {before.document, after.document}
        if is_between and is_late(request.plan, before) and not is_over(request.plan, after):
            found.setdefault(before.id, []).append(after)
    late = {id: days_late(request.plan, items[id]) for id in found}
    rows = tuple(
        row(
            request,
            items[id],
            forecast=iso(forecast_of(request.plan, items[id]).date),
            **{"slip-days": late[id]},
            holds=[one.id for one in found[id]],
        )
        for id in sorted(found, key=lambda id: (-late[id], id))
    )
    columns = (
        Column("id", "Late"),
        Column("names", "Owner"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("holds", "Holds up"),
    )
    return Section("between", "Late between plans", columns, rows)


def _people(request: Request, shown: Sequence[Document]) -> Section:
    """Whom these plans ask for more than they can give, in the worst of the weeks in which that is so."""
    ids = {one.id for one in shown}
    found: list[tuple[Fraction, Line]] = []
    for person in request.plan.workspace.people.values():
        weeks = [
            one for one in overloads(request.plan, person.id) if ids & {id.partition("/")[0] for id, _ in one.items}
        ]
        if weeks:
            worst = max(weeks, key=_asked)
            found.append((_asked(worst), _week(person, worst, len(weeks))))
    found.sort(key=lambda pair: -pair[0])
    columns = (
        Column("name", "Who"),
        Column("week", "Week", "number"),
        Column("monday", "From", "day"),
        Column("asked", "Asked", "share"),
        Column("asking", "By"),
        Column("weeks", "Weeks", "number"),
    )
    more = f": the first {MOST_PEOPLE} of {len(found)}" if len(found) > MOST_PEOPLE else ""
    rows = tuple(line for _, line in found[:MOST_PEOPLE])
    return Section("people", f"Asked for more than they can give{more}", columns, rows)


def _homes(week: AskedWeek) -> set[str]:
    return {id.partition("/")[0] for id, _ in week.items}


def _asked(week: AskedWeek) -> Fraction:
    """The share that is asked; of somebody who is away as many hours as there are."""
    return week.asked_share if week.asked_share is not None else week.asked


def _week(person: Person, week: AskedWeek, weeks: int) -> Line:
    """`ana asked 140% in week 14: checkout 80%, wallet 60%`, and in how many weeks too much is asked."""
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
        "weeks": weeks,
        "asking": [f"{home} {print_share(one / week.capacity, 0)}" for home, one in minutes.items() if week.capacity],
    }
