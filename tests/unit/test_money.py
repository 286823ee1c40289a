"""Money in detail: who costs what, cash by month, moves between lines, what waits for money, one number everywhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest
from insights_plan import plan_of

from pmctl.charts.drawing import printed
from pmctl.charts.earned_value import drawing_of
from pmctl.insights.computed import COMPUTED
from pmctl.insights.cost import costs_of
from pmctl.insights.earned_value.by_week import curves_of
from pmctl.insights.earned_value.documents import earned_values
from pmctl.insights.money.cash import months_of
from pmctl.insights.money.labour import assumed, labour_of
from pmctl.insights.money.shares import aims_of
from pmctl.insights.money.spare import moves_of, unfunded
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.plan import Plan, plan
from pmctl.quantity import Money
from pmctl.reports import budget, earned_value
from pmctl.reports.paper import Request, as_data

ACME = Path(__file__).parents[2] / "examples" / "acme"
PEOPLE = "{kind: people, people: {bo: {rate: {2026-01-01: 500/d, 2026-03-01: 600/d}}, cy: {rate: 80/h}, free: {}}}"


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ACME), date(2026, 2, 10))


def page(made: Plan, report: str, document: str | None) -> dict[str, object]:
    """A report as JSON."""
    view = {"budget": budget.view, "earned-value": earned_value.view}[report]
    request = Request(
        made, made.workspace.documents[document] if document else None, "internal", made.today, lambda: pytest.fail()
    )
    return as_data(view(request), report, request)


def rows(data: dict[str, object], section: str) -> list[dict[str, object]]:
    sections = cast(list[dict[str, object]], data["sections"])
    return cast(list[dict[str, object]], next(one for one in sections if one["id"] == section)["rows"])


# --- people -----------------------------------------------------------------------------------------------------------


def test_labour_is_by_person_at_the_rates_of_its_days() -> None:
    # Fri 27 Feb at 500, Mon 2 and Tue 3 March at 600; one day done
    made = plan_of(
        date(2026, 2, 27),
        people=PEOPLE,
        checkout="""
            kind: project
            tasks:
              a: {effort: 3d, owner: bo}
              b: {effort: 2d, owner: cy, spent: 1d, progress: 50%, started: 2026-02-26}
              c: {effort: 1d, owner: free}
        """,
    )
    bo, cy, free = labour_of(made, "checkout")
    assert (bo.left, bo.remaining, bo.actual, bo.rates) == (1700, 3 * 480, 0, ("500/d", "600/d"))
    assert (cy.actual, cy.spent, cy.left, cy.rates) == (640, 480, 640, ("80/h",))
    assert (free.currency, free.left, free.rates) == ("", 0, ())


def test_where_nobody_has_a_budget_none_holds() -> None:
    made = plan_of(checkout="{kind: project, tasks: {a: {effort: 1d}}}")
    data = page(made, "budget", None)
    assert (data["headline"], data["missing"]) == ("1 plan: none has a budget.", ["what they may cost: `budget`"])


def test_work_without_a_rate_has_no_price_not_the_price_nothing() -> None:
    made = plan_of(people=PEOPLE, checkout="{kind: project, tasks: {a: {effort: 1d, owner: free}}}")
    (free,) = rows(page(made, "budget", "checkout"), "labour")
    assert (free["remaining-days"], free["rate"]) == (1, "none")
    assert [free[key] for key in ("actual", "left", "estimate")] == [None, None, None]


def test_work_of_which_nobody_says_what_it_took_is_named() -> None:
    made = plan_of(
        people=PEOPLE,
        checkout="""
            kind: project
            tasks:
              said: {effort: 1d, owner: cy, status: done, spent: 2d, started: 2026-02-09, finished: 2026-02-09}
              unsaid: {effort: 1d, owner: cy, status: done, started: 2026-02-09, finished: 2026-02-09}
              ahead: {effort: 1d, owner: cy}
        """,
    )
    assert [task.key for task in assumed(made, "checkout")] == ["unsaid"]


# --- months -----------------------------------------------------------------------------------------------------------


def test_cash_is_by_month_and_runs_on() -> None:
    made = plan_of(
        date(2026, 2, 27),
        people=PEOPLE,
        checkout="""
            kind: project
            tasks: {a: {effort: 3d, owner: bo}}
            expenses: {now: {date: 2026-01-31, amount: 100}, sometime: {amount: 50}}
            contracts: {sold: {direction: receive, amount: 900, payments: {one: {date: 2026-04-15, amount: 900}}}}
        """,
    )
    found = [(one.first, one.paid, one.received, one.running) for one in months_of(made, "checkout")]
    assert found == [
        (date(2026, 1, 1), 100, 0, -100),
        (date(2026, 2, 1), 500, 0, -600),
        (date(2026, 3, 1), 1200, 0, -1800),
        (date(2026, 4, 1), 0, 900, -900),
        (None, 50, 0, -950),
    ]


def test_months_without_money_are_left_out() -> None:
    text = (
        "{kind: project, tasks: {a: }, expenses: {e: {date: 1990-01-01, amount: 1}, f: {date: 2190-01-01, amount: 1}}}"
    )
    assert [one.first for one in months_of(plan_of(checkout=text), "checkout")] == [date(1990, 1, 1), date(2190, 1, 1)]


def test_the_months_sum_to_what_the_document_costs(acme: Plan) -> None:
    for document in acme.workspace.documents:
        costs = costs_of(acme, document)
        for currency, estimate in costs.estimate.items():
            own = [month for month in months_of(acme, document) if month.currency == currency]
            assert round(sum((month.paid for month in own), Fraction(0)), 2) == Fraction(estimate)
            assert sum(month.received for month in own) == Fraction(costs.income.get(currency, 0))


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_that_lacks_money_takes_it_where_most_is_left_and_from_the_reserve_last() -> None:
    made = plan_of(
        checkout="""
            kind: project
            budget: {travel: 100, cloud: 300, tools: 200, reserve: 1000}
            tasks: {a: }
            expenses: {flight: {date: 2026-02-02, amount: 650, line: travel}}
        """,
    )
    found = [(move.from_line, move.to_line, move.amount) for move in moves_of(made, "checkout")]
    assert found == [("cloud", "travel", 300), ("tools", "travel", 200), ("reserve", "travel", 50)]


def test_money_moves_where_a_line_is_short_and_nowhere_else(acme: Plan) -> None:
    (move,) = moves_of(acme, "checkout")
    assert (move.from_line, move.to_line, move.amount) == ("labour", "cloud", 800), "11,300 expected, 10,500 budgeted"
    assert moves_of(acme, "wallet") == ()


def test_what_waits_for_money_is_named_by_rank() -> None:
    made = plan_of(
        people=PEOPLE,
        shop="""
            kind: product
            features:
              low: {status: idea, score: {reach: 1, impact: 1, confidence: 50%, effort: 1mo}}
              high: {status: idea, score: {reach: 9, impact: 1, confidence: 50%, effort: 1mo}}
              built: {status: building, delivered-by: checkout}
              gone: {status: dropped}
        """,
        checkout="{kind: project, product: shop, budget: {labour: 9k}, tasks: {a: {effort: 1d, owner: cy}}}",
        poor="{kind: project, budget: {labour: 100}, tasks: {b: {effort: 1d, owner: cy}}}",
        over="{kind: project, phase: closed, tasks: {c: {effort: 1d, owner: cy, status: done, finished: 2026-02-02}}}",
    )
    found = unfunded(made, made.workspace.documents["checkout"])
    assert [one.id for one in found] == ["shop/high", "shop/low", "poor"]


def test_short_term_and_long_term_are_shares_of_their_lines() -> None:
    made = plan_of(
        people=PEOPLE,
        shop="{kind: product, budget: {run: 40k, grow: 60k, other: 9k}}",
        care="{kind: project, product: shop, tasks: {a: {effort: 11d, owner: cy, line: run}}}",
        more="{kind: project, product: shop, tasks: {b: {effort: 9d, owner: free, line: grow, cost: 5760}}}",
    )
    run, grow = aims_of(made, "shop")
    assert (run.planned, run.expected, run.spent) == (Fraction(2, 5), Fraction(7040, 12800), None)
    assert (grow.line, grow.expected) == ("grow", Fraction(9, 20))
    assert aims_of(made, "care") == ()


# --- one number in all views ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["checkout", "legal", "summit", "wallet", "shop", "pocket"])
def test_lists_and_reports_say_the_same_of_money(acme: Plan, document: str) -> None:
    item, costs = acme.workspace.documents[document], costs_of(acme, document)
    lines = rows(page(acme, "budget", document), "budget")
    total = next((line for line in lines if line.get("sum")), lines[0])
    for name in ("budget", "actual", "estimate"):
        listed = COMPUTED[name].of(acme, item)
        amount = listed.amount if isinstance(listed, Money) else Decimal(0)
        assert amount == Decimal(str(total[name])) == getattr(costs, name).get("EUR", Decimal(0))


def test_both_reports_say_the_same_of_what_was_spent(acme: Plan) -> None:
    spent = rows(page(acme, "budget", "checkout"), "budget")[-1]
    earned = rows(page(acme, "earned-value", "checkout"), "tasks")[-1]
    assert (spent["actual"], spent["estimate"]) == (earned["ac"], earned["eac-bottom-up"])
    measured = {one["id"]: one["value"] for one in rows(page(acme, "earned-value", "checkout"), "measures")}
    assert measured == {key: earned[key] for key in measured}


def test_what_is_not_available_is_null_with_its_reason() -> None:
    made = plan_of(
        checkout="{kind: project, tasks: {a: {effort: 1d, earned-value: 0/100}}}",
        baseline="{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-09, finish: 2026-02-09, cost: 100}}}",
    )
    by_name = {one["id"]: one for one in rows(page(made, "earned-value", "checkout"), "measures")}
    assert (by_name["cpi"]["value"], by_name["cpi"]["reason"]) == (None, "nothing was spent yet")
    assert by_name["cpi"]["shown"] == "n/a"
    assert (by_name["spi"]["value"], by_name["spi"]["reason"]) == (0, None)
    (task, _) = rows(page(made, "earned-value", "checkout"), "tasks")
    assert task["cpi"] is None
    assert cast(dict[str, str], task["reasons"])["cpi"] == "nothing was spent yet"


# --- the picture ------------------------------------------------------------------------------------------------------


def test_the_curves_end_at_todays_measures(acme: Plan) -> None:
    (one,) = earned_values(acme, "checkout")
    curves = curves_of(acme, one)
    assert curves is not None
    assert curves.earned[-1] == (acme.today, one.base.ev)
    assert curves.spent[-1] == (acme.today, one.base.ac)
    assert dict(curves.planned)[acme.today] == one.base.pv
    assert curves.planned[-1][1] == one.base.bac
    for points in (curves.planned, curves.earned, curves.spent):
        values = [value for _, value in points]
        assert values == sorted(values)
        assert values[0] == 0


def test_a_long_time_has_no_point_each_week() -> None:
    made = plan_of(
        checkout="{kind: project, tasks: {a: {effort: 1d}}}",
        baseline="{kind: baseline, of: checkout, tasks: {a: {start: 2026-01-01, finish: 2190-01-01, cost: 100}}}",
    )
    curves = curves_of(made, earned_values(made, "checkout")[0])
    assert curves is not None
    assert 80 < len(curves.planned) < 170


@pytest.mark.parametrize("method", ["0/100", "50/50", "progress"])
def test_what_was_earned_is_earned_by_its_method(method: str) -> None:
    made = plan_of(
        date(2026, 2, 27),
        checkout=f"""
            kind: project
            tasks:
              a: {{effort: 2w, earned-value: {method}, status: done, started: 2026-02-02, finished: 2026-02-13}}
        """,
        baseline="{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-02, finish: 2026-02-13, cost: 100}}}",
    )
    assert isinstance(made.workspace.items["checkout/a"], Task)
    (one,) = earned_values(made, "checkout")
    curves = curves_of(made, one)
    assert curves is not None
    half = {"0/100": 0, "50/50": 50, "progress": 50}[method]
    found = dict(curves.earned)
    assert (found[date(2026, 2, 6)], found[date(2026, 2, 13)], found[made.today]) == (half, 100, 100)


@pytest.mark.parametrize("format", ["text", "svg", "png", "pdf"])
def test_the_picture_is_drawn_in_every_format(acme: Plan, format: str) -> None:
    (one,) = earned_values(acme, "checkout")
    drawing = drawing_of(acme, acme.workspace.documents["checkout"], one)
    assert drawing is not None
    assert printed(drawing, format, 80) == printed(drawing, format, 80)
