"""The papers that belong to a plan."""

from __future__ import annotations

from pmctl.model.control import Document as Record
from pmctl.model.workspace import Document
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, members, row


def documents(request: Request, document: Document) -> Section:
    """The papers that belong to it, less those that are retired."""
    rows = [
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
    ]
    columns = (
        Column("name", "Document"),
        Column("type", "Type"),
        Column("version", "Version"),
        Column("status", "Status"),
        Column("names", "Owner"),
        Column("place", "Where"),
    )
    missing = "the papers that belong to it: `documents`"
    return Section("documents", "Documents", filled(columns, rows), tuple(rows), missing=missing)
