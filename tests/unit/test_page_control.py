"""What `show` says of a change, a risk and a gate, for people and for programs; a reader outside is told none of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from pmctl.views.page.control import control_json, control_text
from tests.transcript import ROOT, run
from tests.unit.insights_plan import item, plan_of

ACME = ROOT / "examples" / "acme"
SCHEMA = json.loads((ROOT / "pmctl/views/schemas/show.schema.json").read_text("utf-8"))
SHOWN = {
    "checkout/psp-late": "after-response",
    "checkout/cr-1": "effect",
    "checkout/cr-3": "effect",
    "checkout/gates/execution": "criteria",
}


@pytest.mark.parametrize(("id", "part"), SHOWN.items())
def test_a_program_is_told_what_the_schema_says(id: str, part: str) -> None:
    ran = run(["show", id, "--json"], ACME)
    found: Any = json.loads(ran.output)
    jsonschema.validate(found, SCHEMA)
    assert found[part]


PLAN = """
    kind: project
    visibility: client
    budget: {labour: 10k}
    tasks: {a: {effort: 2d}, new: {effort: 1d, change: cr, after: a}}
    changes: {cr: {}, empty: {}}
    risks: {late: {probability: 40%, impact: {cost: 1k}, residual: {probability: 10%}}, bare: {probability: 40%}}
    gates: {planning: {criteria: [Agreed]}, execution: {}}
"""


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("cr", "In the plan\n  Work  +1d\n  End   checkout ends Thu 12 Feb, Wed 11 Feb without it (+1d)"),
        ("empty", "In the plan\n  Tasks  none names it (`change: empty`), so nothing is computed"),
        (
            "late",
            "After the response\n  Probability  10%\n  EMV          100 EUR\n"
            "  Score        4 low\n  Benefit      300 EUR",
        ),
        ("bare", ""),
        ("gates/planning", "Gate planning: 0 of 1\n  Missing  Agreed"),
        ("gates/execution", ""),
        ("a", ""),
    ],
)
def test_the_section_of_a_page(id: str, text: str) -> None:
    plan = plan_of(checkout=PLAN)
    found = item(plan, f"checkout/{id}")
    assert control_text(plan, found, internal=True) == text
    assert control_text(plan, found, internal=False) == ""
    assert control_json(plan, found, internal=False) == {}
