"""Exact sums: as many and as odd denominators as there are, the sum is that of the fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.exact import number, together, total

NUMBERS = st.lists(st.one_of(st.integers(-10_000, 10_000), st.fractions(-100, 100, max_denominator=24)))


@given(numbers=NUMBERS)
def test_a_total_is_the_sum(numbers: list[int | Fraction]) -> None:
    assert total(numbers) == sum(numbers, Fraction(0))


def test_whole_numbers_stay_whole() -> None:
    assert type(total([2, 3])) is int
    assert type(total([])) is int


@given(ratios=st.lists(st.tuples(st.integers(-1000, 1000), st.integers(1, 60)), max_size=6))
def test_ratios_together_are_their_sum(ratios: list[tuple[int, int]]) -> None:
    assert Fraction(*together(ratios)) == sum((Fraction(*ratio) for ratio in ratios), Fraction(0))


@given(numerator=st.integers(-1000, 1000), denominator=st.integers(1, 60))
def test_a_ratio_is_a_number_whole_where_it_is_whole(numerator: int, denominator: int) -> None:
    found = number(numerator, denominator)
    assert found == Fraction(numerator, denominator)
    assert type(found) is (Fraction if numerator % denominator else int)
