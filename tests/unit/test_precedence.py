"""The order in which levelling places nodes, beside its plain definition: of all that has come up the first by rank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmctl.scheduling.precedence import Precedence

Arrows = list[tuple[int, int]]


def by_definition(count: int, arrows: Arrows, ranked: list[int]) -> list[int]:
    """Again and again the first by rank of what waits for nothing any more; what is in a circle is left out."""
    found: list[int] = []
    while True:
        ready = [
            index
            for index in ranked
            if index not in found and all(first in found for first, then in arrows if then == index)
        ]
        if not ready:
            return found
        found.append(ready[0])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Arrows, list[int]]:
    """So many nodes, their arrows (the same may stand there twice) and an order by rank."""
    count = draw(st.integers(1, 12))
    node = st.integers(0, count - 1)
    arrows = [(a, b) for a, b in draw(st.lists(st.tuples(node, node), max_size=25)) if a < b]
    return count, arrows, draw(st.permutations(range(count)))


def precedence(order: list[int], count: int, arrows: Arrows) -> Precedence:
    before = [[first for first, then in arrows if then == index] for index in range(count)]
    return Precedence(order, before, [[then for first, then in arrows if first == index] for index in range(count)])


@given(graphs())
def test_always_the_first_by_rank_of_what_has_come_up(graph: tuple[int, Arrows, list[int]]) -> None:
    count, arrows, ranked = graph
    for way in (arrows, [(then, first) for first, then in arrows]):
        assert precedence(list(range(count)), count, way).sequence(ranked) == by_definition(count, way, ranked)


@given(graphs(), st.data())
def test_a_circle_never_comes_up_and_keeps_nobody_waiting(
    graph: tuple[int, Arrows, list[int]], data: st.DataObject
) -> None:
    count, arrows, ranked = graph
    circle = data.draw(st.sets(st.integers(0, count - 1), max_size=3))
    order = [index for index in range(count) if index not in circle]
    outside = [(first, then) for first, then in arrows if not {first, then} & circle]
    inside = [(one, other) for one in circle for other in circle]
    wanted = by_definition(count, outside, [index for index in ranked if index not in circle])
    assert precedence(order, count, arrows + inside).sequence(ranked) == wanted
