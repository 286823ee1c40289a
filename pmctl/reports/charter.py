"""The charter: why a project exists, what is in and out, what it is worth, who agreed, and how complete its plan is."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.charter import Part, complete, parts_of
from pmctl.insights.facts import show
from pmctl.insights.promises import forecast_of
from pmctl.model.project import Charter, Project
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import aims, approvals, control, delivery, lessons, money, people, roles
from pmctl.reports.sections.reader import is_ours, promised, seen
from pmctl.reports.status_lists import iso
from pmctl.rules import charter_not_measurable, executing_unapproved

TOP_RISKS = 5


def view(request: Request) -> Paper:
    """The charter of a project, for ourselves or for those who may read it."""
    project = request.document
    assert isinstance(project, Project)
    charter = project.charter or Charter()
    parts = parts_of(request.plan, project)
    return Paper(
        f"{project.title}: charter",
        _headline(request, project, parts),
        tuple(_facts(request, project, parts)),
        (
            *_why(request, project, charter),
            *_what(request, project, charter),
            *_how(request, project, charter),
            approvals.approved(request, project, "who agreed to it: `charter.approved`"),
            lessons.of_others(request, project),
        ),
        tuple(_missing(request, project, parts)),
    )


def _headline(request: Request, project: Project, parts: tuple[Part, ...]) -> str:
    agreed = approvals.sentence(request, project)
    return f"{agreed} The plan has {complete(parts)}." if is_ours(request) else agreed


def _facts(request: Request, project: Project, parts: tuple[Part, ...]) -> Iterator[Fact]:
    plan = request.plan
    product = plan.workspace.documents.get(project.product)
    if product is not None and seen(request, [product]):
        yield "Product", product.title, "text"
    if project.phase and is_ours(request):
        yield "Phase", project.phase, "text"
    start = project.start.first if project.start else forecast_of(plan, project).start
    end = forecast_of(plan, project).date
    for name, day in (("Starts", iso(start)), ("Promised", promised(request, project)), ("Forecast", iso(end))):
        if day is not None:
            yield name, day, "day"
    if is_ours(request):
        yield "Complete", complete(parts), "text"


def _why(request: Request, project: Project, charter: Charter) -> Iterator[Section]:
    yield Section("purpose", "Purpose", text=_texts(charter.purpose), missing="why it exists: `charter.purpose`")
    yield aims.supported(request, project)
    yield aims.benefits(request, project)
    yield _list("success", "It is a success when", charter.success, "what success is: `charter.success`")


def _what(request: Request, project: Project, charter: Charter) -> Iterator[Section]:
    yield _list("in-scope", "In scope", charter.in_scope, "what is in: `charter.in-scope`")
    yield _list("out-of-scope", "Out of scope", charter.out_of_scope, "what is out: `charter.out-of-scope`")
    yield delivery.deliverables(request, project, is_agreed=True)
    yield delivery.milestones(request, project)
    yield _list("constraints", "Constraints", charter.constraints, "what binds it: `charter.constraints`")
    yield control.assumptions(request, project)


def _how(request: Request, project: Project, charter: Charter) -> Iterator[Section]:
    yield control.risks(request, project, TOP_RISKS)
    yield money.money(request, project)
    yield roles.roles(request, project)
    yield people.stakeholders(request, project)
    yield _tolerance(request, charter)
    yield _list("exit", "It ends when", charter.exit, "when it is over: `charter.exit`")
    if is_ours(request):
        yield _parts(parts_of(request.plan, project))


def _texts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("\n\n") if part.strip())


def _list(id: str, title: str, lines: tuple[str, ...], missing: str) -> Section:
    return Section(id, title, text=lines, listed=True, missing=missing)


def _tolerance(request: Request, charter: Charter) -> Section:
    """How far it may stray before its sponsor is asked; a reader outside is told of none."""
    limits = charter.tolerance
    allowed = () if limits is None else (("time", limits.time), ("cost", limits.cost), ("scope", limits.scope))
    lines = tuple(f"{name}: {show(request.plan, limit)}" for name, limit in allowed if limit is not None)
    shown = lines if is_ours(request) else ()
    return _list(
        "tolerance", "May stray by, before the sponsor is asked", shown, "what it may stray: `charter.tolerance`"
    )


def _parts(parts: tuple[Part, ...]) -> Section:
    rows = tuple({"name": part.name, "what": part.text, "lacks": part.lacks} for part in parts)
    columns = (Column("name", "Part"), Column("what", "There is"), Column("lacks", "Lacks"))
    return Section("parts", "How complete the plan is", columns, rows)


def _missing(request: Request, project: Project, parts: tuple[Part, ...]) -> Iterator[str]:
    """What a plan lacks that no section says, and what the rules find about the charter."""
    for part in parts:
        if part.lacks and not part.lacks.startswith("no `"):
            yield f"{part.name}: {part.lacks}"
    for rule in (charter_not_measurable, executing_unapproved):
        for found in rule.check(request.plan):
            if found.item == project.id:
                yield f"{found.code} {rule.NAME}: {found.message}"
