"""A sprint begins, or its work does not fit into it any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.answering import assignees, leads, named
from pmctl.insights.promises import forecast_of, tasks_of_sprint
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.project import Sprint
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N43", "sprint-start-or-spill", "derived"
ENTITY = ("sprint",)
RULE = "the sprint starts, or its remaining work no longer fits before `finish`"
TO = ("assignees", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "sprint, which"
FOR_CLIENTS = True

START, SPILL = "start", "spill"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each sprint that has begun since, and one for each that does not fit any more."""
    plan = between.head
    for item, key, late, by_time in reached(between, sprints):
        if not isinstance(item, Sprint) or item.finish is None:
            continue
        tasks = [task for task in tasks_of_sprint(plan, item) if not is_over(plan, task)]
        who = {
            "assignees": tuple(name for task in tasks for name in assignees(plan, task)),
            "lead": (*_team_lead(plan, item), *(name for task in tasks for name in leads(plan, task))),
        }
        causes = (item.id, *(task.id for task in tasks))
        end = day(plan, item.finish.last)
        words = f"has begun, and ends on {end}" if key[1] == START else "does not hold its work any more"
        lines = tuple(Line(f"{one.title} ends after {end}.", (one.id,), private=False) for one in late)
        yield Occasion(item, words, key[1:], who, lines, causes, by_time=by_time)


def sprints(plan: Plan) -> Mapping[Key, tuple[Item, ...]]:
    """The sprints under way, and those that are not over, with the work that ends after them."""
    found: dict[Key, tuple[Item, ...]] = {}
    for sprint in items(plan, Sprint):
        if sprint.start is None or sprint.finish is None or sprint.finish.last < plan.today:
            continue
        if sprint.start.first <= plan.today:
            found[sprint.id, START] = ()
        late = [task for task in tasks_of_sprint(plan, sprint) if _is_late(plan, task, sprint.finish.last)]
        if late:
            found[sprint.id, SPILL] = tuple(late)
    return found


def _is_late(plan: Plan, task: Item, finish: date) -> bool:
    """Is it not done, and expected after a day?"""
    end = forecast_of(plan, task).date
    return end is not None and end > finish and not is_over(plan, task)


def _team_lead(plan: Plan, sprint: Sprint) -> tuple[str, ...]:
    team = plan.workspace.teams.get(sprint.team)
    return named(team.lead) if team is not None else ()
