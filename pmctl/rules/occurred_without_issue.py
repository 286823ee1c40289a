"""A risk has occurred, and nobody deals with it.

What it finds:
Risks of status occurred that no issue names in `risk`.

Why it matters:
A risk that occurred is a problem: it wants an owner, a day and an end.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {name: The provider is late, status: occurred}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {name: The provider is late, status: occurred}
    issues:
      provider-late: {name: The provider is late, risk: late, owner: ana, status: open}

How to fix or allow:
Add an issue with `risk:` (the finding proposes one), or close the risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from pmctl.diagnostic import Diagnostic, Replacement, Severity
from pmctl.insights.risk_register import issues_of
from pmctl.model.control import Risk
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM507"
NAME = "occurred-without-issue"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Occurred risks without an issue, open or closed."""
    for risk in items(plan, Risk):
        if risk.status == "occurred" and not issues_of(plan, risk):
            message = f"the risk {risk.title} has occurred, and no issue names it"
            key, place = _free_key(plan, risk), spot(risk.source, "status")
            hint = f"`pmctl add issue {risk.document}/{key} risk={risk.key}` and who owns it"
            yield Diagnostic(CODE, SEVERITY, message, place, hint, risk.id, fix=_with_issue(plan, risk, key))


def _free_key(plan: Plan, risk: Risk) -> str:
    """An id for the issue that its document has not yet."""
    names = (f"{risk.key}-issue{number or ''}" for number in count())
    return next(name for name in names if f"{risk.document}/{name}" not in plan.workspace.items)


def _with_issue(plan: Plan, risk: Risk, key: str) -> tuple[Replacement, ...]:
    """The edit that adds the issue in the file of the risk: by its name, of its owner, as of today."""
    from pmctl.edit import fix_of_new  # few plans have anything to mend, and all would wait for the import

    text = plan.loaded.texts.get(risk.source.path)
    fields = {"name": risk.title, "owner": risk.owner, "date": plan.today.isoformat(), "risk": risk.key}
    filled = {name: value for name, value in fields.items() if value}
    return fix_of_new(risk.source.path, text, ("issues",), key, filled) if text is not None else ()
