"""Whether all pull one way: from the company's objectives to teams, what serves none, who approved which revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.history.approving import changed_since, recorded
from pmctl.insights.alignment import Aligned, aligned, unaligned, unaligned_projects
from pmctl.insights.approvals import approvals
from pmctl.insights.facts import show
from pmctl.insights.objectives import objective_score
from pmctl.insights.relations import members_of, projects_of
from pmctl.model.item import Approval, Item
from pmctl.model.product import Objective, Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections import people
from pmctl.reports.sections.approvals import at_text
from pmctl.reports.sections.reader import counted, filled, names, row
from pmctl.reports.status_lists import Line, iso

TREE = (
    Column("name", "Objective"),
    Column("progress", "Reached", "share"),
    Column("features", "Features", "number"),
    Column("projects", "Projects"),
    Column("names", "Who works on it"),
)
APPROVED = (
    Column("name", "What"),
    Column("by", "By"),
    Column("state", "State"),
    Column("changed", "Changed since"),
)


def view(request: Request) -> Paper:
    """The alignment of a product with its projects, or of all plans; it is for ourselves alone."""
    documents = _documents(request)
    tree = aligned(request.plan, _objectives(request))
    loose = _loose(request, documents)
    approval = _approval(request, documents)
    title = request.document.title if request.document else request.plan.workspace.title
    return Paper(
        f"{title}: alignment",
        _headline(tree, loose, approval),
        sections=(
            _tree(request, tree),
            _unworked(tree),
            loose,
            approval,
            *_stakeholders(request),
        ),
    )


def _documents(request: Request) -> tuple[Document, ...]:
    """What is looked at: a product with its projects, or every document."""
    if request.document is None:
        return tuple(request.plan.workspace.documents.values())
    return (request.document, *projects_of(request.plan, request.document.id))


def _objectives(request: Request) -> list[Objective]:
    """The objectives of the workspace, then of the product, or of each."""
    products = request.plan.workspace.documents if request.document is None else (request.document.id,)
    ids = dict.fromkeys((request.plan.workspace.id, *products))
    return [one for id in ids for one in members_of(request.plan, id, Objective)]


def _headline(tree: Sequence[Aligned], loose: Section, approval: Section) -> str:
    """What pulls another way, in one sentence."""
    alone = sum(1 for one in tree if one.gap)
    stale = sum(1 for one in approval.rows if one["changed"])
    asked = sum(1 for one in approval.rows if one["date"] is None)
    parts = [f"{counted(len(loose.rows), 'item')} of work serve{'s' * (len(loose.rows) == 1)} no objective"]
    parts = parts if loose.rows else []
    parts += [f"nobody works on {counted(alone, 'objective')}"] if alone else []
    parts += [f"{counted(stale, 'approval')} {'is' if stale == 1 else 'are'} of another revision"] if stale else []
    parts += [f"{counted(asked, 'approval')} {'is' if asked == 1 else 'are'} still asked for"] if asked else []
    if not tree and not parts:
        return "There is no objective yet."
    text = "; ".join(parts) or "All that is planned serves an objective, and all objectives are worked on"
    return f"{text[0].upper()}{text[1:]}."


def _tree(request: Request, tree: Sequence[Aligned]) -> Section:
    """The objectives from the company's down, with who works on each."""
    rows = tuple(_branch(request, one) for one in tree)
    missing = "what the company wants: `objectives` of the workspace and of products"
    return Section("tree", "From company to team", filled(TREE, rows), rows, missing=missing)


def _branch(request: Request, one: Aligned) -> Line:
    again = f" (also under {one.also_under.title})" if one.also_under is not None else ""
    score = objective_score(request.plan, one.objective)
    said: dict[str, object] = {
        "name": f"{'· ' * one.level}{one.objective.title}{again}",
        "also-under": one.also_under.id if one.also_under is not None else None,
        "level": one.level,
        "progress": float(score) if score is not None else None,
        "features": len(one.features) or None,
        "served-by": [each.id for each in one.features],
        "projects": ", ".join(each.title for each in one.projects),
        "who": list(one.who),
        "names": names(request, one.who),
    }
    return row(request, one.objective, **said)


def _unworked(tree: Sequence[Aligned]) -> Section:
    text = tuple(f"{one.objective.title}: {one.gap}" for one in tree if one.gap)
    return Section("unworked", "Objectives nobody works on", text=text, listed=True)


def _loose(request: Request, documents: Sequence[Document]) -> Section:
    """Features and projects that serve no objective."""
    products = [one for one in documents if isinstance(one, Product)]
    projects = [one for one in documents if isinstance(one, Project)]
    found: list[Item] = [feature for one in products for feature in unaligned(request.plan, one)]
    found += unaligned_projects(request.plan, projects)
    rows = tuple(row(request, one, type=getattr(one, "type", "") or one.kind) for one in found)
    columns = (Column("name", "What"), Column("type", "Type"), Column("document", "Of"), Column("names", "Owner"))
    return Section("loose", "What serves no objective", filled(columns, rows), rows)


def _approval(request: Request, documents: Sequence[Document]) -> Section:
    """Who approved which revision of what, and what of it changed since."""
    rows = tuple(line for one in documents for line in _approvals(request, one))
    missing = "who agreed: `approved: {by: WHO, date: DAY}`"
    return Section("approval", "Who approved which revision", filled(APPROVED, rows), rows, missing=missing)


def _approvals(request: Request, document: Document) -> Iterator[Line]:
    known = recorded(request.plan, document)
    for one in approvals(document):
        found = next((each for each in known if each.approval == one), None)
        stale = found is not None and found.changed is not None
        yield row(
            request,
            document,
            by=names(request, [one.by]),
            date=iso(one.date.last) if one.date else None,
            state=at_text(request, found) if found is not None else _typed(request, one),
            commit=found.commit.id if found is not None else None,
            changed=_changed(request, document, found.commit.id) if found is not None and stale else "",
        )


def _typed(request: Request, one: Approval) -> str:
    """An approval of which the commits at hand tell nothing."""
    return f"approved {show(request.plan, one.date)}" if one.date is not None else "asked, and not given"


def _changed(request: Request, document: Document, commit: str) -> str:
    """`vision Buying is fast → Buying takes one minute`; changed back says so."""
    found = changed_since(request.plan, document, commit)
    return "; ".join(f"{one.key} {one.before or 'none'} → {one.after or 'none'}" for one in found) or "and back again"


def _stakeholders(request: Request) -> Iterator[Section]:
    """Of one product: who can help or hinder, and who will be disappointed."""
    if request.document is not None:
        yield people.stakeholders(request, request.document)
        yield people.expected(request, request.document)
