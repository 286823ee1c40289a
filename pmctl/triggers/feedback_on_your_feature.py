"""Feedback or a finding speaks for a feature."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import owners
from pmctl.insights.relations import resolved
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, former, pairs
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N47", "feedback-on-your-feature", "diff"
ENTITY = ("feedback", "finding")
RULE = "`supports` of feedback or of a finding now names feature F"
TO = ("F.owner",)
SEVERITY: Severity = "info"
DEDUPE = "feedback"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each of them and feature."""
    for kind in (Feedback, Finding):
        for before, item in pairs(between, kind):
            known = {one.id for one in features(between.base, before)} if before is not None else set()
            for feature in features(between.head, item):
                if former(between, feature.id) not in known:
                    lines = (Line(item.text),) if isinstance(item, Feedback) and item.text else ()
                    who = {"F.owner": owners(between.head, feature)}
                    text = f"speaks for {feature.title}"
                    yield Occasion(item, text, (feature.id,), who, lines, keys=("supports",))


def features(plan: Plan, item: Item) -> tuple[Feature, ...]:
    """The features that feedback or a finding supports."""
    names = item.supports if isinstance(item, Feedback | Finding) else ()
    return tuple(one for one in resolved(plan, item, names) if isinstance(one, Feature))
