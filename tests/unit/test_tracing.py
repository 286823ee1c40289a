"""The way from a voice to an outcome: what is on it from each of its stages, what leads to what, what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from pmctl.insights.tracing.gaps import gaps_of
from pmctl.insights.tracing.stages import STAGE_OF
from pmctl.insights.tracing.trace import trace
from pmctl.plan import Plan
from tests import judges
from tests.transcript import ROOT, run
from tests.unit.insights_plan import item, plan_of

SHOP = dedent("""\
    kind: product
    vision: Fast.
    objectives: {fast: {key-results: {quick: {metric: speed, target: 1}}}}
    metrics: {speed: {target: 1}, unused: {target: 1}}
    themes: {pace: {}}
    competitors: {rival: {has: [pay]}}
    research: {talks: {findings: {slow: {supports: [pay]}, unheard: {}}}}
    feedback: {voice: {supports: [slow]}, lost: {text: Hello}}
    assumptions: {usable: {affects: [pay], evidence: [talks]}}
    features:
      buy:
        theme: pace
        status: planned
        supports: [fast]
        features: {pay: {success: [quick], delivered-by: [work/build], release: r1, status: building}}
      other: {status: shipped, success: [speed], release: r1}
      gone: {status: dropped, success: [quick], release: r1}
    releases: {r1: {}}
    """)
WORK = "{kind: project, tasks: {build: {tasks: {part: {duration: 1d}}}, rest: {duration: 1d}}}"


@pytest.fixture(scope="module")
def house() -> Plan:
    return plan_of(shop=SHOP, work=WORK)


def keys(found: Plan, id: str, up: bool = True, down: bool = True) -> dict[str, list[str]]:
    """What is on the way of an item, by stage."""
    way = trace(found, item(found, id), up, down)
    return {stage: [one.key for one in items] for stage, items in way.stages.items()}


def test_the_whole_way_of_a_feature(house: Plan) -> None:
    assert keys(house, "shop/pay") == {
        "feedback": ["voice"],
        "finding": ["slow", "unheard"],
        "assumption": ["usable"],
        "feature": ["pay"],
        "work": ["build"],
        "release": ["r1"],
        "measure": ["quick"],
        "objective": ["fast"],
    }


def test_each_thing_leads_to_the_next(house: Plan) -> None:
    way = trace(house, item(house, "shop/pay"))
    assert [(begin.rpartition("/")[2], end.rpartition("/")[2]) for begin, end in way.links] == [
        ("voice", "slow"),
        ("slow", "pay"),
        ("slow", "usable"),
        ("unheard", "usable"),
        ("usable", "pay"),
        ("pay", "build"),
        ("build", "r1"),
        ("r1", "quick"),
        ("quick", "fast"),
    ]


@pytest.mark.parametrize(
    "id",
    [
        *("shop/voice", "shop/slow", "shop/talks", "shop/usable", "shop/rival", "shop/pace", "shop/pay", "work/part"),
        *("work/build", "work", "shop/r1", "shop/quick", "shop/speed", "shop/fast", "shop/buy"),
    ],
)
def test_the_feature_is_on_the_way_from_everywhere(house: Plan, id: str) -> None:
    assert "pay" in keys(house, id)["feature"]
    assert "gone" not in keys(house, id)["feature"]


def test_up_is_what_it_rests_on_and_down_what_follows(house: Plan) -> None:
    assert list(keys(house, "work/build", down=False)) == ["feedback", "finding", "assumption", "feature", "work"]
    assert list(keys(house, "work/build", up=False)) == ["work", "release", "measure", "objective"]
    assert keys(house, "shop/voice", up=False)["finding"] == ["slow"]
    assert list(keys(house, "shop/slow", down=False)) == ["feedback", "finding"]


def test_what_was_dropped_still_has_a_way_of_its_own(house: Plan) -> None:
    assert keys(house, "shop/gone")["feature"] == ["gone"]


@pytest.mark.parametrize(
    ("id", "lacks"),
    [
        ("shop/pay", ()),
        ("shop/buy", ("no success",)),
        ("shop/other", ("no evidence", "no outcome", "no objective")),
        ("shop/gone", ()),
        ("shop/slow", ()),
        ("shop/unheard", ()),  # its research is cited
        ("shop/lost", ("supports nothing",)),
        ("shop/unused", ("no reading", "no feature is to move it")),
        ("work/build", ()),
        ("work/rest", ("delivers no feature",)),
    ],
)
def test_gaps_are_named(house: Plan, id: str, lacks: tuple[str, ...]) -> None:
    assert gaps_of(house, item(house, id)) == lacks


def test_every_stage_is_reached_from_some_kind(house: Plan) -> None:
    assert set(STAGE_OF) <= {type(one) for one in house.workspace.items.values()}


def test_the_flow_chart_holds_every_item_once() -> None:
    ran = run(["trace", "shop/one-click", "--format", "mermaid"], ROOT / "examples" / "acme")
    nodes, wrong = judges.flowchart(ran.output)
    assert wrong == []
    assert "One-click checkout" in nodes
    assert len(nodes) == len(set(nodes))


HOSTILE = (
    '"]; click t1 "javascript:x"',
    "%%{init: {}}%%",
    "\x1b]0;x\x07\x1b[31m",
    "\u202ereversed",
    "a|b\n| c |\n<script>x</script>",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_words(tmp_path: Path, name: str) -> None:
    said = json.dumps(name)
    (tmp_path / "shop.yaml").write_text(
        "kind: product\nvision: x\n"
        f"feedback: {{f: {{text: {said}, customer: {said}, segment: {said}, supports: [x]}}}}\n"
        f"research: {{r: {{method: market, findings: {{g: {{name: {said}, supports: [x]}}}}}}}}\n"
        f"competitors: {{c: {{name: {said}, strengths: [{said}], has: [x]}}}}\n"
        f"metrics: {{m: {{name: {said}, unit: {said}, target: 2, data: m.csv}}}}\n"
        f"features: {{x: {{name: {said}, status: shipped, success: [m], release: v}}}}\n"
        f"releases: {{v: {{name: {said}, date: 2026-01-05, status: released}}}}\n",
        "utf-8",
    )
    (tmp_path / "m.csv").write_text("date,value\n2026-01-01,1\n2026-02-01,2\n", "utf-8")
    calls = [["trace", "x"], ["trace"], ["show", "m"], ["show", "x"], ["chart", "metric"], ["report", "competitors"]]
    for call in calls:
        ran = run(call, tmp_path)
        assert ran.status == 0, ran.errors
        assert not set("\x1b\x07\u202e") & set(ran.output), call
    assert judges.flowchart(run(["trace", "x", "--format", "mermaid"], tmp_path).output)[1] == []
    assert judges.markdown(run(["report", "competitors", "--format", "md"], tmp_path).output).wrong == []
    assert judges.html(run(["report", "competitors", "--format", "html"], tmp_path).output).wrong == []
    assert judges.svg(run(["chart", "metric", "--format", "svg"], tmp_path).output).wrong == []
