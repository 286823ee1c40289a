"""What is missing on the way from a customer's voice to an outcome, item by item, in a few words."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.outcomes.effect import launch_of
from pmctl.insights.outcomes.measures import features_measured_by, measures_of
from pmctl.insights.outcomes.standing import standing_of
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import groups_above, release_of, resolved
from pmctl.insights.states import category_of
from pmctl.insights.tracing.stages import features_for
from pmctl.insights.voices import cited_ids, is_to_be_wanted, is_wanted
from pmctl.model.control import Assumption
from pmctl.model.item import Item
from pmctl.model.product import Feature, Feedback, Finding, Metric
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

UNDER_WAY = ("planned", "building")


def gaps_of(plan: Plan, item: Item) -> tuple[str, ...]:
    """What an item lacks, in a few words each: `no evidence`, `no outcome` ..."""
    return tuple(_gaps(plan, item))


def _gaps(plan: Plan, item: Item) -> Iterator[str]:
    if isinstance(item, Feature):
        yield from _of_feature(plan, item)
    elif isinstance(item, Feedback | Finding):
        if not resolved(plan, item, item.supports) and not {item.id, item.group} & cited_ids(plan):
            yield "supports nothing"
    elif isinstance(item, Assumption):
        if not item.evidence:
            yield "no evidence"
    elif isinstance(item, Metric):
        yield from _of_metric(plan, item)
    elif isinstance(item, Task | Project) and not features_for(plan, item):
        yield "delivers no feature"


def _of_feature(plan: Plan, feature: Feature) -> Iterator[str]:
    """In the order of the way; what is only an idea need not have a way yet."""
    if category_of(plan, feature) == "dropped" or feature.status in ("", "idea", "discovery"):
        return
    if is_to_be_wanted(feature) and not is_wanted(plan, feature):
        yield "no evidence"
    if feature.status in UNDER_WAY and not work_behind(plan, feature.id):
        yield "no work"
    if feature.status in UNDER_WAY and not feature.children and release_of(plan, feature) is None:
        yield "no release"
    if not measures_of(plan, feature):
        yield "no success"
    elif not feature.children:
        yield from _of_outcome(plan, feature)
    family = (feature, *groups_above(plan, feature))
    if not any(isinstance(one, Feature) and one.supports for one in family):
        yield "no objective"


def _of_outcome(plan: Plan, feature: Feature) -> Iterator[str]:
    """Once it is out: no day to judge it, a day that has passed, no reading to judge it by."""
    if feature.status != "shipped":
        return
    outcome = feature.outcome
    if outcome is None:
        yield "no outcome"
    elif outcome.due is not None and not outcome.decision and outcome.due.last < plan.today:
        yield f"outcome undecided for {(plan.today - outcome.due.last).days}d"
    launch = launch_of(plan, feature)
    if launch is not None and not any(
        day > launch.day for one in measures_of(plan, feature) for day, _ in one.readings
    ):
        yield "no reading since it is out"


def _of_metric(plan: Plan, metric: Metric) -> Iterator[str]:
    standing = standing_of(plan, metric.id)
    if standing.now is None:
        yield "no reading"
    elif standing.overdue and metric.every is not None:
        yield f"not read for {standing.age}d"
    if standing.measure.target is None:
        yield "no target"
    if not features_measured_by(plan, metric):
        yield "no feature is to move it"
