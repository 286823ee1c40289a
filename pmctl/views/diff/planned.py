"""What is planned otherwise, as lines: features put off or brought forward, ranks, and what moved them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.changes.deferrals import Deferral
from pmctl.changes.ranks import OrderChange, RankChange, moved_text
from pmctl.insights.ranking.scores import value_text
from pmctl.views.diff.line import Line
from pmctl.views.diff.view import Difference


def planned_lines(found: Difference) -> Iterator[Line]:
    """Deferrals first; of each product the weights that moved, the features whose own inputs did, those that crossed
    the line of capacity.
    """
    for one in found.follows.deferred:
        yield _deferred(one)
    for order in found.follows.orders:
        if order.weights:
            yield _weighed(found, order)
        for rank in order.features:
            if rank.inputs:
                yield _ranked(order, rank)
        for item, has_room in order.crossed:
            words = "within capacity now" if has_room else "beyond capacity now"
            yield Line("product", item, words, "", "", "better" if has_room else "worse", True)


def _deferred(one: Deferral) -> Line:
    """`DEFERRED 2.1 → 2.2`."""
    word = "DEFERRED" if one.is_later else "brought forward"
    return Line(
        "product", one.item, f"{word} {one.was} → {one.now}", "", one.key, "worse" if one.is_later else "", True
    )


def _weighed(found: Difference, order: OrderChange) -> Line:
    """What moved of the method, and how many ranks that moves; who is first where that is another one."""
    moved = [one for one in order.features if one.was != one.now]
    first = next((one for one in order.features if one.now == 1 and one.was != 1), None)
    lead = f", first is {found.plan.workspace.items[first.item].title}" if first is not None else ""
    note = f"weights: {len(moved)} rank{'s'[: len(moved) != 1]} move{'s'[: len(moved) == 1]}{lead}"
    return Line("product", order.product, moved_text(order.weights), "", note, "", True)


def _ranked(order: OrderChange, one: RankChange) -> Line:
    """`score 4,266.67 → 5,333.33  rank 2 → 1`, by its own inputs, or by those and the weights."""
    was, now = (_score(value) for value in (one.value_was, one.value))
    change = f"score {was} → {now}" if was != now else moved_text(one.inputs)
    why = f"inputs{' and weights' if order.weights else ''}: {moved_text(one.inputs)}"
    ranks = f"rank {_rank(one.was)} → {_rank(one.now)}" if one.was != one.now else f"still rank {_rank(one.now)}"
    return Line("product", one.item, change, "", f"{ranks}, {why}" if was != now else ranks, "", False)


def _score(value: Fraction | None) -> str:
    return value_text(value) if value is not None else "none"


def _rank(rank: int | None) -> str:
    return str(rank) if rank is not None else "none"
