"""A rule of the team's own is broken.

What it finds:
Items for which the `where` of a policy with `of: plan` holds, but those that a waiver lets pass
until its day. The message is the policy's `say`, the severity its `severity`. Policies with `of:
change` are judged in a review.

Why it matters:
The team has agreed on it.

Bad:

    # file: pmctl.yaml
    kind: workspace
    policies:
      estimated: {of: plan, where: "kind == 'task' and effort > 10d", say: No task above ten days}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 12d}  # <- here

Good:

    # file: pmctl.yaml
    kind: workspace
    policies:
      estimated: {of: plan, where: "kind == 'task' and effort > 10d", say: No task above ten days}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 8d}

Near miss:
A waiver that still holds.

    # file: pmctl.yaml
    kind: workspace
    policies:
      estimated:
        of: plan
        where: kind == 'task' and effort > 10d
        say: No task above ten days
        waivers: [{item: checkout/design, until: 2026-03-31, reason: It cannot be split}]
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 12d}

How to fix or allow:
Do what the policy says, or agree on a waiver: `waivers: [{item, until, reason}]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import SEVERITIES, Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.workspace import Policy
from pmctl.plan import Plan
from pmctl.quantity import Unreadable

CODE = "PM909"
NAME = "policy"
SEVERITY: Severity = "error"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Items that a policy of the plan refuses."""
    if not plan.workspace.policies:
        return
    from pmctl.insights.facts import is_match  # most plans have no policies, and facts know much
    from pmctl.where import compile_where

    for policy in plan.workspace.policies.values():
        if policy.of != "plan" or not policy.where:
            continue
        try:
            where = compile_where(policy.where, None, plan.workspace.units)
        except Unreadable:
            continue  # said by PM113
        waived = _waived(plan, policy)
        severity: Severity = next((one for one in SEVERITIES if one == policy.severity), SEVERITY)
        for item in plan.workspace.items.values():
            if item.id not in waived and is_match(plan, item, where):
                message = f"{item.title}: {policy.say or policy.key}"
                hint = f"policy `{policy.key}`: {policy.where}"
                yield Diagnostic(CODE, severity, message, span_of(item), hint, item.id)


def _waived(plan: Plan, policy: Policy) -> set[str]:
    """Items that a waiver lets pass today."""
    return {waiver.item for waiver in policy.waivers if waiver.until is None or waiver.until.last >= plan.today}
