"""The launch of a release: what is ready, who owes what, what is said of each feature, and who is told."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.promises import say_promise
from pmctl.insights.releases import not_planned, readiness, talking_point
from pmctl.insights.states import status_of
from pmctl.model.product import Feature, Positioning, Product, Release
from pmctl.model.project import Task
from pmctl.reports.paper import Column, Fact, Paper, Request, Section, blank
from pmctl.reports.sections import control, people, releases
from pmctl.reports.sections.reader import dates, filled, is_ours, names, row, seen
from pmctl.reports.status_lists import Line

TOP_RISKS = 3


def view(request: Request) -> Paper:
    """The launch of one release."""
    release, product = request.item, request.document
    assert isinstance(release, Release) and isinstance(product, Product)
    if not seen(request, [release]):
        return blank("Launch")
    features, tasks = releases.features_of(request, release), releases.tasks_of(request, release)
    return Paper(
        f"Launch of {product.title} {release.title}",
        _headline(request, release, tasks),
        tuple(_facts(request, product, release)),
        (
            _checklist(request, tasks),
            _talking_points(request, features),
            _communication(request, product),
            *_inside(request, product),
        ),
        tuple(_missing(product, features)),
    )


def _headline(request: Request, release: Release, tasks: tuple[Task, ...]) -> str:
    """`READY 14/17; late: price-page (pia, due Wed 1 Apr)`; what nobody has planned; for others the release itself."""
    if not is_ours(request):
        return releases.sentence(request, release)
    state = readiness(request.plan, tasks)
    parts = [state.text] if tasks else ["no launch tasks"]
    late = ", ".join(_late(request, one) for one in state.late)
    parts += [f"late: {late}"] if late else []
    parts += not_planned(tasks) if release.status == "planned" else ()
    return "; ".join(parts)


def _late(request: Request, task: Task) -> str:
    due = say_promise(request.plan, task)
    when = f"due {due}" if due else ""
    return f"{task.key} ({', '.join(filter(None, (task.owner, when)))})"


def _facts(request: Request, product: Product, release: Release) -> Iterator[Fact]:
    if is_ours(request):
        yield "Release", releases.sentence(request, release), "text"
        for name, value in (("Stage", product.stage), ("Family", _family(request, product))):
            if value:
                yield name, value, "text"
        if release.owner:
            yield "Owner", names(request, [release.owner]), "text"
    place = product.positioning or Positioning()
    for name, value in (("For", place.for_), ("Who", place.who), ("Unlike", place.unlike), ("Promise", place.promise)):
        if value:
            yield name, value, "text"
    if product.pricing:
        yield "Price", product.pricing, "text"


def _family(request: Request, product: Product) -> str:
    """`retail, with Pocket wallet`: the product line, and what else is in it."""
    if not product.family:
        return ""
    others = [
        one.title
        for one in request.plan.workspace.documents.values()
        if isinstance(one, Product) and one.family == product.family and one is not product
    ]
    return f"{product.family}, with {', '.join(others)}" if others else product.family


def _checklist(request: Request, tasks: tuple[Task, ...]) -> Section:
    """Every launch task by the day on which it is due; done ones last."""
    done = {one.id for one in readiness(request.plan, tasks).done}
    rows = sorted(
        (_task(request, one) for one in tasks), key=lambda row: (row["id"] in done, str(row["due"] or "9999"))
    )
    columns = (
        Column("name", "What"),
        Column("names", "Owner"),
        Column("due-text", "Due", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("status", "Status"),
    )
    missing = "what is to be done for it: `launch`"
    return Section("checklist", "Checklist", filled(columns, rows), tuple(rows), missing=missing)


def _task(request: Request, task: Task) -> Line:
    return row(
        request,
        task,
        tags=list(task.tags) if is_ours(request) else None,
        **dates(request, task),
        status=status_of(request.plan, task),
    )


def _talking_points(request: Request, features: tuple[Feature, ...]) -> Section:
    """One for each feature, and the problem that it solves; where nothing is written, that is said."""
    rows = tuple(
        row(request, one, point=talking_point(one) or "nothing is written yet", problem=one.problem) for one in features
    )
    columns = (Column("name", "Feature"), Column("point", "What we say"), Column("problem", "What it solves"))
    missing = "what it brings: features with `release`"
    return Section("talking-points", "Talking points", filled(columns, rows), rows, missing=missing)


def _communication(request: Request, product: Product) -> Section:
    return people.communication(request, product) if is_ours(request) else Section("communication", "Who is told")


def _inside(request: Request, product: Product) -> Iterator[Section]:
    if is_ours(request):
        yield control.risks_in_brief(request, product, TOP_RISKS)


def _missing(product: Product, features: tuple[Feature, ...]) -> Iterator[str]:
    yield from releases.not_described(features)
    if product.positioning is None:
        yield "for whom it is, and what it promises them: `positioning`"
