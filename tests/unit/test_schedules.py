"""Hand-solved plans: each file under tests/schedules says what day it is and what dates each task must get."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.model.project import Task
from pmctl.quantity import print_iso
from pmctl.scheduling import schedule
from pmctl.scheduling.free_float import free_floats
from pmctl.scheduling.schedule import Driver, Scheduled

NOTHING = Driver("")
PLANS = sorted((Path(__file__).parents[1] / "schedules").glob("*.yaml"))
KEYS: dict[str, Callable[[Scheduled, Driver], object]] = {
    "x-dates": lambda row, _: f"{moment(row.start)} .. {moment(row.finish)}",
    "x-early": lambda row, _: f"{moment(row.early_start)} .. {moment(row.early_finish)}",
    "x-late": lambda row, _: f"{moment(row.late_start)} .. {moment(row.late_finish)}",
    "x-float": lambda row, _: f"{row.total_float / 480:g}d",
    "x-critical": lambda row, _: row.critical,
    "x-who": lambda row, _: " ".join(booking.who for booking in row.bookings),
    "x-driver": lambda _, held: " ".join(word for word in (held.kind, held.who, held.item or held.detail) if word),
    "x-link": lambda _, held: held.detail,
    "x-state": lambda row, _: row.state,
}


def moment(at: int) -> str:
    return print_iso(at)[5:].replace("T", " ")


def head(text: str, word: str, default: str) -> str:
    found = re.search(rf"^# {word}: (.*)$", text, re.MULTILINE)
    return found[1].strip() if found else default


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_plan_gets_the_dates_that_it_states(path: Path) -> None:
    text = path.read_text("utf-8")
    files = {}
    for part in re.split(r"^# file: ", text, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        files[name.strip()] = content.encode()
    loaded = load(Path("plans"), files)
    assert not [finding for finding in loaded.diagnostics if finding.severity == "error"]
    today = date.fromisoformat(head(text, "today", "2026-01-05"))
    found = schedule(loaded.workspace, today, level=head(text, "level", "yes") == "yes")
    free = free_floats(found)
    wanted: dict[tuple[str, str], object] = {}
    got: dict[tuple[str, str], object] = {}
    for item in loaded.workspace.items.values():
        for key in item.x if isinstance(item, Task) else ():
            assert key in KEYS, f"{path.name}: {key} is no expectation"
            wanted[item.id, key] = item.x[key]
            got[item.id, key] = "no dates"
            if item.id in found.tasks:
                got[item.id, key] = KEYS[key](found.tasks[item.id], found.drivers.get(item.id, NOTHING))
            if key == "x-float" and item.id in found.tasks:
                got[item.id, key] = f"{got[item.id, key]}, free {free[item.id] / 480:g}d"
    assert wanted
    assert {key: (got[key], wanted[key]) for key in got if got[key] != wanted[key]} == {}


def test_there_are_plans() -> None:
    assert len(PLANS) >= 12
