"""Earned value of plans: what each task earns, what counts as spent, which baseline holds, and when it ends."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from insights_plan import plan_of

from pmctl.insights.cost import costs_of
from pmctl.insights.earned_value.by_today import recorded_later
from pmctl.insights.earned_value.by_week import curves_of
from pmctl.insights.earned_value.documents import (
    NO_BASELINE,
    NO_TIME,
    NO_VALUE,
    EarnedValue,
    earned_values,
    earned_values_of_all,
    reason_of,
)
from pmctl.insights.earned_value.measures import Unavailable, Value
from pmctl.insights.earned_value.rows import DAYS
from pmctl.insights.money.flows import flows_of, share_until, total
from pmctl.insights.relations import leaves_of
from pmctl.load import load
from pmctl.plan import Plan, plan

ACME = Path(__file__).parents[2] / "examples" / "acme"
WEEK = """
    kind: project
    tasks:
      a: {effort: 1d, status: done, started: 2026-02-09, finished: 2026-02-09}
      b: {effort: 1d, status: done, started: 2026-02-10, finished: 2026-02-10}
      c: {effort: 1d, progress: 60%, started: 2026-02-11}
      d: {effort: 1d}
      e: {effort: 1d}
    expenses: {all: {date: 2026-02-09, amount: 45}}
"""
BASELINE = """
    kind: baseline
    of: checkout
    date: 2026-02-02
    tasks:
      a: {start: 2026-02-09, finish: 2026-02-09, cost: 10}
      b: {start: 2026-02-10, finish: 2026-02-10, cost: 15}
      c: {start: 2026-02-11, finish: 2026-02-11, cost: 25}
      d: {start: 2026-02-12, finish: 2026-02-12, cost: 25}
      e: {start: 2026-02-13, finish: 2026-02-13, cost: 25}
"""
WEDNESDAY = date(2026, 2, 11)


def shown(value: Value) -> float | str:
    return value.reason if isinstance(value, Unavailable) else round(float(value), 4)


def only(plan: Plan, document: str = "checkout") -> EarnedValue:
    (found,) = earned_values(plan, document)
    return found


def schedule(one: EarnedValue) -> dict[str, float | str]:
    assert not isinstance(one.schedule, Unavailable)
    return {name: shown(value) for name, value in one.schedule.items()}


def test_a_plan_gives_the_vector_of_earned_schedule() -> None:
    # planned 10 25 50 75 100 by day, earned 10 + 15 + 15, on the third day
    one = only(plan_of(WEDNESDAY, checkout=WEEK, baseline=BASELINE))
    assert (one.base.bac, one.base.pv, one.base.ev, one.base.ac) == (100, 50, 40, 45)
    found = schedule(one)
    assert (found["es"], found["sv-t"], found["spi-t"], found["tspi"]) == (2.6, -0.4, 0.8667, 1.2)
    assert (found["ieac-t"], found["ieac-t-as-planned"]) == (5.7692, 5.4)
    assert one.ends == dict.fromkeys(("pd", "ieac-t", "ieac-t-as-planned"), date(2026, 2, 16)) | {
        "pd": date(2026, 2, 13)
    }


def test_each_method_earns_its_share() -> None:
    one = only(
        plan_of(
            checkout="""
                kind: project
                tasks:
                  a: {effort: 1d, earned-value: 0/100, progress: 90%, started: 2026-02-09}
                  b: {effort: 1d, earned-value: 50/50, started: 2026-02-09}
                  c: {effort: 1d, progress: 40%, started: 2026-02-09}
                  d: {effort: 1d}
            """,
            baseline="""
                kind: baseline
                of: checkout
                date: 2026-02-02
                tasks:
                  a: {start: 2026-02-09, finish: 2026-02-09, cost: 10}
                  b: {start: 2026-02-09, finish: 2026-02-09, cost: 20}
                  c: {start: 2026-02-09, finish: 2026-02-09, cost: 30}
                  d: {start: 2026-02-09, finish: 2026-02-09, cost: 40}
            """,
        )
    )
    assert [row.base.ev for row in one.rows if row.item] == [0, 10, 12, 0]
    assert one.base.ev == 22


def test_level_of_effort_earns_as_planned_and_stays_out_of_the_schedule() -> None:
    # two weeks of care, half of them gone, and a task that should be done and is not
    one = only(
        plan_of(
            date(2026, 2, 6),
            checkout="""
                kind: project
                tasks:
                  care: {duration: 2w, earned-value: effort}
                  work: {effort: 1w}
            """,
            baseline="""
                kind: baseline
                of: checkout
                date: 2026-01-30
                tasks:
                  care: {start: 2026-02-02, finish: 2026-02-13, cost: 100}
                  work: {start: 2026-02-02, finish: 2026-02-06, cost: 50}
            """,
        )
    )
    assert (one.base.pv, one.base.ev, one.base.steady) == (100, 50, 50)
    assert shown(one.value["spi"]) == 0
    assert shown(one.value["sv"]) == -50
    assert schedule(one)["pd"] == 5


def test_the_value_of_a_task_is_planned_evenly_over_its_working_time() -> None:
    week = "{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-05, finish: 2026-02-11, cost: 500}}}"
    found = [
        only(plan_of(day, checkout="{kind: project, tasks: {a: {effort: 5d}}}", baseline=week)).base.pv
        for day in map(date.fromisoformat, ("2026-02-04", "2026-02-05", "2026-02-06", "2026-02-08", "2026-02-11"))
    ]
    assert found == [0, 100, 200, 200, 500]


def test_without_money_the_table_counts_days_of_work() -> None:
    one = only(
        plan_of(
            people="{kind: people, people: {ana: {rate: 600/d}, bo: {}}}",
            checkout="""
                kind: project
                tasks: {a: {effort: 4d, owner: bo, progress: 50%, spent: 3d, started: 2026-02-05}}
            """,
            baseline="{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-05, finish: 2026-02-10, effort: 4d}}}",
        )
    )
    assert one.unit == DAYS
    assert (one.base.bac, one.base.pv, one.base.ev, one.base.ac) == (4, 4, 2, 3)
    assert shown(one.value["eac-bottom-up"]) == 5


def test_currencies_stand_side_by_side() -> None:
    found = earned_values(
        plan_of(
            people="{kind: people, people: {bo: {rate: 100/d}, uma: {rate: 200 USD/d}}}",
            checkout="""
                kind: project
                tasks:
                  a: {effort: 2d, owner: bo, status: done, spent: 3d, started: 2026-02-05, finished: 2026-02-09}
                  b: {effort: 2d, owner: uma, after: a}
            """,
            baseline="""
                kind: baseline
                of: checkout
                tasks:
                  a: {start: 2026-02-05, finish: 2026-02-06, cost: 200}
                  b: {start: 2026-02-09, finish: 2026-02-10, cost: 400 USD}
            """,
        ),
        "checkout",
    )
    assert [(one.unit, one.base.bac, one.base.ev, one.base.ac) for one in found] == [
        ("EUR", 200, 200, 300),
        ("USD", 400, 0, 0),
    ]


def test_what_came_since_costs_and_what_went_is_not_earned() -> None:
    one = only(
        plan_of(
            people="{kind: people, people: {bo: {rate: 100/d}}}",
            checkout="""
                kind: project
                tasks: {new: {effort: 2d, owner: bo, progress: 50%, spent: 2d, started: 2026-02-05}}
            """,
            baseline="{kind: baseline, of: checkout, tasks: {old: {start: 2026-02-05, finish: 2026-02-06, cost: 300}}}",
        )
    )
    assert [(row.item, row.base.bac, row.base.ev, row.base.ac, row.base.left) for row in one.rows] == [
        ("checkout/old", 300, 0, 0, 0),
        ("checkout/new", 0, 0, 200, 100),
        ("", 0, 0, 0, 0),
    ]


def test_actual_cost_is_work_at_the_rate_of_its_day_and_what_was_paid() -> None:
    # two days across a change of rate, an expense, a payment, what falls due at the start; nothing of what is ahead
    one = only(
        plan_of(
            people="{kind: people, people: {bo: {rate: {2026-01-01: 100/d, 2026-02-10: 200/d}}}}",
            checkout="""
                kind: project
                tasks: {a: {effort: 3d, owner: bo, progress: 50%, started: 2026-02-09, cost: {start: 30, finish: 900}}}
                expenses: {now: {date: 2026-02-10, amount: 50}, ahead: {date: 2026-02-11, amount: 500}}
                contracts:
                  pays: {direction: pay, amount: 1000, payments: {one: {date: 2026-02-02, amount: 70}}}
                  earns: {direction: receive, amount: 80, payments: {one: {date: 2026-02-02, amount: 80}}}
            """,
            sheet="""
                kind: timesheet
                person: bo
                entries: {2026-02-09: {checkout/a: 8h}, 2026-02-10: {checkout/a: 8h}}
            """,
            baseline="{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-09, finish: 2026-02-11, cost: 400}}}",
        )
    )
    assert one.base.ac == 100 + 200 + 50 + 70 + 30


def test_the_baseline_that_was_in_force_on_the_day_counts() -> None:
    later = BASELINE.replace("2026-02-02", "2026-02-11").replace("cost: 25", "cost: 50")
    for day, bac in ((date(2026, 2, 10), 100), (date(2026, 2, 11), 175)):
        assert only(plan_of(day, checkout=WEEK, baseline=BASELINE, second=later)).base.bac == bac


@pytest.mark.parametrize(
    ("baseline", "reason"),
    [
        (None, NO_BASELINE),
        (BASELINE.replace("2026-02-02", "2026-03-02"), NO_BASELINE),
        ("{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-09, finish: 2026-02-09}}}", NO_VALUE),
    ],
)
def test_without_a_baseline_there_is_no_earned_value(baseline: str | None, reason: str) -> None:
    files = {"baseline": baseline} if baseline else {}
    found = plan_of(checkout=WEEK, **files)
    assert earned_values(found, "checkout") == ()
    assert reason_of(found, "checkout") == reason


def test_a_baseline_without_days_has_no_earned_schedule() -> None:
    one = only(plan_of(checkout=WEEK, baseline="{kind: baseline, of: checkout, tasks: {a: {cost: 10}}}"))
    assert one.schedule == Unavailable(NO_TIME)
    assert shown(one.value["spi"]) == "nothing was planned up to now"


def test_what_is_planned_for_no_day_stays_out_of_earned_schedule() -> None:
    text = "{kind: project, tasks: {a: {effort: 4d}, b: {effort: 1d, status: done, finished: 2026-02-02}}}"
    days = "{a: {start: 2026-02-09, finish: 2026-02-12, cost: 100}, b: {cost: 1000}}"
    one = only(plan_of(checkout=text, baseline=f"{{kind: baseline, of: checkout, tasks: {days}}}"))
    assert one.base.ev == 1000
    assert schedule(one)["es"] == 0


def test_work_that_is_over_keeps_its_time() -> None:
    # four days planned, six taken, looked at a month later
    text = "{{kind: project, tasks: {{a: {{effort: 4d, status: done, started: 2026-02-02, finished: {}}}}}}}"
    frozen = "{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-02, finish: 2026-02-05, cost: 100}}}"
    found = schedule(only(plan_of(date(2026, 3, 9), checkout=text.format("2026-02-09"), baseline=frozen)))
    assert (found["at"], found["es"], found["spi-t"], found["sv-t"]) == (6, 4, 0.6667, -2)
    assert found["tspi"] == "all of it is earned"


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ACME), date(2026, 2, 10))


def test_money_is_one_number_in_all_views(acme: Plan) -> None:
    for document in acme.workspace.documents:
        flows, costs = flows_of(acme, document), costs_of(acme, document)
        for states, sums in (
            (("actual",), costs.actual),
            (("committed",), costs.committed),
            (("actual", "committed", "left"), costs.estimate),
            (("income",), costs.income),
        ):
            assert {name: round(amount, 2) for name, amount in total(flows, *states).items() if amount} == {
                name: Fraction(amount) for name, amount in sums.items() if amount
            }


def test_what_is_spent_has_flowed_by_today_and_what_is_left_has_not_before(acme: Plan) -> None:
    today, eve = acme.today, date(2026, 2, 9)
    for flow in flows_of(acme, "checkout"):
        if flow.state == "actual":
            assert share_until(acme, flow, today) == 1
        elif flow.state == "left":
            assert share_until(acme, flow, eve) == 0


def test_the_sum_of_the_tasks_is_the_project_and_of_the_projects_the_portfolio(acme: Plan) -> None:
    one = only(acme)
    assert one.base.ac == total(flows_of(acme, "checkout"), "actual")["EUR"]
    assert round(float(shown(one.value["eac-bottom-up"])), 2) == float(costs_of(acme, "checkout").estimate["EUR"])
    (whole,) = earned_values_of_all(acme)
    parts = [only(acme, name).base for name in ("checkout", "legal", "wallet")]
    assert whole.base.bac == sum(part.bac for part in parts)
    assert whole.base.ev == sum(part.ev for part in parts)
    assert only(acme, "shop").base == one.base


def test_what_was_finished_later_is_not_earned_yet_on_an_earlier_day(acme: Plan) -> None:
    # interviews, 8 of 10 working days gone by 15 January, earn as they were planned; so does the cost of them
    then = plan(load(ACME), date(2026, 1, 15))
    base = only(then).base
    assert base.ev == base.pv
    assert base.ac < only(acme).base.ac
    curves = curves_of(then, only(then))
    assert curves is not None
    assert (curves.earned[-1][1], curves.spent[-1][1]) == (base.ev, base.ac)


@pytest.mark.parametrize(("method", "earned"), [("progress", 25), ("0/100", 0), ("50/50", 50)])
def test_each_method_earns_up_to_a_day_before_the_end(method: str, earned: int) -> None:
    dates = "status: done, started: 2026-02-09, finished: 2026-02-12"
    text = f"{{kind: project, tasks: {{a: {{effort: 4d, earned-value: {method}, {dates}}}}}}}"
    frozen = "{kind: baseline, of: checkout, tasks: {a: {start: 2026-02-09, finish: 2026-02-12, cost: 100}}}"
    assert only(plan_of(date(2026, 2, 9), checkout=text, baseline=frozen)).base.ev == earned
    assert only(plan_of(date(2026, 2, 6), checkout=text, baseline=frozen)).base.ev == 0


def test_progress_of_work_under_way_is_as_recorded_and_said_to_be_so(acme: Plan) -> None:
    def recorded(day: date) -> date | None:
        then = plan(load(ACME), day)
        return recorded_later(then, leaves_of(then, then.workspace.documents["checkout"]))

    assert recorded(date(2026, 1, 15)) is None, "nothing was under way that is not done since"
    assert recorded(date(2026, 1, 22)) == date(2026, 2, 6)
    assert recorded(date(2026, 2, 10)) is None


def test_the_planned_duration_ends_with_the_last_value_and_the_baseline_later(acme: Plan) -> None:
    one = only(acme)
    assert (one.ends["pd"], one.baseline_end) == (date(2026, 3, 26), date(2026, 3, 31))
