"""The calendar page: it fits the screen, and shows each day of a series where the series falls."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.escape import terminal_width
from pmctl.insights.calendar_entries import calendar_entries
from pmctl.insights.meetings import meetings_between
from pmctl.load import load
from pmctl.model.control import Meeting
from pmctl.plan import Plan, plan
from tests.transcript import ROOT, run

ACME = ROOT / "examples" / "acme"
SERIES = """kind: project
start: 2026-01-05
meetings:
  month-end: {every: 1mo, date: 2026-01-31}
  fortnight: {every: 2w, date: 2026-01-07}
  daily: {every: 1d}
  once: {date: 2026-02-03}
  never: {notes: not planned}
tasks:
  done: {milestone: 2026-02-02, status: done, finished: 2026-02-02}
  late: {milestone: true, after: work, due: 2026-02-03}
  work: {duration: 5d}
"""


@pytest.fixture
def made(tmp_path: Path) -> Plan:
    (tmp_path / "p.yaml").write_text(SERIES, encoding="utf-8")
    return plan(load(tmp_path), date(2026, 2, 10), True)


def days(made: Plan, name: str, first: str, last: str) -> list[str]:
    meeting = made.workspace.items[f"p/{name}"]
    assert isinstance(meeting, Meeting)
    found = meetings_between(made, meeting, date.fromisoformat(first), date.fromisoformat(last))
    return [day.isoformat() for day in found]


def test_series_fall_on_their_days(made: Plan) -> None:
    assert days(made, "month-end", "2026-02-01", "2026-04-30") == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert days(made, "fortnight", "2026-02-01", "2026-03-05") == ["2026-02-04", "2026-02-18", "2026-03-04"]
    assert len(days(made, "daily", "2026-02-01", "2026-02-28")) == 28
    assert days(made, "once", "2026-02-01", "2026-02-28") == ["2026-02-03"]
    assert days(made, "once", "2026-03-01", "2026-03-31") == days(made, "never", "2026-01-01", "2026-12-31") == []


def test_a_series_far_away_is_found_at_once(made: Plan) -> None:
    assert days(made, "month-end", "2200-12-01", "2200-12-31") == ["2200-12-31"]
    assert days(made, "daily", "2200-12-31", "2200-12-31") == ["2200-12-31"]


def test_a_promise_stands_beside_the_day_that_is_expected(made: Plan) -> None:
    found = {(entry.item.id, entry.what): entry.first.isoformat() for entry in calendar_entries(made)}
    assert found["p/late", "due"] == "2026-02-03"
    assert found["p/late", "milestone"] == "2026-02-16"
    assert ("p/done", "due") not in found


@pytest.mark.parametrize("width", [40, 80, 121, 300])
def test_it_fits_the_screen(width: int) -> None:
    text = run(["timeline", "--as", "month", "--zoom", "quarter", "--width", str(width)], ACME).output
    assert [line for line in text.splitlines()[:-2] if terminal_width(line) > width] == []
    assert [line for line in text.splitlines() if line.endswith(" 2026")] == ["Feb 2026", "Mar 2026", "Apr 2026"]
