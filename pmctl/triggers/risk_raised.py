"""A risk is new, or is worse than it was."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.risk import band, score
from pmctl.model.control import Risk
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, pairs
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N31", "risk-raised", "diff"
ENTITY = ("risk",)
RULE = "new risk, or its band of probability x impact went up"
TO = ("owner", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "band"

BANDS = ("", "low", "medium", "high", "extreme")


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each open risk. Both plans are looked at today, so that a band that time alone moves says nothing."""
    for before, risk in pairs(between, Risk):
        if risk.status != "open":
            continue
        now = _band(between.head, risk)
        if before is None:
            lines = (Line(f"Probability x impact: {now}."),) if now else ()
            yield Occasion(risk, "is a new risk", (now or "new",), lines=lines)
        elif BANDS.index(now) > BANDS.index(was := _band(between.still, before)):
            yield Occasion(risk, f"is {now}, was {was or 'not judged'}", (now,), keys=("probability", "impact"))


def _band(plan: Plan, risk: Risk) -> str:
    """The band of a risk, empty where it cannot be told."""
    points = score(plan, risk)
    return band(points) if points is not None else ""
