"""A difference for programs: both sides, the edits, everything that follows."""

from __future__ import annotations

from pmctl.changes import OddsChange
from pmctl.changes.edits import Edit, FieldEdit
from pmctl.changes.whose import Figure
from pmctl.diagnostic import Span, position
from pmctl.plan import Plan
from pmctl.views.diff.view import Difference, Side
from pmctl.views.follows import Json, day_json, finding_json, follows_json


def diff_json(found: Difference) -> Json:
    """The difference in full."""
    return {
        "schema": "pmctl/diff/1",
        "today": found.plan.today.isoformat(),
        "before": _side(found.before),
        "after": _side(found.after),
        "same-meaning": found.is_nothing,
        "unread": [_unread(found, one.side, one.path) for one in found.unread],
        "edits": [_edit(found, one) for one in found.edits],
        "follows": follows_json(found.before.plan, found.plan, found.follows),
        "whose": _whose(found),
        "odds": [_odds(one) for one in found.odds] if found.odds is not None else None,
    }


def _side(side: Side) -> Json:
    return {"name": side.name, "revision": side.revision or None, "content": side.plan.loaded.content}


def _unread(found: Difference, side: str, path: str) -> Json:
    of = found.before if side == found.before.name else found.after
    finding = next(one.finding for one in found.unread if (one.side, one.path) == (side, path))
    return {"side": side, "finding": finding_json(of.plan, finding)}


def _edit(found: Difference, one: Edit) -> Json:
    plan = found.before.plan if one.change == "removed" else found.plan
    return {
        "change": one.change,
        "entity": one.entity,
        "id": one.id,
        "before-id": one.before_id,
        "name": one.name,
        **_place(plan, one.span),
        "fields": [_field(found, field) for field in one.fields],
    }


def _field(found: Difference, field: FieldEdit) -> Json:
    plan = found.before.plan if field.after is None else found.plan
    return {"key": field.key, "before": field.before, "after": field.after, **_place(plan, field.span)}


def _place(plan: Plan, span: Span | None) -> Json:
    text = plan.loaded.texts.get(span.path) if span is not None else None
    line = position(text, span.start).line if text is not None and span is not None else None
    return {"file": span.path if span is not None else None, "line": line}


def _whose(found: Difference) -> Json | None:
    """The shares of the edited items, figure by figure; days of a finish, money, or minutes asked."""
    if found.whose is None:
        return None
    figures = []
    for figure, shares in found.whose.contributions.items():
        assert isinstance(figure, Figure)
        week = day_json(figure.monday)
        parts = [{"item": one.id, "value": float(one.value)} for one in shares]
        figures.append({"figure": figure.of, "id": figure.id, "week": week, "shares": parts})
    return {"orders": found.whose.orders, "edited": found.whose.counted, "figures": figures}


def _odds(one: OddsChange) -> Json:
    return {
        "item": one.item,
        "on-time-was": one.on_time_was,
        "on-time": one.on_time,
        "p80-was": day_json(one.likely_was),
        "p80": day_json(one.likely),
    }
