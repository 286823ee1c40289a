"""Which edits of a revision moved a forecast, and by how many working days each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pmctl.changes.attribution import EXACT, ORDERS, Measure, Number, Player, attributed
from pmctl.changes.edits import Edit
from pmctl.changes.former import former_id
from pmctl.changes.players import players, telling
from pmctl.history.archive import Archive
from pmctl.history.facts import Changes
from pmctl.history.line import Stop, loaded_at
from pmctl.history.past import Past
from pmctl.history.reading import unread_at
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.plan import Plan, dated_plan
from pmctl.revision import Reader
from pmctl.scheduling import Memory

_FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Cause:
    """Edits that are one turn in a revision, and the working days that they added; None where nobody worked it out."""

    edits: tuple[Edit, ...]
    days: Fraction | None


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes of a move, the largest first. `orders` is over how many orders they are means, None: over all.

    `is_open` says that several edits moved it, and that nobody worked out which of them by how much.
    """

    causes: tuple[Cause, ...] = ()
    orders: int | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Days as distances from a first one, in working days of an item's document as its calendar is today."""

    plan: Plan
    item: Item
    origin: date

    def days(self, day: date) -> int:
        """Working days from the first day to another."""
        return working_days(self.plan, self.item, self.origin, day)


@dataclass(frozen=True, slots=True)
class Turn:
    """A move that edits made: from a stop to the next (None: to what is not committed), judged on one day.

    `id` is that of the item afterwards; `days` are None where it had no forecast before or has none afterwards.
    """

    before: Stop
    after: Stop | None
    day: date
    changes: Changes
    id: str
    days: int | None

    @property
    def sides(self) -> tuple[Player, ...]:
        """The edits that are told apart."""
        return players(telling(self.changes.edits)) or players(self.changes.edits)

    @property
    def schedules(self) -> int:
        """How many schedules it takes to share it out, 0 where there is nothing to share."""
        count = len(self.sides)
        return 0 if count < 2 or self.days is None else 1 << count if count <= EXACT else ORDERS * count


def shared(past: Past, turns: Sequence[Turn], reach: Reach, room: int) -> tuple[Causes, ...]:
    """The causes of each turn; the largest moves are shared out first, as long as `room` schedules are enough."""
    left, chosen = room, set[int]()
    for number in sorted(range(len(turns)), key=lambda number: -abs(turns[number].days or 0)):
        if 0 < turns[number].schedules <= left:
            left -= turns[number].schedules
            chosen.add(number)
    with Reader(past.line.root) as reader:
        found = [
            _worked_out(reader, past, turn, reach) if number in chosen else _told(turn)
            for number, turn in enumerate(turns)
        ]
    past.archive.save()
    return tuple(found)


def _told(turn: Turn) -> Causes:
    """What is known without any schedule: all is the doing of the edits of one item, or nobody knows whose."""
    sides = turn.sides
    if turn.days is None:
        own = [side for side in sides if any(edit.id == turn.id or edit.before_id == turn.id for edit in side)]
        return Causes(tuple(Cause(side, None) for side in own or sides))
    if len(sides) == 1:
        return Causes((Cause(sides[0], Fraction(turn.days)),))
    return Causes(tuple(Cause(side, None) for side in sides), None, len(sides) > 1)


def _worked_out(reader: Reader, past: Past, turn: Turn, reach: Reach) -> Causes:
    """The shares of the edits, from the archive or by scheduling every choice among them."""
    key = _key(turn, reach)
    kept = past.archive.get(key)
    if kept is None:
        kept = _shares(reader, past, turn, reach)
        _keep(past.archive, turn, {key: kept})
    causes, orders = kept
    edits = turn.changes.edits
    return Causes(tuple(Cause(tuple(edits[at] for at in those), Fraction(days)) for those, days in causes), orders)


def _key(turn: Turn, reach: Reach) -> str:
    """Under which shares are kept: days are counted by the plan of today."""
    after = turn.after.content if turn.after is not None else ""
    plan = reach.plan.loaded.content
    return f"shares {turn.before.content} {after} {turn.day} {turn.id} {plan} {reach.origin}"


def _keep(archive: Archive, turn: Turn, facts: Mapping[str, Any]) -> None:
    """Keep shares for later runs, where nothing but their key says what they are."""
    stops = [stop for stop in (turn.before, turn.after) if stop is not None]
    (archive.remember if any(unread_at(archive, stop) for stop in stops) else archive.add)(facts)


def _shares(reader: Reader, past: Past, turn: Turn, reach: Reach) -> list[Any]:
    memory, level = Memory(), past.level

    def read(stop: Stop) -> Plan:
        return dated_plan(loaded_at(reader, past.line, stop)[0], turn.day, level, memory)

    before = read(turn.before)
    after = read(turn.after) if turn.after is not None else reach.plan
    found = attributed(before, after, _measure(turn, reach), level, dates_only=True)
    numbers = {_name(edit): number for number, edit in enumerate(turn.changes.edits)}
    causes = [
        [[numbers[_name(edit)] for edit in one.edits], str(one.value)] for one in found.contributions.get(_FORECAST, ())
    ]
    return [causes, found.orders]


def _name(edit: Edit) -> tuple[str, str, str]:
    return edit.change, edit.entity, edit.id


def _measure(turn: Turn, reach: Reach) -> Measure:
    """How far a plan forecasts the item of a turn."""

    def measure(plan: Plan, former: Mapping[str, str]) -> Mapping[Hashable, Number]:
        items = plan.workspace.items
        item = items.get(turn.id) or items.get(former_id(turn.id, former))
        day = forecast_of(plan, item).date if item is not None else None
        return {_FORECAST: reach.days(day)} if day is not None else {}

    return measure
