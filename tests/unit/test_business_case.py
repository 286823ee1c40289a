"""What flows come to: the vectors of the formulas, and the edges at which there is no answer."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.business_case.measures import (
    Flow,
    benefit_cost_ratio,
    net_present_value,
    payback,
    rate_of_return,
    return_on_investment,
    sign_changes,
)
from pmctl.insights.business_case.streams import case_of, flows_of
from pmctl.insights.business_case.worth import best, parts_of, swings_of, value_of, worst, worth_of
from tests.unit.insights_plan import plan_of

EIGHT = Fraction(8, 100)
CASE = """
    kind: product
    business-case:
      rate: 8%
      costs: {2026: {build: 98k}, 2027: {run: 20k}}
      benefits: {2026: {sales: 60k}, 2027: {sales: 150k..210k..260k}, 2028: {sales: 240k}}
"""


def years(costs: list[int], benefits: list[int]) -> tuple[Flow, ...]:
    pairs = zip(costs, benefits, strict=True)
    return tuple(Flow(Fraction(n), Fraction(1), Fraction(cost), Fraction(gain)) for n, (cost, gain) in enumerate(pairs))


def nets(*flows: int) -> tuple[Flow, ...]:
    return years([max(-one, 0) for one in flows], [max(one, 0) for one in flows])


ON_TIME = years([98_000, 20_000, 0], [60_000, 210_000, 240_000])
LATE = years([98_000, 20_000, 0], [48_000, 180_000, 234_000])
TEXTBOOK = nets(-100, 30, 40, 50, 20)
TWICE = nets(-100, 230, -132)


@pytest.mark.parametrize(
    ("flows", "rate", "value"),
    [
        (ON_TIME, EIGHT, "343687.24"),
        (LATE, EIGHT, "298765.43"),
        (TEXTBOOK, Fraction(1, 10), "11.5566"),
        (TWICE, Fraction(15, 100), "0.1890"),
    ],
)
def test_net_present_value(flows: tuple[Flow, ...], rate: Fraction, value: str) -> None:
    assert net_present_value(flows, rate).quantize(Decimal(value)) == Decimal(value)


@pytest.mark.parametrize(("flows", "rate"), [(ON_TIME, "5.0448"), (LATE, "3.2907"), (TEXTBOOK, "0.153221")])
def test_rate_of_return(flows: tuple[Flow, ...], rate: str) -> None:
    found = rate_of_return(flows)
    assert found is not None
    assert found.quantize(Decimal(rate)) == Decimal(rate)


@pytest.mark.parametrize("flows", [TWICE, nets(10, 20), nets(-10, -20), nets(0, 0), ()])
def test_no_single_rate_of_return(flows: tuple[Flow, ...]) -> None:
    assert rate_of_return(flows) is None


def test_two_rates_have_the_same_worth() -> None:
    assert sign_changes(TWICE) == 2
    for rate in (Fraction(10, 100), Fraction(20, 100)):
        assert abs(net_present_value(TWICE, rate)) < Decimal("1e-20")


def test_a_loss_has_a_negative_rate() -> None:
    assert rate_of_return(nets(-100, 50)) == pytest.approx(Decimal("-0.5"))


@pytest.mark.parametrize(("flows", "share"), [(ON_TIME, "3.3220"), (LATE, "2.9153"), (TEXTBOOK, "0.4000")])
def test_return_on_investment(flows: tuple[Flow, ...], share: str) -> None:
    found = return_on_investment(flows)
    assert found is not None
    assert round(found, 4) == Fraction(share)


def test_no_return_without_costs() -> None:
    assert return_on_investment(nets(10, 20)) is None
    assert benefit_cost_ratio(nets(10, 20), EIGHT) is None


def test_ratio_and_break_even() -> None:
    found = benefit_cost_ratio(ON_TIME, EIGHT)
    assert found is not None
    assert round(found, 4) == Decimal("3.9496")
    assert round(1 / found, 4) == Decimal("0.2532")


@pytest.mark.parametrize(
    ("flows", "rate", "plain", "discounted"),
    [
        (ON_TIME, EIGHT, "1.200", "1.216"),
        (LATE, EIGHT, "1.312", "1.338"),
        (TEXTBOOK, Fraction(1, 10), "3.600", "4.154"),
    ],
)
def test_payback(flows: tuple[Flow, ...], rate: Fraction, plain: str, discounted: str) -> None:
    found = [payback(flows), payback(flows, rate)]
    assert [round(one, 3) for one in found if one is not None] == [Decimal(plain), Decimal(discounted)]


def test_what_is_lost_again_is_not_paid_back() -> None:
    assert payback(TWICE) is None
    assert payback(nets(-100, 50)) is None
    assert payback(nets(10, 20)) == 0
    assert payback(nets(-100, 200, -150, 100)) == Decimal("3.5"), "at 0 for good, not for the first time"


def test_a_gap_between_periods_brings_nothing() -> None:
    flows = (
        Flow(Fraction(0), Fraction(1), Fraction(100), Fraction(0)),
        Flow(Fraction(3), Fraction(1, 4), Fraction(0), Fraction(200)),
    )
    assert payback(flows) == Decimal("3.125")


def test_the_ranges_of_a_case() -> None:
    plan = plan_of(shop=CASE)
    case = case_of(plan, "shop")
    assert case is not None
    low, high = (value_of(case, flows_of(case, 0, pick)) for pick in (worst, best))
    assert (low, high) == (Decimal("288131.69"), Decimal("389983.54"))
    (swing,) = swings_of(case, 0)
    assert (swing.input.stream, swing.low, swing.high) == ("sales", low, high)


def test_the_parts_add_up_to_the_whole() -> None:
    plan = plan_of(shop=CASE)
    case, worth = case_of(plan, "shop"), worth_of(plan, "shop")
    assert case is not None and worth is not None
    parts = parts_of(case, 0)
    assert [(one.stream.side, one.stream.name) for one in parts] == [
        ("costs", "build"),
        ("costs", "run"),
        ("benefits", "sales"),
    ]
    assert sum(one.value for one in parts) == worth.value == Decimal("343687.24")


@pytest.mark.parametrize(
    "case",
    [
        "{rate: 8%}",
        "{costs: {2026: {build: 5 USD}}, benefits: {2026: {sales: 5 EUR}}}",
    ],
)
def test_nothing_to_say(case: str) -> None:
    assert worth_of(plan_of(shop=f"{{kind: product, business-case: {case}}}"), "shop") is None


def test_only_benefits() -> None:
    worth = worth_of(plan_of(shop="{kind: product, business-case: {benefits: {2026: {sales: 5}}}}"), "shop")
    assert worth is not None
    assert worth.value == 5


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=12))
def test_at_its_rate_of_return_a_case_is_worth_nothing(amounts: list[int]) -> None:
    flows = nets(*amounts)
    rate = rate_of_return(flows)
    assert (rate is not None) == (sign_changes(flows) == 1)
    if rate is not None and Decimal("-0.9") < rate < 100:
        assert abs(net_present_value(flows, Fraction(rate))) < Decimal("0.01")


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=12))
def test_at_the_payback_the_money_is_back_for_good(amounts: list[int]) -> None:
    flows = nets(*amounts)
    years = payback(flows)
    assert (years is None) == (sum(amounts) < 0)
    if years is not None:
        whole = int(years)
        assert 0 <= years <= len(amounts)
        assert all(sum(amounts[:more]) >= 0 for more in range(whole + 1, len(amounts) + 1) if more > years)
