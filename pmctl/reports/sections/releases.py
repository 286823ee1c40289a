"""What a release brings: its features by state, what is said of them, and what was promised when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pmctl.audience import dates_for, is_dated, is_told
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import due_of
from pmctl.insights.relations import resolved
from pmctl.insights.releases import launch_tasks, say_without_plan, scope_of, shipped, talking_point, without_plan
from pmctl.insights.states import status_of
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Task
from pmctl.quantity import print_when
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import counted, dates, filled, is_ours, members, row, said, seen
from pmctl.reports.status_lists import Line

CHANGES: Mapping[str, str] = {
    "feature": "Added",
    "enhancement": "Changed",
    "fix": "Fixed",
    "debt": "Inside",
    "research": "Learned",
}
"""Types of features, and the word for them in a list of changes."""
NAMED = 4
"""Features that a sentence names."""


def features_of(request: Request, release: Release) -> tuple[Feature, ...]:
    """The features of a release that the reader may see."""
    return seen(request, scope_of(request.plan, release))


def tasks_of(request: Request, release: Release) -> tuple[Task, ...]:
    """The launch tasks of a release that the reader may see."""
    return seen(request, launch_tasks(request.plan, release))


def sentence(request: Request, release: Release) -> str:
    """`forecast Fri 10 Apr, promised Tue 7 Apr (+3d), 7 of 9 features done`; the forecast is `n/a` without any.

    We are told how many open features that forecast knows nothing of: no plan delivers them.
    """
    plan, features = request.plan, features_of(request, release)
    parts = []
    if release.status == "cancelled":
        parts.append("cancelled")
    else:
        parts += list(_days(request, release))
    done = len(shipped(plan, features))
    if features:
        parts.append(f"{done} of {counted(len(features), 'feature')} done")
    elif is_ours(request):
        parts.append("no features")
    undated = without_plan(plan, release) if is_ours(request) else ()
    if undated:
        parts.append(say_without_plan(len(undated)))
    return ", ".join(parts) or release.status


def _days(request: Request, release: Release) -> Iterator[str]:
    """The forecast (of what is out its day), the promise and the gap between them, as far as the reader may know."""
    dates = dates_for(request.plan, release, request.audience)
    if is_told(request.plan.workspace, release, "forecast", request.audience):
        word = "released" if release.status == "released" else "forecast"
        yield f"{word} {said(request, dates.forecast.date) or 'n/a'}"
    if dates.promise is not None:
        gap = f" ({dates.slip:+d}d)" if dates.slip else ""
        yield f"promised {print_when(dates.promise, request.plan.today)}{gap}"


def ahead(request: Request, product: Product) -> Section:
    """The releases of a product that are to come, those promised first at the top: promise beside forecast."""
    plan = request.plan
    found = [one for one in members(request, product, Release) if one.status == "planned"]
    told = [one for one in found if is_dated(plan.workspace, one, request.audience)]
    told.sort(key=lambda one: (due_of(plan, one) or date.max, one.id))
    rows = tuple(row(request, one, done=done(request, one), **dates(request, one)) for one in told)
    columns = (
        Column("name", "Release"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("done", "Done"),
    )
    return Section("releases", "Releases", filled(columns, rows), rows)


def done(request: Request, release: Release) -> str | None:
    """`0 of 5`: its features that are shipped, of those that the reader may see."""
    found = features_of(request, release)
    return f"{len(shipped(request.plan, found))} of {len(found)}" if found else None


def features(request: Request, release: Release) -> Section:
    """The features: promised and forecast, how far each is, by what it is delivered."""
    rows = tuple(_feature(request, one) for one in features_of(request, release))
    columns = (
        Column("name", "Feature"),
        Column("status", "Status"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("progress", "Done", "share"),
        Column("names", "Owner"),
    )
    missing = f"what it brings: features with `release: {release.key}`"
    return Section("features", "Features", filled(columns, rows), rows, missing=missing)


def _feature(request: Request, one: Feature) -> Line:
    plan = request.plan
    progress = progress_of(plan, one)
    return row(
        request,
        one,
        type=one.type,
        theme=theme_of(request, one),
        status=status_of(plan, one),
        **dates(request, one),
        progress=float(progress) if progress is not None and is_ours(request) else None,
    )


def theme_of(request: Request, feature: Feature) -> str:
    """The title of its theme, where the reader may see it."""
    found = seen(request, resolved(request.plan, feature, (feature.theme,))) if feature.theme else ()
    return found[0].title if found else ""


def notes(request: Request, features: Sequence[Feature]) -> Iterator[Section]:
    """What is said of each feature, under the name of its theme; none is left out because nothing is written."""
    by_theme: dict[str, list[Feature]] = {}
    for one in features:
        by_theme.setdefault(theme_of(request, one), []).append(one)
    for number, (theme, found) in enumerate(by_theme.items()):
        lines = tuple(_note(one) for one in found)
        title = f"Notes: {theme}" if theme else "Notes: more"
        yield Section(f"notes-{number + 1}", title, text=lines, listed=True)


def _note(feature: Feature) -> str:
    point = talking_point(feature)
    return f"{feature.title}: {point}" if point else feature.title


def changes(features: Sequence[Feature], title: str) -> Section:
    """The features as a list of changes: what is new, changed, fixed."""
    order = list(CHANGES.values())
    lines = [(CHANGES.get(one.type, "Added"), one.title) for one in features]
    lines.sort(key=lambda line: order.index(line[0]))
    return Section("changes", title, text=tuple(f"{word}: {name}" for word, name in lines), listed=True)


def not_described(features: Sequence[Feature]) -> Iterator[str]:
    """What the notes lack: one line, however many features it is about."""
    silent = [one for one in features if not talking_point(one)]
    if silent:
        named = ", ".join(f"{one.title} ({one.id})" for one in silent[:NAMED])
        more = f" and {len(silent) - NAMED} more" if len(silent) > NAMED else ""
        yield f"what is said of {named}{more}: `description`"
