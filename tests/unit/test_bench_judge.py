"""The judge of the comparison finds each kind of fault, and none in a right schedule."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.bench.judge import Booking, Plan, Span, wrong

PLAN = {
    "pmctl.yaml": """\
kind: workspace
calendars:
  default: {hours: {mon-fri: 09:00-12:00 13:00-18:00}, days-off: [2026-01-06]}
""",
    "people.yaml": "kind: people\npeople:\n  ana: {time-off: [2026-01-08]}\n",
    "p.yaml": """\
kind: project
id: p
start: 2026-01-05
tasks:
  a: {effort: 1d, assign: ana}
  g:
    after: a
    tasks:
      b: {effort: 4h, assign: ana 50%}
      c: {duration: 1d, after: b + 1d}
""",
}
RIGHT = {
    "p/a": ("2026-01-05 09:00", "2026-01-05 18:00"),
    "p/b": ("2026-01-07 09:00", "2026-01-07 18:00"),
    "p/c": ("2026-01-09 09:00", "2026-01-09 18:00"),
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    for name, text in PLAN.items():
        (tmp_path / name).write_text(text, "utf-8")
    return Plan(tmp_path)


def faults(plan: Plan, dates: dict[str, tuple[str, str]]) -> list[str]:
    spans = {full_id: Span(*map(datetime.fromisoformat, ends)) for full_id, ends in dates.items()}
    bookings = [
        Booking(full_id, who, span.start, span.finish, share, share)
        for full_id, span in spans.items()
        for who, share in plan.leaves[full_id].people
    ]
    return wrong(plan, spans, bookings)


def test_a_right_schedule_has_no_faults(plan: Plan) -> None:
    assert faults(plan, RIGHT) == []


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        ({"p/a": ("2026-01-02 09:00", "2026-01-02 18:00")}, "p/a: begins before its project"),
        ({"p/a": ("2026-01-05 09:00", "2026-01-05 12:00")}, "p/a: gets 180 of 480 minutes"),
        ({"p/a": ("2026-01-06 09:00", "2026-01-06 18:00")}, "p/a: gets 0 of 480 minutes"),
        ({"p/b": ("2026-01-08 09:00", "2026-01-08 18:00")}, "p/b: gets 0 of 240 minutes"),
        ({"p/b": ("2026-01-05 09:00", "2026-01-05 18:00")}, "p/b: begins 2026-01-05 09:00:00, `p/a` allows"),
        ({"p/b": ("2026-01-05 09:00", "2026-01-05 18:00")}, "ana: is booked for 150% after"),
        ({"p/c": ("2026-01-08 09:00", "2026-01-08 18:00")}, "p/c: begins 2026-01-08 09:00:00, `p/b + 1d` allows"),
        ({"p/c": ("2026-01-09 09:00", "2026-01-09 12:00")}, "p/c: gets 180 of 480 minutes"),
    ],
)
def test_each_fault_is_found(plan: Plan, dates: dict[str, tuple[str, str]], fault: str) -> None:
    assert any(line.startswith(fault) for line in faults(plan, RIGHT | dates)), faults(plan, RIGHT | dates)


def test_a_task_without_dates_is_a_fault(plan: Plan) -> None:
    assert "p/a: has no dates" in wrong(plan, {}, [])
