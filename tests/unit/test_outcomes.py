"""What readings say before and after a launch, what the data argues for, how a metric stands; customers count once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest

from pmctl.insights.health import outcome
from pmctl.insights.outcomes.argument import argument_of, outcome_text
from pmctl.insights.outcomes.effect import effect_text, effects_of, launch_of
from pmctl.insights.outcomes.measures import measures_of
from pmctl.insights.outcomes.standing import standing_of, trend_text
from pmctl.insights.voices import importance_of, segments_of, voices_for
from pmctl.load import load
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan, plan
from tests.unit.insights_plan import TODAY, plan_of

SHOP = """\
kind: product
vision: Buying takes one minute.
metrics:
  m: {from: 3.6, target: 4.2, unit: "%", every: 1w, data: m.csv}
feedback:
  fb: {customer: "4711", text: More of it, date: FEEDBACK, supports: [one-click]}
features:
  one-click: {status: shipped, success: [m], release: r1, outcome: {due: 2026-02-02}}
releases:
  r1: {name: "2.1", date: 2026-01-12, status: released}
"""


def shop(
    folder: Path,
    *readings: str,
    today: date = TODAY,
    feedback: str = "2025-12-01",
    begin: str = "3.6",
    target: str = "4.2",
) -> Plan:
    """A feature that went out on 12 January, and the readings `2026-01-05 3.6` of its metric."""
    text = SHOP.replace("FEEDBACK", feedback).replace("from: 3.6, target: 4.2", f"from: {begin}, target: {target}")
    (folder / "shop.yaml").write_text(text, "utf-8")
    lines = "".join(f"{line.replace(' ', ',')}\n" for line in readings)
    (folder / "m.csv").write_text(f"date,value\n{lines}", "utf-8")
    return plan(load(folder), today)


def feature(found: Plan) -> Feature:
    one = found.workspace.items["shop/one-click"]
    assert isinstance(one, Feature)
    return one


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        # FEATURES P11
        (("2026-01-05 3.6", "2026-02-02 3.9"), "m 3.6 % → 3.9 % since release 2.1 (target 4.2 %): partly met"),
        (("2026-01-05 3.6", "2026-02-02 4.2"), "m 3.6 % → 4.2 % since release 2.1 (target 4.2 %): met"),
        (("2026-01-05 3.6", "2026-02-02 3.6"), "m 3.6 % → 3.6 % since release 2.1 (target 4.2 %): not met"),
        (("2026-01-05 3.6", "2026-02-02 3.5"), "m 3.6 % → 3.5 % since release 2.1 (target 4.2 %): worse"),
        (("2026-01-05 4.3", "2026-02-02 4.1"), "m 4.3 % → 4.1 % since release 2.1 (target 4.2 %): worse"),
        (("2026-01-05 3.7",), "m 3.7 % before (target 4.2 %): not read since release 2.1"),
        # the day of the launch tells of what led to it; without a reading before it counts where the metric began
        (("2026-01-12 3.7", "2026-02-02 3.9"), "m 3.7 % → 3.9 % since release 2.1 (target 4.2 %): partly met"),
        (("2026-02-02 3.9",), "m 3.6 % → 3.9 % since release 2.1 (target 4.2 %): partly met"),
        # what is read after today is not known
        (
            ("2026-01-05 3.6", "2026-02-02 3.8", "2026-02-11 4.5"),
            "m 3.6 % → 3.8 % since release 2.1 (target 4.2 %): partly met",
        ),
    ],
)
def test_before_and_after_a_release(tmp_path: Path, readings: tuple[str, ...], said: str) -> None:
    found = shop(tmp_path, *readings)
    assert [effect_text(one) for one in effects_of(found, feature(found))] == [said]


def test_a_falling_target_is_met_from_above(tmp_path: Path) -> None:
    found = shop(tmp_path, "2026-01-05 130", "2026-02-02 90", begin="140", target="60")
    (effect,) = effects_of(found, feature(found))
    assert effect.verdict == "partly met"
    assert outcome_text(found, feature(found)) == "metric above target for 2 readings"


def test_nothing_is_said_before_a_feature_is_out(tmp_path: Path) -> None:
    found = shop(tmp_path, "2026-01-05 3.6", today=date(2026, 1, 11))
    assert launch_of(found, feature(found)) is None
    assert argument_of(found, feature(found)) is None
    assert effects_of(found, feature(found)) == ()


@pytest.mark.parametrize(
    ("after", "asked", "decision"),
    [
        ("4.3", "2025-12-01", "keep"),
        ("4.3", "2026-02-01", "phase-2"),
        ("3.9", "2025-12-01", "iterate"),
        ("3.6", "2026-02-01", "iterate"),
        ("3.6", "2025-12-01", "cut"),
        ("3.4", "2026-02-01", "cut"),
    ],
)
def test_what_the_data_argues_for(tmp_path: Path, after: str, asked: str, decision: str) -> None:
    found = shop(tmp_path, "2026-01-05 3.6", f"2026-02-02 {after}", feedback=asked)
    argument = argument_of(found, feature(found))
    assert argument is not None
    assert argument.decision == decision


def test_without_a_reading_since_nothing_is_argued(tmp_path: Path) -> None:
    found = shop(tmp_path, "2026-01-05 3.6")
    argument = argument_of(found, feature(found))
    assert argument is not None
    assert (argument.decision, argument.reason) == ("", "m 3.6 % before (target 4.2 %): not read since release 2.1")


@pytest.mark.parametrize(
    ("after", "level"), [("3.9", "amber"), ("3.4", "red"), ("4.2", "unknown")], ids=["partly", "worse", "met"]
)
def test_health_looks_at_what_is_to_be_judged(tmp_path: Path, after: str, level: str) -> None:
    found = shop(tmp_path, "2026-01-05 3.6", f"2026-02-02 {after}")
    product = found.workspace.documents["shop"]
    assert isinstance(product, Product)
    assert outcome.outcome_dimension(found, product).level == level


def test_how_a_metric_stands(tmp_path: Path) -> None:
    found = shop(tmp_path, "2026-01-05 3.6", "2026-01-10 3.7", "2026-02-09 3.9")
    standing = standing_of(found, "shop/m")
    assert (standing.age, standing.status, standing.reached) == (1, "below target", Fraction(1, 2))
    assert trend_text(standing) == "+0.2 % in 30d"
    assert standing.verdict == "short by 0.3 %"


@pytest.mark.parametrize(
    ("last", "status"),
    [("2026-02-02", "below target"), ("2026-02-01", "reading overdue")],  # a week and a fifth of it are 8.4 days
)
def test_a_reading_is_overdue_after_a_fifth_more(tmp_path: Path, last: str, status: str) -> None:
    assert standing_of(shop(tmp_path, f"{last} 3.9"), "shop/m").status == status


def test_a_metric_without_a_reading(tmp_path: Path) -> None:
    assert standing_of(shop(tmp_path), "shop/m").status == "no reading"


def test_a_key_result_takes_its_check_ins_before_its_metric() -> None:
    found = plan_of(
        shop=dedent("""\
            kind: product
            vision: Fast.
            metrics: {time: {unit: s, from: 200, target: 50}}
            objectives:
              fast:
                key-results:
                  one-minute:
                    {metric: time, from: 140, target: 60, check-ins: {2026-02-01: {now: 95}, 2026-03-01: {now: 60}}}
            features: {f: {success: [one-minute]}}
            """)
    )
    one = found.workspace.items["shop/f"]
    assert isinstance(one, Feature)
    (measure,) = measures_of(found, one)
    assert (measure.begin, measure.target) == (Fraction(140), Fraction(60))
    assert (measure.falls, measure.unit) == (True, "s")
    assert measure.readings == ((date(2026, 2, 1), Fraction(95)),)


def test_customers_are_counted_once() -> None:
    """FORMULAS 5, customer importance: 3 + 1 from two customers, the first changed 1 → 3: 4."""
    found = plan_of(
        shop=dedent("""\
            kind: product
            vision: Fast.
            research: {talks: {findings: {slow: {supports: [f]}}}}
            feedback:
              a: {customer: Ina, segment: smb, date: 2026-01-01, weight: 1, supports: [slow]}
              b: {customer: INA, segment: smb, date: 2026-02-01, weight: 3, supports: [f]}
              later: {customer: Ina, segment: smb, date: 2026-02-11, weight: 9, supports: [f]}
              c: {customer: Ole, segment: home, date: 2026-01-01, supports: [f, slow]}
            features: {f: {}}
            """)
    )
    voices = voices_for(found, [found.workspace.items["shop/f"]])
    assert [one.key for one in voices] == ["slow", "b", "c", "a"]
    assert importance_of(voices).customers == 2
    assert importance_of(voices).weight == 4
    assert {name: one.customers for name, one in segments_of(voices).items()} == {"home": 1, "smb": 1}


def test_nameless_customers_count_each() -> None:
    found = plan_of(
        shop=dedent("""\
            kind: product
            vision: Fast.
            feedback: {a: {supports: [f]}, b: {weight: 2, supports: [f]}}
            features: {f: {}}
            """)
    )
    assert importance_of(voices_for(found, [found.workspace.items["shop/f"]])).weight == 3
