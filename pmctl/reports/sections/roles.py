"""Who answers for a plan, and who works on it."""

from __future__ import annotations

from pmctl.insights.teams import people_of
from pmctl.model.item import Item
from pmctl.model.people import Person
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, names, seen
from pmctl.reports.status_lists import Line

_AT_WORK = "Works on it"
_UNANSWERED = {"project": "who answers: `lead` and `sponsor`", "product": "who answers: `owner`"}


def roles(request: Request, document: Document, with_mail: bool = False) -> Section:
    """Who answers for it, who pays for it, and who works on it; with their mail for ourselves."""
    rows = (*_heads(request, document), *_team(request, document))
    mail = (Column("email", "Mail"),) if with_mail else ()
    columns = filled((Column("role", "Role"), Column("name", "Who"), *mail), rows)
    title = "Contacts" if with_mail else "Roles"
    return Section("roles", title, columns, rows, missing=_UNANSWERED[document.kind])


def in_brief(request: Request, document: Document) -> Section:
    """The same in a few lines: who answers, with their mail; everybody who works on it in one line."""
    lines = [f"{one['role']}: {one['name']}{_comma(one['email'])}" for one in _heads(request, document)]
    team = [f"{one['name']}{_in_brackets(one['role'])}" for one in _team(request, document)]
    lines += [f"{_AT_WORK}: {', '.join(team)}"] if team else []
    return Section("who", "Who", text=tuple(lines), listed=True, missing=_UNANSWERED[document.kind])


def _comma(text: object) -> str:
    return f", {text}" if text else ""


def _in_brackets(role: object) -> str:
    return f" ({role})" if role != _AT_WORK else ""


def _heads(request: Request, document: Document) -> tuple[Line, ...]:
    """Those who are named at the top of a plan."""
    found = [("Owner", document.owner)]
    if isinstance(document, Project):
        found += [("Sponsor", document.sponsor), ("Lead", document.lead), ("Client", document.client)]
    rows = (_row(request, role, who) for role, who in found if who)
    return tuple(one for one in rows if one["name"])


def _team(request: Request, document: Document) -> tuple[Line, ...]:
    """Everybody else who works on it."""
    heads = {document.owner}
    if isinstance(document, Project):
        heads |= {document.sponsor, document.lead, document.client}
    known = request.plan.workspace.people
    rows = (
        _row(request, (known[one].role if one in known else "") or _AT_WORK, one)
        for one in people_of(request.plan, document.id)
        if one not in heads
    )
    return tuple(one for one in rows if one["name"])


def _row(request: Request, role: str, who: str) -> Line:
    """A person by name; a client is often a name that stands for nobody in the plan."""
    found = request.plan.workspace.items.get(who)
    is_known = found is not None and bool(seen(request, [found]))
    name = names(request, [who]) if is_known or is_ours(request) or role != "Client" else who
    return {"role": role, "who": who if is_known else None, "name": name, "email": _mail(request, found)}


def _mail(request: Request, found: Item | None) -> str:
    return found.email if isinstance(found, Person) and is_ours(request) else ""
