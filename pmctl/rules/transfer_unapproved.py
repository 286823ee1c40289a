"""Money was moved, and nobody has approved it.

What it finds:
Transfers whose day has come, without `approved`.

Why it matters:
A budget is an agreement: what changes it needs the same consent.

Bad:

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d}
    transfers:
      t1: {date: 2026-02-02, amount: 2k, from-line: labour, to-line: cloud}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      mia: {}
    # file: projects/checkout.yaml
    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d}
    transfers:
      t1:
        date: 2026-02-02
        amount: 2k
        from-line: labour
        to-line: cloud
        approved: {by: mia, date: 2026-02-01}

Near miss:
It is planned for later.

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d}
    transfers:
      t1: {date: 2026-03-02, amount: 2k, from-line: labour, to-line: cloud}

How to fix or allow:
Add `approved: {by, date}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.money import Transfer
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM410"
NAME = "transfer-unapproved"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Transfers of the past without consent."""
    for transfer in items(plan, Transfer):
        is_past = transfer.date is None or transfer.date.first <= plan.today
        if is_past and not any(approval.date for approval in transfer.approved):
            message = f"the transfer {transfer.title} is not approved"
            yield Diagnostic(CODE, SEVERITY, message, span_of(transfer), "add `approved: {by, date}`", transfer.id)
