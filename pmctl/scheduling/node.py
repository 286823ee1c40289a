"""A task or a hub as the passes see it: numbers only."""

from __future__ import annotations

from copy import copy

from pmctl.model.project import Task
from pmctl.scheduling.people import Place, Team
from pmctl.scheduling.rows import Driver
from pmctl.scheduling.work import INSTANTLY, Work
from pmctl.worktime import WorkCalendar

NO_TEAM = Team(())
FAR = 1 << 60
"""Later than any instant."""
PAST = -FAR
"""Earlier than any instant."""


class Node:
    """A task, or a hub, in the passes. Instants; what does not bind is None, `FAR` or `PAST`.

    `floor` is the earliest start (with `floor_driver`, what says so), `floor_finish` the earliest finish; `cap_start`
    and `cap_finish` are hard and win over links (over today only where `pinned`); `due` caps only the late finish.
    A started task has its `started` (None: where computed) and goes on at `resume` at the earliest; `fixed` is start
    and finish of what nothing moves. `open` says that `places` leave a choice of people; `team` are those booked now.
    `free` says that it has not begun, and that nothing but links and its floor decides when it is done; `levels` that
    levelling chooses when its people do it.
    """

    __slots__ = (
        "alap", "calendar", "cap_finish", "cap_start", "due", "fixed", "floor", "floor_driver", "floor_finish", "free",
        "index", "levels", "open", "pinned", "places", "rank", "resume", "started", "state", "task", "team", "work",
    )  # fmt: skip

    def __init__(self, index: int, task: Task | None, calendar: WorkCalendar) -> None:
        self.index = index
        self.task = task
        self.calendar = calendar
        self.work: Work = INSTANTLY
        self.floor = PAST
        self.floor_driver: Driver | None = None
        self.floor_finish = PAST
        self.cap_start = FAR
        self.cap_finish = FAR
        self.due = FAR
        self.free = True
        self.fixed: tuple[int, int] | None = None
        self.started: int | None = None
        self.resume = PAST
        self.state = "planned"
        self.pinned = False
        self.alap = False
        self.places: tuple[Place, ...] = ()
        self.team = NO_TEAM
        self.open = False
        self.levels = False
        self.rank: tuple[int, int] = (0, 0)

    def numbered(self, index: int) -> Node:
        """The same with a number of its own choosing: a copy that can be changed."""
        found = copy(self)
        found.index = index
        return found

    def __copy__(self) -> Node:
        """A node of its own with the same values; what the standard library does takes three times as long."""
        found = Node.__new__(Node)
        for name in Node.__slots__:
            setattr(found, name, getattr(self, name))
        return found
