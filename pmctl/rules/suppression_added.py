"""A change lets its own findings pass.

What it finds:
Comments `# pmctl: allow PM204 reason` that the plan before does not have at that item. It is judged in a
review (`pmctl review`), in which they let nothing pass.

Why it matters:
An exception is agreed on by others than who needs it.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: []}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {assign: []}  # pmctl: allow PM212 nobody knows yet  # <- here

Good:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {assign: []}  # pmctl: allow PM212 nobody knows yet
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {assign: [], name: Design}  # pmctl: allow PM212 nobody knows yet

How to fix or allow:
Mend what is found, or let the comment be reviewed: it counts once it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.rules.judging.change import Change

CODE = "PM911"
NAME = "suppression-added"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Comments that are new."""
    for path, allows in change.allows.items():
        for one in allows:
            message = f"a comment lets {one.code[:20]} pass here, and is new: {one.reason[:80] or 'no reason'}"
            hint = "it lets nothing pass before it is merged"
            yield Diagnostic(CODE, SEVERITY, message, Span(path, one.start, one.end), hint)
