"""Exact sums: as many and as odd denominators as there are, the sum is that of the fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.exact import total

NUMBERS = st.lists(st.one_of(st.integers(-10_000, 10_000), st.fractions(-100, 100, max_denominator=24)))


@given(numbers=NUMBERS)
def test_a_total_is_the_sum(numbers: list[int | Fraction]) -> None:
    assert total(numbers) == sum(numbers, Fraction(0))


def test_whole_numbers_stay_whole() -> None:
    assert type(total([2, 3])) is int
    assert type(total([])) is int
