"""What customers and research say for something: who said it, each customer counted once, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from pmctl.insights.relations import groups_above, resolved
from pmctl.model.control import Assumption
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding, Research
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

Voice = Feedback | Finding
ASKED = ("interview", "survey")
"""Methods of research that plan how many are asked."""


@dataclass(frozen=True, slots=True)
class Importance:
    """How many customers want something, and how much: the sum over customers of what each said last."""

    customers: int
    weight: Fraction


@remembered
def voices_by_target(plan: Plan) -> Mapping[str, tuple[Voice, ...]]:
    """Full id -> the feedback and findings that name it in `supports`, in file order, up to today."""
    found: dict[str, list[Voice]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Feedback | Finding) and not (isinstance(item, Feedback) and _day(item) > plan.today):
            for target in resolved(plan, item, item.supports):
                found.setdefault(target.id, []).append(item)
    return {id: tuple(voices) for id, voices in found.items()}


@remembered
def assumptions_by_target(plan: Plan) -> Mapping[str, tuple[Assumption, ...]]:
    """Full id -> the assumptions that it rests on (`affects` read backwards), in file order."""
    found: dict[str, list[Assumption]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Assumption):
            for target in resolved(plan, item, item.affects):
                found.setdefault(target.id, []).append(item)
    return {id: tuple(assumptions) for id, assumptions in found.items()}


def voices_for(plan: Plan, items: Iterable[Item]) -> tuple[Voice, ...]:
    """The feedback and findings for some items, each once: what names them, and what names a finding for them."""
    by_target = voices_by_target(plan)
    found: dict[str, Voice] = {}
    waiting = [item.id for item in items]
    for id in waiting:
        new = [voice for voice in by_target.get(id, ()) if voice.id not in found]
        found |= {voice.id: voice for voice in new}
        waiting += [voice.id for voice in new]
    return tuple(found.values())


def around_and_below(plan: Plan, feature: Feature) -> tuple[Item, ...]:
    """A feature, those around it, and all below it: who asks for one of them asks for it."""
    return (feature, *groups_above(plan, feature), *below(plan, feature))


def below(plan: Plan, feature: Feature) -> tuple[Feature, ...]:
    """All features inside a feature, in file order."""
    items, found, waiting = plan.workspace.items, list[Feature](), list(reversed(feature.children))
    while waiting:
        one = items.get(waiting.pop())
        if isinstance(one, Feature):
            found.append(one)
            waiting += reversed(one.children)
    return tuple(found)


def importance_of(voices: Sequence[Voice]) -> Importance:
    """Sum over customers of their latest `weight` (1 where none is typed). Source: FORMULAS, customer importance.

    A customer counts once; feedback that names no customer counts each for itself; of two on one day the later line.
    """
    latest: dict[str, Feedback] = {}
    for voice in voices:
        if isinstance(voice, Feedback):
            who = voice.customer.casefold() or f"\n{voice.id}"
            if who not in latest or _day(voice) >= _day(latest[who]):
                latest[who] = voice
    weights = (Fraction(str(one.weight)) if one.weight is not None else Fraction(1) for one in latest.values())
    return Importance(len(latest), sum(weights, Fraction(0)))


def _day(voice: Feedback) -> date:
    return voice.date.last if voice.date is not None else date.min


def day_of_voice(plan: Plan, voice: Voice) -> date | None:
    """The day of what was said; of a finding that of its research."""
    if isinstance(voice, Feedback):
        return voice.date.last if voice.date is not None else None
    research = research_of(plan, voice)
    return research.date.last if research is not None and research.date is not None else None


def research_of(plan: Plan, finding: Finding) -> Research | None:
    """The research that found something."""
    found = plan.workspace.items.get(finding.group)
    return found if isinstance(found, Research) else None


def coverage_of(research: Research) -> str:
    """`8 of 12`: how many were asked of those who were to be; the sample alone where nothing was planned."""
    if research.plan is not None:
        return f"{research.sample or 0:g} of {research.plan:g}"
    return f"{research.sample:g}" if research.sample is not None else ""


def segments_of(voices: Iterable[Voice]) -> Mapping[str, Importance]:
    """Segment of customers -> how many of them spoke, and how much they want it; the largest segment first."""
    by_segment: dict[str, list[Feedback]] = {}
    for voice in voices:
        if isinstance(voice, Feedback):
            by_segment.setdefault(voice.segment, []).append(voice)
    found = {segment: importance_of(said) for segment, said in by_segment.items()}
    return dict(sorted(found.items(), key=lambda one: (-one[1].customers, one[0])))


def evidence_of(plan: Plan, assumption: Assumption) -> tuple[Item, ...]:
    """What an assumption cites: feedback, findings, research."""
    return resolved(plan, assumption, assumption.evidence)


def is_wanted(plan: Plan, feature: Feature) -> bool:
    """Does any voice speak for a feature, those around it or those below it?"""
    by_target = voices_by_target(plan)
    return any(one.id in by_target for one in around_and_below(plan, feature))


def is_to_be_wanted(feature: Feature) -> bool:
    """Should customers have asked for it? What is built for them, once it is planned; no fix, debt or research."""
    is_for_customers = feature.type in ("", "feature", "enhancement")
    return is_for_customers and feature.status in ("planned", "building", "shipped")


@remembered
def cited_ids(plan: Plan) -> frozenset[str]:
    """Full ids of the feedback, findings and research that assumptions cite as their evidence."""
    assumptions = (one for one in plan.workspace.items.values() if isinstance(one, Assumption))
    return frozenset(cited.id for one in assumptions for cited in evidence_of(plan, one))
