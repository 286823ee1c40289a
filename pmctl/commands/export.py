"""`pmctl export`: the plan for other tools."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.commands import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.formats import FORMATS, writer
from pmctl.views.find import close, find_document


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
    if listed:
        rows = [(form.name, form.line) for form in FORMATS if form.writes]
        output.write(output.table([output.Column("format"), output.Column("what it is")], rows))
        return 0
    if format_ is None or format_ not in names:
        said = f"there is no export format `{terminal(format_[:40])}`" if format_ else "say which format"
        raise UserError(f"{said}." + close(format_ or "", names), f"formats: {', '.join(names)}")
    plan = options.open_plan(call)
    if document:
        find_document(plan, document)
    return output.deliver(writer(format_)(plan, document, audience), file, check)
