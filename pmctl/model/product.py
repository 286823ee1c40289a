"""The product manager's half: strategy, evidence, objectives, features, releases, business case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pmctl.model.control import Update
from pmctl.model.item import NOTHING, Approval, Item, Source
from pmctl.model.money import Budget
from pmctl.quantity import Duration, Every, Link, MoneyRange, NumberRange, Share, When
from pmctl.record import dataclass

HORIZONS = ("now", "next", "later")
"""Of features, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positioning:
    """For whom the product is, and what it promises them."""

    for_: str = ""
    who: str = ""
    unlike: str = ""
    promise: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Item):
    """A line of strategy that features belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona(Item):
    """A kind of user."""

    needs: tuple[str, ...] = ()
    pains: tuple[str, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor(Item):
    """Somebody who offers the same."""

    threat: str = ""
    reviewed: When | None = None
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Item):
    """A number that is read again and again; `data` names a CSV file of `date,value`."""

    unit: str = ""
    from_: NumberRange | None = None
    target: NumberRange | None = None
    every: Every | None = None
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What was read or said of a key result on a day."""

    date: When
    now: NumberRange | None = None
    confidence: Share | None = None
    text: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(Item):
    """How an objective is measured."""

    metric: str = ""
    from_: NumberRange | None = None
    target: NumberRange | None = None
    weight: float | None = None
    commitment: str = ""
    check_ins: tuple[CheckIn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Item):
    """What shall be reached in a period."""

    period: When | None = None
    supports: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Item):
    """Something that research found."""

    strength: str = ""
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Research(Item):
    """Interviews, a survey, a market study."""

    method: str = ""
    segment: str = ""
    date: When | None = None
    plan: float | None = None
    sample: float | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Item):
    """What one customer said."""

    customer: str = ""
    segment: str = ""
    date: When | None = None
    text: str = ""
    source_of: str = ""
    """The key `source`: interview, ticket, sales ..."""
    weight: float | None = None
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is looked at after launch, and what was decided then."""

    due: When | None = None
    decision: str = ""
    reason: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature(Item):
    """Something the product shall do; features nest (`children` are full ids)."""

    children: tuple[str, ...] = ()
    type: str = ""
    problem: str = ""
    theme: str = ""
    supports: tuple[str, ...] = ()
    horizon: str = ""
    due: When | None = None
    commitment: str = ""
    status: str = ""
    score: Mapping[str, object] = field(default=NOTHING)
    """Inputs of a priority method by their key, as typed; a second method nests under its name."""
    success: tuple[str, ...] = ()
    delivered_by: tuple[str, ...] = ()
    release: str = ""
    outcome: Outcome | None = None
    after: tuple[Link, ...] = ()
    replaces: tuple[str, ...] = ()
    priority: int | None = None
    accept: tuple[str, ...] = ()
    moscow: str = ""
    kano: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Item):
    """What is shipped together. `launch` holds the full ids of its launch tasks, which are scheduled like any other."""

    due: When | None = None
    date: When | None = None
    commitment: str = ""
    status: str = "planned"
    launch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCase:
    """Costs and benefits by period and stream."""

    rate: Share | None = None
    starts_with: str = ""
    costs: tuple[tuple[When, Mapping[str, MoneyRange]], ...] = ()
    benefits: tuple[tuple[When, Mapping[str, MoneyRange]], ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioritise:
    """By which method the backlog is ranked, and how much work there is room for."""

    method: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    capacity: Duration | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Item):
    """A document of kind `product`; `top` holds the full ids of its outermost features."""

    stage: str = ""
    vision: str = ""
    strategy: str = ""
    pricing: str = ""
    family: str = ""
    calendar: str = ""
    priority: int | None = None
    supports: tuple[str, ...] = ()
    positioning: Positioning | None = None
    business_case: BusinessCase | None = None
    prioritise: Prioritise | None = None
    budget: Budget | None = None
    approved: tuple[Approval, ...] = ()
    updates: tuple[Update, ...] = ()
    top: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Collection (`features`, `risks` ...) -> full ids, in file order."""
