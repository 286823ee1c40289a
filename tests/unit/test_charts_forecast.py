"""The pictures of a forecast: the same bytes each time, every word where it belongs, no name of a plan obeyed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import pmctl.charts
from pmctl.charts import CHARTS
from pmctl.charts.day_axis import DayAxis, ticks
from pmctl.charts.drawing import FORMATS, Request, printed
from pmctl.commands.calling.simulating import USUAL, check_draws
from pmctl.diagnostic import UserError
from pmctl.plan import Plan
from tests.transcript import ROOT, run
from tests.unit.forecast_runs import repeated
from tests.unit.insights_plan import item, plan_of
from tests.unit.test_forecast_insights import PEOPLE, PLAN, SHOP, runs

ACME = ROOT / "examples" / "acme"
HOSTILE = '$x^2$ <script>alert(1)</script> ]]> & "q" \\x1b \u202e evil'


def plan(name: str = "Launch day") -> Plan:
    named = PLAN.replace("launch: {milestone", f"launch: {{name: {name!r}, milestone")
    return plan_of(checkout=named, shop=SHOP, people=PEOPLE)


def request(asked: Plan, id: str = "checkout/launch") -> Request:
    many: Any = repeated(runs(), 100)
    return Request(asked, item(asked, id), lambda: many)


def drawn(chart: str, asked: Request) -> Any:
    return import_module(f"pmctl.charts.{chart}").draw(asked)


PICTURES = ("forecast", "tornado")
"""Those of a simulation."""


def test_every_picture_is_in_the_table() -> None:
    folder = Path(pmctl.charts.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if "\ndef draw(" in path.read_text("utf-8")}
    assert files == {chart.module for chart in CHARTS if chart.module}
    assert all(set(chart.formats) <= set(FORMATS) for chart in CHARTS if chart.module)


@pytest.mark.parametrize("chart", PICTURES)
@pytest.mark.parametrize("format", FORMATS)
def test_the_same_runs_make_the_same_bytes(chart: str, format: str) -> None:
    first, second = (printed(drawn(chart, request(plan())), format, 80) for _ in range(2))
    assert first == second and first


@pytest.mark.parametrize("chart", PICTURES)
def test_svg_keeps_its_words_and_obeys_no_name(chart: str) -> None:
    text = str(printed(drawn(chart, request(plan(HOSTILE))), "svg", 80))
    words = [element.text or "" for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
    assert any("$x^2$ <script>" in word for word in words), "a name is a text as it is written, no formula"
    assert "<script" not in text and "\u202e" not in text and "\x1b" not in text
    assert set(re.findall(r'(?:href|src)="([^#"]*)', text)) == set() and "<!DOCTYPE" not in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}T", text), "no date of drawing"


def test_the_promise_the_plan_and_the_percentiles_stand_on_the_picture() -> None:
    text = str(printed(drawn("forecast", request(plan())), "svg", 80))
    for word in (
        "50% by Wed 18 Feb",
        "80% by Thu 19 Feb",
        "95% by Fri 20 Feb",
        "promised Wed 18 Feb: 60%",
        "(1,000 runs)",
    ):
        assert f">{word}" in text or f"{word}<" in text, word


def test_every_driver_has_its_days_and_its_share() -> None:
    text = str(printed(drawn("tornado", request(plan())), "svg", 80))
    assert "late" in text and "risk, 40%" in text and "3d..5d..9d" in text
    assert sum(int(share) for share in re.findall(r">([0-9]+)%<", text)) == 100


@pytest.mark.parametrize("chart", PICTURES)
@pytest.mark.parametrize("width", [40, 80, 160])
def test_text_fits_its_width(chart: str, width: int) -> None:
    text = str(printed(drawn(chart, request(plan())), "text", width))
    assert max(map(len, text.splitlines()[1:-1])) <= max(width, 56)


@pytest.mark.parametrize("chart", PICTURES)
def test_what_is_certain_has_no_picture(chart: str) -> None:
    with pytest.raises(UserError, match="certain"):
        drawn(chart, request(plan(), "checkout/page"))
    with pytest.raises(UserError, match="no date"):
        drawn(chart, request(plan(), "checkout/late"))
    with pytest.raises(UserError, match="of one item"):
        drawn(chart, replace(request(plan()), item=None))


@pytest.mark.parametrize("days", [3, 20, 60, 200, 900, 9000])
def test_labels_of_days_have_room(days: int) -> None:
    first = date(2026, 2, 10)
    axis = DayAxis(first, date.fromordinal(first.toordinal() + days), 0, 900)
    labels = [(axis.start(day), label) for day, label in ticks(axis, 10.5) if label]
    assert len(labels) >= 2
    assert all(after - before > 20 for (before, _), (after, _) in zip(labels, labels[1:], strict=False))


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_same_seed_writes_the_same_file(ending: str, tmp_path: Path) -> None:
    call = ["forecast", "checkout/launch", "--runs", "300", "-o", str(tmp_path / f"launch.{ending}")]
    assert run(call, ACME).status == 0
    assert run([*call, "--check"], ACME).status == 0
    assert run([*call, "--check", "--seed", "2"], ACME).status == 1


def test_the_command_of_a_chart_and_of_the_forecast_draw_the_same(tmp_path: Path) -> None:
    chart, forecast = tmp_path / "a.svg", tmp_path / "b.svg"
    assert run(["chart", "forecast", "launch", "--runs", "300", "-o", str(chart)], ACME).status == 0
    assert run(["forecast", "launch", "--runs", "300", "-o", str(forecast)], ACME).status == 0
    assert chart.read_bytes() == forecast.read_bytes()


@pytest.mark.parametrize("width", [60, 80, 160])
def test_the_table_fits_the_screen(width: int) -> None:
    shown = run(["forecast", "--runs", "200", "--width", str(width)], ACME).output
    assert max(map(len, shown.splitlines()[1:])) <= width


def test_the_answer_is_the_same_whatever_the_hash_seed() -> None:
    import os
    import subprocess
    import sys

    call = [sys.executable, "-m", "pmctl", "forecast", "checkout", "--runs", "200", "--json", "--today", "2026-02-10"]
    found = {
        subprocess.run(call, cwd=ACME, capture_output=True, check=True, env={
            **os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed
        }).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_runs_that_no_memory_holds_are_refused() -> None:
    check_draws(replace(USUAL, runs=10_000), 10_000)
    with pytest.raises(UserError, match="memory") as refused:
        check_draws(replace(USUAL, runs=10_000), 100_000)
    assert "--runs 1500" in refused.value.hint
