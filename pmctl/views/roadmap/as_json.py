"""A roadmap for programs."""

from __future__ import annotations

from pmctl.audience import without_private
from pmctl.insights.releases import without_plan
from pmctl.insights.roadmap.entries import Entry
from pmctl.insights.roadmap.lanes import Lane
from pmctl.insights.states import status_of
from pmctl.plan import Plan
from pmctl.views.page.agile import outlook_json
from pmctl.views.roadmap.releases import Late, late_releases
from pmctl.views.roadmap.view import Roadmap

Json = dict[str, object]


def roadmap_json(plan: Plan, found: Roadmap) -> Json:
    """The document `pmctl/roadmap/1`, less every private key for a reader who is not one of us."""
    inside: Json = {"total": found.total, "seen-by": dict(found.seen_by)} if found.audience == "internal" else {}
    made = without_private(
        {
            "schema": "pmctl/roadmap/1",
            "today": plan.today.isoformat(),
            "content": plan.loaded.content,
            "audience": found.audience,
            "products": [one.id for one in found.products],
            "as": found.shape,
            "group-by": found.by,
            **inside,
            "shipped-or-dropped": found.over,
            "groups": [_lane(plan, found, lane) for lane in found.lanes],
            "links": [
                {"after": one.after.id, "before": one.before.id, "from": one.lane_before, "to": one.lane_after}
                for one in found.links
            ],
            "late-releases": [_late(one) for one in late_releases(plan, found)],
        },
        found.audience,
    )
    assert isinstance(made, dict)
    return made


def _lane(plan: Plan, found: Roadmap, lane: Lane) -> Json:
    return {
        "key": lane.key,
        "title": lane.title,
        "first": lane.first.isoformat() if lane.first else None,
        "last": lane.last.isoformat() if lane.last else None,
        "planned": lane.is_planned,
        "features": [_entry(plan, found, one) for one in lane.entries],
    }


def _late(one: Late) -> Json:
    return {
        "id": one.release.id,
        "name": one.release.title,
        "due": one.due.isoformat(),
        "forecast": one.forecast.isoformat() if one.forecast else None,
        "slip-days": one.slip,
    }


def _entry(plan: Plan, found: Roadmap, one: Entry) -> Json:
    """A feature; its place in the queue, confidence, odds and sprint only for us."""
    day, start = one.forecast.date, one.forecast.start
    inside: Json = {
        "rank": one.rank,
        "confidence": float(one.confidence) if one.confidence is not None else None,
        "on-time": found.odds.get(one.feature.id),
        "outlook": outlook_json(one.outlook) if one.outlook is not None else None,
        "without-plan": len(without_plan(plan, one.feature)),
    }
    return {
        "id": one.feature.id,
        "name": one.feature.title,
        "group": one.feature.group or None,
        "status": status_of(plan, one.feature),
        "horizon": one.horizon or None,
        "theme": one.theme.id if one.theme is not None else None,
        "supports": [goal.id for goal in one.objectives],
        "due": one.promise.last.isoformat() if one.promise else None,
        "due-text": one.promise.text if one.promise else None,
        "commitment": one.commitment or None,
        "forecast-start": start.isoformat() if start else None,
        "forecast": day.isoformat() if day else None,
        "slip-days": one.slip,
        "health": one.health,
        "delivered-by": [item.id for item in one.by],
        **(inside if found.audience == "internal" else {}),
    }
