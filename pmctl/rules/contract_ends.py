"""A contract ends soon.

What it finds:
Contracts whose `finish` is today or within the next 30 days.

Why it matters:
Extending takes time, and so does finding somebody else.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider: {party: Acme, start: 2025-03-01, finish: 2026-02-28}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider: {party: Acme, start: 2025-03-01, finish: 2026-12-31}

Near miss:
It has ended.

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider: {party: Acme, start: 2025-03-01, finish: 2025-12-31}

How to fix or allow:
Extend it, or let it end; allow the finding if that is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.money import Contract
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date

CODE = "PM514"
NAME = "contract-ends"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


DAYS = 30


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Contracts with less than a month to go."""
    for contract in items(plan, Contract):
        left = (contract.finish.last - plan.today).days if contract.finish else -1
        if contract.finish and 0 <= left <= DAYS:
            party = f" with {contract.party}" if contract.party else ""
            message = f"{contract.title}{party} ends on {say_date(plan, contract.finish.last)}, in {left}d"
            yield Diagnostic(
                CODE, SEVERITY, message, spot(contract.source, "finish"), "extend it, or let it end", contract.id
            )
