"""The board: it fits any screen, loses no card, and counts what its limits say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmctl.escape import terminal_width
from tests.transcript import ROOT, run

ACME = ROOT / "examples" / "acme"
HOSTILE = """kind: project
start: 2026-02-02
tasks:
  a: {name: "日本語の名前はとても長いので折り返さなければなりません", blocked: "\\u202Ereversed, with no end in sight"}
  b: {name: "one\\ttwo\\nthree \\u001b[31mred", effort: 1d}
  c: {name: Averyveryveryverylongwordwithoutanyblanks, effort: 1d, after: b}
"""


@pytest.mark.parametrize("width", [20, 33, 80, 121, 160, 400])
@pytest.mark.parametrize("words", [[], ["--by", "owner"], ["features"], ["--by", "sprint"], ["--view", "squads"]])
def test_it_fits_the_screen(width: int, words: list[str]) -> None:
    ran = run(["board", *words, "--width", str(width)], ACME)
    wide = [line for line in ran.output.splitlines()[:-1] if terminal_width(line) > width]
    assert (ran.status, wide) == (0, [])


@pytest.mark.parametrize("width", [20, 80])
def test_hostile_names_fit_too(tmp_path: Path, width: int) -> None:
    (tmp_path / "plan.yaml").write_text(HOSTILE, encoding="utf-8")
    text = run(["board", "--width", str(width)], tmp_path).output
    assert all(terminal_width(line) <= width for line in text.splitlines()[:-1])
    assert "\x1b" not in text and "\u202e" not in text and "\t" not in text


def test_a_page_is_escaped_and_needs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(HOSTILE.replace("Averyvery", "<script>x</script>"), encoding="utf-8")
    page = run(["board", "--format", "html"], tmp_path).output
    assert "<script" not in page and "&lt;script" in page and "http:" not in page and "https:" not in page


def test_no_card_is_lost_and_no_group_is_a_card() -> None:
    board = json.loads(run(["board", "--json"], ACME).output)
    cards = [card["id"] for column in board["columns"] for card in column["items"]]
    listed = json.loads(run(["list", "tasks", "--json", "id,leaf"], ACME).output)
    assert sorted(cards) == sorted(item["id"] for item in listed["items"] if item["leaf"])
    assert all(column["count"] == len(column["items"]) for column in board["columns"])


def test_own_statuses_are_columns_behind_their_category() -> None:
    board = json.loads(run(["board", "--json"], ACME).output)
    names = [column["name"] for column in board["columns"] if column["name"] != "dropped"]
    assert names == ["todo", "parked", "doing", "in-review", "blocked", "waiting", "done", "shipped-dark"]


def test_a_limit_counts_what_is_too_much() -> None:
    board = json.loads(run(["board", "--limit", "doing=1", "--limit", "todo=1000", "--json"], ACME).output)
    found = {column["name"]: column for column in board["columns"]}
    assert found["doing"]["over"] == found["doing"]["count"] - 1 > 0
    assert (found["todo"]["over"], found["done"]["limit"]) == (0, None)
