"""What keeps work under control: risks, decisions, changes, meetings, quality, stakeholders, hand-over."""

from __future__ import annotations

from pmctl.model.item import Approval, Item, Source
from pmctl.quantity import Duration, Every, Money, MoneyRange, Share, When
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a risk does to time and cost; negative for an opportunity (`negative_time`)."""

    time: Duration | None = None
    negative_time: bool = False
    cost: MoneyRange | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """What is left of a risk after its response; None keeps what was."""

    probability: Share | None = None
    impact: Impact | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Item):
    """Something uncertain that would matter."""

    cause: str = ""
    category: str = ""
    probability: Share | None = None
    impact: Impact | None = None
    affects: tuple[str, ...] = ()
    response: str = ""
    plan: str = ""
    fallback: str = ""
    response_cost: Money | None = None
    residual: Residual | None = None
    review: When | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Item):
    """Something that is taken to be true until it is known."""

    status: str = "open"
    review: When | None = None
    affects: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Item):
    """Something that has gone wrong and wants an answer."""

    severity: str = ""
    date: When | None = None
    due: When | None = None
    status: str = "open"
    resolution: str = ""
    risk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Item):
    """A choice that was made, or has to be."""

    status: str = "proposed"
    by: str = ""
    due: When | None = None
    date: When | None = None
    context: str = ""
    options: tuple[str, ...] = ()
    outcome: str = ""
    affects: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change asks for: time, cost, scope."""

    time: Duration | None = None
    cost: MoneyRange | None = None
    scope: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Item):
    """A request to change what was agreed."""

    requested_by: str = ""
    reason: str = ""
    effect: Effect | None = None
    status: str = "proposed"
    approved: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Item):
    """A small thing that somebody promised to do; `for_` names a meeting, decision, item or dimension of health."""

    due: When | None = None
    status: str = "open"
    for_: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Item):
    """People talking, once (`date`) or again and again (`every`)."""

    date: When | None = None
    every: Every | None = None
    attendees: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Item):
    """Something that is handed over, made by tasks."""

    tasks: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    accepted: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Item):
    """What must be true before a phase may end; its key is the phase."""

    criteria: tuple[str, ...] = ()
    passed: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Item):
    """Somebody who can help or hinder. `expects` is by item: the day on which they expect it."""

    person: str = ""
    interest: str = ""
    influence: str = ""
    attitude: str = ""
    approach: str = ""
    expects: tuple[tuple[str, When], ...] = ()
    expects_source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Raci(Item):
    """Who is responsible, accountable, consulted and informed; its key names a task or deliverable."""

    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it names, as it is written: `api`, or `legal/contract` of another document."""
        return self.id.removeprefix(f"{self.document}/raci/")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCheck(Item):
    """A criterion, how it is tested, and how it went."""

    of: str = ""
    criterion: str = ""
    method: str = ""
    due: When | None = None
    result: str = "open"
    date: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication(Item):
    """What is told to whom, how often."""

    audience: str = ""
    what: str = ""
    channel: str = ""
    every: Every | None = None
    last: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Item):
    """A paper that belongs to the plan."""

    type: str = ""
    file: str = ""
    link: str = ""
    version: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Item):
    """What happened, and what to do next time."""

    what_happened: str = ""
    recommendation: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Item):
    """What passes to whom at the end."""

    to: str = ""
    tasks: tuple[str, ...] = ()
    accepted: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a person says of a project or product on a day."""

    date: When
    by: str = ""
    health: str = ""
    text: str = ""
    until: When | None = None
    source: Source = Source()
