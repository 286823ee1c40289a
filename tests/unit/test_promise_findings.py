"""Promises that the plans do not keep are found once, with all that they break."""

from __future__ import annotations

from pmctl.plan import Plan
from pmctl.rules.judging.run import findings
from tests.unit.insights_plan import plan_of

CHECKOUT = """
    kind: project
    tasks:
      long: {duration: 20d}
      short: {duration: 12d}
"""


def told(shop: str) -> list[tuple[str, int]]:
    """Whom each finding is about, and how many places it names besides."""
    plan: Plan = plan_of(shop=shop, checkout=CHECKOUT)
    return [(one.item, len(one.related)) for one in findings(plan) if one.code == "PM701"]


def test_what_is_around_a_feature_is_late_with_it() -> None:
    shop = """
        kind: product
        features:
          epic:
            due: 2026-02-27
            release: r1
            features:
              half: {due: 2026-02-27, delivered-by: checkout/long}
              other: {due: 2026-02-27, delivered-by: checkout/short}
              none: {delivered-by: checkout/long}
        releases: {r1: {due: 2026-02-27}}
    """
    assert told(shop) == [("shop/half", 3)], "the task, the epic and the release"


def test_another_promise_or_another_reason_is_a_finding_of_its_own() -> None:
    shop = """
        kind: product
        features:
          half: {due: 2026-02-20, delivered-by: checkout/long, release: r1}
          late: {delivered-by: checkout/long, release: r2}
          soon: {due: 2026-02-20, delivered-by: checkout/short, release: r3}
        releases:
          r1: {due: 2026-02-27}
          r2: {due: 2026-02-27}
          r3: {due: 2026-02-20, launch: {page: {duration: 20d}}}
    """
    assert told(shop) == [("shop/half", 1), ("shop/soon", 1), ("shop/r1", 1), ("shop/r2", 1), ("shop/r3", 1)]
