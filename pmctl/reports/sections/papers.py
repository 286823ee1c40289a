"""The papers that belong to a plan."""

from __future__ import annotations

from pmctl.model.control import Document as Record
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, members, row
from pmctl.reports.status_lists import Line

_MISSING = "the papers that belong to it: `documents`"


def documents(request: Request, document: Document) -> Section:
    """The papers that belong to it, less those that are retired."""
    rows = _rows(request, document)
    columns = (
        Column("name", "Document"),
        Column("type", "Type"),
        Column("version", "Version"),
        Column("status", "Status"),
        Column("names", "Owner"),
        Column("place", "Where"),
    )
    return Section("documents", "Documents", filled(columns, rows), rows, missing=_MISSING)


def in_brief(request: Request, document: Document) -> Section:
    """The same, a line each: `API reference 0.4, draft: https://wiki.acme.example/api`."""
    lines = []
    for one in _rows(request, document):
        head = ", ".join(str(text) for text in (f"{one['name']} {one['version']}".strip(), one["status"]) if text)
        lines.append(f"{head}: {one['place']}" if one["place"] else head)
    return Section("documents", "Documents", text=tuple(lines), listed=True, missing=_MISSING)


def _rows(request: Request, document: Document) -> tuple[Line, ...]:
    """A file is named to ourselves only: nobody outside has it."""
    return tuple(
        row(
            request,
            one,
            type=one.type,
            version=one.version,
            status=one.status,
            file=one.file if is_ours(request) else "",
            link=one.link,
            place=(one.file if is_ours(request) else "") or one.link,
        )
        for one in members(request, document, Record)
        if one.status != "retired"
    )
