"""What the report of objectives tells other readers, and what it lacks."""

from __future__ import annotations

import json
from datetime import date

from insights_plan import plan_of

from pmctl.audience import Audience
from pmctl.history import Past
from pmctl.plan import Plan
from pmctl.reports import REPORTS
from pmctl.reports.paper import Request
from pmctl.reports.writing import make, written

SHOP = """
    kind: product
    visibility: client
    objectives:
      fast:
        period: 2026-Q1
        key-results:
          bare: {from: 140, target: 60, check-ins: {2026-02-01: {now: 95, confidence: 61%, text: SECRET-form}}}
          inside: {name: SECRET-result, visibility: internal, from: 0, target: 1}
      alone: {name: Alone}
    features:
      a: {name: SECRET-feature, visibility: internal, supports: fast}
      b: {name: Seen, supports: fast}
"""


def said(plan: Plan, audience: Audience) -> str:
    def past() -> Past:
        raise AssertionError

    report = next(one for one in REPORTS if one.name == "objectives")
    request = Request(plan, plan.workspace.documents["shop"], audience, date(2026, 2, 3), past)
    made = make(report, request)
    pictures = " ".join(text for _, text in made.pictures())
    return json.dumps(made.view) + pictures


def test_a_client_reads_neither_secrets_nor_how_sure_we_are() -> None:
    plan = plan_of(shop=SHOP)
    ours, theirs = said(plan, "internal"), said(plan, "client")
    assert all(one in ours for one in ("SECRET-form", "SECRET-result", "SECRET-feature", "confidence 61%", "Seen"))
    assert not [word for word in ("SECRET", "61%", "confidence") if word in theirs]
    assert "Seen" in theirs and "bare 56% (95 of 140 \\u2192 60, said 2026-02-01)" in theirs


def test_what_an_objective_lacks_is_named() -> None:
    ours = said(plan_of(shop=SHOP), "internal")
    for lack in ("what serves it", "how it is measured: `key-results`", "until when: `period`"):
        assert f"Alone: {lack}" in ours


def test_a_picture_in_markdown_is_neither_ended_nor_led_astray_by_a_name() -> None:
    name = "'x](http://evil.example) ```` [y'"
    plan = plan_of(shop=f"{{kind: product, name: {name}, objectives: {{a: {{name: {name}, period: 2026}}}}}}")

    def past() -> Past:
        raise AssertionError

    report = next(one for one in REPORTS if one.name == "objectives")
    made = make(report, Request(plan, plan.workspace.documents["shop"], "internal", plan.today, past))
    page = written(made, "md", "paper.md.j2")[0]
    assert "\n`````text\n" in page and "\n`````\n" in page
    image = next(line for line in written(made, "md", "paper.md.j2", beside=True)[0].splitlines() if line[:2] == "![")
    assert image.startswith("![x\\]") and image.endswith("](picture.svg)")
    assert "](http" not in image.replace("\\]", "")
