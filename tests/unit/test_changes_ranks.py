"""What ranks otherwise in the later of two plans, and why; what was put off."""

from __future__ import annotations

import pytest
from insights_plan import plan_of

from pmctl.changes.deferrals import Deferral, deferrals
from pmctl.changes.ranks import OrderChange, moved_text, order_changes

SHOP = """
    kind: product
    prioritise: {method: weighted, weights: {business: 3, customer: 2}}
    releases: {r1: {name: "1", due: 2026-03-31}, r2: {name: "2", due: 2026-06-30}, r3: {name: "3"}}
    features:
      a: {horizon: now, release: r1, score: {business: 8, customer: 2, value-effort: {value: 8, effort: 4}}}
      b: {score: {business: 3, customer: 9, value-effort: {value: 8, effort: 1}, kano: performance}}
      c: {}
"""


def between(old: str = "", new: str = "", before: str = SHOP) -> tuple[OrderChange, ...]:
    return order_changes(plan_of(shop=before), plan_of(shop=before.replace(old, new)))


def ranks(change: OrderChange) -> list[tuple[str, int | None, int | None, str]]:
    return [(one.item.partition("/")[2], one.was, one.now, moved_text(one.inputs)) for one in change.features]


def test_nothing_moves_where_nothing_is_edited() -> None:
    assert between() == ()


def test_moved_inputs_are_told_from_others_that_moved() -> None:
    (change,) = between("business: 3, customer: 9", "business: 9, customer: 9")
    assert ranks(change) == [("b", 2, 1, "business 3 → 9"), ("a", 1, 2, "")]
    assert (change.weights, change.crossed) == ((), ())


def test_moved_weights_are_no_moved_inputs() -> None:
    (change,) = between("customer: 2}}\n", "customer: 9}}\n")
    assert ranks(change) == [("b", 2, 1, ""), ("a", 1, 2, "")]
    assert moved_text(change.weights) == "customer 2 → 9"


def test_less_capacity_moves_no_rank_and_leaves_features_behind() -> None:
    plan = SHOP.replace("business: 8", "effort: 5d, business: 8").replace(
        "business: 3, customer: 9", "effort: 5d, business: 3, customer: 9"
    )
    roomy, tight = (plan.replace("method: weighted", f"method: weighted, capacity: {room}") for room in ("10d", "5d"))
    (change,) = order_changes(plan_of(shop=roomy), plan_of(shop=tight))
    assert (change.features, change.crossed) == ((), (("shop/b", False),))
    (change,) = order_changes(plan_of(shop=tight), plan_of(shop=roomy))
    assert change.crossed == (("shop/b", True),)
    assert order_changes(plan_of(shop=plan), plan_of(shop=tight)) == ()


def test_another_method_is_no_moved_input() -> None:
    (change,) = between("method: weighted", "method: value-effort")
    assert ranks(change) == [("b", 2, 1, ""), ("a", 1, 2, "")]
    assert moved_text(change.weights) == "method weighted → value-effort"


def test_what_got_a_score_is_ranked_now() -> None:
    (change,) = between("c: {}", "c: {score: {business: 1, customer: 1}}")
    assert ranks(change) == [("c", None, 3, "business none → 1, customer none → 1")]


def test_a_class_moves() -> None:
    plan = SHOP.replace("method: weighted", "method: kano")
    answers = "kano: {functional: [like, like], dysfunctional: [dislike, dislike]}"
    (change,) = between("kano: performance", answers, plan)
    assert ranks(change) == [("b", 1, 1, "kano performance → performance of 2")]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("release: r1", "release: r2", [Deferral("shop/a", "release", "1", "2", True)]),
        ("horizon: now", "horizon: later", [Deferral("shop/a", "horizon", "now", "later", True)]),
        ("release: r1", "release: r3", []),
    ],
)
def test_a_later_release_or_horizon_puts_off(old: str, new: str, found: list[Deferral]) -> None:
    before, after = plan_of(shop=SHOP), plan_of(shop=SHOP.replace(old, new))
    assert list(deferrals(before, after)) == found
    assert [(one.was, one.now, one.is_later) for one in deferrals(after, before)] == [
        (one.now, one.was, False) for one in found
    ]
