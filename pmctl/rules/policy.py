"""A rule of the team's own is broken.

What it finds:
Items for which the `where` of a policy holds, but those that a waiver lets pass until its day. The
message is the policy's `say`, the severity its `severity`.

`of: plan` looks at all items, in `pmctl check`. `of: change` looks at what was edited and what
follows from that, in `pmctl review`: it is enough that `where` holds before the change or after it.
There policies, waivers and people are those before the change, a waiver says its `reason`, and what
a policy `needs` (the `sponsor`, `lead` or `owner` of the document, a role, a person, a team) lets
the change pass once all of them approve.

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

    ---
    # base: pmctl.yaml
    kind: workspace
    policies:
      slip: {of: change, where: slip > 5d, say: Dates move with the sponsor, needs: sponsor}
    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    tasks:
      build: {duration: 4d, due: 2026-02-13}
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    tasks:
      build: {duration: 12d, due: 2026-02-13}  # <- here

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

    ---
    # base: pmctl.yaml
    kind: workspace
    policies:
      slip: {of: change, where: slip > 5d, say: Dates move with the sponsor, needs: sponsor}
    # base: people.yaml
    kind: people
    people: {mia: {}}
    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    sponsor: mia
    tasks:
      build: {duration: 4d, due: 2026-02-13}
    # approver: mia
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    sponsor: mia
    tasks:
      build: {duration: 12d, due: 2026-02-13}

How to fix or allow:
Do what the policy says, or agree on a waiver: `waivers: [{item, until, reason}]`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from pmctl.diagnostic import SEVERITIES, Diagnostic, Severity
from pmctl.model.item import Item, span_of
from pmctl.model.workspace import Policy, Waiver
from pmctl.plan import Plan
from pmctl.quantity import Unreadable
from pmctl.rules.judging.change import Change, approved_by, still_needed, where_it_was
from pmctl.rules.judging.index import say_date, say_list

if TYPE_CHECKING:
    from pmctl.where import Where

CODE = "PM909"
NAME = "policy"
SEVERITY: Severity = "error"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Items that a policy of the plan refuses."""
    for policy, where in _read(plan, plan, "plan"):
        for item in plan.workspace.items.values():
            if not _waiver(plan, policy, {item.id}) and _is_match(plan, item, where):
                yield _finding(policy, _severity(policy), item, f"policy `{policy.key}`: {policy.where}")


def _read(plan: Plan, of: Plan, kind: str) -> Iterator[tuple[Policy, Where]]:
    """The policies of a kind that a plan has, with their filters for the items `of` a plan: `5d` is five of its days.

    What is wrong with a filter that cannot be read is said by PM113.
    """
    if not plan.workspace.policies:
        return
    from pmctl.where import compile_where

    for policy in plan.workspace.policies.values():
        if policy.of == kind and policy.where:
            try:
                yield policy, compile_where(policy.where, None, of.workspace.units)
            except Unreadable:
                continue


def _is_match(plan: Plan, item: Item, where: Where) -> bool:
    from pmctl.insights.facts import is_match  # most plans have no policies, and facts know much

    return is_match(plan, item, where)


def _waiver(plan: Plan, policy: Policy, ids: Collection[str]) -> Waiver | None:
    """The waiver that lets an item (by one of its ids) pass today."""
    found = (one for one in policy.waivers if one.item in ids)
    return next((one for one in found if one.until is None or one.until.last >= plan.today), None)


def _severity(policy: Policy) -> Severity:
    return next((one for one in SEVERITIES if one == policy.severity), SEVERITY)


def _finding(policy: Policy, severity: Severity, item: Item, hint: str) -> Diagnostic:
    return Diagnostic(CODE, severity, f"{item.title}: {policy.say or policy.key}", span_of(item), hint, item.id)


# --- in a review ------------------------------------------------------------------------------------------------------


def compare(change: Change) -> Iterator[Diagnostic]:
    """What was touched and a policy of the plan before refuses, there or here; what may pass nevertheless is a note."""
    there, here = (_read(change.before, plan, "change") for plan in (change.before, change.after))
    for (policy, before), (_, after) in zip(there, here, strict=True):
        for id in change.touched:
            was = change.before.workspace.items.get(change.former.get(id, id))
            now = change.after.workspace.items.get(id)
            is_refused = was is not None and _is_match(change.before, was, before)
            if is_refused or (now is not None and _is_match(change.after, now, after)):
                yield _refused(change, policy, was, now)


def _refused(change: Change, policy: Policy, was: Item | None, now: Item | None) -> Diagnostic:
    item = now or was
    assert item is not None, "what was touched is on one side"
    finding = _finding(policy, _severity(policy), item, "")
    span = finding.span if now is not None else where_it_was(change, item)
    severity, hint = _settled(change, policy, was, now)
    return Diagnostic(CODE, severity or finding.severity, finding.message, span, hint, item.id)


def _settled(change: Change, policy: Policy, was: Item | None, now: Item | None) -> tuple[Severity | None, str]:
    """A note where a waiver or the approvers let it pass; else what is missing."""
    ids = {one.id for one in (was, now) if one is not None}
    waiver, why = _waiver(change.before, policy, ids), f"policy `{policy.key}`: {policy.where}"
    if waiver is not None and waiver.reason:
        until = f" until {say_date(change.before, waiver.until.last)}" if waiver.until else ""
        return "info", f"policy `{policy.key}` lets it pass{until}: {waiver.reason}"
    given = {role: approved_by(change, was or now, role) for role in policy.needs}
    if given and all(given.values()):
        return "info", f"policy `{policy.key}`: {say_list(dict.fromkeys(given.values()))} approved"
    missing = [still_needed(change, was or now, role) for role, who in given.items() if not who]
    parts = [f"it needs the approval of {say_list(missing)}"] if missing else []
    return None, "; ".join([*parts, *_ended(change, policy, ids), why])


def _ended(change: Change, policy: Policy, ids: Collection[str]) -> Iterator[str]:
    """What is to be said of waivers that do not count."""
    for waiver in policy.waivers:
        if waiver.item not in ids:
            continue
        if waiver.until is not None and waiver.until.last < change.before.today:
            yield f"its waiver ended on {say_date(change.before, waiver.until.last)}"
        elif not waiver.reason:
            yield "its waiver says no reason"
