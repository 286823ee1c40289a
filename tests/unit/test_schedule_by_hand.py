"""By hand: what made-up plans have shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pmctl.load import load
from pmctl.quantity import print_iso
from pmctl.scheduling import schedule
from tests.unit.schedule_plans import SETTINGS, TODAY, Made, Plan


@pytest.mark.parametrize("assign", ["ana 150%", ["ana 50%", "ana 70%"], ["ana", "ana"], "ana 1min/w"])
def test_more_of_somebody_than_there_is_waits_until_they_are_free(assign: Any) -> None:
    tasks = ({"effort": "1h", "assign": "ana", "priority": 900}, {"effort": "1h", "assign": assign})
    found = Plan(tasks, {"people": {"ana": {}}}).schedule().tasks
    assert found["p/t1"].start >= found["p/t0"].finish


def begins(tasks: Mapping[str, Made], **extra: Made) -> dict[str, str]:
    """When each task of one project begins, by its id."""
    documents = {"p.yaml": {"kind": "project", "tasks": tasks}, "pmctl.yaml": SETTINGS, **extra}
    files = {name: json.dumps(content).encode() for name, content in documents.items()}
    found = schedule(load(Path("plans"), files).workspace, TODAY)
    return {full_id.partition("/")[2]: print_iso(row.start)[5:] for full_id, row in found.tasks.items()}


def test_the_lag_of_a_group_is_in_the_calendar_of_the_group() -> None:
    early = {"calendar": "early", "after": "a + 2h"}
    tasks = {
        "a": {"duration": "1d"},
        "g": {**early, "tasks": {"b": {"duration": "1d"}}},
        "c": {**early, "duration": "1d"},
    }
    found = begins(tasks)
    assert found["b"] == found["c"] == "01-08T10:00"


@pytest.mark.parametrize("away", [[], ["2026-11-02"]])
def test_a_share_of_a_crew_is_of_its_time_whenever_somebody_is_away(away: list[str]) -> None:
    people = {"kind": "people", "people": {"ana": {}, "bo": {"time-off": away}}}
    tasks = {"a": {"effort": "4d", "assign": ["ana", "bo"]}, "b": {"after": "a + 50%", "duration": "1d"}}
    assert begins(tasks, **{"people.yaml": people})["b"] == "01-12T09:00"  # two days of two people, and half of that


@pytest.mark.parametrize(
    ("assign", "same"), [("bo | ana", "ana"), ("bo | cy", "cy"), ("core 1", "ana"), ("role:designer", "cy")]
)
def test_who_gives_nothing_does_not_stand_in_for_somebody_who_does(assign: str, same: str) -> None:
    none = {"availability": "0%", "role": "Designer"}
    members = {"ana": {"availability": "50%"}, "bo": none, "cy": {"efficiency": "25%", "role": "Designer"}}
    people = {"kind": "people", "people": members, "teams": {"core": {"members": ["bo", "ana"]}}}

    def end(who: str) -> str:
        return begins({"a": {"effort": "1d", "assign": who}, "b": {"after": "a"}}, **{"people.yaml": people})["b"]

    assert end(assign) == end(same) > end("bo")


NEVER = {"calendars": {"never": {"hours": {"mon": "off"}}}, "kind": "workspace"}


def test_plans_without_working_time_end_with_the_years() -> None:
    people = {
        "kind": "people",
        "people": {"ana": {}, "bo": {"calendar": "never"}, "cy": {"calendar": "never", "limit": "2d/w"}},
    }
    tasks: dict[str, Made] = {
        "a": {"effort": "1d", "assign": "bo"},
        "elapsed": {"duration": "3ed", "after": "a", "assign": "bo 1d/w"},
        "limited": {"effort": "1d", "after": "a + 9ed", "assign": "ana 1d/w"},
        "both": {"effort": "1d", "after": "a + 9ed", "assign": ["ana 1d/w", "cy"]},
        "then": {"effort": "1d", "after": "limited", "assign": "ana"},
        "running": {"effort": "1d", "started": "2026-01-01", "assign": "cy 1h/w", "progress": "20%"},
        "ago": {"effort": "1d", "finish": "1900-01-01", "assign": "cy"},
        "with-ana": {"effort": "1d", "assign": ["ana", "bo"]},
    }
    found = begins(tasks, **{"people.yaml": people, "pmctl.yaml": NEVER})
    assert {key: found[key] for key in ("a", "limited", "then")} == dict.fromkeys(
        ("a", "limited", "then"), "12-31T00:00"
    )
    assert found["with-ana"] == "01-07T09:00"


def test_waiting_for_thousands_of_years_ends_with_the_years() -> None:
    tasks: dict[str, Made] = {"t0": {"duration": "1d"}}
    tasks |= {f"t{n}": {"duration": "1900ew", "after": f"t{n - 1} + 1900ew"} for n in range(1, 60)}
    assert begins(tasks)["t59"] == "12-31T00:00"


def test_who_is_first_hangs_on_the_id_and_not_on_the_file() -> None:
    people = {"kind": "people", "people": {"ana": {}}}
    work = {"effort": "1d", "assign": "ana"}
    for order in (["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]):
        found = begins(dict.fromkeys(order, work), **{"people.yaml": people})
        assert found == {"a": "01-07T09:00", "b": "01-08T09:00", "c": "01-09T09:00"}


def test_a_finish_that_is_asked_for_in_a_pause_leaves_all_of_the_pause() -> None:
    tasks = ({"duration": "1d", "after": []}, {"duration": "1h", "after": ["t0 FF + 3ed"]})
    found = Plan(tasks, {}).schedule().tasks
    assert print_iso(found["p/t1"].finish) == "2026-01-09T18:00"  # asked for on Saturday
    assert print_iso(found["p/t0"].late_finish) == "2026-01-08T18:00"  # asks for Monday 09:00 at the latest
    assert found["p/t0"].total_float == 480


def test_the_last_task_of_a_project_is_critical_although_its_minutes_are_rounded() -> None:
    people = {"ana": {"efficiency": "80%"}, "cy": {"availability": "70%", "efficiency": "80%", "calendar": "early"}}
    for effort in range(60, 90):
        tasks = ({"effort": f"{effort}h", "assign": ["ana", "cy"]},)
        row = Plan(tasks, {"people": people}).schedule().tasks["p/t0"]
        assert (row.total_float, row.critical, row.late_start) == (0, True, row.start), effort


def test_a_group_of_which_all_is_in_a_circle_asks_for_no_years_before_the_plan() -> None:
    work = {"duration": "1d"}
    circle = {"a": {**work, "after": "b"}, "b": {**work, "after": "a"}}
    own = {"default": {"hours": {"tue": "10:07-16:00"}}}  # of no other test: equal calendars are laid out once
    documents: dict[str, Made] = {
        "pmctl.yaml": {"kind": "workspace", "calendars": own},
        "p.yaml": {"kind": "project", "tasks": {"g": {"tasks": circle}, "c": {**work, "after": "g"}}},
    }
    files = {name: json.dumps(content).encode() for name, content in documents.items()}
    found = schedule(load(Path("plans"), files).workspace, TODAY)
    assert list(found.tasks) == ["p/c"]
    assert found.prepared.preparation.calendars["default"].from_year == TODAY.year - 1


def spans(tasks: Mapping[str, Made]) -> dict[str, tuple[str, str]]:
    """Start and finish of each task of a project whose people, who work long hours, are never levelled."""
    ana, bo = {"calendar": "long"}, {"calendar": "long", "time-off": ["2026-01-08"]}
    documents = {
        "pmctl.yaml": {
            **SETTINGS,
            "calendars": {**SETTINGS["calendars"], "long": {"hours": {"mon-fri": "07:00-20:00"}}},
        },
        "people.yaml": {"kind": "people", "people": {"ana": ana, "bo": bo}},
        "p.yaml": {"kind": "project", "levelling": False, "tasks": tasks},
    }
    files = {name: json.dumps(content).encode() for name, content in documents.items()}
    rows = schedule(load(Path("plans"), files).workspace, TODAY).tasks.items()
    return {full_id.partition("/")[2]: (print_iso(row.start), print_iso(row.finish)) for full_id, row in rows}


CALENDARS = ("default", "early")
DONE = product(("2026-01-02", "2026-01-05"), ("2026-01-05", "2026-01-06"), CALENDARS)
CREWS = product(("21h", "32h"), ("ana", ["ana", "bo"]), CALENDARS)


@pytest.mark.parametrize(
    "tasks",
    [
        [{"started": started, "finished": finished, "calendar": calendar} for started, finished, calendar in DONE],
        [{"effort": effort, "assign": assign, "calendar": calendar} for effort, assign, calendar in CREWS],
    ],
)
def test_tasks_that_are_nearly_alike_have_the_dates_that_each_has_alone(tasks: list[Made]) -> None:
    together = spans({f"t{number}": task for number, task in enumerate(tasks)})
    assert together == {f"t{number}": spans({"t": task})["t"] for number, task in enumerate(tasks)}
    assert len(set(together.values())) == len(tasks)
