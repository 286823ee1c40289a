"""Sums of exact numbers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import TypeAlias

Number: TypeAlias = int | Fraction
"""An exact number; most are whole, and whole ones are counted much faster."""


Sum: TypeAlias = dict[int, int]
"""An exact sum that grows: denominator -> numerators of it, added as whole numbers in a tenth of the time."""


def total(numbers: Iterable[Number]) -> Number:
    """The sum of numbers."""
    parts: Sum = {}
    for number in numbers:
        denominator = number.denominator
        parts[denominator] = parts.get(denominator, 0) + number.numerator
    whole: Number = parts.pop(1, 0)
    return whole + sum([Fraction(parts[denominator], denominator) for denominator in sorted(parts)])


def add(parts: Sum, numerator: int, denominator: int) -> None:
    """Let a sum grow."""
    parts[denominator] = parts.get(denominator, 0) + numerator


def as_ratio(parts: Iterable[Sum]) -> tuple[int, int]:
    """Some sums together: numerator and denominator, which are not reduced."""
    pairs = [pair for one in parts for pair in one.items()]
    if len(pairs) == 1:
        ((denominator, numerator),) = pairs
        return numerator, denominator
    whole = lcm(*[denominator for denominator, _ in pairs])
    return sum([numerator * (whole // denominator) for denominator, numerator in pairs]), whole


def number(numerator: int, denominator: int) -> Number:
    """A fraction as a number, a whole one where it is whole."""
    whole, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else whole
