"""Work of people who never work: each reason there is, and what comes near to one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.plan import plan
from pmctl.rules.judging.run import findings

WORKSPACE = b"""
kind: workspace
calendars:
  mondays: {hours: {mon-fri: "off", mon: "09:00-17:00"}}
  tuesdays: {hours: {mon-fri: "off", tue: "09:00-17:00"}}
"""
PEOPLE = b"""
kind: people
people:
  ana: {}
  bo: {availability: 0%}
  cy: {efficiency: 0%}
  dee: {time-off: [2026-02-01..2200-12-31]}
  eve: {calendar: mondays}
  fay: {calendar: mondays, availability: 50%}
  gil: {time-off: [2026-02-01..2027-12-31]}
teams: {core: {members: [bo, cy]}}
resources: {crane: {}}
"""


def said(task: str) -> list[str]:
    """What is said of the work of one task."""
    project = f"kind: project\ntasks: {{dig: {{effort: 3d, {task}}}}}\n"
    files = {"pmctl.yaml": WORKSPACE, "people.yaml": PEOPLE, "p.yaml": project.encode()}
    found = findings(plan(load(Path("plan"), files), date(2026, 2, 10)))
    return [one.message.removeprefix("nobody ever works on dig: ") for one in found if one.code == "PM316"]


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("assign: bo", "the availability of bo is 0%"),
        ("assign: cy 50%", "the efficiency of cy is 0%"),
        ("assign: dee", "dee is away for good"),
        ("assign: [bo, crane]", "the availability of bo is 0%"),
        ("assign: core", "the availability of bo is 0% and the efficiency of cy is 0%"),
        ("assign: [bo, dee]", "the availability of bo is 0% and dee is away for good"),
        ("assign: [core, bo]", "the availability of bo is 0% and the efficiency of cy is 0%"),
        ("assign: bo | cy", "the availability of bo is 0%"),
        ("owner: bo", "the availability of bo is 0%"),
        ("assign: eve, calendar: tuesdays", "the hours of eve are never those of its calendar `tuesdays`"),
        (
            "assign: [eve, fay], calendar: tuesdays",
            "the hours of eve and fay are never those of its calendar `tuesdays`",
        ),
        (
            "assign: [bo, eve], calendar: tuesdays",
            "the availability of bo is 0% and the hours of eve are never those of its calendar `tuesdays`",
        ),
        ("assign: bo, started: 2026-02-02", "the availability of bo is 0%"),
    ],
)
def test_each_reason_is_named_once(task: str, why: str) -> None:
    assert said(task) == [why]


@pytest.mark.parametrize(
    "task",
    [
        "assign: ana",
        "assign: gil",
        "assign: crane",
        "assign: [bo, ana]",
        "assign: [dee, ana]",
        "assign: bo | ana",
        "assign: eve",
        "assign: eve, calendar: mondays",
        "assign: [eve, ana], calendar: tuesdays",
        "assign: bo, started: 2026-02-02, finished: 2026-02-05",
        "assign: bo, status: dropped",
        "assign: nobody",
    ],
)
def test_work_that_somebody_does_or_that_is_over_is_not_named(task: str) -> None:
    assert said(task) == []


def test_who_waits_for_such_work_is_not_blamed() -> None:
    project = b"kind: project\ntasks: {dig: {effort: 3d, assign: dee}, fill: {effort: 1d, assign: ana, after: dig}}\n"
    files = {"pmctl.yaml": WORKSPACE, "people.yaml": PEOPLE, "p.yaml": project}
    found = findings(plan(load(Path("plan"), files), date(2026, 2, 10)))
    assert [one.item for one in found if one.code == "PM316"] == ["p/dig"]
