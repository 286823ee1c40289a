"""What the page of a metric, key result or objective says of its readings, of a feature its voices and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pmctl import output
from pmctl.insights import key_results
from pmctl.insights.closing import closures_behind
from pmctl.insights.key_results import Standing, standing_data, standing_text
from pmctl.insights.objectives import grade_of, measured, objective_score, pace_of
from pmctl.insights.outcomes.effect import effect_text, effects_of, latest_effect, now_text
from pmctl.insights.outcomes.measures import measure_of, measures_of
from pmctl.insights.outcomes.standing import standing_of, trend_text
from pmctl.insights.voices import (
    ASKED,
    Importance,
    around_and_below,
    coverage_of,
    importance_of,
    segments_of,
    voices_by_target,
    voices_for,
)
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Metric, Objective, Research
from pmctl.plan import Plan
from pmctl.quantity import print_age, print_date, print_share
from pmctl.views.outcomes import customers_text, judged
from pmctl.views.page.lines import rows_of

Json = dict[str, object]
Rows = Iterator[tuple[str, str]]
TOLD: Mapping[type[Item], tuple[str, ...]] = {
    Metric: ("status", "age", "now", "trend"),
    KeyResult: ("now",),
    Objective: ("key-results",),
    Feature: ("customers", "importance"),
    Research: ("coverage", "plan", "sample"),
}
"""Facts that the sections say, so that they need not stand among the others."""


def evidence_text(plan: Plan, item: Item, internal: bool) -> str:
    """The sections of an item that has readings, voices or a score; nothing for others, and for readers outside."""
    if not internal:
        return ""
    sections: tuple[tuple[str, Rows], ...] = ()
    if isinstance(item, Metric):
        sections = (("Readings", _readings(plan, item)),)
    elif isinstance(item, KeyResult):
        sections = (("Reached", _reached(plan, item)),)
    elif isinstance(item, Objective):
        sections = (("Reached", _scored(plan, item)),)
    elif isinstance(item, Feature):
        sections = (("Customers", _customers(plan, item)), ("Outcome", _outcome(plan, item)))
    elif isinstance(item, Research):
        sections = (("Asked", _asked(plan, item)),)
    shown = ((title, rows_of(rows)) for title, rows in sections)
    return "\n\n".join(f"{output.paint(title, 'heading')}\n{rows}" for title, rows in shown if rows)


def _readings(plan: Plan, metric: Metric) -> Rows:
    standing = standing_of(plan, metric.id)
    if standing.read is None:
        yield "Last", f"none yet{f', to be read every {metric.every.text}' if metric.every is not None else ''}"
        return
    age = print_age(standing.age or 0)
    now = standing.measure.text(standing.now)
    yield "Last", f"{now} on {print_date(standing.read, plan.today)}, {age}: {standing.verdict}"
    yield "Trend", trend_text(standing)
    if standing.reached is not None:
        begin, target = (standing.measure.text(one) for one in (standing.measure.begin, standing.measure.target))
        yield "Way", f"{print_share(standing.reached, 0)} from {begin} to {target}"
    yield from _since_launch(plan, metric)


def _since_launch(plan: Plan, item: Metric | KeyResult) -> Rows:
    yield "Outcome", _launched(plan, item)


def _launched(plan: Plan, item: Metric | KeyResult) -> str:
    """What the last launch did to a number, "" before there is one."""
    effect = latest_effect(plan, item)
    return effect_text(effect) if effect is not None else ""


def _reached(plan: Plan, result: KeyResult) -> Rows:
    yield "Now", standing_text(key_results.standing_of(plan, result))
    yield from _since_launch(plan, result)


def _scored(plan: Plan, objective: Objective) -> Rows:
    """How far an objective is and at which pace, how much of it is measured, and where each key result stands."""
    score, pace = objective_score(plan, objective), pace_of(plan, objective)
    count, whole = measured(plan, objective)
    parts = [f"{print_share(score, 0)} {grade_of(score)}"] if score is not None else []
    parts += [f"pace {float(pace):.2f}"] if pace is not None else []
    parts += [f"{count} of {whole} measured"] if count < whole else []
    yield "Score", ", ".join(parts)
    yield "Key results", "\n".join(standing_text(one) for one in _standings(plan, objective))


def _standings(plan: Plan, objective: Objective) -> list[Standing]:
    items = plan.workspace.items
    results = [one for id in objective.key_results if isinstance(one := items.get(id), KeyResult)]
    return [key_results.standing_of(plan, one) for one in results]


def _customers(plan: Plan, feature: Feature) -> Rows:
    voices = voices_for(plan, around_and_below(plan, feature))
    asked = importance_of(voices)
    if asked.customers:
        segments = _segments_text(segments_of(voices))
        yield "Asking", f"{customers_text(asked)}: {segments}" if segments else customers_text(asked)


def _outcome(plan: Plan, feature: Feature) -> Rows:
    """Once it is out: before and after, and the decision; until then where its numbers stand."""
    effects = effects_of(plan, feature)
    lines = [effect_text(one) for one in effects] or [now_text(one) for one in measures_of(plan, feature)]
    yield "Since launch" if effects else "Measured by", "\n".join(lines)
    yield "Then", judged(plan, feature)
    yield "Built by", "\n".join(closures_behind(plan, feature))


def _asked(plan: Plan, research: Research) -> Rows:
    left = (research.plan or 0) - (research.sample or 0)
    more = f", {left:g} to go" if left > 0 and research.method in ASKED else ""
    yield "Covered", f"{coverage_of(research)}{more}" if coverage_of(research) else ""
    by_target = voices_by_target(plan)
    segments = segments_of([voice for id in research.findings for voice in by_target.get(id, ())])
    yield "Voices", _segments_text(segments)


def _segments_text(segments: Mapping[str, Importance]) -> str:
    """`smb 2, consumer 1`: customers by segment; "" where nobody names one."""
    if not any(segments):
        return ""
    return ", ".join(f"{name or 'no segment'} {one.customers}" for name, one in segments.items())


# --- JSON -------------------------------------------------------------------------------------------------------------


def evidence_json(plan: Plan, item: Item, internal: bool) -> Json:
    """The same for programs: `reached` and `measures` of what is measured, `segments` of what customers ask for."""
    if not internal:
        return {}
    if isinstance(item, Objective):
        return {"reached": _scored_json(plan, item)}
    if isinstance(item, Metric):
        reached, now = standing_of(plan, item.id).reached, now_text(measure_of(plan, item))
        return {"reached": {"progress": _float(reached)}, "measures": [_launched(plan, item) or now]}
    if isinstance(item, KeyResult):
        standing = key_results.standing_of(plan, item)
        now = standing_text(standing)
        return {"reached": standing_data(standing), "measures": [_launched(plan, item) or now]}
    if isinstance(item, Feature):
        told = [effect_text(one) for one in effects_of(plan, item)]
        told = told or [now_text(one) for one in measures_of(plan, item)]
        segments = segments_of(voices_for(plan, around_and_below(plan, item)))
        return {
            "measures": told,
            "after-launch": judged(plan, item) or None,
            "closures": list(closures_behind(plan, item)),
            "segments": _segments_json(segments),
        }
    return {}


def _scored_json(plan: Plan, objective: Objective) -> Json:
    score, (count, whole) = objective_score(plan, objective), measured(plan, objective)
    return {
        "progress": _float(score),
        "grade": grade_of(score) if score is not None else None,
        "pace": _float(pace_of(plan, objective)),
        "measured": count,
        "of": whole,
        "key-results": [{"id": one.result.id, **standing_data(one)} for one in _standings(plan, objective)],
    }


def _float(value: Fraction | None) -> float | None:
    return float(value) if value is not None else None


def _segments_json(segments: Mapping[str, Importance]) -> list[Json]:
    return [
        {"segment": name or None, "customers": one.customers, "importance": float(one.weight)}
        for name, one in segments.items()
    ]
