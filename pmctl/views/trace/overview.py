"""All features of a plan or product in a line each: who asks, who delivers, what is measured, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from pmctl.audience import Audience, visible
from pmctl.insights.outcomes.measures import measures_of
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import release_of
from pmctl.insights.states import category_of
from pmctl.insights.tracing.gaps import gaps_of
from pmctl.insights.voices import Importance, around_and_below, importance_of, voices_for
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding, Metric, Product
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Line:
    """A feature and its way; ids are full, but the release has its name."""

    feature: Feature
    asked: Importance
    findings: int
    work: tuple[str, ...]
    release: str
    measures: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The features that are not dropped, and evidence and metrics that lead to none, with what each lacks."""

    plan: Plan
    lines: tuple[Line, ...]
    loose: tuple[tuple[Item, tuple[str, ...]], ...]
    audience: Audience


def overview(plan: Plan, product: Product | None, audience: Audience = "internal") -> Overview:
    """The ways of all features, of one product or of all, as far as a reader may see them."""
    seen = [
        one
        for one in plan.workspace.items.values()
        if (product is None or one.document == product.id) and visible(plan.workspace, one, audience)
    ]
    features = [one for one in seen if isinstance(one, Feature) and category_of(plan, one) != "dropped"]
    loose = [
        (one, lacks)
        for one in seen
        if isinstance(one, Feedback | Finding | Metric) and (lacks := gaps_of(plan, one)) and audience == "internal"
    ]
    return Overview(plan, tuple(_line(plan, one, audience) for one in features), tuple(loose), audience)


def _line(plan: Plan, feature: Feature, audience: Audience) -> Line:
    workspace = plan.workspace
    voices = voices_for(plan, around_and_below(plan, feature)) if audience == "internal" else ()
    release = release_of(plan, feature)
    measured = [one.item for one in measures_of(plan, feature)]
    return Line(
        feature,
        importance_of(voices),
        sum(isinstance(one, Finding) for one in voices),
        tuple(one.id for one in work_behind(plan, feature.id) if visible(workspace, one, audience)),
        release.title if release is not None and visible(workspace, release, audience) else "",
        tuple(one.key for one in measured if visible(workspace, one, audience)),
        gaps_of(plan, feature) if audience == "internal" else (),
    )
