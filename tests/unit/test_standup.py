"""The daily stand-up: since when, and without a history."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.plan import plan
from pmctl.reports.standup import last_working_day
from tests.transcript import run

PLAN = """kind: project
id: p
calendar: short
tasks:
  api: {effort: 5d, owner: ana, status: doing, started: 2026-02-02}
  done: {effort: 1d, owner: ana, status: done, started: 2026-02-05, finished: 2026-02-06}
  older: {effort: 1d, owner: ana, status: done, started: 2026-02-05, finished: 2026-02-05}
"""
WORKSPACE = """kind: workspace
calendars:
  default: {days-off: [2026-02-06]}
  short: {hours: {mon-fri: "09:00-12:00 13:00-18:00"}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pmctl.yaml").write_text(WORKSPACE, "utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {}}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("since", "of_all", "of_document"),
    [
        (date(2026, 2, 9), date(2026, 2, 9), date(2026, 2, 9)),
        (date(2026, 2, 8), date(2026, 2, 5), date(2026, 2, 6)),  # a Sunday; the Friday before is off for some
        (date(2026, 2, 6), date(2026, 2, 5), date(2026, 2, 6)),
    ],
)
def test_the_last_day_on_which_people_work(folder: Path, since: date, of_all: date, of_document: date) -> None:
    made = plan(load(folder), date(2026, 2, 9))
    assert last_working_day(made, None, since) == of_all
    assert last_working_day(made, made.workspace.documents["p"], since) == of_document


def test_without_a_history_typed_days_tell(folder: Path) -> None:
    ran = run(["report", "standup", "p", "--today", "2026-02-09", "--json"], folder)
    found = json.loads(ran.output)
    assert [(row["id"], row["state"]) for row in found["sections"][0]["rows"]] == [
        ("p/api", "doing"),
        ("p/done", "done"),
    ]
    assert found["missing"] == ["no git history: only days that are typed tell what was done"]


def test_nothing_to_tell(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("kind: project\nid: p\ntasks: {a: {milestone: true}}\n", "utf-8")
    ran = run(["report", "standup", "p", "--json"], tmp_path)
    assert json.loads(ran.output)["headline"] == "Nothing is under way, and nothing was done since Mon 9 Feb."


def test_days_that_have_passed_are_no_days_to_come(tmp_path: Path) -> None:
    """A task between fixed days that nobody has begun is neither under way until then nor free to begin."""
    gone = "{owner: ana, start: 2026-02-02, finish: 2026-02-04}"
    text = f"kind: project\nid: p\nstart: 2026-02-02\ntasks:\n  gone: {gone}\n  free: {{effort: 1d, owner: ana}}\n"
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {}}\n", "utf-8")
    today = ["--today", "2026-02-09"]
    told = json.loads(run(["report", "standup", "p", *today, "--json"], tmp_path).output)
    assert {row["id"]: row["text"] for row in told["sections"][0]["rows"]} == {
        "p/gone": "not begun, 3d left, was to end on Wed 4 Feb",
        "p/free": "may begin, 1d left, until Mon 9 Feb",
    }
    mine = run(["my-work", "ana", *today, "--width", "160"], tmp_path).output
    assert " was until Wed 4 Feb  3d left\n" in mine
    status = json.loads(run(["report", "status", "p", *today, "--json"], tmp_path).output)
    assert [(row["id"], row["what"]) for row in status["next"]] == [("p/gone", "was to end"), ("p/free", "ends")]
