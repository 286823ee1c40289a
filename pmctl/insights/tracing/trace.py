"""The chain of an item: what it rests on and what follows from it, stage by stage, link by link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmctl.insights.objectives import metric_of
from pmctl.insights.outcomes.measures import measures_of
from pmctl.insights.relations import deliverers, groups_above, release_of, resolved
from pmctl.insights.tracing.stages import STAGE_OF, STAGES, Stage, features_for, supported
from pmctl.insights.voices import Voice, assumptions_by_target, evidence_of, voices_for
from pmctl.model.control import Assumption
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding, KeyResult, Metric, Objective, Research
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """What is on the way of an item, by stage in file order, and which of it leads to which (full ids)."""

    item: Item
    features: tuple[Feature, ...]
    stages: Mapping[Stage, tuple[Item, ...]]
    links: tuple[tuple[str, str], ...]

    def of(self, stage: Stage) -> tuple[Item, ...]:
        """The items of a stage; nothing where none is on the way."""
        return self.stages.get(stage, ())


def trace(plan: Plan, item: Item, up: bool = True, down: bool = True) -> Trace:
    """The chain of an item whose class has a stage; `up` what it rests on, `down` what follows from it."""
    own = STAGE_OF[type(item)]
    place = STAGES.index(own)
    wanted = [stage for at, stage in enumerate(STAGES) if at == place or (up if at < place else down)]
    features = features_for(plan, item)
    found: dict[Stage, tuple[Item, ...]] = {}
    for stage in wanted:
        there = _own(plan, item) if stage == own and own != "feature" else _stage(plan, stage, features, item)
        if there:
            found[stage] = there
    return Trace(item, features, found, tuple(_links(plan, found)))


def _own(plan: Plan, item: Item) -> tuple[Item, ...]:
    """What stands on the stage of the item itself: of research its findings."""
    if isinstance(item, Research):
        return tuple(plan.workspace.items[id] for id in item.findings)
    return (item,)


def _stage(plan: Plan, stage: Stage, features: Sequence[Feature], item: Item) -> tuple[Item, ...]:
    if stage == "feature":
        return tuple(features)
    if stage in ("feedback", "finding", "assumption"):
        return _evidence(plan, stage, features, item)
    if stage == "work":
        return _once(one for feature in features for one in deliverers(plan, feature))
    if stage == "release":
        return _once(one for feature in features if (one := release_of(plan, feature)) is not None)
    if stage == "measure":
        return _once(one.item for feature in features for one in measures_of(plan, feature))
    return _once(one for feature in features for one in _objectives(plan, feature))


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple({item.id: item for item in items}.values())


def _evidence(plan: Plan, stage: Stage, features: Sequence[Feature], item: Item) -> tuple[Item, ...]:
    """What speaks for features or those around them, and what their assumptions cite; of evidence only its own way."""
    if isinstance(item, Feedback | Finding | Research) and STAGES.index(stage) > STAGES.index(STAGE_OF[type(item)]):
        return _after_voice(plan, stage, item)
    meant: list[Item] = [*features, *(above for feature in features for above in groups_above(plan, feature))]
    if isinstance(item, Finding | Assumption | Research):
        meant = list(_own(plan, item))
    by_target = assumptions_by_target(plan)
    assumed = _once(one for target in meant for one in by_target.get(target.id, ()))
    if stage == "assumption":
        return assumed
    resting = [one for one in (*assumed, *meant) if isinstance(one, Assumption)]
    cited = [one for assumption in resting for one in evidence_of(plan, assumption)]
    voices = _once([*voices_for(plan, meant), *_cited_voices(plan, cited)])
    return tuple(one for one in voices if isinstance(one, Feedback if stage == "feedback" else Finding))


def _after_voice(plan: Plan, stage: Stage, item: Item) -> tuple[Item, ...]:
    """The findings that a voice speaks for, or the assumptions that cite it, one of these, or their research."""
    spoken = [item, *(one for voice in _own(plan, item) for one in supported(plan, voice) if isinstance(one, Finding))]
    if stage == "finding":
        return _once(one for one in spoken if isinstance(one, Finding))
    ids = {id for one in (*spoken, *_own(plan, item)) for id in (one.id, one.group if isinstance(one, Finding) else "")}
    assumptions = (one for one in plan.workspace.items.values() if isinstance(one, Assumption))
    return tuple(one for one in assumptions if any(cited.id in ids for cited in evidence_of(plan, one)))


def _cited_voices(plan: Plan, cited: Iterable[Item]) -> Iterator[Voice]:
    """What is cited, and what speaks for that; of research its findings."""
    for one in cited:
        if isinstance(one, Feedback | Finding):
            yield one
            yield from voices_for(plan, [one])
        elif isinstance(one, Research):
            yield from (found for id in one.findings if isinstance(found := plan.workspace.items[id], Finding))


def _objectives(plan: Plan, feature: Feature) -> Iterator[Objective]:
    """The objectives that a feature, or the nearest around it, supports: itself, or by a key result."""
    items = plan.workspace.items
    named = [one for one in (feature, *groups_above(plan, feature)) if isinstance(one, Feature) and one.supports][:1]
    measured = [one.item for one in measures_of(plan, feature)]
    for target in [*(one for place in named for one in resolved(plan, place, place.supports)), *measured]:
        above = items.get(target.group) if isinstance(target, KeyResult) else target
        if isinstance(above, Objective):
            yield above


def _links(plan: Plan, stages: Mapping[Stage, tuple[Item, ...]]) -> Iterator[tuple[str, str]]:
    """The links between what is shown, each once, in the order of the stages."""
    shown = {item.id for items in stages.values() for item in items}
    found = dict.fromkeys(link for items in stages.values() for item in items for link in _from(plan, item, shown))
    yield from (link for link in found if link[0] != link[1] and shown.issuperset(link))


def _from(plan: Plan, item: Item, shown: set[str]) -> Iterator[tuple[str, str]]:
    """Where the way goes on from an item, and from where it comes to it."""
    if isinstance(item, Feedback | Finding):
        yield from ((item.id, target.id) for target in resolved(plan, item, item.supports))
    elif isinstance(item, Assumption):
        for cited in evidence_of(plan, item):
            ids = cited.findings if isinstance(cited, Research) else (cited.id,)
            yield from ((id, item.id) for id in ids)
        yield from ((item.id, target.id) for target in resolved(plan, item, item.affects))
    elif isinstance(item, Feature):
        yield from _from_feature(plan, item, shown)
    elif isinstance(item, KeyResult):
        yield item.id, item.group
    elif isinstance(item, Metric):
        results = (one for one in plan.workspace.items.values() if isinstance(one, KeyResult) and one.metric)
        yield from ((item.id, one.group) for one in results if metric_of(plan, one) == item)


def _from_feature(plan: Plan, feature: Feature, shown: set[str]) -> Iterator[tuple[str, str]]:
    """From a feature to its work, from there to its release, from there to its measures; what is missing is skipped."""
    yield from ((feature.id, child) for child in feature.children)
    ends = [feature.id]
    release = release_of(plan, feature)
    measures = [found.id for one in measures_of(plan, feature) for found in (one.item, one.metric) if found is not None]
    for stage in (
        [one.id for one in deliverers(plan, feature)],
        [release.id] if release is not None else [],
        measures,
    ):
        there = [id for id in stage if id in shown]
        yield from ((end, id) for end in ends for id in there)
        ends = there or ends
    direct = [one.id for one in _objectives(plan, feature)]
    if not any(id in shown for id in measures):
        yield from ((end, id) for end in ends for id in direct)
