"""A file that the plan speaks of is not there.

What it finds:
`file` of documents and contracts, and `data` of metrics, that is not in the workspace.

Why it matters:
Who looks for the paper does not find it; a metric without its file has no readings.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    documents:
      run-book: {name: Run-book, file: docs/run-book.md}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    documents:
      run-book: {name: Run-book, link: "https://example.com/run-book"}

How to fix or allow:
Correct the path (it is relative to the workspace, or to the file that names it), or give a `link`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.readings import is_file, table_of
from pmctl.model.control import Document
from pmctl.model.item import spot
from pmctl.model.money import Contract
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM115"
NAME = "file-missing"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Paths at which there is nothing."""
    papers: list[Document | Contract] = [*items(plan, Document), *items(plan, Contract)]
    for item in papers:
        if item.file and not is_file(plan, item.file, item.source.path):
            message = f"there is no file `{item.file[:80]}`"
            hint = "paths are relative to the workspace, with `/` between folders"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "file"), hint, item.id)
    for metric in items(plan, Metric):
        if metric.data and table_of(plan, metric.data).missing:
            message = f"there is no file `{metric.data[:80]}`"
            hint = "its lines are `date,value`; the path is relative to the workspace"
            yield Diagnostic(CODE, SEVERITY, message, spot(metric.source, "data"), hint, metric.id)
