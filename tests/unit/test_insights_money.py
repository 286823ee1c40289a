"""Progress and cost: shares earned, work at its rates, lines, currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_plan import item, plan_of

from pmctl.insights.cost import cost_of_task, costs_of
from pmctl.insights.money.flows import flows_of, total
from pmctl.insights.progress import count_of, progress_of, remaining_minutes
from pmctl.insights.task_cost import rate_on
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.plan import plan
from pmctl.quantity import rate
from pmctl.rules.judging.run import findings

PEOPLE = """
    kind: people
    people:
      ana: {availability: 80%, rate: 620/d}
      bo: {rate: 580/d}
      slow: {efficiency: 50%, rate: 400/d}
      cy: {rate: {2026-01-01: 100/d, 2026-02-12: 200/d}}
      uma: {rate: 500 USD/d}
      free: {}
    resources: {rig: {rate: 90/d}}
"""


def costs(tasks: str, today: date = date(2026, 2, 10), more: str = "", **files: str) -> dict[str, dict[str, Decimal]]:
    plan = plan_of(today, people=PEOPLE, checkout=f"{{kind: project, tasks: {{{tasks}}}{more}}}", **files)
    found = costs_of(plan, "checkout")
    names = ("budget", "reserve", "actual", "committed", "estimate", "income")
    return {name: dict(getattr(found, name)) for name in names if getattr(found, name)}


@pytest.mark.parametrize(
    ("task", "share"),
    [
        ("effort: 5d", 0),
        ("effort: 5d, progress: 40%, started: 2026-02-02", Fraction(2, 5)),
        ("effort: 5d, status: done, started: 2026-02-02, finished: 2026-02-06", 1),
        ("effort: 5d, remaining: 1d, started: 2026-02-02", Fraction(4, 5)),
        ("effort: 5d, remaining: 2d, spent: 6d, started: 2026-02-02", Fraction(3, 4)),
        ("effort: 5d, remaining: 9d, started: 2026-02-02", 0),
        ("effort: 5d, progress: 40%, remaining: 10d, started: 2026-02-02", Fraction(2, 5)),
    ],
)
def test_the_earned_share_of_a_task(task: str, share: Fraction) -> None:
    plan = plan_of(checkout=f"{{kind: project, tasks: {{a: {{{task}}}}}}}")
    assert progress_of(plan, item(plan, "checkout/a")) == share


def test_progress_and_remaining_are_two_facts() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            tasks: {a: {effort: 5d, progress: 40%, remaining: 10d}, b: {effort: 5d, progress: 40%}}
        """
    )
    a, b = item(plan, "checkout/a"), item(plan, "checkout/b")
    assert isinstance(a, Task)
    assert isinstance(b, Task)
    assert remaining_minutes(plan, a) == 10 * 480
    assert remaining_minutes(plan, b) == 3 * 480


def test_progress_rolls_up_by_effort_and_else_by_duration() -> None:
    plan = plan_of(
        shop="{kind: product, features: {f: {delivered-by: checkout/build}, s: {status: shipped}, n: }}",
        checkout="""
            kind: project
            tasks:
              build:
                tasks:
                  a: {effort: 3d, progress: 50%, started: 2026-02-02}
                  b: {duration: 1d, status: done, started: 2026-02-02, finished: 2026-02-02}
                  c: {effort: 50d, status: dropped}
              launch: {milestone: true, after: build}
              blocked: {effort: 1d, status: blocked}
        """,
    )
    assert progress_of(plan, item(plan, "checkout/build")) == Fraction(5, 8)
    assert progress_of(plan, item(plan, "checkout")) == Fraction(1, 2)
    assert progress_of(plan, item(plan, "shop/f")) == Fraction(5, 8)
    assert progress_of(plan, item(plan, "shop/s")) == 1
    assert progress_of(plan, item(plan, "shop/n")) is None
    count = count_of(plan, item(plan, "checkout"))
    assert (count.todo, count.doing, count.blocked, count.done, count.dropped, count.all) == (1, 1, 1, 1, 1, 4)


def test_effort_is_shared_by_availability_and_costs_the_hours_of_each() -> None:
    assert costs("api: {effort: 5d, assign: [ana, bo]}") == {"estimate": {"EUR": Decimal("2988.89")}}


def test_efficiency_stretches_the_work_and_its_cost() -> None:
    assert costs("a: {effort: 2d, assign: slow}")["estimate"] == {"EUR": Decimal("1600.00")}


def test_a_span_takes_its_time_whatever_somebodys_efficiency() -> None:
    span = "a: {start: 2026-02-12, finish: 2026-02-13, assign: slow}"
    assert costs(span)["estimate"] == {"EUR": Decimal("800.00")}


def test_a_fixed_duration_takes_its_time_from_each() -> None:
    assert costs("a: {duration: 5d, assign: [ana, bo]}")["estimate"] == {"EUR": Decimal("5380.00")}
    assert costs("a: {duration: 5d, assign: bo 50%}")["estimate"] == {"EUR": Decimal("1450.00")}


def test_rates_hold_from_their_day() -> None:
    # Mon 9 to Fri 13 February: three days at 100, two at 200
    found = costs("a: {effort: 5d, assign: cy}", date(2026, 2, 9))
    assert found["estimate"] == {"EUR": Decimal("700.00")}
    rates = ((None, rate("1/d")), (date(2026, 1, 1), rate("2/d")), (date(2027, 1, 1), rate("3/d")))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [found.amount for day in days if (found := rate_on(rates, day))] == [1, 2, 2, 3]
    assert rate_on((), date(2026, 1, 1)) is None


def test_hours_of_a_time_sheet_are_the_actuals() -> None:
    sheet = "{kind: timesheet, person: bo, entries: {2026-02-09: {checkout/a: 4h}, 2026-02-20: {checkout/a: 8h}}}"
    found = costs("a: {effort: 5d, assign: bo, remaining: 4d, started: 2026-02-09}", sheet=sheet)
    assert found["actual"] == {"EUR": Decimal("290.00")}
    assert found["estimate"] == {"EUR": Decimal("2610.00")}


def test_spent_is_worth_its_rate_and_progress_what_was_earned() -> None:
    done = "a: {effort: 5d, spent: 6d, assign: bo, status: done, started: 2026-02-02, finished: 2026-02-09}"
    assert costs(done)["actual"] == {"EUR": Decimal("3480.00")}
    half = "a: {effort: 4d, assign: bo, progress: 50%, started: 2026-02-09}"
    assert costs(half)["actual"] == {"EUR": Decimal("1160.00")}
    assert costs(half)["estimate"] == {"EUR": Decimal("2320.00")}


def test_typed_cost_falls_at_start_at_finish_or_by_day() -> None:
    both = "{effort: 1d, assign: [], started: 2026-02-09, cost: {start: 2k, finish: 3k}}"
    assert costs(f"a: {both}")["actual"] == {"EUR": Decimal("2000.00")}
    assert costs(f"a: {both}")["estimate"] == {"EUR": Decimal("5000.00")}
    assert costs("a: {duration: 5d, cost: 400/d}")["estimate"] == {"EUR": Decimal("2000.00")}
    assert "actual" not in costs("a: {duration: 5d, cost: 5000}")


def test_cost_by_the_day_counts_days_worked() -> None:
    # two weeks from Mon 2 Feb; on Mon 9 Feb five of ten days are over
    found = costs("a: {duration: 10d, started: 2026-02-02, progress: 50%, cost: 400/d}", date(2026, 2, 9))
    assert (found["actual"], found["estimate"]) == ({"EUR": Decimal(2000)}, {"EUR": Decimal(4000)})


def test_equipment_costs_while_it_is_booked() -> None:
    assert costs("a: {duration: 3d, assign: rig}")["estimate"] == {"EUR": Decimal("270.00")}


def test_currencies_are_never_added() -> None:
    found = costs(
        "a: {effort: 1d, assign: uma}, b: {effort: 1d, assign: bo}", more=", budget: {labour: 1k, fees: 2k USD}"
    )
    assert found["estimate"] == {"USD": Decimal("500.00"), "EUR": Decimal("580.00")}
    assert found["budget"] == {"EUR": Decimal("1000.00"), "USD": Decimal("2000.00")}


def test_lines_expenses_contracts_and_the_reserve() -> None:
    plan = plan_of(
        people=PEOPLE,
        checkout="""
            kind: project
            budget: {labour: 80k, cloud: 10k, reserve: 8k}
            tasks:
              a: {effort: 1d, assign: bo}
              b: {effort: 1d, assign: bo, line: cloud}
              c: {effort: 1d, assign: free}
            expenses:
              past: {date: 2026-02-10, amount: 300, line: cloud}
              ahead: {date: 2026-02-11, amount: 1k..2k..9k, line: cloud}
            contracts:
              host:
                direction: pay
                amount: 5k
                payments: {one: {date: 2026-01-15, amount: 1k}, two: {date: 2026-05-15, amount: 3k}}
              sold: {direction: receive, payments: {one: {date: 2026-01-15, amount: 7k}}}
        """,
    )
    found = costs_of(plan, "checkout")
    assert found.budget == {"EUR": Decimal("90000.00")}
    assert found.reserve == {"EUR": Decimal("8000.00")}
    assert found.actual == {"EUR": Decimal("1300.00")}
    assert found.committed == {"EUR": Decimal("6000.00")}
    assert found.estimate == {"EUR": Decimal("8460.00")}
    assert found.income == {"EUR": Decimal("7000.00")}
    assert found.unpriced == ("checkout/c",)
    cloud = next(line for line in found.lines if line.name == "cloud")
    assert (cloud.budget, cloud.actual, cloud.committed, cloud.estimate) == (
        {"EUR": Decimal("10000.00")},
        {"EUR": Decimal("300.00")},
        {"EUR": Decimal("2000.00")},
        {"EUR": Decimal("2880.00")},
    )


def test_a_product_holds_the_money_of_its_projects() -> None:
    plan = plan_of(
        people=PEOPLE,
        shop="{kind: product, budget: {research: 15k}, expenses: {e: {date: 2026-01-01, amount: 1k, line: research}}}",
        checkout="{kind: project, product: shop, budget: {labour: 2k}, tasks: {a: {effort: 1d, assign: bo}}}",
    )
    found = costs_of(plan, "shop")
    assert (found.budget, found.estimate) == ({"EUR": Decimal("17000.00")}, {"EUR": Decimal("1580.00")})
    assert cost_of_task(plan, item(plan, "checkout/a")) == {"EUR": Decimal("580.00")}


TRANSFERS = """
    kind: project
    budget: {{labour: 80k, cloud: 10k, reserve: 8k}}
    tasks: {{a: {{effort: 1d}}}}
    transfers: {{t: {{date: 2026-02-03, amount: 500, from-line: reserve, to-line: cloud, {approved}}}}}
"""


def test_an_approved_transfer_moves_its_money_and_keeps_the_total() -> None:
    text = TRANSFERS.format(approved="approved: {by: ana, date: 2026-02-04}")
    found = costs_of(plan_of(people=PEOPLE, checkout=text), "checkout")
    assert (found.budget, found.reserve) == ({"EUR": Decimal("90500.00")}, {"EUR": Decimal("7500.00")})
    lines = {line.name: (line.planned["EUR"], line.budget["EUR"]) for line in found.lines}
    assert lines["cloud"] == (10_000, 10_500)
    assert sum(was for was, _ in lines.values()) == sum(now for _, now in lines.values()) == 98_000


@pytest.mark.parametrize(
    ("approved", "today"),
    [
        ("reason: Nobody said yes", date(2026, 2, 10)),
        ("approved: {by: ana}", date(2026, 2, 10)),
        ("approved: {by: ana, date: 2026-02-04}", date(2026, 2, 2)),
        ("approved: {by: ana, date: 2026-02-12}", date(2026, 2, 10)),
    ],
)
def test_a_transfer_that_does_not_count_yet_moves_nothing(approved: str, today: date) -> None:
    found = costs_of(plan_of(today, people=PEOPLE, checkout=TRANSFERS.format(approved=approved)), "checkout")
    assert (found.budget, found.reserve) == ({"EUR": Decimal(90_000)}, {"EUR": Decimal(8_000)})


def test_a_contract_is_paid_from_its_line(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        "kind: project\nbudget: {cloud: 5k, labour: 9k}\ncontracts:\n"
        "  host: {party: H, direction: pay, amount: 3k, line: cloud, payments: {one: {date: 2026-01-05, amount: 1k}}}\n"
        "  other: {party: O, direction: pay, line: clod, payments: {one: {date: 2026-01-05, amount: 50}}}\n"
    )
    whole = plan(load(tmp_path), date(2026, 2, 10))
    (cloud,) = [line for line in costs_of(whole, "p").lines if line.name == "cloud"]
    assert (dict(cloud.actual), dict(cloud.committed)) == ({"EUR": Decimal(1000)}, {"EUR": Decimal(2000)})
    assert [one.message for one in findings(whole) if one.code == "PM409"] == ["the budget has no line `clod`"]


ASSIGNED = [
    "ana",
    "bo",
    "ana 50%",
    "[ana, bo]",
    "[ana 20%, slow]",
    "[bo, uma 150%]",
    "cy",
    "[cy, bo]",
    "free",
    "[free, bo]",
    "rig",
]
STATES = [
    "",
    "progress: 40%",
    "status: done",
    "status: dropped",
    "spent: 3d",
    "remaining: 1d",
    "spent: 1d, remaining: 2d",
]
WORK = ["effort: 5d", "effort: 1d", "duration: 3d", "duration: 2ed", "milestone: true", "effort: 2d, line: cloud"]


@settings(max_examples=40, deadline=None)
@given(
    tasks=st.lists(
        st.tuples(st.sampled_from(ASSIGNED), st.sampled_from(STATES), st.sampled_from(WORK)), min_size=1, max_size=8
    )
)
def test_the_sums_are_those_of_the_pieces(tasks: list[tuple[str, str, str]]) -> None:
    lines = ", ".join(
        f"t{at}: {{{', '.join(filter(None, (f'assign: {who}', state, work)))}}}"
        for at, (who, state, work) in enumerate(tasks)
    )
    plan = plan_of(people=PEOPLE, checkout=f"{{kind: project, tasks: {{{lines}}}}}")
    found, flows = costs_of(plan, "checkout"), flows_of(plan, "checkout")
    for name, states in (("actual", ["actual"]), ("estimate", ["actual", "committed", "left"])):
        cents = {currency: round(amount, 2) for currency, amount in total(flows, *states).items()}
        assert {currency: Fraction(amount) for currency, amount in getattr(found, name).items()} == cents
    assert set(found.unpriced) == {flow.item for flow in flows if not flow.currency}
