"""Every task made ready for the passes: its work, its calendar, the dates that bind it, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from pmctl.calendars import Calendars
from pmctl.model.people import Person, Resource, Team
from pmctl.model.project import Task
from pmctl.model.workspace import Calendar, Workspace, category
from pmctl.network import GATES, Network
from pmctl.quantity import Units, When, instant
from pmctl.scheduling.around import Around, Surroundings
from pmctl.scheduling.binding import bind, snap
from pmctl.scheduling.node import PAST, Node
from pmctl.scheduling.people import Workers, joined
from pmctl.scheduling.rows import Driver
from pmctl.scheduling.typed_dates import begin, end, held_finish, held_start
from pmctl.scheduling.work import INSTANTLY, Repeated, Steady, Work, crew_work
from pmctl.worktime import CLOCK, DAY, Absent, WorkCalendar, Working, days_as_instants

TODAY = Driver("today")


class Terms(NamedTuple):
    """What the nodes of all tasks hang on, beside today, the task itself and what surrounds it."""

    year: int
    units: Units
    statuses: Mapping[str, str]
    timezone: str
    calendars: Mapping[str, Calendar]
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    resources: Mapping[str, Resource]

    @classmethod
    def of(cls, one: Workspace, today: date) -> Terms:
        """Those of a workspace; calendars are laid out from the year before today on."""
        people = one.people, one.teams, one.resources
        return cls(today.year - 1, one.units, one.statuses, one.timezone, one.calendars, *people)


class Preparation:
    """Everything that turning tasks into nodes needs, made once for a schedule.

    It goes on from what was worked out in one `before` as far as that holds: of the same terms everybody's working time
    and teams, of the same surroundings the very object.
    """

    def __init__(
        self, workspace: Workspace, graph: Network, today: date, level: bool, before: Preparation | None = None
    ) -> None:
        self.workspace = workspace
        self.graph = graph
        self.today = instant(today)
        self.terms = Terms.of(workspace, today)
        same = before if before is not None and before.terms == self.terms else None
        self.calendars: Calendars = Calendars(workspace, self.terms.year, same.calendars if same else None)
        self.workers: Workers = Workers(workspace, self.calendars, same.workers if same else None)
        self.surroundings: Surroundings = Surroundings(workspace, level, before.surroundings if before else None)
        self.closed: dict[tuple[WorkCalendar, int, int], tuple[int, int] | None] = {}
        """Where work was that has begun and ended, by calendar and the identities of what was written: few differ."""
        self.gates = {index: group for (group, role), index in graph.hubs.items() if role in GATES}

    # --- a task -------------------------------------------------------------------------------------------------------

    def node(self, index: int) -> Node:
        """The node of a task or a hub of the graph."""
        around = self.around(index)
        return self.dated(self.draft(index, around), around)

    def draft(self, index: int, around: Around) -> Node:
        """A node as it is on any day."""
        task = self.graph.tasks[index]
        if task is None:
            return Node(index, None, self.calendars[around.calendar or "default"])
        node = Node(index, task, self.calendars[task.calendar or around.calendar or "default"])
        if is_closed(task):
            self._close(node, task)
        else:
            bind(node, task, around)
            self._give_work(node, task, around)
        return node

    def dated(self, draft: Node, around: Around) -> Node:
        """A draft made a node as of today."""
        task = draft.task
        if task is not None and draft.state != "finished":
            self._as_of_today(draft, task, around)
            snap(draft)
        return draft

    def around(self, index: int) -> Around:
        """What surrounds a node; the lag of a group's link is in the calendar of that group."""
        task = self.graph.tasks[index]
        if task is not None:
            return self.surroundings.of(task.group, task.document)
        return self.surroundings.of(self.gates.get(index, ""), self.graph.documents[index])

    def _close(self, node: Node, task: Task) -> None:
        """Work that has begun and ended keeps its dates, whatever else is written."""
        node.state, node.free = "finished", False
        node.places, node.team = self.workers.booked(task)
        # equal dates are read once, and the workspace keeps what was read
        key = node.calendar, id(task.started), id(task.finished)
        if key not in self.closed:
            self._finished(node, task)
            self.closed[key] = node.fixed
        node.fixed = self.closed[key]

    # --- its work -----------------------------------------------------------------------------------------------------

    def _give_work(self, node: Node, task: Task, around: Around) -> None:
        if task.milestone:
            if task.milestone_date is not None:
                at = held_start(node.calendar, begin(task.milestone_date))
                node.fixed = (at, at)
            return
        if task.start is not None and task.finish is not None:
            node.fixed = _typed_span(node, task.start, task.finish)
        elapsed = task.duration is not None and task.duration.elapsed
        if not (elapsed and task.assign is None):
            node.places, node.team = self.workers.booked(task)
        may_move = node.fixed is None and not node.pinned and task.repeat is None
        node.levels = around.level and task.level and may_move and bool(node.places)
        node.open = not node.team.settled
        self.give_work(node)

    def planned_minutes(self, node: Node) -> int:
        """The planned duration in working time; that of an effort is what its people need when all are there."""
        task = node.task
        if task is None:
            return 0
        if not is_closed(task):
            if task.milestone:
                return 0
            if task.start is not None and task.finish is not None:
                return node.calendar.work_between(*_typed_span(node, task.start, task.finish))
        minutes = self.minutes_of(node)
        if not node.team.crew or (task.duration is not None and task.effort is None):
            return minutes
        rate = node.team.rate
        return -(-minutes * rate.denominator // rate.numerator)

    def choose_best(self, node: Node, finish: Callable[[], int]) -> None:
        """Of alternatives take whoever ends earlier alone (`finish` says when), then who is named first."""
        crews = []
        for place in node.places:
            ended = []
            for number, crew in enumerate(place.crews if not place.settled else ()):
                node.team = self.workers.team([place], [crew])
                self.give_work(node)
                ended.append((finish(), number))
            best = sorted(number for _, number in sorted(ended)[: place.pick])
            crews.append(joined([place.crews[number] for number in best] if best else place.crews))
        node.team = self.workers.team(node.places, crews)
        self.give_work(node)

    def minutes_of(self, node: Node) -> int:
        """The effort or duration of a node that has not begun."""
        task = node.task
        total = (task.effort or task.duration) if task is not None else None
        return total.minutes if total is not None else self.workspace.units.day

    def give_work(self, node: Node) -> None:
        """Work out anew what a node takes from the people who are booked on it."""
        work = self.work_of(node, self.minutes_of(node))
        repeat = node.task.repeat if node.task is not None else None
        node.work = work if repeat is None else Repeated(work, repeat.every.days * DAY, repeat.times)

    def work_of(self, node: Node, minutes: int) -> Work:
        """The work of so many minutes of effort (or of fixed duration) for the people that are booked on a node."""
        task = node.task
        if task is None or task.milestone or not minutes:
            return INSTANTLY
        if task.duration is not None and task.effort is None:
            if task.duration.elapsed:
                return Steady(CLOCK, minutes)
            return Steady(paused(node.calendar, task), minutes)
        team = node.team
        if not team.crew:
            return Steady(paused(node.calendar, task), minutes)
        gate = node.calendar if task.calendar and any(one is not node.calendar for one, _ in team.crew) else None
        if task.splits:
            return crew_work([(paused(calendar, task), rate) for calendar, rate in team.crew], gate)(minutes)
        return team.work(minutes) if gate is None else team.gated(minutes, gate)

    # --- how far it has come ------------------------------------------------------------------------------------------

    def _as_of_today(self, node: Node, task: Task, around: Around) -> None:
        state = self._state(task, around)
        node.state = state
        if state == "planned":
            if node.fixed is None and not node.pinned and (around.waits or node.floor == PAST):
                if self.today > node.floor:
                    node.floor, node.floor_driver = self.today, TODAY
                if node.cap_start < self.today:
                    node.cap_start = self.today
            return
        node.levels = False
        if state == "finished":
            self._finished(node, task)
            return
        minutes = self.minutes_of(node)
        if task.started is not None:
            node.started = held_start(node.calendar, begin(task.started))
        left = self.left(task, minutes)
        node.resume = today = self.today if left else node.calendar.next_start(self.today)
        if node.started is not None:
            done = self.work_of(node, max(minutes - left, 0))
            end_of_done = done.finish(done.snap(node.started))
            node.resume = max(today, end_of_done) if around.waits else end_of_done
        node.fixed = None
        node.work = self.work_of(node, left)

    def _state(self, task: Task, around: Around) -> str:
        """`planned`, `started` or `finished`."""
        word = category(self.workspace, task.status) if task.status else ""
        if word == "done" or task.finished is not None or (around.done and not word):
            return "finished"
        begun = task.started is not None or word == "doing" or bool(task.progress and task.progress.value)
        return "started" if begun and node_can_start(task) else "planned"

    def left(self, task: Task, minutes: int) -> int:
        """What is left of a task that has begun and takes so many minutes in all."""
        if task.remaining is not None:
            return task.remaining.minutes
        if task.progress is not None:
            return max(0, round(minutes * (1 - task.progress.value)))
        return minutes

    def _finished(self, node: Node, task: Task) -> None:
        """Finished work keeps its dates; those that nobody wrote are worked out in the pass, today at the latest."""
        finish = held_finish(node.calendar, end(task.finished)) if task.finished is not None else None
        start = held_start(node.calendar, begin(task.started)) if task.started is not None else None
        if task.milestone and node.fixed is not None and finish is None:
            return
        node.fixed = None
        if finish is not None:
            node.fixed = (min(start, finish) if start is not None else self._before(node, finish), finish)
        elif start is not None:
            node.started = start

    def _before(self, node: Node, finish: int) -> int:
        return finish if node.work is INSTANTLY else min(node.work.start(node.work.snap_back(finish)), finish)


def _typed_span(node: Node, start: When, finish: When) -> tuple[int, int]:
    """Typed start and finish as instants, in the calendar of a node; no finish lies before its start."""
    first = held_start(node.calendar, begin(start))
    return first, max(first, held_finish(node.calendar, end(finish)))


def is_closed(task: Task) -> bool:
    """Whether work has begun and ended, and both was written: it is as it is, whatever the day."""
    return task.started is not None and task.finished is not None


def node_can_start(task: Task) -> bool:
    """Whether it makes sense to say that a task is under way: a milestone is reached or not."""
    return not task.milestone


def paused(calendar: Working, task: Task) -> Working:
    """A calendar less the days on which a task pauses."""
    if not task.splits:
        return calendar
    ranges = days_as_instants(task.splits)
    if isinstance(calendar, Absent):
        gaps = zip(calendar.gaps_start, calendar.gaps_end, strict=True)
        ranges += [(calendar.base.start_at(first), calendar.base.finish_at(last)) for first, last in gaps]
        return Absent(calendar.base, ranges)
    return Absent(calendar, ranges) if isinstance(calendar, WorkCalendar) else calendar
