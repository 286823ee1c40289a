"""What was done is not done any more."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.states import category_of, status_of
from pmctl.model.control import Issue
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N06", "reopened", "diff"
ENTITY = ("task", "issue", "feature")
RULE = "old.status was of category done and new.status is not"
TO = ("owner", "dependents", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "revision"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item, group or milestone that was done."""
    revision = between.head.loaded.content[:8]
    for kind in (Task, Issue, Feature):
        for before, item in kept(between, kind):
            if category_of(between.base, before) == "done" and category_of(between.head, item) != "done":
                yield Occasion(item, f"is {status_of(between.head, item)} again, and was done", (revision,))
