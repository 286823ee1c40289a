"""What was agreed is written anew.

What it finds:
Changes that edit, rename or remove a baseline. It is judged in a review (`pmctl review`), and measured
is against the baseline of the plan before.

Why it matters:
Whoever rewrites the baseline is on time again, and nobody sees that they were not.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # base: baselines/agreed.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks: {design: {finish: 2026-02-11}}
    # file: baselines/agreed.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks: {design: {finish: 2026-02-20}}  # <- here

Good:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # base: baselines/agreed.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks: {design: {finish: 2026-02-11}}
    # file: baselines/again.yaml
    kind: baseline
    of: checkout
    date: 2026-02-10
    tasks: {design: {finish: 2026-02-20}}

How to fix or allow:
Leave the file as it was agreed, and write another one: `pmctl baseline set NAME`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.rules.judging.change import Change, place_of

CODE = "PM904"
NAME = "baseline-rewritten"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"
_WORDS = {"removed": "is taken out", "renamed": "has another id"}


def compare(change: Change) -> Iterator[Diagnostic]:
    """Baselines that are not what they were."""
    for edit in change.edits:
        if edit.entity == "baseline" and edit.change != "added":
            span = place_of(change, edit, next(iter(edit.fields), None))
            message = f"the baseline {edit.name} {_WORDS.get(edit.change, 'says something else than was agreed')}"
            yield Diagnostic(CODE, SEVERITY, message, span, "`pmctl baseline set NAME` writes another one", edit.id)
