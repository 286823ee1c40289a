"""What is to be done on a day: promises, decisions, reviews, readings, check-ins, talks, meetings, ends.

Every function answers for one open item: its day, what is to be done then, and a few words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from pmctl.insights.communicating import told_next
from pmctl.insights.meetings import next_meeting
from pmctl.insights.my_work.duty import Duty
from pmctl.insights.outcomes.argument import outcome_text
from pmctl.insights.outcomes.standing import standing_of
from pmctl.insights.promises import due_of
from pmctl.insights.relations import resolved
from pmctl.insights.states import is_open, is_over, status_of
from pmctl.model.control import Action, Assumption, Communication, Decision, Issue, Meeting, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.money import Contract
from pmctl.model.product import Feature, KeyResult, Metric, Objective, Release
from pmctl.model.project import Benefit, Project, Task
from pmctl.plan import Plan

MONTH = 30
"""Calendar days after which a key result is looked at again, where no metric says it."""


def dated_of(plan: Plan, item: Item) -> Iterator[Duty]:
    """What is still to be done about an item, each with its day."""
    find = _BY_KIND.get(type(item))
    if find is not None:
        yield from find(plan, item)


def _promise(plan: Plan, item: Item) -> Iterator[Duty]:
    day = due_of(plan, item)
    if day is not None and not is_over(plan, item):
        yield Duty(item.id, "due", day)


def _benefit(plan: Plan, item: Item) -> Iterator[Duty]:
    """A benefit is measured on its day; nothing says afterwards that it was."""
    day = due_of(plan, item)
    if day is not None and day >= plan.today:
        yield Duty(item.id, "due", day)


def _decision(plan: Plan, item: Item) -> Iterator[Duty]:
    day = due_of(plan, item)
    if day is not None and is_open(plan, item):
        yield Duty(item.id, "decide", day)


def _review(plan: Plan, item: Item) -> Iterator[Duty]:
    review = item.review if isinstance(item, Risk | Assumption) else None
    if review is not None and is_open(plan, item):
        yield Duty(item.id, "review", review.last)


def _reading(plan: Plan, item: Item) -> Iterator[Duty]:
    """A metric is read `every` so many days after its last reading; one without any at once."""
    if not isinstance(item, Metric) or item.every is None or not item.data:
        return
    standing = standing_of(plan, item.id)
    if standing.read is not None or standing.overdue:
        day = standing.read + timedelta(days=item.every.days) if standing.read is not None else plan.today
        yield Duty(item.id, "reading", day, f"every {item.every.text}")


def _check_in(plan: Plan, item: Item) -> Iterator[Duty]:
    """A key result is looked at as often as its metric is read, else once a month, while its objective runs."""
    objective = plan.workspace.items.get(item.group)
    if not isinstance(item, KeyResult) or not isinstance(objective, Objective) or objective.period is None:
        return
    if not objective.period.first <= plan.today <= objective.period.last:
        return
    metric = next((one for one in resolved(plan, item, (item.metric,)) if isinstance(one, Metric)), None)
    if metric is not None and metric.data:
        return  # its readings say it
    every = metric.every.days if metric is not None and metric.every is not None else MONTH
    said = [entry.date.first for entry in item.check_ins if entry.date.first <= plan.today]
    yield Duty(item.id, "check-in", max(said, default=objective.period.first) + timedelta(days=every))


def _feature(plan: Plan, item: Item) -> Iterator[Duty]:
    """A feature is promised; once it is out its outcome is judged."""
    yield from _promise(plan, item)
    outcome = item.outcome if isinstance(item, Feature) else None
    if outcome is not None and outcome.due is not None and not outcome.decision and status_of(plan, item) == "shipped":
        yield Duty(item.id, "outcome", outcome.due.last, outcome_text(plan, item))


def _communication(plan: Plan, item: Item) -> Iterator[Duty]:
    day = told_next(item) if isinstance(item, Communication) else None
    if isinstance(item, Communication) and day is not None:
        yield Duty(item.id, "tell", day, ", ".join(part for part in (item.audience, item.channel) if part))


def _meeting(plan: Plan, item: Item) -> Iterator[Duty]:
    day = next_meeting(plan, item) if isinstance(item, Meeting) else None
    if isinstance(item, Meeting) and day is not None:
        yield Duty(item.id, "meet", day, f"every {item.every.text}" if item.every is not None else "")


def _contract(plan: Plan, item: Item) -> Iterator[Duty]:
    finish: date | None = item.finish.last if isinstance(item, Contract) and item.finish is not None else None
    if finish is not None and finish >= plan.today:
        yield Duty(item.id, "end", finish)


_BY_KIND: Mapping[type[Item], Callable[[Plan, Item], Iterator[Duty]]] = {
    **dict.fromkeys((Task, Project, Release, Action, Issue, QualityCheck), _promise),
    Benefit: _benefit,
    Decision: _decision,
    Risk: _review,
    Assumption: _review,
    Metric: _reading,
    KeyResult: _check_in,
    Feature: _feature,
    Communication: _communication,
    Meeting: _meeting,
    Contract: _contract,
}
