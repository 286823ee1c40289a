"""The register of risks: exposure, inherent and residual, sums, what leaves them, which risks concern whom."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.reserve import reserves_of
from pmctl.insights.risk import BAD, IMPACTS, LIKELY, PROBABILITIES, at_least_one, class_of
from pmctl.insights.risk_register import Register, entry_of, register_of, risks_of
from pmctl.model.control import Risk
from pmctl.plan import Plan
from pmctl.reports.sections.risks import days_late
from tests.unit.insights_plan import plan_of

PSP = (
    "{probability: 40%, impact: {time: 10d, cost: 8k}, residual: {probability: 15%, impact: {time: 5d}},"
    " response-cost: 2k}"
)


def plan_with(more: str = "", **risks: str) -> Plan:
    lines = "".join(f"      {name}: {risk}\n" for name, risk in risks.items())
    return plan_of(
        checkout=f"""
    kind: project
    start: 2026-01-05
    due: 2026-03-31
    budget: {{labour: 80k, cloud: 10k, reserve: 8k}}
    tasks: {{a: {{effort: 1d}}}}
    {more}
    risks:
{lines}"""
    )


def register(**risks: str) -> Register:
    return register_of(plan_with(**risks), "checkout")


def test_the_vector_of_a_risk_before_and_after_its_response() -> None:
    """FORMULAS, risk: EMV 3 200 and 1 200, exposure 4d and 0.75d, score 15 (high), benefit 0 and 3.25d."""
    (entry,) = register(psp=PSP).open
    left = entry.residual
    assert left is not None
    assert [entry.inherent.emv, left.emv] == [3200, 1200]
    assert [entry.inherent.exposure, left.exposure] == [4 * 480, Fraction(3, 4) * 480]
    assert (entry.inherent.classes, entry.inherent.score, entry.inherent.band) == ((3, 5), 15, "high")
    assert (left.classes, left.score, left.band) == ((2, 4), 8, "medium")
    assert [entry.benefit, entry.time_saved] == [0, Fraction(13, 4) * 480]


def test_the_reserve_is_the_residual_money_of_threats_less_that_of_opportunities() -> None:
    found = register(
        psp=PSP,
        easter="{probability: 30%, impact: {cost: 3k}}",
        price="{probability: 25%, impact: {cost: -2k}}",
    )
    assert found.threats == {"EUR": 4100}
    assert found.gains == {"EUR": -500}
    assert found.needed == {"EUR": 1200 + 900 - 500}


def test_at_least_one_occurs() -> None:
    """FORMULAS, risk: 40 % and 30 % make 58 %."""
    found = register(one="{probability: 40%}", two="{probability: 30%}", good="{probability: 90%, impact: {time: -1d}}")
    assert found.any_threat == Fraction(58, 100)
    assert at_least_one([]) == 0


@pytest.mark.parametrize("status", ["closed", "occurred"])
def test_what_is_over_leaves_every_sum(status: str) -> None:
    found = register(psp=f"{{status: {status}, {PSP[1:]}", two="{probability: 30%}")
    assert [one.risk.key for one in found.over] == ["psp"]
    assert (found.threats, found.needed, found.any_threat) == ({}, {}, Fraction(3, 10))


def test_the_most_exposure_comes_first() -> None:
    found = register(
        long="{probability: 50%, impact: {time: 4d}}",
        unknown="{}",
        cheap="{probability: 20%, impact: {time: 2d, cost: 1k}}",
        gain="{probability: 90%, impact: {cost: -9k}}",
        dear=PSP,
        longer="{probability: 50%, impact: {time: 5d}}",
    )
    assert [one.risk.key for one in found.open] == ["dear", "cheap", "longer", "long", "unknown", "gain"]
    assert [one.risk.key for one in found.open if one.opportunity] == ["gain"]


def test_currencies_are_never_added_and_weighed_by_their_own_budget() -> None:
    found = register(home=PSP, away="{probability: 50%, impact: {cost: 8k USD}}")
    assert found.threats == {"EUR": 3200, "USD": 4000}
    away = next(one for one in found.open if one.risk.key == "away")
    assert (away.inherent.classes, away.inherent.score, away.inherent.band) == ((3, None), None, None)


def test_a_benefit_is_not_told_where_nothing_says_what_is_left() -> None:
    found = register(
        bare="{probability: 50%, impact: {cost: 1k}, response-cost: 100}",
        foreign="{probability: 50%, impact: {cost: 1k}, residual: {probability: 5%}, response-cost: 100 USD}",
        late="{probability: 50%, impact: {time: 4d}, residual: {probability: 5%}}",
        paid="{probability: 50%, impact: {time: 4d}, residual: {probability: 5%}, response-cost: 100}",
        abroad="{probability: 50%, impact: {cost: 1k USD}, residual: {probability: 5%}, response-cost: 100 USD}",
    )
    benefits = {one.risk.key: (one.benefit, one.time_saved) for one in found.open}
    assert benefits == {
        "bare": (None, None),
        "foreign": (None, None),
        "abroad": (350, None),
        "late": (None, Fraction(9, 5) * 480),
        "paid": (-100, Fraction(9, 5) * 480),
    }


def test_a_risk_of_a_product_is_in_every_register_that_it_concerns_and_once_in_all() -> None:
    """J44."""
    plan = plan_of(
        shop="""
            kind: product
            features: {one-click: {delivered-by: checkout}}
            risks:
              psp: {probability: 40%, impact: {cost: 8k}, affects: [checkout/api, one-click]}
              own: {probability: 10%, impact: {cost: 1k}}
        """,
        checkout="""
            kind: project
            product: shop
            tasks: {api: {effort: 1d}}
            risks: {local: {probability: 10%, impact: {cost: 100}}}
        """,
        legal="{kind: project, tasks: {contract: {effort: 1d}}}",
    )
    keys = {name: {risk.id for risk in risks_of(plan, name)} for name in ("shop", "checkout", "legal", "")}
    assert keys["checkout"] == {"shop/psp", "checkout/local"}
    assert keys["shop"] == keys[""] == {"shop/psp", "shop/own", "checkout/local"}
    assert keys["legal"] == set()
    assert register_of(plan).threats == register_of(plan, "shop").threats == {"EUR": 3200 + 100 + 10}
    assert register_of(plan, "checkout").threats == {"EUR": 10}, "its money counts where it is written"
    assert register_of(plan, "checkout").any_threat == 1 - Fraction(60, 100) * Fraction(90, 100)


def test_a_reserve_is_used_by_expenses_and_by_transfers() -> None:
    """FORMULAS, risk: 40 % used at 25 % done is 15 points ahead."""
    plan = plan_of(
        date(2026, 2, 10),
        checkout="""
            kind: project
            budget: {labour: 10k, reserve: 8k}
            tasks: {a: {effort: 4d, progress: 25%, started: 2026-02-09, assign: []}}
            expenses: {lawyer: {date: 2026-02-02, amount: 1200, line: reserve}}
            transfers:
              move: {amount: 2k, from-line: reserve, to-line: labour, approved: {by: mia, date: 2026-02-03}}
        """,
    )
    (reserve,) = reserves_of(plan, "checkout")
    assert (reserve.share, reserve.progress, reserve.burn) == (Fraction(2, 5), Fraction(1, 4), Fraction(15, 100))


def test_a_risk_that_leaves_its_impact_out_keeps_it() -> None:
    plan = plan_with(r="{probability: 40%, residual: {impact: {time: 5d}}}")
    risk = plan.workspace.items["checkout/r"]
    assert isinstance(risk, Risk)
    entry = entry_of(plan, risk)
    assert entry.residual is not None
    assert entry.inherent.time is None
    assert [entry.residual.time, entry.residual.exposure] == [5 * 480, 2 * 480]


@pytest.mark.parametrize(
    ("probability", "cost", "classes"),
    [
        ("10%", "980", (1, 1)),
        ("10.1%", "981", (2, 2)),
        ("30%", "2450", (2, 2)),
        ("31%", "2451", (3, 3)),
        ("50%", "4900", (3, 3)),
        ("51%", "4901", (4, 4)),
        ("70%", "9800", (4, 4)),
        ("71%", "9801", (5, 5)),
        ("100%", "98k", (5, 5)),
        ("0%", "0", (1, 1)),
    ],
)
def test_the_ends_of_the_classes(probability: str, cost: str, classes: tuple[int, int]) -> None:
    """FORMULAS, risk: p up to 10, 30, 50, 70, more %; impact up to 1, 2.5, 5, 10, more % of the budget (98k)."""
    (entry,) = register(r=f"{{probability: {probability}, impact: {{cost: {cost}}}}}").open
    assert entry.inherent.classes == classes


@given(part=st.fractions(0, 3, max_denominator=2000), whole=st.fractions(Fraction(1, 7), 3, max_denominator=50))
def test_classes_are_those_of_the_fractions(part: Fraction, whole: Fraction) -> None:
    ratios = part.as_integer_ratio(), whole.as_integer_ratio()
    assert class_of(*ratios, BAD) == bisect_left(IMPACTS, part / whole) + 1
    assert class_of(*ratios, LIKELY) == bisect_left(PROBABILITIES, part / whole) + 1


def test_without_a_budget_cost_has_no_class() -> None:
    risks = "{r: {probability: 40%, impact: {cost: 8k}}}"
    plan = plan_of(checkout=f"{{kind: project, tasks: {{a: {{effort: 1d}}}}, risks: {risks}}}")
    (entry,) = register_of(plan, "checkout").open
    assert (entry.inherent.classes, entry.inherent.score) == ((3, None), None)
    assert entry.inherent.emv == 3200


def test_a_delay_of_a_product_s_risk_is_weighed_by_the_project_that_it_affects() -> None:
    plan = plan_of(
        shop="""
            kind: product
            risks: {r: {probability: 40%, impact: {time: 10d}, affects: [checkout/a]}, s: {impact: {time: 1d}}}
        """,
        checkout="{kind: project, start: 2026-01-05, due: 2026-03-31, tasks: {a: {effort: 1d}}}",
    )
    classes = {one.risk.key: one.inherent.classes for one in register_of(plan, "shop").open}
    assert classes == {"r": (3, 5), "s": (None, None)}


@pytest.mark.parametrize(
    ("review", "late"), [("2026-02-01", 7), ("2026-02-09", 1), ("2026-02-10", None), ("2026-03-01", None)]
)
def test_a_review_is_late_by_working_days_as_everything_is(review: str, late: int | None) -> None:
    made = plan_with(psp=f"{{probability: 40%, impact: {{time: 10d}}, review: {review}}}")
    (risk,) = (one for one in made.workspace.items.values() if isinstance(one, Risk))
    assert days_late(made, risk) == late
