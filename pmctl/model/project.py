"""The project manager's half: a project, its charter, tasks and sprints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pmctl.model.control import Update
from pmctl.model.item import Approval, Item, Source
from pmctl.model.money import Budget
from pmctl.quantity import Assignment, Days, Duration, Estimate, Every, Link, MoneyRange, NumberRange, Rate, Share, When
from pmctl.record import dataclass

HIGHEST_PRIORITY, USUAL_PRIORITY = 1000, 500
"""The highest priority that can be written, and that of a document or task where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A date that the schedule must respect: ASAP ALAP SNET SNLT FNET FNLT MSO MFO."""

    type: str
    date: When | None = None
    source: Source = Source()

    @property
    def is_hard(self) -> bool:
        """Whether it wins over links: it does not give way to what the task waits for."""
        return self.type in ("MSO", "MFO", "SNLT", "FNLT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The same task again and again: every so often, so many times."""

    every: Every
    times: int
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """Work of a party outside."""

    party: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Money of a task beside its people: one amount, an amount at start and finish, or a rate for each day worked."""

    amount: MoneyRange | None = None
    start: MoneyRange | None = None
    finish: MoneyRange | None = None
    rate: Rate | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Item):
    """A piece of work, a milestone, or a group of tasks (`children` are full ids; a group has no effort of its own)."""

    children: tuple[str, ...] = ()
    is_group: bool = False
    after: tuple[Link, ...] = ()
    effort: Estimate | None = None
    duration: Estimate | None = None
    remaining: Estimate | None = None
    milestone: bool = False
    milestone_date: When | None = None
    assign: tuple[Assignment, ...] | None = None
    """None: nothing was said; empty: nobody, on purpose."""
    due: When | None = None
    start: When | None = None
    finish: When | None = None
    not_before: When | None = None
    constraint: Constraint | None = None
    calendar: str = ""
    priority: int | None = None
    level: bool = True
    status: str = ""
    blocked: str = ""
    started: When | None = None
    finished: When | None = None
    progress: Share | None = None
    spent: Duration | None = None
    cost: Cost | None = None
    line: str = ""
    commitment: str = ""
    accept: tuple[str, ...] = ()
    sprint: str = ""
    points: float | None = None
    change: str = ""
    repeat: Repeat | None = None
    external: External | None = None
    earned_value: str = ""
    splits: tuple[Days, ...] = ()
    manual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprint(Item):
    """A stretch of time with a goal; it never moves a date. `capacity` is points or a duration."""

    start: When | None = None
    finish: When | None = None
    goal: str = ""
    capacity: Duration | float | None = None
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Item):
    """What the project is worth: a metric, from where, to where, when, who answers."""

    metric: str = ""
    from_: NumberRange | None = None
    target: NumberRange | None = None
    due: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far a project may stray before its sponsor must be asked."""

    time: Duration | None = None
    cost: Share | None = None
    scope: Share | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """Why the project exists, what is in and out, and how success is measured."""

    purpose: str = ""
    in_scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    success: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    benefits: tuple[Benefit, ...] = ()
    approved: tuple[Approval, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Item):
    """A document of kind `project`; `top` holds the full ids of its outermost tasks."""

    product: str = ""
    lead: str = ""
    sponsor: str = ""
    client: str = ""
    phase: str = ""
    start: When | None = None
    due: When | None = None
    commitment: str = ""
    priority: int | None = None
    supports: tuple[str, ...] = ()
    calendar: str = ""
    schedule_from: str = "start"
    levelling: bool | None = None
    rescheduling: bool = True
    budget: Budget | None = None
    charter: Charter | None = None
    updates: tuple[Update, ...] = ()
    top: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Collection (`risks`, `tasks` ...) -> full ids, in file order."""
