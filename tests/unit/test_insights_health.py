"""Health: the vectors of its formulas, its roll-up, and the dimensions of a document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from insights_plan import item, plan_of

from pmctl.insights.attention import attention, next_milestone
from pmctl.insights.health.cost import judge_cost
from pmctl.insights.health.levels import Dimension, Health, Level, worst
from pmctl.insights.health.schedule import judge, span_days
from pmctl.insights.health.verdict import health_of, health_of_item
from pmctl.insights.objectives import key_result_score, objective_score, pace_of, score_between
from pmctl.insights.risk import band, classes, money_exposure, score, time_exposure
from pmctl.load import load
from pmctl.model.control import Risk
from pmctl.model.product import KeyResult, Objective
from pmctl.plan import plan as scheduled
from pmctl.views.overview.text import standing_text
from pmctl.views.overview.view import overview


def level_of(plan_text: str, name: str, today: date = date(2026, 2, 10), **files: str) -> tuple[str, str]:
    plan = plan_of(today, checkout=plan_text, **files)
    found = next(one for one in health_of(plan, "checkout").dimensions if one.name == name)
    return found.level, found.text


def test_the_span_counts_both_ends() -> None:
    plan = plan_of(checkout="{kind: project, start: 2026-01-05, due: 2026-03-31, tasks: {a: {duration: 1d}}}")
    assert span_days(plan, item(plan, "checkout"), date(2026, 1, 5), date(2026, 3, 31)) == 62


@pytest.mark.parametrize(
    ("finish", "level", "slip"), [("2026-03-31", "green", 0), ("2026-04-03", "amber", 3), ("2026-04-09", "red", 7)]
)
def test_schedule_turns_amber_above_zero_and_red_above_a_tenth(finish: str, level: str, slip: int) -> None:
    plan = plan_of(
        checkout=f"""
            kind: project
            start: 2026-01-05
            due: 2026-03-31
            tasks: {{launch: {{milestone: {finish}}}}}
        """
    )
    verdict = judge(plan, item(plan, "checkout"), date(2026, 1, 5))
    assert verdict is not None
    assert (verdict.level, verdict.slip, verdict.red) == (level, slip, Fraction(62, 10))
    found = health_of(plan, "checkout").dimensions[0]
    assert found.text == f"launch {'+' if slip else ''}{slip}d (amber above 0d, red above 6.2d)"
    assert found.evidence == ("checkout/launch",)


def test_a_missed_commitment_is_red() -> None:
    text = "{kind: project, due: 2026-02-09, commitment: committed, start: 2025-01-06, tasks: {a: {duration: 1d}}}"
    assert level_of(text, "schedule")[0] == "red"
    assert level_of(text.replace("commitment: committed, ", ""), "schedule")[0] == "amber"


def test_thresholds_are_the_workspaces() -> None:
    text = "{kind: project, due: 2026-02-10, start: 2026-01-05, tasks: {a: {duration: 3d}}}"
    assert level_of(text, "schedule")[0] == "amber"
    own = "{kind: workspace, health: {schedule: {amber: 2d, red: 5d}}}"
    assert level_of(text, "schedule", pmctl=own) == ("green", "a +2d (amber above 2d, red above 5d)")
    assert level_of(text, "schedule", pmctl=own.replace("5d", "1%"))[0] == "green"


@pytest.mark.parametrize(
    ("estimate", "level"), [(50, "amber"), (94, "amber"), (95, "green"), (97, "green"), (107, "amber"), (111, "red")]
)
def test_cost_is_judged_both_ways(estimate: int, level: str) -> None:
    assert judge_cost(Decimal(estimate), Decimal(0), Decimal(100)) == level


@pytest.mark.parametrize(
    ("amount", "level", "text"),
    [
        (98, "green", "estimate 98 of 100"),
        (47, "amber", "estimate 47 of 100, 53% under"),
        (Decimal("94.6"), "amber", "estimate 95 of 100, 5.4% under"),
        (112, "red", "estimate 112 of 100, 12% over"),
        (Decimal("100.01"), "red", "estimate 100 of 100, less than 0.1% over"),
    ],
)
def test_cost_says_how_far_off_it_is(amount: object, level: str, text: str) -> None:
    plan = f"""
        kind: project
        budget: {{work: 100, reserve: 9}}
        expenses: {{all: {{amount: {amount}, date: 2026-01-05, line: work}}}}
        tasks: {{a: {{effort: 1d}}}}
    """
    assert level_of(plan, "cost") == (level, f"{text}, reserve 9 apart")


def test_more_spent_than_there_is_is_red() -> None:
    assert judge_cost(Decimal(100), Decimal(101), Decimal(100)) == "red"


@pytest.mark.parametrize(
    ("levels", "together"),
    [
        (("green", "amber"), "amber"),
        (("green", "unknown"), "green"),
        (("unknown", "unknown"), "unknown"),
        (("red", "amber", "done"), "red"),
        (("done", "done"), "done"),
        (("not-started", "done", "unknown"), "not-started"),
        ((), "unknown"),
    ],
)
def test_levels_roll_up(levels: tuple[Level, ...], together: str) -> None:
    assert worst(levels) == together


@pytest.mark.parametrize(
    ("begun", "level"),
    [
        ("", "green"),
        ("start: 2026-02-16", "green"),
        ("start: 2026-02-09", "red"),
        ("phase: planning", "green"),
        ("phase: execution", "red"),
    ],
)
def test_critical_work_wants_an_owner_once_the_project_has_begun(begun: str, level: str) -> None:
    tasks = "tasks: {design: {effort: 3d, owner: ana}, build: {effort: 5d, after: design}}"
    people = "{kind: people, people: {ana: {}}}"
    text = ", ".join(part for part in ("kind: project", begun, tasks) if part)
    found, words = level_of(f"{{{text}}}", "people", people=people)
    assert (found, "build: critical and without an owner" in words) == (level, True)
    started = text.replace("owner: ana}", "owner: ana, started: 2026-02-09}")
    assert level_of(f"{{{started}}}", "people", people=people)[0] == "red"


@pytest.mark.parametrize(
    ("limits", "level"),
    [
        ("amber: 130%, red: 150%", "green"),
        ("amber: 110%, red: 130%", "amber"),
        ("amber: 90%, red: 110%", "red"),
        ("amber: 150%, red: 110%", "red"),  # whoever mixed them up is warned all the same
    ],
)
def test_too_much_asked_for_two_weeks_running(limits: str, level: str) -> None:
    tasks = "tasks: {a: {duration: 10d, assign: ana}, b: {duration: 10d, assign: ana 20%}}"
    found, words = level_of(
        f"{{kind: project, start: 2026-02-09, {tasks}}}",
        "people",
        today=date(2026, 2, 9),
        people="{kind: people, people: {ana: {}}}",
        pmctl=f"{{kind: workspace, health: {{people: {{{limits}}}}}}}",
    )
    assert found == level
    assert ("ana asked 120% in week 7, 120% in week 8" in words) == (level != "green")


def test_green_and_unknown_is_green_with_how_many_are_known() -> None:
    """FORMULAS.md, 11: `1 of 2 known`; the screen says it in these words."""
    found = Health("green", (Dimension("schedule", "green"), Dimension("cost", "unknown")))
    assert (worst(one.level for one in found.dimensions), found.known) == ("green", (1, 2))
    plan = plan_of(checkout="{kind: project, start: 2026-02-09, due: 2026-03-31, tasks: {a: {duration: 1d}}}")
    judged, sides = health_of(plan, "checkout").known
    text = standing_text(plan, overview(plan, "checkout"))
    assert 0 < judged < sides
    assert f"GREEN  {judged} of {sides} known" in text


def test_what_cannot_be_judged_is_unknown_and_says_why() -> None:
    plan = plan_of(checkout="{kind: project, tasks: {a: {duration: 1d}}}")
    found = health_of(plan, "checkout")
    assert {one.level for one in found.dimensions} == {"unknown"}
    assert all(one.text for one in found.dimensions)
    assert (found.level, found.known) == ("unknown", (0, 9))


def test_finished_and_not_begun_stand_outside_the_order() -> None:
    plan = plan_of(
        old="{kind: project, tasks: {a: {duration: 1d, status: done, started: 2026-01-05, finished: 2026-01-05}}}",
        new="{kind: project, start: 2026-06-01, due: 2026-12-31, tasks: {a: {duration: 1d}}}",
    )
    assert health_of(plan, "old").level == "done"
    assert health_of(plan, "new").level == "not-started"


def test_a_reported_health_stands_beside_the_computed_one() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            due: 2026-02-10
            tasks: {a: {duration: 3d}}
            updates:
              2026-02-06: {by: ana, health: green, text: All well}
              2026-03-06: {by: ana, health: red, text: Not yet said}
        """
    )
    found = health_of(plan, "checkout")
    assert found.reported is not None
    assert (found.level, found.reported.health, found.reported.text) == ("red", "green", "All well")


LEGAL = "{kind: project, tasks: {contract: {milestone: true, not-before: 2026-03-23, due: 2026-02-20}}}"


def test_what_others_owe_late_is_amber_and_red_on_the_critical_path() -> None:
    text = "{kind: project, tasks: {a: {duration: 1d, after: legal/contract}, long: {duration: LONG}}}"
    assert level_of(text.replace("LONG", "1d"), "dependencies", legal=LEGAL) == (
        "red",
        "legal/contract 21d late, on the critical path",
    )
    assert level_of(text.replace("LONG", "90d"), "dependencies", legal=LEGAL) == ("amber", "legal/contract 21d late")


def test_what_a_project_calls_by_its_full_id_is_its_own() -> None:
    text = "{kind: project, tasks: {a: {duration: 9d, due: 2026-02-10}, b: {duration: 1d, after: checkout/a}}}"
    assert level_of(text, "dependencies") == ("unknown", "it waits for nobody outside")


def test_quality_is_amber_for_what_is_due_and_red_for_what_was_accepted() -> None:
    text = """
        kind: project
        phase: PHASE
        tasks: {a: {duration: 9d}}
        deliverables: {page: {tasks: a, ACCEPTED}}
        quality: {fast: {of: page, result: fail, due: 2026-02-09}, ok: {of: page, result: pass}}
        gates: {planning: {criteria: [Risks reviewed]}}
    """
    plain = text.replace("PHASE", "planning").replace(", ACCEPTED", "")
    assert level_of(plain, "quality") == ("amber", "fast failed")
    assert level_of(plain.replace("2026-02-09", "2026-03-09"), "quality") == ("green", "checks 1 of 2")
    accepted = text.replace("PHASE", "planning").replace("ACCEPTED", "accepted: {by: mia, date: 2026-02-02}")
    assert level_of(accepted, "quality") == ("red", "fast failed, yet page is accepted")
    assert level_of(plain.replace("phase: planning", "phase: execution"), "quality")[0] == "red"


RISK = """
    kind: project
    start: 2026-01-05
    due: 2026-03-31
    budget: {labour: 80k, cloud: 10k, reserve: 8k}
    tasks: {a: {effort: 1d}}
    risks:
      psp:
        probability: 40%
        impact: {time: 10d, cost: 8k}
        residual: {probability: 15%, impact: {time: 5d}}
        response-cost: 2k
"""


def test_a_risk_has_exposure_class_score_and_band() -> None:
    plan = plan_of(checkout=RISK)
    risk = item(plan, "checkout/psp")
    assert isinstance(risk, Risk)
    assert money_exposure(risk) == 3200
    assert money_exposure(risk, residual=True) == 1200
    assert time_exposure(risk) == 4 * 480
    assert time_exposure(risk, residual=True) == Fraction(3, 4) * 480
    assert classes(plan, risk) == (3, 5)
    assert score(plan, risk) == 15
    assert [band(points) for points in (1, 4, 5, 9, 10, 16, 17, 25)] == [
        "low", "low", "medium", "medium", "high", "high", "extreme", "extreme",
    ]  # fmt: skip


def test_a_high_risk_wants_a_response_and_an_extreme_one_action() -> None:
    assert level_of(RISK, "risk") == ("amber", "psp is high (15) without a response")
    assert level_of(RISK + "        response: mitigate\n", "risk")[0] == "green"
    extreme = RISK.replace("40%", "80%")
    assert level_of(extreme, "risk")[0] == "red"
    assert level_of(extreme + "        response: mitigate\n        plan: Weekly call\n", "risk")[0] == "green"


def test_a_reserve_that_melts_faster_than_the_work_is_amber() -> None:
    given = "approved: {by: mia, date: 2026-02-01}"
    moved = f"{{t: {{date: 2026-02-01, amount: AMOUNT, from-line: reserve, to-line: labour, {given}}}}}"
    text = f"{RISK}        response: accept\n    transfers: {moved}\n"
    assert level_of(text.replace("AMOUNT", "4k"), "risk")[0] == "amber"
    assert level_of(text.replace("AMOUNT", "8k"), "risk") == ("red", "the reserve is used up")


def test_scope_grows_against_the_baseline() -> None:
    base = "{kind: baseline, of: checkout, date: 2026-01-05, tasks: {a: {effort: 100d}}}"
    text = "{kind: project, tasks: {a: {effort: EFFORT}}, changes: {c: {status: approved}}}"
    assert level_of(text.replace("EFFORT", "102d"), "scope", base=base)[0] == "green"
    assert level_of(text.replace("EFFORT", "103d"), "scope", base=base)[0] == "amber"
    assert level_of(text.replace("EFFORT", "103d, change: c"), "scope", base=base)[0] == "green"
    assert level_of(text.replace("EFFORT", "106d, change: c"), "scope", base=base)[0] == "amber"
    assert level_of(text.replace("EFFORT", "111d, change: c"), "scope", base=base)[0] == "red"


SHOP = """
    kind: product
    objectives:
      fast:
        period: 2026-Q2
        key-results:
          one: {from: 140, target: 60, check-ins: {2026-02-01: {now: 95}, 2026-06-01: {now: 60}}}
          two: {from: 3.6, target: 4.2, WEIGHT check-ins: {2026-02-01: {now: 3.9}}}
"""


def test_key_results_objectives_and_pace() -> None:
    today = date(2026, 5, 16)
    plan = plan_of(today, shop=SHOP.replace("WEIGHT ", ""))
    one, fast = item(plan, "shop/one"), item(plan, "shop/fast")
    assert isinstance(one, KeyResult)
    assert isinstance(fast, Objective)
    assert key_result_score(plan, one) == Fraction(5625, 10000)
    assert objective_score(plan, fast) == Fraction(53125, 100000)
    assert round(float(pace_of(plan, fast) or 0), 3) == 1.051
    weighted = plan_of(today, shop=SHOP.replace("WEIGHT", "weight: 2,"))
    fast = item(weighted, "shop/fast")
    assert isinstance(fast, Objective)
    assert round(float(objective_score(weighted, fast) or 0), 4) == 0.5208
    assert round(float(pace_of(weighted, fast) or 0), 3) == 1.03
    assert score_between(Fraction(1), Fraction(1), Fraction(1)) is None


def test_a_key_result_without_check_in_is_as_far_as_its_metric(tmp_path: Path) -> None:
    shop = """
    kind: product
    metrics: {conversion: {from: 3.6, target: 4.2, data: c.csv}}
    objectives:
      fast:
        key-results:
          one: {metric: conversion}
          two: {metric: conversion, check-ins: {2026-02-01: {now: 4.05}}}
    """
    (tmp_path / "pmctl.yaml").write_text("kind: workspace\n")
    (tmp_path / "shop.yaml").write_text(dedent(shop))
    (tmp_path / "c.csv").write_text("date,value\n2026-02-02,3.9\n2026-03-02,4.2\n")
    plan = scheduled(load(tmp_path), date(2026, 2, 10))
    one, two = item(plan, "shop/one"), item(plan, "shop/two")
    assert isinstance(one, KeyResult)
    assert isinstance(two, KeyResult)
    assert (key_result_score(plan, one), key_result_score(plan, two)) == (Fraction(1, 2), Fraction(3, 4))


def test_an_objective_without_key_results_takes_the_mean_of_what_supports_it() -> None:
    plan = plan_of(
        shop="""
            kind: product
            objectives:
              top: {period: 2026}
              a: {period: 2026, supports: top, key-results: {k: {target: 1, check-ins: {2026-02-01: {now: 0.53125}}}}}
              b: {period: 2026, supports: top, key-results: {l: {target: 1, check-ins: {2026-02-01: {now: 0.25}}}}}
        """
    )
    top = item(plan, "shop/top")
    assert isinstance(top, Objective)
    assert objective_score(plan, top) == Fraction(390625, 1000000)


def test_a_task_has_a_level_of_its_own() -> None:
    plan = plan_of(
        checkout="""
            kind: project
            tasks:
              overdue: {duration: 1d, due: 2026-02-09}
              behind: {duration: 10d, started: 2026-02-02, progress: 10%, remaining: 5d}
              fine: {duration: 10d, started: 2026-02-09, progress: 20%}
              ahead: {duration: 1d}
              over: {duration: 1d, status: done, started: 2026-02-02, finished: 2026-02-02}
        """
    )
    levels = {
        key: health_of_item(plan, item(plan, f"checkout/{key}")) for key in ("overdue", "behind", "fine", "ahead")
    }
    assert levels == {"overdue": "red", "behind": "amber", "fine": "green", "ahead": "not-started"}
    assert health_of_item(plan, item(plan, "checkout/over")) == "done"


def test_attention_says_what_is_late_blocked_and_to_decide() -> None:
    plan = plan_of(
        people="{kind: people, people: {ana: {}, dee: {}}}",
        checkout="""
            kind: project
            tasks:
              design: {effort: 5d, owner: dee}
              api: {effort: 10d, owner: ana, after: design, started: 2026-02-02, progress: 40%}
              stuck: {effort: 1d, blocked: No account}
              contract: {milestone: true, external: {party: Acme Legal}, due: 2026-02-06}
              launch: {milestone: true, after: api, due: 2026-06-30}
            risks: {psp: {review: 2026-02-01, owner: ana}, shut: {review: 2026-02-01, status: closed}}
            decisions: {provider: {by: mia, status: proposed, due: 2026-02-13}, made: {status: accepted}}
            actions: {call: {owner: ana, due: 2026-02-12}, later: {owner: ana, due: 2026-04-12}}
        """,
    )
    found = attention(plan, "checkout")
    assert [(one.item, one.who, one.text) for one in found.late] == [("checkout/contract", "Acme Legal", "2d")]
    assert [(one.item, one.text) for one in found.blocked] == [
        ("checkout/api", "waits for design"),
        ("checkout/stuck", "No account"),
    ]
    assert [(one.item, one.who, one.text) for one in found.decide] == [("checkout/provider", "mia", "by Fri 13 Feb")]
    assert [one.item for one in found.soon] == ["checkout/call"]
    assert [(one.item, one.text) for one in found.reviews] == [("checkout/psp", "risk psp, review 7d")]
    assert attention(plan) == found
    following = next_milestone(plan, "checkout")
    assert following is not None
    assert following.item == "checkout/contract"
