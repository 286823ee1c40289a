"""Somebody says better of a project or product than the plan does, or what they said has run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.health.levels import rank
from pmctl.insights.health.verdict import health_of
from pmctl.model.control import Update
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N22", "reported-health-too-good", "derived"
ENTITY = ("project", "product")
RULE = "the latest entry of `updates` claims a better health than the computed one, or its `until` is past"
TO = ("lead", "owner", "sponsor")
SEVERITY: Severity = "alert"
DEDUPE = "computed"

EXPIRED = "expired"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for a claim and a computed health that are apart, one for an update that is out of date."""
    plan = between.head
    for item, key, update, by_time in reached(between, too_good):
        if key[1] == EXPIRED and update.until is not None:
            words = f"was reported {update.health or 'on'} until {day(plan, update.until.last)}, and not since"
        else:
            words = f"is reported {update.health}, and computed {key[1]}"
        yield Occasion(item, words, key[1:], by_time=by_time, at=spot(update.source, "health"))


def too_good(plan: Plan) -> Mapping[Key, Update]:
    """The documents of which more is claimed than computed (by the computed level), and those of old claims."""
    found: dict[Key, Update] = {}
    for document in plan.workspace.documents.values():
        health = health_of(plan, document.id) if document.updates else None
        if health is None or health.reported is None or health.level == "done":
            continue
        if 0 < rank(health.reported.health) < rank(health.level):
            found[document.id, health.level] = health.reported
        if health.reported.until is not None and health.reported.until.last < plan.today:
            found[document.id, EXPIRED] = health.reported
    return found
