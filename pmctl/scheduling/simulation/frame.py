"""What all runs of a simulation share: nodes, calendars, and the order in which levelling places the nodes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from fractions import Fraction

from pmctl.model.project import Project
from pmctl.model.workspace import Workspace
from pmctl.scheduling import prepare
from pmctl.scheduling import work as scalar
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.node import PAST, Node
from pmctl.scheduling.people import WHOLE, Place, Team
from pmctl.scheduling.simulation import crews, works
from pmctl.scheduling.simulation.lines import Array, Lines, rounded_up
from pmctl.scheduling.simulation.numbers import certain
from pmctl.scheduling.typed_dates import end
from pmctl.worktime import DAY, FIRST, LAST

AROUND = 400 * DAY
"""Calendars are laid out as far as the certain plan goes and twice this, and as far back from today as that (late dates
of a plan that is late lie in the past); what is farther away is asked of them one by one.
"""
PROBE = 60
"""Minutes for which work is made to see what kind it is."""


class Frame:
    """A workspace as of a day, ready to be run: the certain plan, its order of levelling, and its calendars as tables.

    Nodes are placed in the order of the certain plan in every run: ranks hang on the graph and on the likely dates
    alone, so a run differs from the schedule by its lengths and by nothing else.
    """

    def __init__(self, workspace: Workspace, today: date, level: bool, towards: Collection[str] = ()) -> None:
        prepared = prepare(workspace, today, level)
        self.workspace = workspace
        self.preparation = prepared.preparation
        self.passes = prepared.passes
        self.graph = prepared.passes.graph
        self.nodes: Sequence[Node] = [self.preparation.node(index) for index in range(len(self.graph.ids))]
        """As they are before any pass."""
        self.order: Sequence[int] = self.graph.order
        self.turns = self.order
        self.levels = prepared.levels
        dates = prepared.early
        if prepared.levels:
            levelling = Levelling(prepared.preparation, prepared.passes)
            dates = levelling.run(prepared.early, self.order, prepared.ranked)
            self.turns = levelling.order
        self.ends_by_plan = {
            document: end(project.due)
            for document, project in workspace.documents.items()
            if isinstance(project, Project) and project.schedule_from == "finish" and project.due
        }
        """By document that is planned backwards, when its finish is due."""
        self.towards = frozenset(self.graph.index[id] for id in towards if id in self.graph.index)
        """The nodes for whose latest end tasks are critical; none: for that of their document."""
        self.left = [certain(self._left(node)) for node in self.nodes]
        """What is left of each node: effort or duration."""
        self.today = self.preparation.today
        reach = max(max(dates.finish, default=0) - self.today, 0) + AROUND
        self.lines = Lines(max(self.today - reach, FIRST), min(self.today + reach + AROUND, LAST))
        self.teams: dict[tuple[tuple[Place, ...], tuple[tuple[str, ...], ...]], Team] = {}
        self.works: dict[tuple[int, Team], works.Work] = {}
        self.probes: dict[tuple[int, Team], tuple[scalar.Work, Callable[[int], scalar.Work]]] = {}
        self.finish = dates.finish
        """When each node ends in the certain plan; PAST where it has no dates."""
        self.attendances: dict[object, crews.Attendance] = {}

    def is_dated(self, index: int) -> bool:
        """Whether a node is a task that has dates."""
        return self.graph.tasks[index] is not None and self.finish[index] > PAST

    def _left(self, node: Node) -> int:
        if node.task is None:
            return 0
        minutes = self.preparation.minutes_of(node)
        return self.preparation.left(node.task, minutes) if node.state == "started" else minutes

    def team(self, places: tuple[Place, ...], crews: tuple[tuple[str, ...], ...]) -> Team:
        """Crews for places as a team, the same one each time."""
        key = (places, crews)
        found = self.teams.get(key)
        if found is None:
            found = self.teams[key] = self.preparation.workers.team(places, crews)
        return found

    # --- work ---------------------------------------------------------------------------------------------------------

    def rate(self, node: Node, team: Team) -> Fraction:
        """How much of its length a minute of a node is worth: effort of all of a team, else a minute."""
        task = node.task
        fixed = task is None or (task.duration is not None and task.effort is None)
        return WHOLE if fixed or not team.crew else team.rate

    def certain_work(self, node: Node, team: Team) -> works.Work:
        """The work of a node that takes as long as planned in each run, for a team."""
        key = (node.index, team)
        found = self.works.get(key)
        if found is None:
            found = self.works[key] = self.work_of(node, team, self.left[node.index])
        return found

    def work_of(self, node: Node, team: Team, minutes: Array) -> works.Work:
        """The work of so many minutes in each run for a team."""
        task = node.task
        if task is None or not minutes.any():
            return works.INSTANTLY
        once = self._once(node, team, minutes)
        repeat = task.repeat if node.state != "started" else None
        return once if repeat is None else works.Repeated(once, repeat.every.days * DAY, repeat.times)

    def _once(self, node: Node, team: Team, minutes: Array) -> works.Work:
        probe, make = self._probe(node, team)
        if isinstance(probe, scalar.Instantly):
            return works.INSTANTLY
        if isinstance(probe, scalar.Steady):
            return works.Steady(self.lines[probe.calendar], rounded_up(minutes, self.rate(node, team)))
        assert isinstance(probe, scalar.Crew | scalar.EvenCrew)
        return crews.Crew(self._attendance(probe), minutes, make)

    def _probe(self, node: Node, team: Team) -> tuple[scalar.Work, Callable[[int], scalar.Work]]:
        """The work of some minutes of a node for a team, and what makes that of others."""

        def make(minutes: int) -> scalar.Work:
            booked, node.team = node.team, team
            found = self.preparation.work_of(node, minutes)
            node.team = booked
            return found

        key = (node.index, team)
        known = self.probes.get(key)
        if known is None:
            known = self.probes[key] = (make(PROBE), make)
        return known

    def _attendance(self, crew: scalar.Crew | scalar.EvenCrew) -> crews.Attendance:
        scale = crew.effort // PROBE
        if isinstance(crew, scalar.EvenCrew):
            key: object = (crew.base, tuple(crew.edges), tuple(crew.rates), crew.total, scale)
        else:
            key = (crew.presence.members, crew.presence.gate, scale)
        found = self.attendances.get(key)
        if found is None:
            found = self.attendances[key] = crews.attendance(crew, scale, self.lines)
        return found
