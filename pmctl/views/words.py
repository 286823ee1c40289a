"""Words in which everything is told that follows from a change: names, money, float, load, parts of a day."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmctl.changes import Move
from pmctl.changes.exposure import Exposure
from pmctl.insights.cost import Sums
from pmctl.quantity import Units, print_days, print_money, print_share

NAMED = 3
"""Items that a sentence names."""


def some(names: Sequence[str], most: int) -> str:
    """Names, the first ones where there are many."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def signed_sums(sums: Sums) -> str:
    """`+5,380 EUR`, each currency for itself."""
    return ", ".join(
        f"{'+' if amount > 0 else '-'}{print_money(abs(amount), currency)}" for currency, amount in sums.items()
    )


def float_used(one: Move, units: Units) -> str:
    """`float 2d used up`."""
    return f"float {print_days(one.float_used_up, units).removeprefix('+')} used up"


def share_asked(asked: Fraction, capacity: Fraction) -> str:
    """What is asked (or booked) of what somebody can give; where that is nothing, they are away."""
    if not capacity:
        return "time off" if asked else "0%"
    return print_share(asked / capacity, 0)


def part_of_day(minutes: int) -> str:
    """`+2h 30min`, with its sign."""
    sign = "+" if minutes > 0 else "-"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}h" if not rest else f"{sign}{abs(minutes)}min" if not hours else f"{sign}{hours}h {rest}min"


def expected(one: Exposure, units: Units) -> str:
    """What a risk is expected to take: `4d and 3,200 EUR`."""
    parts = [print_days(round(one.minutes), units).removeprefix("+")] if one.minutes else []
    parts += [print_money(one.money, one.currency)] if one.money else []
    return " and ".join(parts) or "nothing"
