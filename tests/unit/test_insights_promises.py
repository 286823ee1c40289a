"""Promises, forecasts and the gap between them."""

from __future__ import annotations

from datetime import date

import pytest
from insights_plan import item, plan_of

from pmctl.insights.promises import (
    delivered_features,
    due_of,
    forecast_of,
    is_late,
    is_overdue,
    slip_of,
    variance_of,
    work_behind,
)

BERLIN = """
    kind: workspace
    calendars: {default: {holidays: DE-BE}}
"""

SHOP = """
    kind: product
    features:
      one: {name: One, delivered-by: [checkout/api, checkout/docs], release: r1}
      two:
        name: Two
        due: 2026-Q2
        features:
          half: {delivered-by: checkout/docs}
          other: {delivered-by: checkout/api}
      gone: {status: dropped, delivered-by: checkout/launch}
      lonely: {name: Nothing delivers it, release: r1}
      whole: {delivered-by: checkout}
    releases:
      r1: {due: 2026-02-20, launch: {page: {duration: 2d, not-before: 2026-03-02}}}
      r2: {due: 2026-02-27}
      r3: {status: released, date: 2026-01-15, due: 2026-01-12}
"""

CHECKOUT = """
    kind: project
    due: 2026-02-27
    tasks:
      api: {duration: 5d, due: 2026-02-13}
      docs: {duration: 3d, after: api, status: doing, started: 2026-02-10, progress: 0%}
      launch: {milestone: true, after: docs, due: 2026-02-18}
      talk: {milestone: 2026-02-24}
"""


def test_slip_counts_working_days_without_holidays() -> None:
    plan = plan_of(
        date(2026, 4, 7),
        pmctl=BERLIN,
        checkout="""
            kind: project
            tasks: {launch: {duration: 1d, due: 2026-03-31}}
        """,
    )
    launch = item(plan, "checkout/launch")
    assert forecast_of(plan, launch).date == date(2026, 4, 7)
    assert slip_of(plan, launch) == 3  # 1, 2 and 7 April: Good Friday and Easter Monday are free
    assert is_overdue(plan, launch)
    assert is_late(plan, launch)


def test_early_is_negative_and_done_is_never_late() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            tasks:
              early: {duration: 1d, due: 2026-02-16}
              done: {duration: 1d, due: 2026-01-05, status: done, started: 2026-01-12, finished: 2026-01-12}
        """
    )
    assert slip_of(plan, item(plan, "checkout/early")) == -4
    assert not is_late(plan, item(plan, "checkout/early"))
    assert slip_of(plan, item(plan, "checkout/done")) == 5
    assert not is_late(plan, item(plan, "checkout/done"))
    assert not is_overdue(plan, item(plan, "checkout/done"))


@pytest.mark.parametrize(
    ("id", "due", "forecast"),
    [
        ("checkout", date(2026, 2, 27), date(2026, 2, 24)),
        ("checkout/launch", date(2026, 2, 18), date(2026, 2, 19)),
        ("checkout/talk", date(2026, 2, 24), date(2026, 2, 24)),
        ("shop/one", date(2026, 2, 20), date(2026, 2, 19)),
        ("shop/half", None, date(2026, 2, 19)),
        ("shop/two", date(2026, 6, 30), date(2026, 2, 19)),
        ("shop/whole", None, date(2026, 2, 24)),
        ("shop/gone", None, None),
        ("shop/lonely", date(2026, 2, 20), None),
        ("shop/r1", date(2026, 2, 20), date(2026, 3, 3)),
        ("shop/r2", date(2026, 2, 27), None),
        ("shop/r3", date(2026, 1, 12), date(2026, 1, 15)),
        ("shop", None, None),
    ],
)
def test_promised_and_expected(id: str, due: date | None, forecast: date | None) -> None:
    plan = plan_of(shop=SHOP, checkout=CHECKOUT)
    assert due_of(plan, item(plan, id)) == due
    found = forecast_of(plan, item(plan, id))
    assert found.date == forecast
    assert found.reason or id.startswith("checkout")


def test_a_feature_takes_the_latest_unfinished_of_what_delivers_it() -> None:
    plan = plan_of(
        shop="""
            kind: product
            features: {one: {delivered-by: [checkout/late, checkout/open]}}
        """,
        checkout="""
            kind: project
            tasks:
              late: {duration: 1d, status: done, started: 2026-02-02, finished: 2026-02-09}
              open: {duration: 2d}
        """,
    )
    found = forecast_of(plan, item(plan, "shop/one"))
    assert (found.date, found.reason) == (date(2026, 2, 11), "checkout/open")
    assert found.start == date(2026, 2, 9) or found.start == date(2026, 2, 2)


def test_deliveries_are_read_from_both_ends() -> None:
    plan = plan_of(shop=SHOP, checkout=CHECKOUT)
    assert [one.id for one in work_behind(plan, "shop/two")] == ["checkout/docs", "checkout/api"]
    assert [one.id for one in delivered_features(plan, item(plan, "checkout/api"))] == ["shop/one", "shop/other"]


def test_features_that_deliver_each_other_end() -> None:
    plan = plan_of(
        shop="""
            kind: product
            features: {a: {delivered-by: b}, b: {delivered-by: a}}
        """
    )
    assert forecast_of(plan, item(plan, "shop/a")).date is None


def test_variance_is_against_the_latest_baseline_up_to_today() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            tasks: {api: {duration: 5d}}
        """,
        first="{kind: baseline, of: checkout, date: 2026-01-05, tasks: {api: {start: 2026-01-05, finish: 2026-01-09}}}",
        second="{kind: baseline, of: checkout, date: 2026-02-02, tasks: {api: {finish: 2026-02-12}}}",
        ahead="{kind: baseline, of: checkout, date: 2026-03-02, tasks: {api: {start: 2026-03-02, finish: 2026-03-06}}}",
    )
    assert forecast_of(plan, item(plan, "checkout/api")).date == date(2026, 2, 16)
    assert variance_of(plan, item(plan, "checkout/api")) == 2
    assert variance_of(plan, item(plan, "checkout")) == 2


def test_a_task_that_waits_for_itself_has_a_reason() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            tasks: {a: {duration: 1d, after: b}, b: {duration: 1d, after: a}, c: {duration: 1d, status: dropped}}
        """
    )
    assert forecast_of(plan, item(plan, "checkout/a")).reason == "it waits for itself"
    assert forecast_of(plan, item(plan, "checkout/c")).reason == "dropped"
