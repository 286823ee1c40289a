"""What is expected of risks in two plans: probability times impact, before and after."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from pmctl.changes.exposure import Exposure, exposure_changes
from pmctl.plan import Plan
from pmctl.quantity import DEFAULT_UNITS
from tests.unit.insights_plan import plan_of

RISK = "{probability: 40%, impact: {time: 10d, cost: 8k}, affects: [api], residual: {probability: 10%}}"


def made(risk: str) -> Plan:
    return plan_of(project=f"kind: project\nid: checkout\ntasks: {{api: {{duration: 3d}}}}\nrisks: {{late: {risk}}}\n")


def expected(days: str, money: int) -> Exposure:
    return Exposure(Fraction(days) * DEFAULT_UNITS.day, Decimal(money), "EUR")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("40%", "40%", []),
        ("probability: 40%", "probability: 80%", [(False, expected("4", 3200), expected("8", 6400))]),
        ("probability: 10%", "probability: 5%", [(True, expected("1", 800), expected("1/2", 400))]),
        (
            "10d, cost: 8k",
            "20d",
            [(False, expected("4", 3200), expected("8", 0)), (True, expected("1", 800), expected("2", 0))],
        ),
        (
            "40%",
            "40%, status: closed",
            [(False, expected("4", 3200), Exposure()), (True, expected("1", 800), Exposure())],
        ),
        ("40%", "40%, status: occurred", []),
        ("affects: [api]", "affects: []", []),
    ],
)
def test_what_is_expected_of_a_risk(old: str, new: str, changes: list[tuple[bool, Exposure, Exposure]]) -> None:
    found = exposure_changes(made(RISK), made(RISK.replace(old, new)))
    assert [(one.residual, one.was, one.now) for one in found] == changes
    assert {one.risk for one in found} <= {"checkout/late"}
