"""The chain of an item for programs and pages: JSON and Mermaid."""

from __future__ import annotations

from pmctl.audience import Audience, dates_for
from pmctl.diagnostic import UserError
from pmctl.escape import mermaid_quoted
from pmctl.insights.facts import value
from pmctl.insights.outcomes.effect import Effect
from pmctl.insights.outcomes.measures import measure_of
from pmctl.insights.tracing.stages import STAGES, Stage
from pmctl.model.product import Feedback, KeyResult, Metric
from pmctl.plan import Plan
from pmctl.views.trace.overview import Line, Overview
from pmctl.views.trace.view import TITLES, Chain, Row, effect_here

Json = dict[str, object]
MOST_LINKS = 500  # what a page with Mermaid draws at most


def _head(plan: Plan) -> Json:
    return {"schema": "pmctl/trace/1", "today": plan.today.isoformat(), "content": plan.loaded.content}


def chain_json(found: Chain) -> Json:
    """The way of an item: its stages, their items, the links between them, what is missing."""
    item, ours = found.trace.item, found.audience == "internal"
    return {
        **_head(found.plan),
        "item": {"id": item.id, "kind": item.kind, "name": item.title},
        **({"customers": found.asked.customers, "importance": float(found.asked.weight)} if ours else {}),
        "stages": [
            {"stage": stage, "items": [_row_json(found, one) for one in found.rows[stage]]}
            for stage in STAGES
            if stage in found.rows
        ],
        "links": [{"from": begin, "to": end} for begin, end in found.trace.links],
        "outcomes": [{"id": id, "says": text} for id, text in found.outcomes.items()],
        "gaps": [{"id": id, "gaps": list(lacks)} for id, lacks in found.gaps.items()],
    }


def _row_json(found: Chain, row: Row) -> Json:
    plan, item = found.plan, row.item
    dates = dates_for(plan, item, found.audience)
    due, forecast = dates.promise.last if dates.promise else None, dates.forecast.date
    told: Json = {
        "id": item.id,
        "kind": item.kind,
        "name": item.title,
        "status": value(plan, item, "status"),
        "due": due.isoformat() if due else None,
        "forecast": forecast.isoformat() if forecast else None,
        "says": row.state or None,
    }
    if isinstance(item, Feedback) and found.audience == "internal":
        told |= {"customer": item.customer or None, "segment": item.segment or None, "text": item.text or None}
    if isinstance(item, KeyResult | Metric) and row.state:
        told["outcome"] = _outcome_json(found, item)
    return told


def _outcome_json(found: Chain, item: KeyResult | Metric) -> Json:
    measure = measure_of(found.plan, item)
    effect = effect_here(found.plan, item, found.trace.features, found.audience)
    day, now = measure.readings[-1] if measure.readings else (None, None)
    return {
        "metric": measure.metric.id if measure.metric is not None else None,
        "unit": measure.unit or None,
        "from": float(measure.begin) if measure.begin is not None else None,
        "target": float(measure.target) if measure.target is not None else None,
        "now": float(now) if now is not None else None,
        "read": day.isoformat() if day is not None else None,
        "since-launch": _effect_json(effect) if effect is not None else None,
    }


def _effect_json(effect: Effect) -> Json:
    release = effect.launch.release
    return {
        "date": effect.launch.day.isoformat(),
        "release": release.id if release is not None else None,
        "before": float(effect.before) if effect.before is not None else None,
        "after": float(effect.after) if effect.after is not None else None,
        "verdict": effect.verdict,
    }


def overview_json(found: Overview) -> Json:
    """Every feature with its way, and what leads to none."""
    return {
        **_head(found.plan),
        "features": [_line_json(one, found.audience) for one in found.lines],
        "without-feature": [
            {"id": item.id, "kind": item.kind, "name": item.title, "gaps": list(lacks)} for item, lacks in found.loose
        ],
    }


def _line_json(one: Line, audience: Audience) -> Json:
    voices = {
        "customers": one.asked.customers,
        "importance": float(one.asked.weight),
        "findings": one.findings,
    }
    return {
        "id": one.feature.id,
        "name": one.feature.title,
        "status": one.feature.status or None,
        **(voices if audience == "internal" else {}),
        "work": list(one.work),
        "release": one.release or None,
        "success": list(one.measures),
        "gaps": list(one.gaps),
    }


def chain_mermaid(found: Chain) -> str:
    """The way as a flow chart with a frame for each stage; UserError where a page would not draw it."""
    links = found.trace.links
    if len(links) > MOST_LINKS:
        raise UserError(
            f"{len(links)} links are more than Mermaid draws ({MOST_LINKS})", "trace one feature, or use `--json`"
        )
    shown = [row.item for stage in STAGES for row in found.rows.get(stage, ())]
    names = {item.id: f"t{number}" for number, item in enumerate(shown, 1)}
    lines = ["flowchart LR"]
    for stage in STAGES:
        if stage in found.rows:
            lines += [f'  subgraph {stage}s["{TITLES[stage]}"]']
            lines += [f'    {names[row.item.id]}["{mermaid_quoted(_label(row, stage))}"]' for row in found.rows[stage]]
            lines += ["  end"]
    lines += [f"  {names[begin]} --> {names[end]}" for begin, end in links]
    return "\n".join(lines) + "\n"


def _label(row: Row, stage: Stage) -> str:
    """What is written in a box: of a measure what its readings say."""
    return row.state if stage == "measure" and row.state else row.what or row.item.title
