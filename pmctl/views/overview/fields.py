"""Where things stand, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pmctl.insights.attention import Notice
from pmctl.insights.early_warning import EarlyWarning, warning_text
from pmctl.insights.health.levels import dimension_json
from pmctl.plan import Plan
from pmctl.views.overview.view import Overview, Standing

Json = dict[str, object]


def overview_json(plan: Plan, overview: Overview) -> Json:
    """The document of `pmctl status --json`."""
    return {
        "schema": "pmctl/status/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "documents": [standing_json(one) for one in overview.standings],
        "late": _notices(overview.attention.late),
        "blocked": _notices(overview.attention.blocked),
        "decide": _notices(overview.attention.decide),
        "soon": _notices(overview.attention.soon),
        "reviews": _notices(overview.attention.reviews),
        "early": [_early(one) for one in overview.early],
    }


def standing_json(one: Standing) -> Json:
    """One document, its health with rule, value, threshold and evidence."""
    said = one.health.reported
    return {
        "id": one.document.id,
        "kind": one.document.kind,
        "name": one.document.title,
        "health": one.health.level,
        "dimensions": [dimension_json(side) for side in one.health.dimensions],
        "reported": None
        if said is None
        else {"date": said.date.first.isoformat(), "by": said.by, "health": said.health or None, "text": said.text},
        "due": _day(one.due),
        "baseline": _day(one.planned),
        "forecast-start": _day(one.start),
        "forecast": _day(one.forecast),
        "slip-days": one.slip,
        "progress": float(one.done) if one.done is not None else None,
        "tasks": {"done": one.count.done, "doing": one.count.doing, "todo": one.count.todo},
        "cost": {
            "budget": _sums(one.costs.budget),
            "reserve": _sums(one.costs.reserve),
            "actual": _sums(one.costs.actual),
            "committed": _sums(one.costs.committed),
            "estimate": _sums(one.costs.estimate),
        },
        "next": {"item": one.next.item, "date": _day(one.next.day)} if one.next else None,
    }


def _early(one: EarlyWarning) -> Json:
    return {
        "item": one.item,
        "who": list(one.who),
        "elapsed": float(one.elapsed) if one.elapsed is not None else None,
        "progress": float(one.done) if one.done is not None else None,
        "quiet-days": one.quiet,
        "estimate-grew": one.grown,
        "age-days": one.age,
        "expected-days": one.expected,
        "text": warning_text(one),
    }


def _day(day: object) -> str | None:
    return str(day) if day is not None else None


def _sums(sums: Mapping[str, Decimal]) -> dict[str, float]:
    return {currency: float(amount) for currency, amount in sums.items()}


def _notices(notices: Iterable[Notice]) -> list[Json]:
    return [
        {"item": one.item, "who": one.who or None, "date": _day(one.day), "days": one.days, "text": one.text}
        for one in notices
    ]
