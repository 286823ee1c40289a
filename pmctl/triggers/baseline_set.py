"""What is planned was frozen, for the first time or anew."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import leads, sponsors
from pmctl.insights.teams import people_of
from pmctl.model.records import Baseline
from pmctl.triggers.telling.between import Between, edits_of, pairs
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N40", "baseline-set", "diff"
ENTITY = ("baseline",)
RULE = "a baseline was written or replaced"
TO = ("sponsor", "lead", "assignees")
SEVERITY: Severity = "info"
DEDUPE = "baseline"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each baseline whose document is there."""
    plan = between.head
    for before, baseline in pairs(between, Baseline):
        document = plan.workspace.documents.get(baseline.of)
        if document is None or (before is not None and not edits_of(between, {baseline.id})):
            continue
        who = {
            "sponsor": sponsors(plan, document),
            "lead": leads(plan, document),
            "assignees": people_of(plan, document.id),
        }
        word = "was set" if before is None else "was replaced"
        subject = f"The baseline {baseline.title} of {document.title}"
        yield Occasion(baseline, word, (), who, subject=subject)
