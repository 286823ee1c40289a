"""The matrix of risks: who stands in which cell before and after the response, and who has no place."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from pmctl.charts.drawing import FORMATS, Drawing, Request, printed
from pmctl.charts.risk_matrix import draw, matrix
from pmctl.diagnostic import UserError
from pmctl.insights.risk_register import register_of
from pmctl.plan import Plan
from tests.unit.insights_plan import item, plan_of

RISKS = """
    kind: project
    name: NAME
    start: 2026-01-05
    due: 2026-03-31
    budget: {labour: 80k, cloud: 10k, reserve: 8k}
    tasks: {a: {effort: 1d}}
    risks:
      psp: {probability: 40%, impact: {time: 10d, cost: 8k}, residual: {probability: 15%, impact: {time: 5d}}}
      same: {probability: 40%, impact: {time: 10d}, residual: {probability: 39%}}
      gain: {probability: 25%, impact: {cost: -2k}}
      vague: {probability: 25%}
      gone: {probability: 90%, impact: {time: 10d}, status: closed}
"""


def never() -> Any:
    raise AssertionError("nothing is simulated for it")


def drawn(plan: Plan, id: str = "checkout") -> Drawing:
    return draw(Request(plan, item(plan, id), never))


def test_who_stands_where() -> None:
    lines = drawn(plan_of(checkout=RISKS)).text(80).splitlines()
    rows = {line.split("  ")[0]: line for line in lines if line[:1] in "><≤"}
    assert rows["≤ 50%"].endswith("H psp")
    assert rows["≤ 30%"].split("  ")[-1].strip() == "H"
    assert "M >psp" in rows["≤ 30%"] and "L +gain" in rows["≤ 30%"]
    assert sum("same" in line for line in lines) == 1, "a response that changes no class is no move"
    assert not any("gone" in line for line in lines)
    assert lines[-1] == "no place (no probability, impact, budget or end): vague"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_plan_makes_the_same_bytes(format: str) -> None:
    first, second = (printed(drawn(plan_of(checkout=RISKS)), format, 80) for _ in range(2))
    assert first == second and first


def test_a_name_is_a_text() -> None:
    hostile = RISKS.replace("NAME", "'$x^2$ <b>evil</b> \\x1b'")
    text = str(printed(drawn(plan_of(checkout=hostile)), "svg", 80))
    words = [one.text or "" for one in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
    assert any("$x^2$ <b>evil</b>" in word for word in words)
    assert "\x1b" not in drawn(plan_of(checkout=hostile)).text(80)


def test_the_same_key_of_two_documents_is_told_in_full() -> None:
    plan = plan_of(checkout=RISKS, wallet=RISKS)
    found = matrix(register_of(plan).open, "all")
    assert found is not None
    assert "checkout/psp" in found.text(160) and "wallet/psp" in found.text(160)


def test_many_in_a_cell_are_counted() -> None:
    more = "".join(f"      r{number}: {{probability: 40%, impact: {{time: 10d}}}}\n" for number in range(9))
    text = str(printed(drawn(plan_of(checkout=RISKS + more)), "svg", 80))
    assert "7 more" in text
    assert "more" not in drawn(plan_of(checkout=RISKS + more)).text(80)
    many = more + more.replace("      r", "      s")
    assert "8 more" in drawn(plan_of(checkout=RISKS + many)).text(80)


def test_without_a_risk_there_is_no_picture() -> None:
    plan = plan_of(
        checkout="{kind: project, tasks: {a: {effort: 1d}}, risks: {r: {}}}", people="{kind: people, people: {ana: {}}}"
    )
    with pytest.raises(UserError, match="no open risk of checkout has"):
        drawn(plan, "checkout/a")
    with pytest.raises(UserError, match="no open risk of plan has"):
        draw(Request(plan, None, never))
    with pytest.raises(UserError, match="`ana` is a person"):
        drawn(plan, "ana")


def test_of_nothing_in_particular_it_is_of_all() -> None:
    plan = plan_of(pmctl="{kind: workspace, name: Acme}", checkout=RISKS, wallet="{kind: project, tasks: {a: {}}}")
    assert draw(Request(plan, None, never)).text(80).startswith("Risks of Acme: how likely, how bad\n")
