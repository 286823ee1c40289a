"""What was a risk has happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.relations import resolved
from pmctl.model.control import Issue, Risk
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.roles import affected_owners
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N33", "risk-occurred", "diff"
ENTITY = ("risk",)
RULE = "`status` became occurred, or an issue names it in `risk`"
TO = ("owner", "sponsor", "affected owners")
SEVERITY: Severity = "alert"
DEDUPE = "item"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each risk; with what was planned for the case."""
    for item, _, issue, _ in reached(between, occurred):
        if isinstance(item, Risk):
            who = {"affected owners": affected_owners(between.head, item, item.affects)}
            lines = (Line(f"Fallback: {item.fallback}"),) if item.fallback else ()
            causes = (item.id, issue) if issue else (item.id,)
            yield Occasion(item, "has occurred", (), who, lines, causes, ("status", "risk"))


def occurred(plan: Plan) -> Mapping[Key, str]:
    """The risks that have occurred, with the issue that says so, where one does."""
    found: dict[Key, str] = {(risk.id,): "" for risk in items(plan, Risk) if risk.status == "occurred"}
    for issue in items(plan, Issue):
        for risk in resolved(plan, issue, (issue.risk,)) if issue.risk else ():
            found.setdefault((risk.id,), issue.id)
    return found
