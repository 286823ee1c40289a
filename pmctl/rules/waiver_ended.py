"""An exception from a policy has run out.

What it finds:
Waivers of policies whose `until` has passed.

Why it matters:
The policy holds again for the item; the entry only looks as if it did not.

Bad:

    kind: workspace
    policies:
      owned:
        of: plan
        where: kind == 'risk' and owner == none
        say: Risks are owned
        waivers: [{item: checkout/late, until: 2026-01-31}]  # <- here

Good:

    kind: workspace
    policies:
      owned: {of: plan, where: "kind == 'risk' and owner == none", say: Risks are owned}

How to fix or allow:
Take the waiver out, or agree on another day.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM523"
NAME = "waiver-ended"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Waivers of the past."""
    for policy in plan.workspace.policies.values():
        for waiver in policy.waivers:
            if waiver.until and waiver.until.last < plan.today:
                message = f"the waiver of `{policy.key}` for {waiver.item} ended on {say_date(plan, waiver.until.last)}"
                yield Diagnostic(CODE, SEVERITY, message, spot(waiver.source, "until"), "take it out")
