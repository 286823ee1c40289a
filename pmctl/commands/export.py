"""`pmctl export`: the plan for other tools."""

from __future__ import annotations

from collections.abc import Mapping

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.formats import FORMATS, writer
from pmctl.views.find import close, find_document

ELSEWHERE: Mapping[str, str] = {
    "csv": "`pmctl list --format csv` writes it, of any collection",
    "tsv": "`pmctl list --format csv` writes a table, of any collection",
    "xlsx": "`pmctl list --format csv` writes a table that a spreadsheet opens",
    "md": "`pmctl list --format md` writes a table, `pmctl report status --format md` a report",
    "html": "`pmctl report status --format html` writes a page, `pmctl timeline --format html` the timeline",
    "svg": "`pmctl timeline --format svg` draws it",
    "png": "`pmctl timeline --format png` draws it",
    "pdf": "`pmctl timeline --format pdf` draws it",
    "mermaid": "`pmctl timeline --format mermaid` writes the timeline, `pmctl deps --format mermaid` the links",
    "dot": "`pmctl deps --format dot` writes it",
}
"""Formats that people look for here, and which command writes them."""
SAME: Mapping[str, str] = {"excel": "xlsx", "xls": "xlsx", "ods": "xlsx", "markdown": "md", "graphviz": "dot"}
"""Other names for them."""
OURS: Mapping[str, str] = {"ical": "ics", "icalendar": "ics", "calendar": "ics"}
"""Other names that simply work."""


@click.command("export")
@click.argument("format_", metavar="FORMAT", required=False)
@click.argument("document", metavar="[DOCUMENT]", required=False, default="")
@click.option("--list", "listed", is_flag=True, help="Which formats can be written.")
@options.audience
@options.file
@options.shared
def command(
    call: options.Call,
    format_: str | None,
    document: str,
    listed: bool,
    audience: Audience,
    file: str | None,
    check: bool,
) -> int:
    """Write the plan, or one DOCUMENT of it, in another FORMAT."""
    names = [form.name for form in FORMATS if form.writes]
    format_ = OURS.get((format_ or "").lower(), format_)
    if listed:
        rows = [(form.name, form.line) for form in FORMATS if form.writes]
        output.write(output.table([output.Column("format"), output.Column("what it is")], rows))
        return 0
    if format_ is None or format_ not in names:
        said = f"there is no export format `{terminal(format_[:40])}`" if format_ else "say which format"
        asked, here = (format_ or "").lower(), ", ".join(names)
        other = ELSEWHERE.get(SAME.get(asked, asked), "")
        if other:
            raise UserError(f"{said}.", f"{other}; formats here: {here}")
        raise UserError(f"{said}.{close(asked, names)}", f"formats: {here}")
    plan = options.open_plan(call)
    if document:
        find_document(plan, document)
    return output.deliver(writer(format_)(plan, document, audience), file, check)
