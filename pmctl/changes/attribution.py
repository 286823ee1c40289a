"""Whose doing: what each edit adds to the figures of a plan, the mean over all orders in which edits could be made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import factorial
from random import Random

from pmctl.changes.applied import Application, application, made
from pmctl.changes.edits import Edit
from pmctl.changes.players import players, telling
from pmctl.plan import Plan, dated_plan, plan
from pmctl.scheduling import Memory

EXACT = 8
"""Up to so many edits all orders count; of more there are too many."""
ORDERS = 200
SEED = 1

Number = int | Fraction
Values = Mapping[Hashable, Number]
Measure = Callable[[Plan, Mapping[str, str]], Values]
"""Figures of a plan by any key. The map is present id -> former id: in between an item may stand under either."""
Player = tuple[Edit, ...]
"""Edits that are told apart from all others, but not from each other."""
_Game = Callable[[int], Values]
"""The figures with some of the edits made: with those whose bit is set."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the edits of one item (or of a new or removed group or document, with all in it) add to a figure."""

    edits: Player
    value: Fraction

    @property
    def id(self) -> str:
        """The item whose edits these are."""
        return self.edits[0].id


@dataclass(frozen=True, slots=True)
class Attribution:
    """By figure who contributed, the most first; what adds nothing is left out, and figures to which nothing does.

    `orders` is the number of orders drawn, None where all counted; `counted` is how many edits were told apart.
    """

    contributions: Mapping[Hashable, tuple[Contribution, ...]]
    orders: int | None
    counted: int


def attributed(
    before: Plan, after: Plan, measure: Measure, level: bool = True, orders: int = ORDERS, dates_only: bool = False
) -> Attribution:
    """Share out among the edits from one plan to another by how much each figure differs.

    Both plans have one today. The share of an edit is the mean, over all orders of the edits, of what it adds when its
    turn comes (Shapley); beyond 8 edits over `orders` orders drawn with a fixed seed. In each order the parts add up to
    the whole difference, so the shares do as well, exactly. A figure that a plan between the two does not have counts
    there as it was before; one that one of the two plans does not have is left out. With `dates_only` the measure asks
    when tasks start and finish, and nothing else about their schedule, which takes less to answer.
    """
    given = application(before.workspace, after.workspace)
    former = {present: id for id, present in {**given.found.items, **given.found.people}.items()}
    was, now = measure(before, former), measure(after, former)
    known = [key for key in was if key in now]
    between = _Between(before, given, measure, former, {key: was[key] for key in known}, level, dates_only)
    sides = players(telling(given.edits)) if known else ()
    game = _game(between, sides)
    if any(game((1 << len(sides)) - 1)[key] != now[key] for key in known):
        sides = players(given.edits)  # something was left out that matters to these figures
        game = _game(between, sides)
    count = len(sides)
    shares = _over_all_orders(game, count) if count <= EXACT else _over_drawn_orders(game, count, orders)
    found = {key: _contributions(sides, shares[key]) for key in known if any(shares.get(key, ()))}
    return Attribution(found, None if count <= EXACT else orders, count)


@dataclass(frozen=True, slots=True)
class _Between:
    """What the figures of plans between the two are made from; `first` are those of the plan before."""

    before: Plan
    given: Application
    measure: Measure
    former: Mapping[str, str]
    first: Values
    level: bool
    dates_only: bool


def _game(between: _Between, sides: Sequence[Player]) -> _Game:
    """The figures of every choice of edits; each is scheduled once, when it is first asked for."""
    before, first, memory = between.before, between.first, Memory()
    made_plan = dated_plan if between.dates_only else plan

    @cache
    def figures(chosen: int) -> Values:
        if not chosen:
            return first
        edits = [edit for bit, side in enumerate(sides) if chosen >> bit & 1 for edit in side]
        loaded = replace(before.loaded, workspace=made(between.given, edits))
        found = between.measure(made_plan(loaded, before.today, between.level, memory), between.former)
        return {key: found.get(key, value) for key, value in first.items()}

    return figures


def _contributions(sides: Sequence[Player], shares: Sequence[Fraction]) -> tuple[Contribution, ...]:
    found = [Contribution(edits, share) for edits, share in zip(sides, shares, strict=True) if share]
    return tuple(sorted(found, key=lambda one: -abs(one.value)))


# --- means ------------------------------------------------------------------------------------------------------------


def _over_all_orders(game: _Game, count: int) -> dict[Hashable, list[Fraction]]:
    """The mean of what each edit adds over all orders, as sums over all choices of edits.

    A choice of s edits comes up right behind an edit of it in (s - 1)! (n - s)! of the n! orders, and right before one
    that is not in it in s! (n - s - 1)! of them.
    """
    choices = [(chosen, game(chosen)) for chosen in range(1 << count)]
    shares: dict[Hashable, list[Fraction]] = {}
    for key, first in choices[0][1].items():
        values = [(chosen, values[key]) for chosen, values in choices if values[key] != first]
        if not values:
            continue
        sums: list[Number] = [0] * count
        for chosen, value in values:
            size, more = chosen.bit_count(), value - first
            with_it = factorial(size - 1) * factorial(count - size)
            without = factorial(size) * factorial(count - size - 1) if size < count else 0
            for bit in range(count):
                sums[bit] += more * with_it if chosen >> bit & 1 else -more * without
        shares[key] = [Fraction(total) / factorial(count) for total in sums]
    return shares


def _over_drawn_orders(game: _Game, count: int, orders: int) -> dict[Hashable, list[Fraction]]:
    """The mean of what each edit adds over orders that are drawn, the same ones every time."""
    random = Random(SEED)
    sums: dict[Hashable, list[Number]] = {}
    for _ in range(orders):
        chosen, known = 0, game(0)
        for bit in random.sample(range(count), count):
            chosen |= 1 << bit
            values = game(chosen)
            for key, value in values.items():
                if value != known[key]:
                    sums.setdefault(key, [0] * count)[bit] += value - known[key]
            known = values
    return {key: [Fraction(total) / orders for total in totals] for key, totals in sums.items()}
