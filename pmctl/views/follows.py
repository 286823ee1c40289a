"""What follows from a change, for programs: the same fields in every command that compares two plans."""

from __future__ import annotations

from datetime import date

from pmctl.changes import (
    BudgetChange,
    Consequences,
    FloatChange,
    HealthChange,
    LoadChange,
    Move,
    PromiseChange,
    ResultChange,
    Shift,
    WorkChange,
    WorthChange,
)
from pmctl.changes.deferrals import Deferral
from pmctl.changes.exposure import ExposureChange
from pmctl.changes.ranks import Moved, OrderChange
from pmctl.diagnostic import Diagnostic, position
from pmctl.insights.business_case.worth import unknown_of
from pmctl.insights.cost import Sums
from pmctl.insights.releases import without_plan
from pmctl.plan import Plan

Json = dict[str, object]


def follows_json(before: Plan, after: Plan, follows: Consequences) -> Json:
    """Everything that follows from `after` in the place of `before`, field by field."""
    return {
        "moves": [_move(one) for one in follows.moves],
        "added": list(follows.added),
        "removed": list(follows.removed),
        "undated": list(follows.undated),
        "ends": [_shift(after, one) for one in follows.shifts],
        "promises": [_promise(one) for one in follows.promises],
        "cost": {id: sums_json(sums) for id, sums in follows.costs.items()},
        "work": [_work(one) for one in follows.work],
        "load": [_load(one) for one in follows.loads],
        "findings-new": [finding_json(after, one) for one in follows.findings.new],
        "findings-gone": [finding_json(before, one) for one in follows.findings.gone],
        "floats": [_float(one) for one in follows.floats],
        "critical-joined": list(follows.path.joined),
        "critical-left": list(follows.path.left),
        "results": [_result(after, one) for one in follows.results],
        "business-cases": [_worth(after, one) for one in follows.worth],
        "budgets": [_budget(one) for one in follows.budgets],
        "health": [_health(one) for one in follows.health],
        "exposure": [_exposure(one) for one in follows.exposures],
        "deferred": [_deferral(one) for one in follows.deferred],
        "orders": [_order(one) for one in follows.orders],
        "tell": [{"who": one.who, "items": list(one.items)} for one in follows.tell],
    }


def day_json(day: date | None) -> str | None:
    """A day as JSON has it."""
    return day.isoformat() if day is not None else None


def sums_json(sums: Sums) -> dict[str, float]:
    """Currency to amount."""
    return {currency: float(amount) for currency, amount in sums.items()}


def _move(one: Move) -> Json:
    return {
        "item": one.item,
        "forecast-start-was": one.start_was.isoformat(),
        "forecast-start": one.start.isoformat(),
        "forecast-was": one.finish_was.isoformat(),
        "forecast": one.finish.isoformat(),
        "days": one.days,
        "minutes": one.minutes,
        "float-minutes-was": one.float_was,
        "float-minutes": one.float_now,
        "critical-was": one.critical_was,
        "critical": one.critical,
        "finished": one.happened,
    }


def _shift(plan: Plan, one: Shift) -> Json:
    item = plan.workspace.items[one.item]
    days = {"was": day_json(one.was), "forecast": day_json(one.now), "days": one.days}
    return {"item": one.item, "kind": item.kind, **days, **_unknown(len(without_plan(plan, item)))}


def _unknown(features: int) -> Json:
    """Features of which a forecast knows nothing, where there are any."""
    return {"without-plan": features} if features else {}


def _promise(one: PromiseChange) -> Json:
    return {
        "item": one.item,
        "due-was": day_json(one.promised_was),
        "due": day_json(one.promised),
        "slip-days-was": one.late_was,
        "slip-days": one.late,
        "outcome": one.outcome,
    }


def _work(one: WorkChange) -> Json:
    return {"who": one.who, "minutes": float(one.minutes), "cost": sums_json(one.cost)}


def _load(one: LoadChange) -> Json:
    return {
        "who": one.who,
        "weeks": [
            {
                "week": week.monday.isoformat(),
                "capacity-minutes-was": float(week.capacity_was),
                "capacity-minutes": float(week.capacity),
                "asked-minutes-was": float(week.asked_was),
                "asked-minutes": float(week.asked),
                "booked-minutes-was": float(week.booked_was),
                "booked-minutes": float(week.booked),
            }
            for week in one.weeks
        ],
    }


def finding_json(plan: Plan, one: Diagnostic) -> Json:
    """A finding with its place in the files of its plan."""
    text = plan.loaded.texts.get(one.span.path)
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "hint": one.hint,
        "item": one.item or None,
        "file": one.span.path,
        "line": position(text, one.span.start).line if text is not None else None,
    }


def _float(one: FloatChange) -> Json:
    return {"item": one.item, "float-minutes-was": one.was, "float-minutes": one.now}


def _result(plan: Plan, one: ResultChange) -> Json:
    kind = plan.workspace.items[one.item].kind
    days = {"was": day_json(one.was), "forecast": day_json(one.now), "days": one.days, "until": day_json(one.until)}
    return {"item": one.item, "kind": kind, "feature": one.feature, **days}


def _worth(plan: Plan, one: WorthChange) -> Json:
    value = {"value-was": float(one.was), "value": float(one.now)}
    return {
        "product": one.product,
        "currency": one.currency,
        **value,
        "days-late-was": one.late_was,
        "days-late": one.late,
        **_unknown(unknown_of(plan, one.product)),
    }


def _deferral(one: Deferral) -> Json:
    return {"item": one.item, "key": one.key, "was": one.was, "now": one.now, "later": one.is_later}


def _order(one: OrderChange) -> Json:
    features = [
        {
            "item": each.item,
            "rank-was": each.was,
            "rank": each.now,
            "score-was": float(each.value_was) if each.value_was is not None else None,
            "score": float(each.value) if each.value is not None else None,
            "inputs": [_input(moved) for moved in each.inputs],
        }
        for each in one.features
    ]
    crossed = [{"item": id, "fits": fits} for id, fits in one.crossed]
    weights = [_input(moved) for moved in one.weights]
    return {"product": one.product, "weights": weights, "features": features, "crossed": crossed}


def _input(moved: Moved) -> Json:
    name, was, now = moved
    return {"name": name, "was": was or None, "now": now or None}


def _budget(one: BudgetChange) -> Json:
    return {"document": one.document, "was": sums_json(one.was), "budget": sums_json(one.now)}


def _health(one: HealthChange) -> Json:
    levels = {"was": one.was, "level": one.now}
    return {
        "document": one.document,
        "dimension": one.dimension or None,
        **levels,
        "text": one.text,
        "evidence": list(one.evidence),
    }


def _exposure(one: ExposureChange) -> Json:
    return {
        "risk": one.risk,
        "residual": one.residual,
        "minutes-was": float(one.was.minutes),
        "minutes": float(one.now.minutes),
        "cost-was": float(one.was.money),
        "cost": float(one.now.money),
        "currency": one.now.currency or one.was.currency,
    }
