"""What follows when one plan takes the place of another, hand-solved on a small one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pmctl.changes import Consequences, compared, consequences, figures, total
from pmctl.diagnostic import Diagnostic, Span
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan, plan
from pmctl.quantity import days, when
from pmctl.variation import away, occurred, replaced, slipped
from tests.unit.insights_plan import plan_of

PEOPLE = """
    kind: people
    people:
      ana: {availability: 80%, rate: 620/d}
      bo: {rate: 580/d}
      cy: {rate: {2026-01-01: 400/d, 2026-03-01: 500/d}}
      pia: {}
"""
CHECKOUT = """
    kind: project
    start: 2026-02-10
    due: 2026-02-27
    tasks:
      api: {effort: 9d, assign: [ana, bo], due: 2026-02-17}
      docs: {effort: 2d, assign: cy, after: api + 2d}
      launch: {milestone: true, after: [api, docs], due: 2026-02-27, owner: pia}
"""
LEGAL = """
    kind: project
    tasks:
      audit: {effort: 3d, owner: cy, after: checkout/launch}
      aside: {duration: 1d}
"""
SHOP = """
    kind: product
    owner: pia
    features:
      one-click: {delivered-by: checkout, release: r1, owner: pia}
    releases:
      r1: {due: 2026-02-20}
"""


@pytest.fixture(scope="module")
def present() -> Plan:
    return plan_of(checkout=CHECKOUT, legal=LEGAL, people=PEOPLE, shop=SHOP)


def follows(present: Plan, workspace: Workspace) -> Consequences:
    return consequences(present, after(present, workspace), (), ())


def after(present: Plan, workspace: Workspace) -> Plan:
    return plan(replace(present.loaded, workspace=workspace), present.today)


def test_who_waits_moves_as_well_in_other_documents(present: Plan) -> None:
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 5 * 480))
    assert [(one.item, one.finish_was.day, one.finish.day, one.days, one.minutes) for one in found.moves] == [
        ("checkout/api", 16, 23, 5, 2400),
        ("checkout/docs", 20, 27, 5, 2400),
        ("checkout/launch", 20, 27, 5, 2400),
        ("legal/audit", 25, 4, 5, 2400),
    ]
    assert [(one.item, one.days) for one in found.shifts] == [
        ("checkout", 5), ("legal", 5), ("shop/one-click", 5), ("shop/r1", 5)
    ]  # fmt: skip


def test_float_is_used_up(present: Plan) -> None:
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 5 * 480))
    used = {one.item: (one.float_was, one.float_used_up) for one in found.moves}
    assert used["checkout/launch"] == (0, 0)  # the end of its document has no float, whatever was promised
    aside = follows(present, slipped(present.workspace, present.schedule, "legal/aside", 11 * 480))
    assert [(one.item, one.float_was, one.float_used_up) for one in aside.moves] == [("legal/aside", 5280, 5280)]


def test_promises_are_broken_mended_and_missed_by_more(present: Plan) -> None:
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 5 * 480))
    assert [(one.item, one.late_was, one.late, one.outcome) for one in found.promises] == [
        ("checkout/api", -1, 4, "broken"),
        ("shop/one-click", 0, 5, "broken"),
        ("shop/r1", 0, 5, "broken"),
    ]
    late = slipped(present.workspace, present.schedule, "checkout/api", 15 * 480)
    back = consequences(after(present, late), present, (), ())
    assert {one.outcome for one in back.promises} == {"mended"}
    later = replaced(present.workspace, "checkout/api", due=when("2026-02-18"))
    assert [(one.item, one.outcome) for one in follows(present, later).promises] == [("checkout/api", "moved")]


def test_time_costs_what_its_people_cost(present: Plan) -> None:
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 5 * 480))
    assert [(one.who, int(one.minutes), dict(one.cost)) for one in found.work[:2]] == [
        ("ana", 4 * 480, {"EUR": Decimal(2480)}),
        ("bo", 5 * 480, {"EUR": Decimal(2900)}),
    ]
    assert found.costs["checkout"]["EUR"] == 5380


def test_a_rate_holds_from_its_day_on(present: Plan) -> None:
    """The audit moves from February (400 a day) into March (500 a day): one of its four days, 26 Feb to 4 Mar."""
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 6 * 480))
    audit = after(present, slipped(present.workspace, present.schedule, "checkout/api", 6 * 480)).schedule
    assert date.fromordinal(audit.tasks["legal/audit"].start // 1440 + 719163) == date(2026, 3, 3)
    assert found.costs["legal"] == {"EUR": Decimal(300)}
    assert [int(one.minutes) for one in found.work if one.who == "cy"] == [0]


def test_a_week_asks_for_more(present: Plan) -> None:
    absent = away(present.workspace, "cy", days("2026-02-23..2026-02-27"))
    found = {one.who: one for one in follows(present, absent).loads}
    weeks = {week.monday.day: week for week in found["cy"].weeks}
    assert (int(weeks[23].capacity_was), int(weeks[23].capacity)) == (2400, 0)
    assert weeks[23].asked == 0 and weeks[2].asked == 3 * 480 and not found["cy"].overloads
    assert "ana" not in found


def test_people_hear_of_what_they_do_and_answer_for(present: Plan) -> None:
    found = follows(present, slipped(present.workspace, present.schedule, "checkout/api", 5 * 480))
    assert {one.who: one.items for one in found.tell} == {
        "ana": ("checkout/api",),
        "bo": ("checkout/api",),
        "cy": ("checkout/docs", "legal/audit"),
        "pia": ("checkout/launch", "shop/one-click", "shop/r1"),
    }


def test_nothing_follows_from_nothing(present: Plan) -> None:
    assert follows(present, present.workspace).is_nothing


def test_what_is_added_removed_or_loses_its_dates(present: Plan) -> None:
    other = plan_of(checkout=CHECKOUT.replace("docs", "texts"), people=PEOPLE)
    found = consequences(present, other, (), ())
    assert (found.added, found.removed) == (("checkout/texts",), ("checkout/docs", "legal/audit", "legal/aside"))
    circle = plan_of(checkout=CHECKOUT.replace("cy, after", "cy, x-was: 1, after"), people=PEOPLE)
    items = circle.workspace.items
    wait = replaced(circle.workspace, "checkout/api", after=items["checkout/docs"].after)  # type: ignore[attr-defined]
    wait = replaced(wait, "checkout/api", after=(replace(wait.items["checkout/api"].after[0], target="docs"),))  # type: ignore[attr-defined]
    assert consequences(circle, after(circle, wait), (), ()).undated == ("checkout/api", "checkout/docs")


def test_findings_are_known_by_rule_and_item() -> None:
    def finding(code: str, words: str, item: str) -> Diagnostic:
        return Diagnostic(code, "warning", words, Span("a.yaml"), item=item)

    before = [finding("PM203", "late by 2d", "a"), finding("PM204", "gone", "a"), finding("PM301", "one", "")]
    now = [finding("PM203", "late by 7d", "a"), finding("PM203", "late by 1d", "b"), finding("PM301", "two", "")]
    found = compared(before, now)
    assert [one.message for one in found.new] == ["late by 1d", "two"]
    assert [one.message for one in found.gone] == ["gone", "one"]
    assert not found.has_errors


def test_figures_by_which_alternatives_are_compared(present: Plan) -> None:
    found = figures(present)
    assert found.finish == {"checkout": date(2026, 2, 20), "legal": date(2026, 2, 25)}
    assert found.late == {"checkout": -5}
    # api: 4d of ana and 5d of bo; docs 2d and the audit 3d of cy, all before March
    assert found.cost == {"EUR": Decimal(2480 + 2900 + 800 + 1200)}
    assert found.overload_weeks == 0
    busy = plan_of(
        a="kind: project\ntasks:\n  x: {effort: 4d, owner: bo}\n  y: {effort: 4d, owner: bo}\n", people=PEOPLE
    )
    assert [(one.who, one.weeks, float(one.worst or 0)) for one in figures(busy).overloads] == [("bo", 1, 2.0)]


def test_a_risk_that_occurs_is_paid() -> None:
    risky = CHECKOUT + "    risks: {storm: {impact: {time: 1d, cost: 3k}, affects: api}}\n"
    present = plan_of(checkout=risky, people=PEOPLE)
    found = follows(present, occurred(present.workspace, present.schedule, "checkout/storm"))
    assert found.costs["checkout"]["EUR"] == 3000 + 496 + 580


def test_what_one_project_saves_and_another_spends_is_no_cost() -> None:
    moved = [{"EUR": Decimal("-3850.50"), "USD": Decimal(2)}, {"EUR": Decimal("3850.50")}]
    assert total(moved) == {"USD": Decimal(2)}
