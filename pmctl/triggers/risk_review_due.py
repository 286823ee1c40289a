"""It is time to look at a risk again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.model.control import Risk
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N32", "risk-review-due", "time"
ENTITY = ("risk",)
RULE = "`review` is reached and the risk is open"
TO = ("owner",)
SEVERITY: Severity = "warn"
DEDUPE = "review"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each open risk and day."""
    for item, key, review, by_time in reached(between, due):
        text = f"is to be reviewed since {day(between.head, review)}"
        if review == between.today:
            text = "is to be reviewed today"
        yield Occasion(item, text, key[1:], by_time=by_time, at=spot(item.source, "review"))


def due(plan: Plan) -> Mapping[Key, date]:
    """The open risks whose review has come, by its day."""
    found: dict[Key, date] = {}
    for risk in items(plan, Risk):
        if risk.status == "open" and risk.review is not None and risk.review.last <= plan.today:
            found[risk.id, risk.review.last.isoformat()] = risk.review.last
    return found
