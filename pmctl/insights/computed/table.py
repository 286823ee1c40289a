"""The computed facts by name."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.insights import progress, promises, releases
from pmctl.insights.computed import control, evidence
from pmctl.insights.computed.amounts import cost, duration, effort, remaining, spent, spread, sums
from pmctl.insights.computed.dates import age, float_of, free_float, is_critical, moment
from pmctl.insights.computed.fact import Computed, share_of, signed_days
from pmctl.insights.computed.identity import answers, codes, file_of, is_leaf, workers
from pmctl.insights.computed.waiting import blocked, delivers, held_by, is_ready, levelled, needed_by
from pmctl.insights.estimates import deviation_of, mean_of
from pmctl.insights.health.verdict import health_of_item
from pmctl.insights.states import category_of
from pmctl.insights.waiting import waiting_for
from pmctl.model.control import Change, Deliverable, Handover, Risk
from pmctl.model.product import Feature, Finding, KeyResult, Metric, Product, Release, Research
from pmctl.model.project import Project, Sprint, Task

_TASK = (Task,)
_DATED = (Task, Project, Product, Feature, Release, Sprint)

COMPUTED: Mapping[str, Computed] = {
    "id": Computed(lambda _, item: item.id, "the full id"),
    "key": Computed(lambda _, item: item.key, "the id inside its document"),
    "kind": Computed(lambda _, item: item.kind, "what it is: task, risk, feature, person and so on"),
    "name": Computed(lambda _, item: item.title, "the name, else the id"),
    "document": Computed(lambda _, item: item.document or None, "the project or product that it belongs to"),
    "group": Computed(lambda _, item: item.group or None, "the task or feature around it", (Task, Feature)),
    "file": Computed(lambda _, item: file_of(item), "the file that it stands in; of a document or contract its own"),
    "wbs": Computed(lambda plan, item: codes(plan).get(item.id), "the code of the work breakdown", (Task, Feature)),
    "depth": Computed(
        lambda plan, item: codes(plan).get(item.id, "").count("."),
        "how deep it is nested",
        (Task, Feature),
    ),
    "leaf": Computed(is_leaf, "has it no parts?", (Task, Feature)),
    "milestone": Computed(lambda _, item: isinstance(item, Task) and item.milestone, "is it a milestone?", _TASK),
    "owner": Computed(lambda _, item: answers(item), "who answers for it"),
    "people": Computed(lambda plan, item: workers(plan, item) or None, "who does the work"),
    "status": Computed(evidence.status, "the state in the team's words; of a metric what its readings say"),
    "category": Computed(
        lambda plan, item: (item.category or None) if isinstance(item, Risk) else category_of(plan, item),
        "todo, doing, blocked, done or dropped; of a risk its own",
    ),
    "due": Computed(promises.promise_of, "the day that was promised"),
    "forecast-start": Computed(lambda plan, item: promises.forecast_of(plan, item).start, "the computed start", _DATED),
    "forecast": Computed(
        lambda plan, item: promises.forecast_of(plan, item).date,
        "the computed end, or day of a milestone",
        (*_DATED, Deliverable, Handover),
    ),
    "slip": Computed(
        lambda plan, item: signed_days(plan, promises.slip_of(plan, item)),
        "working days from the promise to the forecast, late is positive",
        _DATED,
    ),
    "without-plan": Computed(
        lambda plan, item: len(releases.without_plan(plan, item)) or None,
        "open features in it of which the forecast knows nothing",
        (Feature, Release),
    ),
    "early-start": Computed(moment(lambda one: one.early_start, False), "the earliest start, before levelling", _TASK),
    "early-finish": Computed(moment(lambda one: one.early_finish, True), "the earliest end, before levelling", _TASK),
    "late-start": Computed(moment(lambda one: one.late_start, False), "the latest start that harms nothing", _TASK),
    "late-finish": Computed(moment(lambda one: one.late_finish, True), "the latest end that harms nothing", _TASK),
    "float": Computed(float_of, "how far it may slip before the end does", _TASK),
    "free-float": Computed(free_float, "how far it may slip before another task does", _TASK),
    "critical": Computed(is_critical, "has it no float?", _TASK),
    "levelled": Computed(levelled, "how far levelling moved its start", _TASK),
    "held-by": Computed(held_by, "what holds its dates", _TASK),
    "baseline-start": Computed(
        lambda plan, item: promises.baseline_dates(plan, item)[0], "the planned start", (Task, Project)
    ),
    "baseline": Computed(lambda plan, item: promises.baseline_dates(plan, item)[1], "the planned end", (Task, Project)),
    "variance": Computed(
        lambda plan, item: signed_days(plan, promises.variance_of(plan, item)),
        "working days from the baseline to the forecast, late is positive",
        (Task, Project),
    ),
    "effort": Computed(effort, "the work, of a group the sum of its parts", (Task, Project, Product, Change)),
    "mean": Computed(spread(mean_of), "the mean of an estimate with low and high, quickly", _TASK),
    "deviation": Computed(spread(deviation_of), "the standard deviation of such an estimate", _TASK),
    "duration": Computed(duration, "the length in working time, typed or computed", _TASK),
    "remaining": Computed(remaining, "the work that is left", (Task, Project)),
    "spent": Computed(spent, "the work that was put in", (Task, Project, Product)),
    "progress": Computed(
        lambda plan, item: share_of(progress.progress_of(plan, item)),
        "the share that is done, of a group by effort",
        (Task, Project, Feature, Release),
    ),
    "cost": Computed(cost, "money beside the people", _TASK),
    "budget": Computed(sums("budget"), "what may be spent, without the reserve", (Project, Product)),
    "actual": Computed(sums("actual"), "what was spent up to today", (Project, Product)),
    "estimate": Computed(sums("estimate"), "what it will have cost at the end", (Project, Product)),
    "health": Computed(health_of_item, "green, amber, red, unknown, not-started or done", _DATED),
    "late": Computed(promises.is_late, "is it overdue, or expected after its promise?"),
    "overdue": Computed(promises.is_overdue, "has its promised day passed?"),
    "ready": Computed(is_ready, "can somebody begin it today?", _TASK),
    "blocked": Computed(blocked, "why it cannot go on", _TASK),
    "waits-for": Computed(lambda plan, item: waiting_for(plan, item) or None, "what it waits for", (Task, Feature)),
    "needed-by": Computed(needed_by, "what waits for it", (Task, Feature, Project, Product)),
    "delivers": Computed(delivers, "the features that rest on it", (Task, Project)),
    "exposure": Computed(control.exposure, "probability x time of a risk", (Risk,)),
    "emv": Computed(control.emv, "probability x cost of a risk", (Risk,)),
    "score": Computed(control.score, "of a risk: class of its probability x class of its impact", (Risk,)),
    "band": Computed(control.band, "of a risk: low, medium, high or extreme", (Risk,)),
    "age": Computed(age, "days since it started, happened, was read or reviewed"),
    "now": Computed(evidence.now, "the last reading of a metric; what a key result is at", (Metric, KeyResult)),
    "trend": Computed(evidence.trend, "how a metric moved over four weeks", (Metric,)),
    "coverage": Computed(evidence.coverage, "how many of those to be asked were", (Research,)),
    "customers": Computed(evidence.customers, "how many customers speak for it", (Feature, Finding)),
    "importance": Computed(evidence.importance, "how much they want it: the sum of their weights", (Feature, Finding)),
}
"""The computed facts by name, in the order in which they are listed."""
