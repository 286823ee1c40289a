"""What passes back from a project to its product: the features it delivered, and when their outcome is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.insights.closing import closures_behind
from pmctl.insights.outcomes.argument import argued_for
from pmctl.insights.outcomes.effect import now_text
from pmctl.insights.outcomes.measures import measures_of
from pmctl.insights.promises import delivered_features
from pmctl.insights.relations import tasks_of
from pmctl.insights.states import status_of
from pmctl.model.product import Feature, Outcome
from pmctl.model.project import Project
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, row, seen
from pmctl.reports.status_lists import Line, iso

_COLUMNS = (
    Column("name", "Feature"),
    Column("status", "Status"),
    Column("measures", "Measured by"),
    Column("due", "Review", "day"),
    Column("decision", "Decision"),
    Column("names", "Owner"),
)


def outcome_reviews(request: Request, project: Project) -> Section:
    """The features that a project delivered, what they are measured by, and the review of their outcome."""
    rows = tuple(_row(request, one) for one in _delivered(request, project))
    is_known = project.product in request.plan.workspace.documents
    missing = "what of the product it delivers: `delivered-by` of a feature" if is_known else ""
    title = "What the product looks at next"
    return Section("outcome-reviews", title, filled(_COLUMNS, rows), rows, missing=missing)


def reviews_of_release(request: Request, features: Iterable[Feature]) -> Section:
    """The features of a release that is out: the review of their outcome, and how the projects behind them ended."""
    told = [one for one in features if one.outcome is not None] if is_ours(request) else []
    closures = {one.id: closures_behind(request.plan, one) for one in told}
    rows = tuple(_row(request, one) | {"closures": list(closures[one.id])} for one in told)
    ended = tuple(f"{line}." for line in dict.fromkeys(line for lines in closures.values() for line in lines))
    return Section("outcome-reviews", "What is looked at next", filled(_COLUMNS, rows), rows, ended)


def not_reviewed(request: Request, project: Project) -> tuple[str, ...]:
    """The features whose outcome nobody will look at."""
    found = (one for one in _delivered(request, project) if one.outcome is None or one.outcome.due is None)
    return tuple(f"when it is looked at what {one.title} achieved: `outcome.due` of {one.id}" for one in found)


def _delivered(request: Request, project: Project) -> tuple[Feature, ...]:
    """The features that name the project or a task of it, each once, less those that are hidden from the reader."""
    plan = request.plan
    found = [one for item in (project, *tasks_of(plan, project.id)) for one in delivered_features(plan, item)]
    return seen(request, {one.id: one for one in found}.values())


def _row(request: Request, feature: Feature) -> Line:
    plan, outcome = request.plan, feature.outcome or Outcome()
    measured = "; ".join(now_text(one) for one in measures_of(plan, feature)) if is_ours(request) else None
    decided = outcome.decision or argued_for(plan, feature) if is_ours(request) else None
    return row(
        request,
        feature,
        status=status_of(plan, feature),
        measures=measured,
        due=iso(outcome.due.last) if outcome.due and is_ours(request) else None,
        decision=decided,
        reason=outcome.reason if is_ours(request) else None,
    )
