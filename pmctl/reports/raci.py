"""The matrix of roles: who is responsible, accountable, consulted and informed; its gaps, and who carries most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.insights.responsibilities import Duty, carried, duties, gaps, people_in, without_roles
from pmctl.model.project import Project
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections.reader import counted
from pmctl.reports.status_lists import Line

NAMED = 6
"""Deliverables that a sentence names."""
LETTERS = "R does the work, A answers for it, C is asked before, I is told."


def view(request: Request) -> Paper:
    """The roles of a project, or of all of them."""
    projects = _projects(request)
    rows = duties(request.plan, [one.id for one in projects])
    problems = [f"{row.entry.document}/{row.entry.key}: {gap}" for row in rows for gap in gaps(row)]
    title = projects[0].title if request.document is not None else request.plan.workspace.title
    return Paper(
        f"{title}: roles",
        _headline(rows, problems),
        (("Letters", LETTERS, "text"),) if rows else (),
        (
            _matrix(request, rows),
            Section("gaps", "Gaps", text=tuple(problems), listed=True),
            _load(rows),
            Section("open", "Without roles", text=tuple(_open(request, projects, rows)), listed=True),
        ),
    )


def _projects(request: Request) -> list[Project]:
    documents = request.plan.workspace.documents.values()
    meant = documents if request.document is None else [request.document]
    return [one for one in meant if isinstance(one, Project)]


def _headline(rows: Sequence[Duty], problems: Sequence[str]) -> str:
    if not rows:
        return "Nobody has a role yet."
    whole = "every one has somebody who does it and one who answers for it"
    return f"{counted(len(rows), 'row')}: {counted(len(problems), 'gap') if problems else whole}."


def _matrix(request: Request, rows: Sequence[Duty]) -> Section:
    """A row for each task or deliverable, a column for each person or team."""
    people = people_in(rows)
    lines: list[Line] = []
    for row in rows:
        home = "" if request.document is not None else f"{row.entry.document}: "
        roles: Line = {_key(who): row.letters(who) for who in people}
        lines.append({"id": row.entry.id, "name": _name(row, home), **_as_written(row), **roles})
    columns = (Column("name", "For"), *(Column(_key(who), who) for who in people))
    missing = "who does what: `raci: {TASK: {responsible: [], accountable: WHO}}`"
    return Section("matrix", "Who does what", columns, tuple(lines), missing=missing)


def _key(who: str) -> str:
    """The key of somebody's column: none that a plan has for anything else."""
    return f"role-{who}"


def _name(row: Duty, home: str) -> str:
    return f"{home}{row.item.title if row.item is not None else row.entry.key}"


def _as_written(row: Duty) -> Line:
    one = row.entry
    return {
        "responsible": list(one.responsible),
        "accountable": list(one.accountable),
        "consulted": list(one.consulted),
        "informed": list(one.informed),
    }


def _load(rows: Sequence[Duty]) -> Section:
    """Who answers for how much, those with the most first."""
    lines = [
        {
            "who": one.who,
            "accountable-for": one.accountable,
            "responsible-for": one.responsible,
            "note": "answers for more than half of it" if one.too_much else "",
        }
        for one in carried(rows)
    ]
    note = (Column("note", "Note"),) if any(line["note"] for line in lines) else ()
    numbers = (Column("accountable-for", "Accountable", "number"), Column("responsible-for", "Responsible", "number"))
    columns = (Column("who", "Who"), *numbers, *note)
    return Section("load", "Who carries how much", columns, tuple(lines))


def _open(request: Request, projects: Sequence[Project], rows: Sequence[Duty]) -> Iterator[str]:
    """What no row speaks of, where a project has roles at all."""
    for project in projects:
        own = [row for row in rows if row.entry.document == project.id]
        if not own:
            continue
        deliverables, uncovered, tasks = without_roles(request.plan, project.id, own)
        lead = f"{project.id}: " if request.document is None else ""
        if deliverables:
            names = ", ".join(one.title for one in deliverables[:NAMED])
            more = f" and {len(deliverables) - NAMED} more" if len(deliverables) > NAMED else ""
            yield f"{lead}{counted(len(deliverables), 'deliverable')}: {names}{more}"
        if uncovered:
            yield f"{lead}{uncovered} of {counted(tasks, 'open task')}, of which only `owner` and `assign` speak"
