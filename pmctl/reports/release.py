"""A release: what it brings, how much of it is there, forecast against promise, the notes and the list of changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.audience import dates_for
from pmctl.insights.promises import due_of, forecast_of, is_late, slip_of
from pmctl.insights.releases import launch_tasks, not_planned, readiness, shipped, without_plan
from pmctl.insights.states import category_of, status_of
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.quantity import print_when
from pmctl.reports.paper import Column, Fact, Paper, Request, Section, blank
from pmctl.reports.sections import releases, reviews
from pmctl.reports.sections.reader import counted, dates, filled, is_ours, names, row, seen
from pmctl.reports.status_lists import Line


def view(request: Request) -> Paper:
    """One release, or a line for each where none is named."""
    if request.item is None:
        return _of_all(request)
    assert isinstance(request.item, Release)
    return _of_one(request, request.item)


# --- one --------------------------------------------------------------------------------------------------------------


def _of_one(request: Request, release: Release) -> Paper:
    if not seen(request, [release]):
        return blank("Release")
    found = releases.features_of(request, release)
    told = shipped(request.plan, found) if release.status == "released" else found
    is_out = release.status == "released"
    return Paper(
        f"Release {release.title}",
        releases.sentence(request, release),
        tuple(_facts(request, release)),
        (
            releases.features(request, release),
            *releases.notes(request, told),
            releases.changes(told, "Changes" if is_out else "Changes that it will bring"),
            *_open(request, release),
            *((reviews.reviews_of_release(request, told),) if is_out else ()),
        ),
        tuple(_missing(request, release, told)),
    )


def _facts(request: Request, release: Release) -> Iterator[Fact]:
    plan = request.plan
    product = plan.workspace.documents.get(release.document)
    if product is not None:
        yield "Product", product.title, "text"
    yield "Status", release.status, "text"
    if not is_ours(request):
        return
    cause = plan.workspace.items.get(forecast_of(plan, release).reason)
    if cause is not None and category_of(plan, release) not in ("done", "dropped"):
        yield "Set by", f"{cause.title} ({cause.id})", "text"
    tasks = launch_tasks(plan, release)
    if tasks:
        yield "Launch", readiness(plan, tasks).text, "text"
    if release.commitment:
        yield "Commitment", release.commitment, "text"
    if release.owner:
        yield "Owner", names(request, [release.owner]), "text"


def _open(request: Request, release: Release) -> Iterator[Section]:
    """What is late of it, for ourselves: launch tasks and features, the latest first."""
    if not is_ours(request):
        return
    plan = request.plan
    late = (*releases.features_of(request, release), *readiness(plan, launch_tasks(plan, release)).late)
    rows: list[Line] = []
    for one in late:
        slip, due = slip_of(plan, one), due_of(plan, one)
        is_open = category_of(plan, one) not in ("done", "dropped")
        if due is not None and is_open and (due < plan.today or (slip or 0) > 0):
            rows.append(row(request, one, **dates(request, one)))
    rows.sort(key=lambda line: -int(str(line["slip-days"] or 0)))
    columns = (
        Column("name", "What"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("names", "Owner"),
    )
    yield Section("late", "Late", columns, tuple(rows))


def _missing(request: Request, release: Release, told: tuple[Feature, ...]) -> Iterator[str]:
    yield from releases.not_described(told)
    if release.due is None:
        yield "when it is promised: `due`"
    if release.status == "planned":
        yield from not_planned(launch_tasks(request.plan, release))


# --- all --------------------------------------------------------------------------------------------------------------


def _of_all(request: Request) -> Paper:
    """A line for each release."""
    plan = request.plan
    found = seen(request, (one for one in plan.workspace.items.values() if isinstance(one, Release)))
    title = f"{plan.workspace.title}: releases"
    if not found:
        return Paper(title, "No release is planned.", missing=("a release: `pmctl add release ID --to PRODUCT`",))
    ranked = sorted(found, key=lambda one: _place(plan, one))
    rows = tuple(_line(request, one) for one in ranked)
    columns = (
        Column("title", "Release"),
        Column("status", "Status"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("features", "Done"),
        Column("without-plan", "Without plan", "number"),
        Column("launch", "Launch"),
    )
    late = [one.title for one in ranked if is_late(plan, one)]
    said = _next(request, ranked)
    words = f"{counted(len(found), 'release')}{said}"
    if late and is_ours(request):
        words += f"; late: {', '.join(late)}"
    return Paper(title, f"{words}.", (), (Section("releases", "Releases", filled(columns, rows), rows),))


def _place(plan: Plan, release: Release) -> tuple[int, int, str]:
    """What is planned by its promise, then what is out or cancelled, the latest first."""
    due = due_of(plan, release)
    if release.status == "planned":
        return 0, (due or date.max).toordinal(), release.id
    out = release.date.last if release.date is not None else due
    return 1, -(out or date.min).toordinal(), release.id


def _next(request: Request, ranked: list[Release]) -> str:
    """`; next 2.1, promised Tue 7 Apr`."""
    plan = request.plan
    for one in ranked:
        promise = dates_for(plan, one, request.audience).promise
        if one.status == "planned" and promise is not None:
            return f"; next {one.title}, promised {print_when(promise, plan.today)}"
    return ""


def _line(request: Request, release: Release) -> Line:
    plan = request.plan
    document = plan.workspace.documents.get(release.document)
    told = dates(request, release)
    if release.status == "cancelled":
        told |= {"forecast": None, "slip-days": None}
    tasks = releases.tasks_of(request, release)
    return row(
        request,
        release,
        title=f"{document.title} {release.title}" if document is not None else release.title,
        status=status_of(plan, release),
        **told,
        features=releases.done(request, release),
        **({"without-plan": len(without_plan(plan, release)) or None} if is_ours(request) else {}),
        launch=readiness(plan, tasks).text if tasks and is_ours(request) else None,
    )
