"""The state of every task day by day, read from the history of the plan: when work was added, begun, blocked, done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pmctl.history.past import Past
from pmctl.history.reading import Step, changes_at, gather, states_at, steps_of
from pmctl.history.series import last_of_days
from pmctl.history.states import States, states_of
from pmctl.insights.flow.pieces import Piece, pieces_by_dates
from pmctl.insights.sprints.burndown import Burned, days_of_sprint
from pmctl.insights.sprints.standing import Measure
from pmctl.model.item import Item
from pmctl.model.project import Sprint, Task

_BEGUN = frozenset(("doing", "blocked", "done"))


@dataclass(frozen=True, slots=True)
class Day:
    """How the tasks stood at the last revision of a day, under the ids that they have today."""

    day: date
    states: States


def days(past: Past) -> tuple[Day, ...]:
    """The days on which something was committed, and today."""
    stops = last_of_days(past.line.stops)
    steps = steps_of(past.line, "changes")
    gather(past, (*steps, *(Step(None, stop, ("states",)) for _, stop in stops)))
    names = _names(past)
    today = past.end.plan.today
    found = [Day(stop.day, _renamed(states_at(past.archive, stop), names[place])) for place, stop in stops]
    return (*(one for one in found if one.day < today), Day(today, states_of(past.end.plan)))


def _names(past: Past) -> list[Mapping[str, str]]:
    """For each stop: id then -> id today, of what was renamed or moved since."""
    uncommitted = past.end.uncommitted
    now = {before: after for after, before in uncommitted.former.items()} if uncommitted is not None else {}
    found: list[Mapping[str, str]] = [now]
    for before, stop in reversed(list(pairwise(past.line.stops))):
        former = changes_at(past.archive, before, stop).former
        if former:
            then = {id: today for id, today in now.items() if id not in former}
            now = then | {old: now.get(new, new) for new, old in former.items()}
        found.append(now)
    return list(reversed(found))


def _renamed(states: States, names: Mapping[str, str]) -> States:
    if not names:
        return states
    return States(
        {names.get(id, id): one for id, one in states.categories.items()},
        {names.get(id, id): one for id, one in states.sized.items()},
    )


# --- pieces -----------------------------------------------------------------------------------------------------------


def pieces_from_history(past: Past, scope: Iterable[Item]) -> tuple[Piece, ...]:
    """The work in some documents: its typed dates, else the days on which its state became another one.

    When it was added is the day of the first revision that has it; of what the first one that is known has, that is not
    known, unless the plan began there. It waited on the days on which it was blocked.
    """
    known = days(past)
    plan = past.end.plan
    return tuple(_piece(past, known, plan.workspace.items[one.id], one) for one in pieces_by_dates(plan, scope))


def _piece(past: Past, known: Sequence[Day], task: Item, piece: Piece) -> Piece:
    assert isinstance(task, Task)
    states = [(one.day, one.states.categories.get(piece.id)) for one in known]

    def since(day: date | None) -> date | None:
        """A day; None where it is the first that is known, and what was before it is not."""
        return day if past.line.is_whole or day != known[0].day else None

    added = since(next((day for day, state in states if state is not None), None))
    started = piece.started
    if task.started is None and piece.category in _BEGUN:
        started = since(next((day for day, state in states if state in _BEGUN), None))
    finished = piece.finished
    if task.finished is None and piece.category == "done":
        finished = since(_done_since(states))
    last = finished or past.end.plan.today
    waited = _waited(states, started, last) if started is not None and known[0].day <= started <= last else None
    return replace(piece, added=added, started=started, finished=finished, waited=waited)


def _done_since(states: Sequence[tuple[date, str | None]]) -> date | None:
    """The day from which on something was done without a break."""
    since = None
    for day, state in reversed(states):
        if state != "done":
            break
        since = day
    return since


def _waited(states: Sequence[tuple[date, str | None]], first: date, last: date) -> int:
    """On how many days of a stretch it was blocked at the last revision."""
    marks = [day for day, _ in states]
    blocked = 0
    for offset in range((last - first).days + 1):
        place = bisect_right(marks, first + timedelta(days=offset))
        blocked += place > 0 and states[place - 1][1] == "blocked"
    return blocked


# --- sprints ----------------------------------------------------------------------------------------------------------


def sprint_days(past: Past, sprint: Sprint, measure: Measure) -> Burned | None:
    """What was in a sprint and what of it was done, by the last revision of each of its days; None where nothing was.

    Before the first revision that is known, as in that one.
    """
    known = days(past)
    marks = [one.day for one in known]
    found = []
    for day in days_of_sprint(sprint, past.end.plan.today):
        states = known[max(bisect_right(marks, day) - 1, 0)].states
        held = list(_held(past, sprint, states, measure))
        found.append((day, sum(size for size, _ in held), sum(size for size, state in held if state == "done")))
    return Burned(measure, tuple(found)) if any(scope for _, scope, _ in found) else None


def _held(past: Past, sprint: Sprint, states: States, measure: Measure) -> Iterator[tuple[float, str]]:
    """Size and category of each task in a sprint."""
    is_own = sprint.document in past.end.plan.workspace.documents
    for id, (points, name) in states.sized.items():
        state = states.categories.get(id, "dropped")
        near = name == sprint.key and (not is_own or id.startswith(f"{sprint.document}/"))
        if state != "dropped" and (near or name == sprint.id):
            yield (1.0 if measure == "tasks" else float(points or 0)), state
