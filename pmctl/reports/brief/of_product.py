"""The brief of a product: vision, strategy, objectives with progress, the next two quarters, what is to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.audience import dates_for, is_dated
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import members_of, projects_of, release_of, resolved
from pmctl.insights.roadmap.entries import horizon_of
from pmctl.insights.states import is_over, status_of
from pmctl.model.product import Feature, Objective, Positioning, Product
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import aims, control, releases, roles, standing
from pmctl.reports.sections.reader import counted, dates, filled, is_ours, members, row, seen
from pmctl.reports.status_lists import Line

QUARTERS = 2
"""This quarter and the next."""
SOON = ("now", "next")
"""The horizons of these quarters."""
MOST = 20
"""Features that a page has room for."""


def view(request: Request, product: Product) -> Paper:
    """One page."""
    return Paper(
        f"{product.title} in brief",
        product.vision or standing.sentence(request.plan, product, request.audience),
        tuple(_facts(request, product)),
        (
            _strategy(request, product),
            aims.objectives(request, members_of(request.plan, product.id, Objective)),
            _ahead(request, product),
            releases.ahead(request, product),
            control.decisions(request, product),
            *_inside(request, product),
        ),
        tuple(_missing(product)),
    )


def _facts(request: Request, product: Product) -> Iterator[Fact]:
    if is_ours(request):
        yield from standing.facts(request, product)
    yield from _positioning(product)
    if product.pricing:
        yield "Price", product.pricing, "text"


def _positioning(product: Product) -> Iterator[Fact]:
    place = product.positioning or Positioning()
    parts = (("For", place.for_), ("Who", place.who), ("Unlike", place.unlike), ("Promise", place.promise))
    return ((name, text, "text") for name, text in parts if text)


def _strategy(request: Request, product: Product) -> Section:
    """For ourselves: others read what it promises them."""
    shown = (product.strategy,) if product.strategy and is_ours(request) else ()
    return Section("strategy", "Strategy", text=shown, missing="how it wins: `strategy`")


def _missing(product: Product) -> Iterator[str]:
    if not product.vision:
        yield "the vision: `vision`"
    if product.positioning is None:
        yield "for whom it is, and what it promises them: `positioning`"


def _ahead(request: Request, product: Product) -> Section:
    """What is promised or expected in this quarter and the next, or is meant for now or next where no day is told."""
    plan = request.plan
    ended, until = _end_of_quarter(plan.today, 0), _end_of_quarter(plan.today, QUARTERS)
    opened = [one for one in members(request, product, Feature) if not is_over(plan, one)]
    found = [(day, one) for one in opened if (day := _day(request, one)) and day <= until]
    found.sort(key=lambda pair: (pair[0], pair[1].id))
    ahead = [one for day, one in found if max(day, forecast_of(plan, one).date or day) > ended]
    meant = [one for one in opened if _is_meant(request, one)]
    ahead += meant
    rows = tuple(_feature(request, one) for one in ahead)
    columns = (
        Column("name", "Feature"),
        *((Column("problem", "Because"),) if request.audience == "public" else ()),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("status", "Status"),
        Column("release", "Release"),
    )
    missing = "what comes next: `features` with `due` or `delivered-by`"
    text = _not_listed(request, len(found) - len(ahead), len(ahead) - MOST)
    title = "Now and next" if meant else "This quarter and the next"
    return Section("ahead", title, filled(columns, rows), rows, text, missing=missing, room=MOST)


def _day(request: Request, one: Feature) -> date | None:
    """The promised day, else the expected one, as far as the reader may know it."""
    told = dates_for(request.plan, one, request.audience)
    return told.promise.last if told.promise is not None else told.forecast.date


def _is_meant(request: Request, one: Feature) -> bool:
    """Is it for now or next, its days being none of the reader's business?"""
    is_told = is_dated(request.plan.workspace, one, request.audience)
    return not is_told and horizon_of(request.plan, one) in SOON


def _not_listed(request: Request, earlier: int, more: int) -> tuple[str, ...]:
    """What is not on the page, in one paragraph; nothing where all is. Readers outside are not told what is late."""
    late = earlier if is_ours(request) else 0
    parts = [f"{counted(late, 'feature')} of earlier quarters, still open"] * bool(late)
    parts += [f"{more} more of these quarters"] * (more > 0)
    where = "; `pmctl roadmap` has all" if is_ours(request) else ""
    return (f"Not listed here: {'; '.join(parts)}{where}.",) if parts else ()


def _feature(request: Request, one: Feature) -> Line:
    plan = request.plan
    release = release_of(plan, one)
    theme = seen(request, resolved(plan, one, (one.theme,))) if one.theme else ()
    return row(
        request,
        one,
        problem=one.problem,
        theme=theme[0].title if theme else None,
        status=status_of(plan, one),
        **dates(request, one),
        release=release.title if release is not None and seen(request, [release]) else None,
    )


def _end_of_quarter(today: date, ahead: int) -> date:
    """The last day of the quarter that is so many quarters ahead, this one counting as the first."""
    months = (today.month - 1) // 3 * 3 + 3 * ahead
    return date.fromordinal(date(today.year + months // 12, months % 12 + 1, 1).toordinal() - 1)


def _inside(request: Request, product: Product) -> Iterator[Section]:
    """What is for ourselves: who builds it, and how that stands."""
    if not is_ours(request):
        return
    rows = tuple(
        standing.as_row(request, project)
        for project in projects_of(request.plan, product.id)
        if not is_over(request.plan, project)
    )
    missing = f"who builds it: a project with `product: {product.id}`"
    yield Section("projects", "Projects", filled(standing.COLUMNS, rows), rows, missing=missing)
    yield control.risks_in_brief(request, product, 3)
    yield roles.in_brief(request, product)
