"""`pmctl status`: where everything stands, a line a document; of one document a page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import completing, options, past
from pmctl.commands.calling.opening import with_commits
from pmctl.diagnostic import UserError
from pmctl.escape import json_text
from pmctl.history import signs_since
from pmctl.insights.early_warning import is_watching
from pmctl.load import find_workspace
from pmctl.plan import Plan
from pmctl.views.find import find_document
from pmctl.views.overview.fields import overview_json
from pmctl.views.overview.text import overview_text, standing_text
from pmctl.views.overview.view import Overview, overview

LOOK_BACK, MOST_REVISIONS = timedelta(days=90), 100
"""How far back signs of work are looked for: that long, and not in more revisions, so that `status` stays quick."""


def _opened(call: options.Call, document: str | None, baseline: str | None) -> tuple[Plan, str]:
    """The plan and the document that are meant: an argument may also be the folder of a plan."""
    here = call.root is not None or find_workspace(Path()) is not None
    if document and Path(document).is_dir() and (not here or document.startswith((".", "/")) or "/" in document):
        return options.open_plan(call, document, baseline), ""
    plan = options.open_plan(call, baseline=baseline)
    if document and document in plan.workspace.items and document not in plan.workspace.documents:
        raise UserError(
            f"`{document}` is a {plan.workspace.items[document].kind}",
            f"`pmctl show {document}` has everything about it",
        )
    return plan, find_document(plan, document).id if document else ""


def _with_history(call: options.Call, plan: Plan, document: str) -> Overview:
    """Where a document stands, with what commits and the history tell of its work under way."""
    if not is_watching(plan, document):
        return overview(plan, document)
    since = plan.today - LOOK_BACK
    known = past.at_hand(call, plan, since)
    if known is None:
        return overview(plan, document)
    since = max(since, *(stop.day for stop in known.line.stops[-MOST_REVISIONS:][:1]))
    return overview(with_commits(plan), document, signs_since(known, since))


@click.command("status")
@click.argument("document", required=False, shell_complete=completing.documents)
@options.formats("text", "json")
@options.baseline
@options.file
@options.shared
def command(
    call: options.Call,
    document: str | None,
    baseline: str | None,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show where everything stands: a line a document, with what is red or amber and what wants attention.

    With DOCUMENT one page: every side of its health with the rule, the value found, the threshold and the evidence.
    """
    plan, name = _opened(call, document, baseline)
    # a file that is committed shows the same in a clone that knows no history
    view = overview(plan, name) if file or not name else _with_history(call, plan, name)
    if format == "json":
        return output.deliver(json_text(options.chosen(overview_json(plan, view), fields)) + "\n", file, check)
    # a file that is committed names no revision: its own commit would make it stale
    revision = "" if file else options.revision(plan)
    text = standing_text(plan, view, revision) if name else overview_text(plan, view, revision)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0
