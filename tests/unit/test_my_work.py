"""What somebody owes and whom they wait for: each kind of thing, whose it is, and that `list` and `show` agree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmctl.insights.answering import hats
from pmctl.insights.facts import value
from pmctl.insights.meetings import first_meeting, next_meeting
from pmctl.insights.my_work import MyWork, my_work
from pmctl.insights.states import is_over
from pmctl.load import load
from pmctl.model.control import Meeting
from pmctl.model.project import Task
from pmctl.plan import Plan, plan
from tests.transcript import ROOT, run

TODAY = date(2026, 2, 10)
ACME = ROOT / "examples" / "acme"
PEOPLE = """kind: people
people: {ana: {}, bo: {}, cy: {}}
teams: {led: {lead: ana, members: [bo]}, free: {members: [bo, cy]}}
"""


def made(folder: Path, text: str, files: dict[str, str] | None = None) -> Plan:
    for name, content in {"plan.yaml": text, "people.yaml": PEOPLE, **(files or {})}.items():
        (folder / name).write_text(content, "utf-8")
    return plan(load(folder), TODAY)


def of(found: Plan, person: str = "ana", days: int = 14) -> MyWork:
    return my_work(found, person, days)


def dated(found: MyWork) -> set[tuple[str, str, str]]:
    """Everything with a day: in which part, what, of which item."""
    parts = {"now": found.now, "overdue": found.overdue, "next": found.next}
    return {(part, one.what, one.item.partition("/")[2]) for part, duties in parts.items() for one in duties}


# --- every kind of thing ----------------------------------------------------------------------------------------------

PROJECT = """kind: project
id: p
tasks:
  far: {milestone: true}
"""
KINDS = [
    ("actions: {x: {owner: ana, due: DAY}}", "due"),
    ("issues: {x: {owner: ana, due: DAY}}", "due"),
    ("quality: {x: {owner: ana, of: far, due: DAY}}", "due"),
    ("risks: {x: {owner: ana, review: DAY}}", "review"),
    ("assumptions: {x: {owner: ana, review: DAY}}", "review"),
    ("decisions: {x: {by: ana, due: DAY}}", "decide"),
]
DAYS = [("2026-02-09", "overdue"), ("2026-02-10", "now"), ("2026-02-24", "next"), ("2026-02-25", None)]


@pytest.mark.parametrize(("day", "part"), DAYS)
@pytest.mark.parametrize(("text", "what"), KINDS)
def test_what_is_due_on_a_day(tmp_path: Path, text: str, what: str, day: str, part: str | None) -> None:
    found = dated(of(made(tmp_path, PROJECT + text.replace("DAY", day))))
    if what == "decide" and part == "next":
        part = None  # it waits for a word already
    assert found == ({(part, what, "x")} if part else set())


@pytest.mark.parametrize(
    "text",
    [
        "actions: {x: {owner: ana, due: 2026-02-09, status: done}}",
        "actions: {x: {owner: bo, due: 2026-02-09}}",
        "risks: {x: {owner: ana, review: 2026-02-09, status: occurred}}",
        "decisions: {x: {by: ana, due: 2026-02-09, status: accepted}}",
        "decisions: {x: {by: bo, owner: ana, due: 2026-02-09}}",
        "communication: {x: {owner: ana, every: 1w}}",
        "meetings: {x: {attendees: [ana], date: 2026-02-09}}",
    ],
)
def test_what_is_settled_or_of_somebody_else(tmp_path: Path, text: str) -> None:
    found = of(made(tmp_path, PROJECT + text))
    assert (dated(found), found.review) == (set(), ())


@pytest.mark.parametrize(
    ("every", "last", "part"),
    [("1w", "2026-02-03", "now"), ("1w", "2026-02-02", "overdue"), ("2w", "2026-02-03", "next")],
)
def test_a_report_is_due_again(tmp_path: Path, every: str, last: str, part: str) -> None:
    text = f"communication: {{x: {{owner: ana, every: {every}, last: {last}}}}}"
    assert dated(of(made(tmp_path, PROJECT + text))) == {(part, "tell", "x")}


def test_who_leads_answers_for_what_nobody_owns(tmp_path: Path) -> None:
    found = made(tmp_path, PROJECT.replace("id: p\n", "id: p\nlead: ana\n") + "risks: {x: {review: 2026-02-09}}")
    assert ("overdue", "review", "x") in dated(of(found))


@pytest.mark.parametrize("person", ["ana", "bo"])
def test_who_does_it_and_who_answers_for_it(tmp_path: Path, person: str) -> None:
    work = "  x: {effort: 1d, owner: ana, assign: bo, after: far, due: 2026-02-09}\n"
    assert ("overdue", "due", "x") in dated(of(made(tmp_path, PROJECT + work), person))


def test_of_what_is_closed_nobody_is_asked(tmp_path: Path) -> None:
    text = PROJECT.replace("id: p\n", "id: p\nphase: closed\n") + "meetings: {x: {attendees: [ana], every: 1w}}"
    assert dated(of(made(tmp_path, text))) == set()


PRODUCT = """kind: product
id: shop
owner: bo
vision: Fast
metrics: {m: {owner: ana, every: 1w, from: 1, target: 5, data: m.csv}}
objectives:
  o:
    period: 2026-Q1
    key-results: {k: {owner: ana, metric: m, from: 1, target: 5}, l: {owner: ana, from: 0, target: 9}}
features:
  f: {owner: ana, status: shipped, success: [k], outcome: {due: 2026-02-20}}
  g: {owner: ana, status: building, success: [k], outcome: {due: 2026-02-20}}
  h: {owner: ana, status: shipped, success: [k], outcome: {due: 2026-02-20, decision: keep}}
"""


@pytest.mark.parametrize(
    ("rows", "part", "text"),
    [
        ("2026-01-05,2\n2026-02-03,4\n", "now", "metric below target for 2 readings"),
        ("2026-01-05,6\n2026-01-30,4\n", "overdue", "metric below target for 1 reading"),
        ("2026-01-05,4\n2026-02-09,5\n", "next", "metric on target"),
        ("", "now", ""),
    ],
)
def test_readings_check_ins_and_outcomes(tmp_path: Path, rows: str, part: str, text: str) -> None:
    """A key result that a metric measures is read there; another one is looked at once a month."""
    found = of(made(tmp_path, PRODUCT, {"m.csv": f"date,value\n{rows}"}))
    assert dated(found) == {(part, "reading", "m"), ("overdue", "check-in", "l"), ("next", "outcome", "f")}
    assert next(one.text for one in found.next if one.what == "outcome") == text


# --- work and promises ------------------------------------------------------------------------------------------------

WORK = """kind: project
id: p
lead: cy
tasks:
  ready: {effort: 2d, owner: ana}
  begun: {effort: 3d, owner: ana, started: 2026-02-09, progress: 10%, priority: 900}
  held: {effort: 1d, owner: ana, blocked: No keys}
  later: {effort: 1d, assign: ana, after: other}
  other: {effort: 4d, owner: bo}
  done: {effort: 1d, owner: ana, status: done, finished: 2026-02-02}
  checked: {effort: 2d, owner: bo, started: 2026-02-09, progress: 10%, accept: Works}
  shared: {duration: 1d, assign: [], owner: led, not-before: 2026-02-12}
"""


def test_what_is_done_now_and_what_begins(tmp_path: Path) -> None:
    found = dated(of(made(tmp_path, WORK)))
    assert {one for one in found if one[0] == "now"} == {("now", "work", id) for id in ("ready", "begun", "held")}
    assert {one for one in found if one[0] == "next"} == {("next", "start", id) for id in ("later", "shared")}


def test_both_sides_of_a_promise(tmp_path: Path) -> None:
    found = made(tmp_path, WORK)
    (mine,), (theirs,) = of(found).waited_for, of(found, "bo").waiting
    assert mine == theirs
    assert (mine.who, mine.giver, mine.item, mine.for_item) == (("ana",), ("bo",), "p/other", "p/later")


def test_the_lead_looks_at_what_others_did(tmp_path: Path) -> None:
    found = made(tmp_path, WORK)
    assert [(one.item, one.who, one.text) for one in of(found, "cy").review] == [
        ("p/checked", ("bo",), "accept: 1 check")
    ]
    assert of(found, "bo").review == ()


SAID = "kind: comment\nabout: p/ready\nby: {by}\nat: 2026-02-06T10:00\ntext: {text}\n"


@pytest.mark.parametrize(
    ("first", "more", "asked"),
    [
        (SAID.format(by="bo", text="What does @ana say?"), "", True),
        (SAID.format(by="bo", text="What does @led say?"), "", True),
        (SAID.format(by="bo", text="What does @cy say?"), "", False),
        (SAID.format(by="ana", text="I am @ana"), "", False),
        (SAID.format(by="bo", text="Well, @ana?") + "resolved: {by: bo, date: 2026-02-09}\n", "", False),
        (SAID.format(by="bo", text="Well, @ana?"), SAID.format(by="ana", text="Yes") + "reply-to: first\n", False),
        (SAID.format(by="bo", text="Well, @ana?"), SAID.format(by="cy", text="Yes") + "reply-to: first\n", True),
    ],
)
def test_a_comment_that_names_somebody_wants_an_answer(tmp_path: Path, first: str, more: str, asked: bool) -> None:
    (tmp_path / "comments").mkdir()
    files = {"comments/first.yaml": first, **({"comments/second.yaml": more} if more else {})}
    found = of(made(tmp_path, WORK, files)).review
    assert [(one.item, one.who, one.text) for one in found] == (
        [("p/ready", ("bo",), "names you in a comment, Fri 6 Feb")] if asked else []
    )


def test_under_which_names_somebody_answers(tmp_path: Path) -> None:
    found = made(tmp_path, WORK)
    assert hats(found, "ana") == {"ana", "led"}
    assert hats(found, "bo") == {"bo", "free"}


# --- meetings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("every: 1w, date: 2026-01-07", date(2026, 2, 11)),
        ("every: 1w, date: 2026-01-06", TODAY),
        ("every: 1w, date: 2026-03-04", date(2026, 3, 4)),
        ("every: 1w", date(2026, 2, 12)),
        ("every: 3d, date: 2026-02-09", date(2026, 2, 12)),
        ("every: 1mo, date: 2025-12-31", date(2026, 2, 28)),
        ("every: 1mo, date: 2025-11-10", TODAY),
        ("every: 3mo, date: 2025-11-09", date(2026, 5, 9)),
        ("every: 1y, date: 2024-02-29", date(2026, 2, 28)),
        ("every: 200y, date: 2025-01-01", date(2225, 1, 1)),
        ("date: 2026-02-10", TODAY),
        ("date: 2026-02-09", None),
    ],
)
def test_the_next_meeting(tmp_path: Path, text: str, day: date | None) -> None:
    """A series without a day begins with its project, here on a Thursday."""
    found = made(tmp_path, PROJECT.replace("id: p\n", "id: p\nstart: 2026-01-01\n") + f"meetings: {{x: {{{text}}}}}")
    meeting = found.workspace.items["p/x"]
    assert isinstance(meeting, Meeting)
    assert next_meeting(found, meeting) == day


def test_a_series_of_a_plan_without_a_start_is_on_mondays(tmp_path: Path) -> None:
    found = made(tmp_path, PROJECT + "meetings: {x: {every: 1w}, y: {notes: Never}}")
    meetings = [item for item in found.workspace.items.values() if isinstance(item, Meeting)]
    assert [first_meeting(found, one) for one in meetings] == [date(1970, 1, 5), None]
    assert [next_meeting(found, one) for one in meetings] == [date(2026, 2, 16), None]


# --- the same as `list` and `show` ------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", sorted(load(ACME).workspace.people))
def test_the_work_of_now_is_what_list_finds(person: str) -> None:
    """By its own way: the tasks of a person that are under way, blocked or ready, as every view knows them."""
    found = plan(load(ACME), TODAY)
    names = hats(found, person)
    wanted = {
        item.id
        for item in found.workspace.items.values()
        if isinstance(item, Task) and not (item.is_group or item.external or is_over(found, item))
        if names & set(_people(found, item))
        if value(found, item, "category") == "doing" or value(found, item, "blocked") or value(found, item, "ready")
    }
    assert {one.item for one in of(found, person).now if one.what == "work"} == wanted


def _people(found: Plan, task: Task) -> tuple[str, ...]:
    """Who does it, equipment apart; else who owns it."""
    booked = value(found, task, "people")
    assert booked is None or isinstance(booked, tuple)
    people = tuple(who for who in booked or () if who not in found.workspace.resources)
    return people or ((task.owner,) if task.owner else ())


def test_every_fact_is_that_of_show() -> None:
    """Whatever `my-work --json` says of an item by the name of a fact, `show --json` says, too."""
    told = json.loads(run(["my-work", "ana", "--json"], ACME).output)
    items = [one["item"] for part in ("now", "you-wait-for", "they-wait", "overdue", "next") for one in told[part]]
    assert len(items) > 10
    for item in items:
        shown = json.loads(run(["show", item["id"], "--json"], ACME).output)["item"]
        wrong = {key: (one, shown.get(key)) for key, one in item.items() if key in shown and one != shown[key]}
        assert wrong == {}, item["id"]
        assert {"status", "forecast", "due"} & set(shown) <= set(item) | {"document"}
