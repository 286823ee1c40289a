"""What `show --json` says of objectives, key results and metrics: all that its text has."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from pmctl.views.page.evidence import evidence_json, evidence_text
from tests.transcript import ROOT, run
from tests.unit.insights_plan import item, plan_of

SCHEMA = json.loads((ROOT / "pmctl/views/schemas/show.schema.json").read_text("utf-8"))
PLAN = """
    kind: product
    objectives:
      fast:
        period: 2026
        key-results:
          sales: {from: 4.8M, target: 6.4M, check-ins: {2026-01-31: {now: 4.9M, confidence: 55%}}}
          calls: {from: 10, target: 5}
"""


@pytest.mark.parametrize("id", ["acme/growth", "acme/one-roof", "acme/sales", "shop/conversion"])
def test_a_program_is_told_what_the_schema_says(id: str) -> None:
    found: Any = json.loads(run(["show", id, "--json"], ROOT / "examples" / "acme").output)
    jsonschema.validate(found, SCHEMA)
    assert "progress" in found["reached"]


def test_an_objective_tells_programs_its_score_and_where_each_key_result_stands() -> None:
    plan = plan_of(shop=PLAN)
    found: Any = evidence_json(plan, item(plan, "shop/fast"), True)["reached"]
    assert (found["progress"], found["grade"], found["measured"], found["of"]) == (0.0625, "red", 1, 2)
    sales, calls = found["key-results"]
    assert (sales["id"], sales["now"], sales["target"], sales["confidence"]) == ("shop/sales", "4.9M", "6.4M", 0.55)
    assert (sales["source"], calls["source"]) == ("said", None)
    assert (calls["progress"], calls["now"], calls["date"]) == (None, "", None)


def test_a_key_result_is_measured_in_the_words_of_its_page() -> None:
    plan = plan_of(shop=PLAN)
    found: Any = evidence_json(plan, item(plan, "shop/sales"), True)
    assert found["measures"] == ["sales 6% (4.9M of 4.8M → 6.4M, said 2026-01-31, confidence 55%)"]
    assert str(found["measures"][0]) in evidence_text(plan, item(plan, "shop/sales"), True)


def test_readers_outside_are_told_none_of_it() -> None:
    plan = plan_of(shop=PLAN)
    assert evidence_json(plan, item(plan, "shop/fast"), False) == {}
