"""Scores by each method, and the places that follow. Vectors: FORMULAS, section 5."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pmctl.insights.ranking import places, score_of
from pmctl.load import load
from pmctl.model.product import Feature
from pmctl.plan import Plan, plan


def product(features: str, method: str = "rice") -> Plan:
    text = f"kind: product\nid: shop\nprioritise: {{method: {method}}}\nfeatures:\n{features}"
    found = load(Path("plan"), {"shop.yaml": text.encode()})
    assert not [one for one in found.diagnostics if one.code in ("PM005", "PM006")], found.diagnostics
    return plan(found, date(2026, 2, 10))


@pytest.mark.parametrize(
    ("method", "score", "expected"),
    [
        ("rice", "reach: 2000, impact: 2, confidence: 80%, effort: 3mo", Fraction(3200, 3)),
        ("rice", "reach: 5000, impact: 0.5, confidence: 100%, effort: 1mo", Fraction(2500)),
        ("rice", "reach: 4000, impact: 2, confidence: 80%, effort: 6w", Fraction(12800, 3)),
        ("ice", "impact: 7, confidence: 8, ease: 5", Fraction(280)),
        ("wsjf", "value: 8, urgency: 5, enablement: 3, size: 5", Fraction(16, 5)),
        ("cd3", "cost-of-delay: 12k, duration: 6w", Fraction(2000)),
        ("value-effort", "value: 8, effort: 2", Fraction(4)),
        ("opportunity", "importance: 9, satisfaction: 4", Fraction(14)),
        ("opportunity", "importance: 5, satisfaction: 8", Fraction(5)),
        ("rice", "reach: 2000, impact: 2, confidence: 80%", None),
        ("wsjf", "value: 8, urgency: 5, enablement: 3, size: 0", None),
        ("rice", "ice: {impact: 7, confidence: 8, ease: 5}", None),
        ("ice", "reach: 4000, ice: {impact: 7, confidence: 8, ease: 5}", Fraction(280)),
    ],
)
def test_a_score_is_that_of_its_method(method: str, score: str, expected: Fraction | None) -> None:
    found = product(f"  click: {{score: {{{score}}}}}\n", method)
    click = found.workspace.items["shop/click"]
    assert isinstance(click, Feature) and score_of(found, click) == expected


def test_places_are_by_priority_then_score_then_id() -> None:
    score = "reach: {}, impact: 1, confidence: 100%, effort: 1mo"
    found = product(
        f"""  b: {{score: {{{score.format(10)}}}}}
  a: {{score: {{{score.format(10)}}}}}
  best: {{score: {{{score.format(90)}}}}}
  none: {{}}
  first: {{priority: 900}}
  out: {{status: shipped, score: {{{score.format(99)}}}}}
"""
    )
    assert sorted(places(found).items(), key=lambda one: one[1]) == [
        ("shop/first", 1),
        ("shop/best", 2),
        ("shop/a", 3),
        ("shop/b", 4),
        ("shop/none", 5),
    ]
