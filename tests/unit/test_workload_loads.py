"""What a booking asks for in which weeks: the short answer is that of the whole one."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.workload.loads import Load
from pmctl.scheduling.schedule import Scheduled

WORK = st.lists(st.sampled_from([0, 0, 120, 480, 2400]), min_size=1, max_size=8)
"""Working time of each week."""


@given(work=WORK, ends=st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 9000)), max_size=5), drawn=st.data())
def test_weeks_are_those_in_which_anything_is_asked(
    work: list[int], ends: list[tuple[int, int]], drawn: st.DataObject
) -> None:
    borders = list(accumulate(work, initial=0))
    spans = []
    for at, (begin, length) in enumerate(ends):
        first, last = min(begin, borders[-1]), min(begin + length, borders[-1])
        if first < last:
            row = Scheduled(f"d/{at}", 0, 0, 0, 0, 0, 0, 0, False, 0)
            spans.append((row, bisect_right(borders, first) - 1, first, last, 1, borders))
    load = Load(borders, Fraction(1), spans, [0] * len(work), 1)
    weeks = sorted(drawn.draw(st.sets(st.integers(0, len(work) - 1))))
    assert list(load.touched(weeks)) == [(week, row) for week, row, _ in load.pieces(weeks)]
