"""What a minute of somebody's work costs, and one of a crew's, in whole parts of a currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import lcm
from typing import TypeAlias

from pmctl.insights.crews import Crew, Ratio
from pmctl.insights.task_cost import currency_of, price_ratio, rates_of
from pmctl.plan import Plan, remembered


class Coin:
    """A part of one of a currency, so that amounts of it are whole numbers; it is known by its identity."""

    __slots__ = ("currency", "parts")

    def __init__(self, currency: str, parts: int) -> None:
        self.currency = currency
        self.parts = parts
        """How many of them make one."""


Wage: TypeAlias = tuple[tuple[Coin, int], ...]
"""What a minute costs, a currency each; none of them stands there twice."""

Wages: TypeAlias = tuple[Wage, Wage, Wage]
"""Of a minute that is spent, that is earned, that is left."""


class Prices:
    """The prices of a plan that hold for all times, of people, of equipment and of crews."""

    __slots__ = ("coins", "crews", "parts", "single")

    def __init__(self, single: Mapping[str, tuple[str, int]], parts: int) -> None:
        self.single = single
        """Who has one rate for all times -> its currency, and how many of so many `parts` of it a minute costs."""
        self.parts = parts
        self.coins: dict[tuple[str, int], Coin] = {}
        self.crews: dict[Crew, Wages | None] = {}

    def coin(self, currency: str, parts: int) -> Coin:
        """The one coin of its kind."""
        key = currency, parts
        found = self.coins.get(key)
        if found is None:
            found = self.coins[key] = Coin(currency, parts)
        return found

    def of(self, crew: Crew) -> Wages | None:
        """What a minute of a crew costs; None where somebody in it has no rate that holds for all times."""
        if crew in self.crews:
            return self.crews[crew]
        found: Wages | None = None
        prices = [(*self.single[who], hour) for who, hour in crew.hours if who in self.single]
        if len(prices) == len(crew.hours):
            left = self._wage(prices, crew.left)
            worked = [price for price in prices if price[2]]
            earned = left if len(worked) == len(prices) else self._wage(worked, crew.left)
            found = earned if crew.spent == crew.left else self._wage(worked, crew.spent), earned, left
        self.crews[crew] = found
        return found

    def _wage(self, prices: Iterable[tuple[str, int, int]], ratio: Ratio) -> Wage:
        """Of people with a currency, a price and hours each."""
        sums: dict[str, int] = {}
        for currency, price, hour in prices:
            sums[currency] = sums.get(currency, 0) + hour * price
        amount, parts = ratio
        return tuple([(self.coin(currency, parts * self.parts), amount * money) for currency, money in sums.items()])


@remembered
def prices(plan: Plan) -> Prices:
    """The prices of all people and equipment."""
    known = {who: rates_of(plan, who) for who in (*plan.workspace.people, *plan.workspace.resources)}
    rates = {who: found[0][1] for who, found in known.items() if len(found) == 1}
    ratios = [price_ratio(plan.workspace.units, rate) for rate in rates.values()]
    parts = lcm(*{whole for _, whole in ratios})
    single = {
        who: (currency_of(plan, rate.currency), amount * (parts // whole))
        for (who, rate), (amount, whole) in zip(rates.items(), ratios, strict=True)
    }
    return Prices(single, parts)
