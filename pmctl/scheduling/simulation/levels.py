"""Levelling of many runs at once: each node at its turn in all of them, each run's node where its people have room."""

from __future__ import annotations

import numpy as np

from pmctl.scheduling.node import Node
from pmctl.scheduling.people import load_of
from pmctl.scheduling.simulation.late import early_dates
from pmctl.scheduling.simulation.ledgers import Ledger
from pmctl.scheduling.simulation.numbers import Some, known
from pmctl.scheduling.simulation.room import Moving, Placed, Span, make_room, stretches
from pmctl.scheduling.simulation.runs import Dates, Runs
from pmctl.scheduling.simulation.works import Chosen


def placed(runs: Runs) -> Dates:
    """The dates of every node: as early as links and constraints allow, then levelled where the frame wants that."""
    dates = early_dates(runs)
    return Levelling(runs).run(dates) if runs.frame.levels else dates


class Levelling:
    """As `pmctl.scheduling.levelling.Levelling`, in the order in which that placed the nodes of the certain plan."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.ledgers: dict[str, Ledger] = {}
        self.first_booked: dict[int, Span] = {}

    def run(self, early: Dates) -> Dates:
        """Dates after levelling."""
        dates = Dates.of(len(self.runs.nodes))
        self._book_fixed_load(early)
        for index in self.runs.frame.turns:
            self._place(self.runs.nodes[index], dates)
        return dates

    def ledger(self, who: str) -> Ledger:
        """The bookings of somebody."""
        found = self.ledgers.get(who)
        if found is None:
            worker = self.runs.frame.preparation.workers[who]
            found = Ledger(self.runs.frame.lines[worker.calendar], load_of(worker.capacity))
            self.ledgers[who] = found
        return found

    # --- bookings -----------------------------------------------------------------------------------------------------

    def _book_fixed_load(self, early: Dates) -> None:
        """What has begun, and what is not levelled, is booked first, where it is (but for repeated work)."""
        for index in self.runs.frame.order:
            node = self.runs.nodes[index]
            repeats = node.task is not None and node.task.repeat is not None
            if node.team.loads and node.state != "finished" and not node.levels and not repeats:
                span = known(early.begin[index]), known(early.finish[index])
                self._book(node, span)
                self.first_booked[index] = span

    def _book(self, node: Node, span: Span, sign: int = 1) -> None:
        """Book a node's people from start to finish; with a `sign` of -1 take the booking back."""
        for team, taken in self.runs.teams[node.index]:
            start, finish = span if taken is None else (np.where(taken, part, 0) for part in span)
            for who, load in team.loads:
                ledger = self.ledger(who)
                for first, last in stretches(ledger, team.limits.get(who), load, start, finish):
                    ledger.book(first, np.maximum(first, last), sign * load, node.index)

    # --- placing ------------------------------------------------------------------------------------------------------

    def _place(self, node: Node, dates: Dates) -> None:
        """Put a node where its links allow, and its people are free."""
        runs, index = self.runs, node.index
        at, finish = runs.bounds(index, dates)
        if not node.levels:
            runs.put(node, at, finish, dates)
            if index in self.first_booked:
                self._book_anew(node, (known(dates.begin[index]), known(dates.finish[index])))
            return
        if node.open:
            runs.choose(node, at, finish, lambda: self._with_room(node, at, finish).finish)
        placed = self._with_room(node, at, finish)
        dates.start[index], dates.finish[index], dates.begin[index] = placed.start, placed.finish, placed.start
        dates.blocker[index] = placed.blocker
        self._book(node, (placed.start, placed.finish))

    def _book_anew(self, node: Node, span: Span) -> None:
        """Move the booking of what was booked first, in the runs in which it has moved."""
        booked = self.first_booked[node.index]
        moved = (booked[0] != span[0]) | (booked[1] != span[1])
        if moved.any():
            self._book(node, (booked[0], np.where(moved, booked[1], booked[0])), sign=-1)
            self._book(node, (span[0], np.where(moved, span[1], span[0])))

    # --- room ---------------------------------------------------------------------------------------------------------

    def _with_room(self, node: Node, at: Some, finish: Some) -> Placed:
        """A node from an instant on, where everybody booked on it is free from its start to its finish."""
        runs = self.runs
        work, teams = runs.works[node.index], runs.teams[node.index]
        first, last, _ = runs.fit(node, work, at, finish)
        placed = Placed(known(first), known(last), None)
        ledgers = [[(self.ledger(who), load, who) for who, load in team.loads] for team, _ in teams]
        widths = [ledger.width for those in ledgers for ledger, _, _ in those]
        width = max([len(placed.start), len(placed.finish), *widths])
        for number, (team, taken) in enumerate(teams):
            own = work.works[number] if isinstance(work, Chosen) else work
            rows = np.arange(width) if taken is None or len(taken) == 1 else np.flatnonzero(taken)
            make_room(runs, Moving(node, own, team, ledgers[number], finish), rows, width, placed)
        return placed
