"""Who can help or hinder, what they expect against the forecast, and who is told what and when."""

from __future__ import annotations

from pmctl.charts.stakeholder_grid import drawing_of, placed
from pmctl.insights.communicating import told_next
from pmctl.model.control import Communication, Stakeholder
from pmctl.model.workspace import Document
from pmctl.reports.paper import Paper, Request, Section
from pmctl.reports.sections import people
from pmctl.reports.sections.reader import counted, members, said


def view(request: Request) -> Paper:
    """The stakeholders of a project or product; it is for ourselves alone."""
    document = request.document
    assert document is not None
    expected = people.expected(request, document)
    sections = (_grid(request, document), people.stakeholders(request, document), expected)
    communication = people.communication(request, document)
    return Paper(
        f"{document.title}: stakeholders",
        _headline(request, document, expected),
        (),
        (*sections, communication),
    )


def _headline(request: Request, document: Document, expected: Section) -> str:
    """Who will be disappointed, and who was to be told something by now."""
    late = [row for row in expected.rows if isinstance(gap := row["gap-days"], int) and gap > 0]
    names = ", ".join(dict.fromkeys(str(row["name"]) for row in late))
    found = members(request, document, Stakeholder)
    if not found:
        return "Nobody is written down who can help or hinder."
    count = counted(len(found), "stakeholder")
    first = f"{names} will be disappointed." if late else "Nobody expects anything earlier than the plan has it."
    due = [
        (day, one)
        for one in members(request, document, Communication)
        if (day := told_next(one)) is not None and day <= request.plan.today
    ]
    told = "".join(
        f" {one.what or one.title} {'was' if day < request.plan.today else 'is'} due {said(request, day)}."
        for day, one in due
    )
    return f"{count}. {first}{told}"


def _grid(request: Request, document: Document) -> Section:
    found = placed(members(request, document, Stakeholder))
    drawing = drawing_of(document.title, found) if found else None
    return Section("grid", "Influence and interest", drawing=drawing)
