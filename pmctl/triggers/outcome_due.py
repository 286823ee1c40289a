"""It is time to say what became of a feature that is out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.closing import closures_behind
from pmctl.insights.outcomes.argument import argument_of
from pmctl.insights.states import status_of
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N45", "outcome-due", "time"
ENTITY = ("feature",)
RULE = "shipped, `outcome.due` is reached and `outcome.decision` is empty"
TO = ("owner",)
SEVERITY: Severity = "info"
DEDUPE = "outcome.due"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each feature and day."""
    for item, key, due, by_time in reached(between, undecided):
        argued = argument_of(between.head, item) if isinstance(item, Feature) else None
        data = (Line(f"The data argues for {argued.decision}: {argued.reason}."),) if argued and argued.decision else ()
        built = closures_behind(between.head, item) if isinstance(item, Feature) else ()
        lines = (Line("Decide: iterate, phase-2, keep or cut."), *data, *(Line(f"{one}.") for one in built))
        text = f"is out, and its outcome was to be judged on {day(between.head, due)}"
        yield Occasion(item, text, key[1:], lines=lines, by_time=by_time)


def undecided(plan: Plan) -> Mapping[Key, date]:
    """The shipped features whose outcome is to be judged by now, with that day."""
    found: dict[Key, date] = {}
    for feature in items(plan, Feature):
        outcome = feature.outcome
        if outcome is None or outcome.due is None or outcome.decision or status_of(plan, feature) != "shipped":
            continue
        if outcome.due.last <= plan.today:
            found[feature.id, outcome.due.last.isoformat()] = outcome.due.last
    return found
