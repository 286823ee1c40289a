"""A release or feature is out."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.relations import features_by_release, resolved
from pmctl.insights.states import status_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Release
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N42", "released", "diff"
ENTITY = ("release", "feature")
RULE = "`status` became released (release) or shipped (feature)"
TO = ("watchers",)
SEVERITY: Severity = "info"
DEDUPE = "item"
FOR_CLIENTS = True

OUT = ("released", "shipped")


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each, with the customers who asked for it: they deserve an answer."""
    for kind in (Release, Feature):
        for before, item in kept(between, kind):
            now = status_of(between.head, item)
            if now in OUT and status_of(between.base, before) != now:
                yield Occasion(item, f"is {now}", lines=tuple(_asked_by(between.head, item)))


def _asked_by(plan: Plan, item: Item) -> Iterator[Line]:
    """The customers whose feedback supports what is out now."""
    features = {item.id, *(one.id for one in features_by_release(plan).get(item.id, ()))}
    asked = [one for one in items(plan, Feedback) if features & {two.id for two in resolved(plan, one, one.supports)}]
    if asked:
        names = listed([one.customer or one.title for one in asked])
        yield Line(f"Asked for by {names}.", tuple(one.id for one in asked))
