"""The people: who works, in which team, with what equipment, at which rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from pmctl.model.item import NOTHING, Item
from pmctl.quantity import Days, Duration, Rate, Share
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Item):
    """Somebody who does or answers for work. `rate` is by the day from which it holds; the first may have none."""

    email: str = ""
    role: str = ""
    type: str = ""
    calendar: str = ""
    availability: Share | None = None
    efficiency: Share | None = None
    limit: Duration | None = None
    rate: tuple[tuple[date | None, Rate], ...] = ()
    time_off: tuple[Days, ...] = ()
    skills: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    notify: Mapping[str, object] = field(default=NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Item):
    """People who take work together."""

    lead: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Item):
    """Equipment or a room: it is booked, it does no effort."""

    rate: tuple[tuple[date | None, Rate], ...] = ()
    capacity: int = 1
    calendar: str = ""
    time_off: tuple[Days, ...] = ()
