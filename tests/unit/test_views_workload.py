"""Load over weeks and months, who holds things up, who could take a task: numbers by hand, JSON as its schema says."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from insights_plan import item, plan_of

from pmctl.insights.reasons.suggestions import suggestions
from pmctl.insights.workload.bottlenecks import bottlenecks
from pmctl.insights.workload.clashes import clashes
from pmctl.insights.workload.grid import cells_of, stretches, together
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.views.workload.text import weeks_text
from tests.transcript import ROOT, run

MONDAY = date(2026, 2, 9)
DAY = 480
PEOPLE = "{kind: people, people: {ana: {role: dev}, bo: {role: dev}, cy: {role: cook}}}"


@pytest.fixture
def both() -> Plan:
    return plan_of(
        MONDAY,
        people=PEOPLE,
        checkout="{kind: project, priority: 600, tasks: {api: {effort: 4d, assign: ana}}}",
        wallet="{kind: project, tasks: {sdk: {effort: 3d, assign: ana}, pilot: {milestone: true, after: sdk}}}",
    )


def test_weeks_begin_on_monday_and_the_first_is_cut_at_today() -> None:
    frame = stretches(date(2026, 2, 11), date(2026, 2, 11), 2, "week")
    assert frame == ((date(2026, 2, 11), date(2026, 2, 15)), (date(2026, 2, 16), date(2026, 2, 22)))
    months = stretches(date(2026, 1, 31), date(2026, 1, 31), 3, "month")
    assert [last for _, last in months] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_a_week_knows_which_documents_ask(both: Plan) -> None:
    first, second = cells_of(both, "ana", stretches(MONDAY, MONDAY, 2, "week"))
    assert [first.asked_share, first.booked_share, first.is_over] == [Fraction(7, 5), 1, True]
    assert first.documents == (("checkout", 4 * DAY), ("wallet", 3 * DAY))
    assert [second.asked, second.booked, second.free] == [0, 2 * DAY, 3 * DAY]


def test_weeks_that_follow_each_other_are_told_by_their_ends() -> None:
    days = [date(2026, 2, 10), date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 16)]
    assert weeks_text(days) == "weeks 7 to 9 and 12"
    assert weeks_text([date(2026, 12, 28), date(2027, 1, 4)]) == "weeks 53 to 1"
    assert weeks_text(days[:1]) == "week 7"


def test_a_month_is_the_sum_of_its_days(both: Plan) -> None:
    (month,) = cells_of(both, "ana", stretches(MONDAY, MONDAY, 1, "month"))
    assert [month.capacity, month.asked, month.booked] == [15 * DAY, 7 * DAY, 7 * DAY]


def test_a_team_is_the_sum_of_its_members(both: Plan) -> None:
    frame = stretches(MONDAY, MONDAY, 1, "week")
    (week,) = together([cells_of(both, "ana", frame), cells_of(both, "bo", frame)])
    assert [week.capacity, week.asked] == [10 * DAY, 7 * DAY]


def test_time_off_with_work_is_no_share() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {time-off: [2026-02-09..2026-02-13]}}}",
        checkout="{kind: project, tasks: {a: {duration: 5d, assign: ana}, b: {effort: 1d, assign: ana}}}",
    )
    (week,) = cells_of(plan, "ana", stretches(MONDAY, MONDAY, 1, "week"))
    assert [week.asked_share, week.away] == [None, 5]
    assert [(one.who, one.task) for one in clashes(plan)] == [("ana", "checkout/a")]


def test_who_is_in_the_way(both: Plan) -> None:
    (one,) = bottlenecks(both)
    assert (one.who, one.critical, one.waiting) == ("ana", 2, 0)
    assert one.peak is not None and one.peak.asked_share == Fraction(7, 5)
    assert [(move.item, move.minutes) for move in one.moved] == [("wallet/sdk", 4 * DAY)]
    assert bottlenecks(both, "wallet")[0].on == ("wallet/sdk",)


def test_who_could_take_it_is_of_the_same_kind_and_has_time(both: Plan) -> None:
    task = item(both, "wallet/sdk")
    assert isinstance(task, Task)
    best, other = suggestions(both, task)
    assert (best.who, best.alone, best.day, best.gain) == ("bo", True, MONDAY + timedelta(days=2), 4)
    assert (other.alone, other.edit.text) == (False, "[ana, bo]")


@pytest.mark.parametrize("words", [(), ("core",), ("ana", "--by", "month"), ("--bottlenecks",)])
def test_json_is_as_its_schema_says(words: tuple[str, ...]) -> None:
    document = _document("workload", *words, "--json")
    _validate(document, "workload")
    assert document["rows"] and document["bottlenecks"]


def test_json_of_suggestions_is_as_its_schema_says() -> None:
    document = _document("workload", "--suggest", "checkout/api", "--json")
    _validate(document, "suggest")
    assert document["suggestions"]


def _document(*words: str) -> dict[str, Any]:
    ran = run([*words, "--today", "2026-02-10"], ROOT / "examples" / "acme")
    assert ran.status == 0, ran.errors
    found: dict[str, Any] = json.loads(ran.output)
    return found


def _validate(document: dict[str, Any], name: str) -> None:
    schema = json.loads(Path(ROOT / "pmctl" / "views" / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(document, schema, jsonschema.Draft7Validator)


@pytest.mark.parametrize("words", [(), ("bo",), ("checkout", "--weeks", "2")])
def test_json_of_hours_is_as_its_schema_says(words: tuple[str, ...]) -> None:
    document = _document("workload", *words, "--spent", "--json")
    _validate(document, "hours")
    assert document["tasks"]


@pytest.mark.parametrize("name", ["workload", "burndown", "cycle-time"])
@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_pictures_are_the_same_twice_and_escape_names(name: str, ending: str, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        "kind: project\nname: '</svg> <b> $x$'\nsprints: {s1: {name: '<b>', start: 2026-02-02, finish: 2026-02-13}}\n"
        "tasks:\n  a: {name: '<script>', effort: 2d, assign: [], status: done, started: 2026-02-03,"
        " finished: 2026-02-05, sprint: s1, points: 3}\n  b: {effort: 9d, owner: ana, sprint: s1, points: 5}\n"
    )
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {name: '<i>'}}\n")
    pictures = []
    for number in range(2):
        target = tmp_path / f"{number}.{ending}"
        ran = run(["chart", name, "-o", str(target), "--today", "2026-02-10"], tmp_path)
        assert ran.status == 0, ran.errors
        pictures.append(target.read_bytes())
    assert pictures[0] == pictures[1]
    if ending == "svg":
        assert b"<b>" not in pictures[0] and b"<script>" not in pictures[0] and pictures[0].count(b"</svg>") == 1
