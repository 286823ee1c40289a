"""`check` finds more errors than before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.changes.findings import compared
from pmctl.diagnostic import Diagnostic
from pmctl.insights.answering import leads
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.rules.judging.run import findings
from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N49", "check-broken", "derived"
ENTITY = ("workspace",)
RULE = "`check` finds more errors at head than at base"
TO = ("author", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "revision"
TELLS_AUTHOR = True

MOST = 5
"""Errors that the message names."""


def occasions(between: Between) -> Iterator[Occasion]:
    """At most one: about the whole workspace, to all who edited it and to the leads of what is broken."""
    plan = between.head
    now = errors(plan)
    then = errors(between.base) if now else ()
    if len(now) <= len(then):
        return
    new = compared(then, now, between.renamed).new
    workspace = plan.workspace
    who = {
        "author": tuple(author for step in between.steps for author in step.authors),
        "lead": tuple(lead for one in new for lead in _leads(plan, one)),
    }
    item = Item(id=workspace.id, kind="workspace", source=workspace.source, name=workspace.name)
    count = len(now) - len(then)
    words = f"has {count} {'error' if count == 1 else 'errors'} more"
    by_time = len(errors(between.still)) >= len(now)
    lines = tuple(Line(f"{one.code} {one.message}") for one in new[:MOST])
    causes = tuple(dict.fromkeys(one.item for one in new if one.item))
    key, place = (plan.loaded.content[:8],), new[0].span if new else None
    yield Occasion(item, words, key, who, lines, causes, by_time=by_time, at=place)


def errors(plan: Plan) -> tuple[Diagnostic, ...]:
    """The findings of a plan that are errors."""
    return tuple(one for one in findings(plan) if one.severity == "error")


def _leads(plan: Plan, finding: Diagnostic) -> tuple[str, ...]:
    """The lead of the document that a finding is about, else of the documents in its file."""
    item = plan.workspace.items.get(finding.item)
    if item is not None:
        return leads(plan, item)
    here = [one for one in plan.workspace.documents.values() if one.source.path == finding.span.path]
    return tuple(lead for one in here for lead in leads(plan, one))
