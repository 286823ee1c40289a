"""Of what the public is told the days: committed features and releases, what goes with them, and all that is over."""

from __future__ import annotations

from datetime import date

import pytest

from pmctl.audience import dates_for, is_dated, is_told
from pmctl.plan import Plan
from tests.unit.insights_plan import item, plan_of

SHOP = """
kind: product
visibility: public
features:
  sure: {due: 2026-Q2, commitment: committed, delivered-by: [plan/build]}
  aimed: {due: 2026-Q2, commitment: target, delivered-by: [plan/build]}
  silent: {delivered-by: [plan/build], features: {part: {due: 2026-03-31, commitment: committed}}}
releases:
  out: {status: released, date: 2026-01-12, due: 2026-01-05}
  next: {due: 2026-06-30, launch: {page: {duration: 1d}, fair: {duration: 1d, commitment: committed}}}
  firm: {due: 2026-06-30, commitment: committed, launch: {guide: {duration: 1d, tasks: {text: {duration: 1d}}}}}
"""
PLAN = """
kind: project
visibility: public
tasks: {build: {duration: 5d, due: 2026-02-20}}
"""


@pytest.fixture(scope="module")
def public() -> Plan:
    return plan_of(shop=SHOP, plan=PLAN)


@pytest.mark.parametrize(
    ("id", "dated"),
    [
        ("shop/sure", True),
        ("shop/aimed", False),
        ("shop/silent", False),
        ("shop/part", True),
        ("shop/out", False),
        ("shop/next", False),
        ("shop/page", False),
        ("shop/fair", True),
        ("shop/firm", True),
        ("shop/guide", True),
        ("shop/text", True),
        ("plan/build", True),
        ("plan", True),
    ],
)
def test_the_public_is_told_the_days_of_what_somebody_is_committed_to(public: Plan, id: str, dated: bool) -> None:
    """Work that is public promises nothing to the market: its days are its own."""
    found = item(public, id)
    assert is_dated(public.workspace, found, "public") is dated
    assert is_dated(public.workspace, found, "client") and is_dated(public.workspace, found, "internal")


def test_what_nobody_is_committed_to_has_no_dates_for_the_public(public: Plan) -> None:
    sure, aimed = (dates_for(public, item(public, id), "public") for id in ("shop/sure", "shop/aimed"))
    assert sure.promise is not None and sure.forecast.date is not None and sure.slip is not None
    assert (aimed.promise, aimed.forecast.date, aimed.forecast.start, aimed.slip) == (None, None, None, None)
    assert dates_for(public, item(public, "shop/aimed"), "client").slip == sure.slip


def test_the_day_on_which_a_release_came_out_is_no_secret(public: Plan) -> None:
    """But not what was promised, and how late it was."""
    found = dates_for(public, item(public, "shop/out"), "public")
    assert (found.promise, found.forecast.date, found.slip) == (None, date(2026, 1, 12), None)


@pytest.mark.parametrize(
    ("id", "name", "told"),
    [
        ("shop/aimed", "health", False),
        ("shop/aimed", "status", True),
        ("shop/aimed", "horizon", True),
        ("shop/next", "date", False),
        ("shop/out", "date", True),
        ("shop", "health", True),
        ("shop", "schedule", False),
        ("plan", "schedule", True),
    ],
)
def test_what_follows_from_days_is_not_told_either(public: Plan, id: str, name: str, told: bool) -> None:
    assert is_told(public.workspace, item(public, id), name, "public") is told
    assert is_told(public.workspace, item(public, id), name, "client")
