"""What the chain of an item shows to a reader: a row for each item on the way, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pmctl.audience import Audience, visible
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.facts import show, value
from pmctl.insights.objectives import objective_score
from pmctl.insights.outcomes.effect import Effect, effect_of, effect_text, launches_for, launches_of, now_text
from pmctl.insights.outcomes.measures import Measure, measure_of, measures_of
from pmctl.insights.states import is_over
from pmctl.insights.tracing.gaps import gaps_of
from pmctl.insights.tracing.stages import STAGE_OF, Stage
from pmctl.insights.tracing.trace import Trace, trace
from pmctl.insights.voices import Importance, coverage_of, day_of_voice, importance_of, research_of
from pmctl.model.control import Assumption
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding, KeyResult, Metric, Objective
from pmctl.plan import Plan
from pmctl.quantity import print_share
from pmctl.views.listing.seen import known
from pmctl.views.outcomes import judged

TITLES: Mapping[Stage, str] = {
    "feedback": "Customers say",
    "finding": "Findings",
    "assumption": "Assumptions",
    "feature": "Features",
    "work": "Work",
    "release": "Release",
    "measure": "Measured by",
    "objective": "Objectives",
}
OUTCOME = "After launch"
"""The heading of what is to be decided, or was, of features that are out."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the way: what it is or says, when, how it stands."""

    item: Item
    what: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of an item for one reader, and what is missing on it (for ourselves)."""

    plan: Plan
    trace: Trace
    rows: Mapping[Stage, tuple[Row, ...]]
    gaps: Mapping[str, tuple[str, ...]]
    asked: Importance
    outcomes: Mapping[str, str]
    """Id of a feature that is out -> what was decided of it, or is to be."""
    audience: Audience


def chain(plan: Plan, item: Item, up: bool, down: bool, audience: Audience = "internal") -> Chain:
    """Put together the way of an item. UserError for kinds that are not on any way."""
    if type(item) not in STAGE_OF:
        raise UserError(
            f"`{terminal(item.id)}` is a {item.kind}, which is not on the way from a customer's voice to an outcome",
            "name feedback, a finding, a feature, a task, a release, a metric, a key result or an objective",
        )
    found = _seen(plan, trace(plan, item, up, down), audience)
    rows = {stage: tuple(_row(plan, one, found, audience) for one in items) for stage, items in found.stages.items()}
    gaps = {one.id: lacks for items in found.stages.values() for one in items if (lacks := gaps_of(plan, one))}
    voices = [one for one in found.of("feedback") if isinstance(one, Feedback)]
    if audience != "internal":
        return Chain(plan, found, rows, {}, importance_of(voices), {}, audience)
    features = [one for one in found.of("feature") if isinstance(one, Feature)] if "measure" in rows else []
    outcomes = {one.id: text for one in features if (text := judged(plan, one))}
    return Chain(plan, found, rows, gaps, importance_of(voices), outcomes, audience)


def _seen(plan: Plan, found: Trace, audience: Audience) -> Trace:
    """The way less what a reader may not see."""
    if audience == "internal":
        return found
    stages = {
        stage: shown
        for stage, items in found.stages.items()
        if (shown := tuple(one for one in items if visible(plan.workspace, one, audience)))
    }
    known = {one.id for items in stages.values() for one in items}
    return replace(found, stages=stages, links=tuple(link for link in found.links if known.issuperset(link)))


def _row(plan: Plan, item: Item, found: Trace, audience: Audience) -> Row:
    if isinstance(item, KeyResult | Metric):
        return Row(item, item.title, "", measure_text(plan, item, found.features, audience))
    if isinstance(item, Objective):
        score = objective_score(plan, item)
        reached = f"{print_share(score, 0)} reached" if score is not None else "not measured"
        return Row(item, item.title, show(plan, item.period), reached)
    say = _VOICES.get(type(item))
    if say is not None:
        what, when, state = say(plan, item)
        return Row(item, what, when, state) if audience == "internal" else Row(item, item.title, when, "")
    due, forecast = (show(plan, known(plan, item, name, audience), name) for name in ("due", "forecast"))
    dates = f"{forecast}, promised {due}" if due and forecast and due != forecast else forecast or due
    progress = show(plan, value(plan, item, "progress"))
    status = show(plan, value(plan, item, "status"))
    return Row(item, item.title, dates, status if is_over(plan, item) else f"{status} {progress}".strip())


def _feedback(plan: Plan, item: Item) -> tuple[str, str, str]:
    assert isinstance(item, Feedback)
    weight = f"weight {item.weight:g}" if item.weight is not None else ""
    who = ", ".join(part for part in (item.customer, item.segment, item.source_of, weight) if part)
    return item.text or item.title, show(plan, item.date), who


def _finding(plan: Plan, item: Item) -> tuple[str, str, str]:
    assert isinstance(item, Finding)
    research = research_of(plan, item)
    rest = " ".join(part for part in (research.method, coverage_of(research)) if part) if research is not None else ""
    day = show(plan, day_of_voice(plan, item))
    return item.title, day, ", ".join(part for part in (item.strength, rest) if part)


def _assumption(plan: Plan, item: Item) -> tuple[str, str, str]:
    assert isinstance(item, Assumption)
    review = f"review {show(plan, item.review)}" if item.review is not None and item.status == "open" else ""
    return item.title, review, ", ".join((item.status or "open", *item.tags))


_VOICES: Mapping[type[Item], Callable[[Plan, Item], tuple[str, str, str]]] = {
    Feedback: _feedback,
    Finding: _finding,
    Assumption: _assumption,
}


def effect_here(
    plan: Plan, item: KeyResult | Metric, features: tuple[Feature, ...], audience: Audience
) -> Effect | None:
    """What the latest launch of these features did to a number; of no feature on the way that of any.

    What a reader may not see was not launched for them.
    """

    def is_seen(one: Item) -> bool:
        return visible(plan.workspace, one, audience)

    mine = [one for one in features if any(item in (found.item, found.metric) for found in measures_of(plan, one))]
    launches = launches_of(plan, mine, is_seen) if mine else launches_for(plan, item, is_seen)
    return effect_of(measure_of(plan, item), launches[-1]) if launches else None


def measure_text(plan: Plan, item: KeyResult | Metric, features: tuple[Feature, ...], audience: Audience) -> str:
    """`conversion 3.6 % → 3.9 % since release 2.1 (target 4.2 %): partly met`, as far as the reader may see it."""
    measure = measure_of(plan, item)
    if not _may_read(plan, measure, audience):
        return ""
    effect = effect_here(plan, item, features, audience)
    return effect_text(effect) if effect is not None else now_text(measure)


def _may_read(plan: Plan, measure: Measure, audience: Audience) -> bool:
    return measure.metric is None or visible(plan.workspace, measure.metric, audience)
