"""What looks back, in each form: the schema of its JSON, sums of its CSV, names from a plan that reach no sink raw."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from pmctl.charts import CHARTS
from pmctl.charts.over_time import BOTTOM, TOP, apart, round_step
from pmctl.history.measures import measures_of, planned_by
from tests.history import needs_git
from tests.past import PLAN, made
from tests.transcript import ROOT, run
from tests.unit.insights_plan import plan_of

pytestmark = needs_git
HOSTILE = "</script> <b>x</b> $x^2$ \\u202e evil | `code`"
STEPS = """
    commit 2026-01-12 ana: Plan it | with `care` <b>
    set build.yaml: api: {effort: 10d -> api: {effort: 13d
    set build.yaml: duration: 3d -> duration: 4d
    commit 2026-01-14 bo: More of all
    set build.yaml: due: 2026-02-02 -> due: 2026-02-09
    commit 2026-01-20 ana: Another promise
"""
OVER_TIME = [chart.name for chart in CHARTS if chart.over_time and not chart.by_dates]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = PLAN.replace("docs: {", f'docs: {{name: "{HOSTILE}", ').replace(
        "kind: project", 'kind: project\n    name: "公開ベータ版"'
    )
    return made(tmp_path_factory.mktemp("history") / "p", STEPS, plan)


def said(folder: Path, *words: str) -> str:
    ran = run([*words, "--today", "2026-01-21"], folder)
    assert ran.status == 0, ran.errors
    return ran.output


@pytest.mark.parametrize("item", ["build/launch", "build/docs", "build"])
@pytest.mark.parametrize("command", ["blame", "history"])
def test_json_is_as_its_schema_says(folder: Path, command: str, item: str) -> None:
    document: dict[str, Any] = json.loads(said(folder, command, item, "--json"))
    schema = json.loads((ROOT / "pmctl" / "views" / "schemas" / f"{command}.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(document, schema, jsonschema.Draft7Validator)
    assert document["rows"]


def test_all_forms_of_blame_have_one_sum(folder: Path) -> None:
    document = json.loads(said(folder, "blame", "build/launch", "--json"))
    rows = list(csv.DictReader(io.StringIO(said(folder, "blame", "build/launch", "--format", "csv"))))
    exact = [Fraction(one["exact"]) for row in document["rows"] for one in row["causes"] if one["exact"]]
    clock = sum(row["days"] for row in document["rows"] if row["kind"] == "clock")
    assert document["days"] == sum(row["days"] for row in document["rows"]) == sum(exact) + clock
    assert sum(Fraction(row["days"]) for row in rows) == document["days"]
    assert f"+{document['days']}d" in said(folder, "blame", "build/launch").splitlines()[-1]


@pytest.mark.parametrize("words", [("blame", "build/docs"), ("history", "build/docs"), ("history", "build", "--all")])
@pytest.mark.parametrize("form", ["text", "md"])
def test_names_from_a_plan_reach_no_sink_unescaped(folder: Path, words: tuple[str, ...], form: str) -> None:
    shown = said(folder, *words, "--format", form)
    assert "\u202e" not in shown
    if form == "md":
        assert "<b>" not in shown and "</script>" not in shown and "| with" not in shown


def test_the_readme_shows_what_the_case_shows() -> None:
    shown = (ROOT / "README.md").read_text("utf-8").split("$ pmctl blame checkout/go-live\n")[1].split("\n```")[0]
    assert f"\n{shown}\n$" in (ROOT / "tests/cases/B03-blame-of-a-slip/expected").read_text("utf-8")


@pytest.mark.parametrize("width", [40, 80, 160])
def test_lines_fit_the_screen(folder: Path, width: int) -> None:
    for words in (("blame", "build/launch"), ("history", "build")):
        lines = said(folder, *words, "--width", str(width)).splitlines()
        assert max(map(len, lines)) <= max(width, 60), words


@pytest.mark.parametrize("name", OVER_TIME)
def test_pictures_over_time(folder: Path, name: str, tmp_path: Path) -> None:
    target = tmp_path / f"{name}.svg"
    said(folder, "chart", name, "-o", str(target))
    first = target.read_bytes()
    said(folder, "chart", name, "-o", str(target), "--no-cache")
    assert target.read_bytes() == first
    texts = ["".join(one.itertext()) for one in ElementTree.fromstring(first).iter() if one.tag.endswith("text")]
    assert any("公開ベータ版" in text for text in texts), "the name stands in it"
    assert any(text.strip() in ("12 Jan", "19 Jan") for text in texts), "so do days"
    assert "公開ベータ版" in said(folder, "chart", name)


def test_a_picture_of_the_milestone_alone(folder: Path) -> None:
    shown = said(folder, "chart", "milestone-trend", "launch").splitlines()
    assert [line.split("  ")[-1].strip() for line in shown[3:]][-1] == "Mon 9 Feb", "the promise of today stands last"


def test_a_trend_begins_with_the_first_forecast_that_it_draws(tmp_path: Path) -> None:
    later = "add later.yaml: kind: project\\nstart: 2026-02-02\\ntasks:\\n  end: {milestone: 2026-03-02}\n"
    folder = made(tmp_path / "p", f"commit 2026-01-12 ana: Plan\n{later}commit 2026-02-16 ana: And another\n")
    words = ["chart", "milestone-trend", "later", "--today", "2026-02-20", "-o", str(tmp_path / "trend.svg")]
    assert run(words, folder).status == 0
    drawn = ElementTree.parse(tmp_path / "trend.svg").getroot()
    texts = {"".join(one.itertext()).strip() for one in drawn.iter() if one.tag.endswith("text")}
    assert not [text for text in texts if "Jan" in text] and "16 Feb" in texts


def test_a_picture_of_one_day_has_no_since(folder: Path) -> None:
    assert run(["chart", "forecast", "--since", "HEAD"], folder).status == 2


def test_names_are_pushed_apart_and_stay_on_the_paper() -> None:
    found = apart([BOTTOM, BOTTOM - 1, TOP, TOP, TOP + 3])
    assert all(second - first >= 33 for first, second in zip(sorted(found), sorted(found)[1:], strict=False))
    assert max(found) <= BOTTOM and min(found) >= TOP - 1
    assert sorted(range(5), key=found.__getitem__) == [2, 3, 4, 1, 0]


def test_a_scale_has_round_steps() -> None:
    assert [round_step(most) for most in (1, 5, 9, 26, 99, 1234)] == [1, 1, 2, 10, 20, 500]


# --- measures ---------------------------------------------------------------------------------------------------------

WORK = """
    kind: project
    start: 2026-02-02
    tasks:
      a: {effort: 5d, assign: ana, started: 2026-02-02, finished: 2026-02-06}
      b: {effort: 10d, assign: ana, started: 2026-02-09, progress: 20%, after: a}
      c: {duration: 5d, after: b}
      d: {effort: 3d, status: dropped}
      end: {milestone: true, after: c}
"""


def test_measures_of_a_project() -> None:
    """5 days done, 2 of 10 earned, 5 not begun; what is dropped and milestones count in none of them."""
    plan = plan_of(p=WORK, people="kind: people\npeople: {ana: {}}\n")
    found, day = measures_of(plan)["p"], plan.workspace.units.day
    assert found.tasks == {"done": 1, "doing": 1, "blocked": 0, "todo": 1}
    assert (found.scope, found.done, found.earned, found.planned) == (20 * day, 5 * day, 7 * day, None)


def test_planned_value_is_spread_over_working_days() -> None:
    """The first week plans 5 days, its middle 3, a weekend nothing more; all of it at the end."""
    plan = plan_of(p=WORK, people="kind: people\npeople: {ana: {}}\n")
    day = plan.workspace.units.day
    monday = date(2026, 2, 2)
    values = [planned_by(plan, "p", monday + timedelta(days=days)) // day for days in (-1, 0, 2, 4, 6, 400)]
    assert values == [0, 1, 3, 5, 5, 20]
