"""Promises between people: who needs what from whom, by when, and how far the forecast is from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.insights.needs import Need, hands_of, needs
from pmctl.insights.relations import waits
from pmctl.load import load
from pmctl.plan import Plan, plan

PEOPLE = """kind: people
people: {ana: {}, bo: {}, cy: {}, mia: {}}
resources: {rig: {}}
"""


def made(folder: Path, tasks: str, head: str = "lead: mia") -> Plan:
    (folder / "people.yaml").write_text(PEOPLE, "utf-8")
    (folder / "plan.yaml").write_text(f"kind: project\nid: p\n{head}\ntasks:\n{tasks}", "utf-8")
    return plan(load(folder), date(2026, 2, 10))  # a Tuesday


def one(found: Plan) -> Need:
    (need,) = needs(found, waits(found))
    return need


END = "  long: {duration: 19d, owner: cy}\n  end: {milestone: true, owner: cy, after: [page, long]}\n"  # Friday 6 March


@pytest.mark.parametrize(
    ("api", "link", "by", "gap"),
    [
        ("effort: 5d, due: 2026-02-12", "api", date(2026, 2, 12), 2),  # what is promised counts
        ("effort: 5d", "api", date(2026, 3, 3), -11),  # three days before the end
        ("effort: 5d", "api + 2d", date(2026, 2, 27), -9),
        ("effort: 5d", "api + 2ed", date(2026, 2, 27), -9),  # two days before Wednesday morning is Monday morning
        ("effort: 5d", "api - 1d", date(2026, 3, 4), -12),
        ("duration: 10d", "api + 20%", date(2026, 2, 27), -4),
        ("effort: 5d", "api FF", date(2026, 3, 6), -14),
        ("effort: 5d, due: 2026-02-12", "api SS + 1d", date(2026, 3, 3), -15),  # a promise is about the end
    ],
)
def test_by_when_it_is_needed(tmp_path: Path, api: str, link: str, by: date, gap: int) -> None:
    found = made(tmp_path, f"  api: {{{api}, owner: ana}}\n  page: {{effort: 3d, owner: bo, after: {link}}}\n{END}")
    need = next(need for need in needs(found, waits(found)) if need.for_item == "p/page")
    assert (need.who, need.giver, need.by, need.gap) == (("bo",), ("ana",), by, gap)


def test_the_rest_of_what_was_begun_must_begin_in_time(tmp_path: Path) -> None:
    """Two days of work are left, so that it may go on on Thursday 5 March, though the whole takes ten."""
    page = "  page: {effort: 10d, owner: bo, after: api, started: 2026-02-02, remaining: 2d}\n"
    found = made(tmp_path, f"  api: {{effort: 5d, owner: ana}}\n{page}{END}")
    need = next(need for need in needs(found, waits(found)) if need.for_item == "p/page")
    assert need.by == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("task", "hands"),
    [
        ("owner: ana, effort: 1d", ("ana",)),
        ("assign: [ana, bo], owner: cy, effort: 1d", ("ana", "bo")),
        ("assign: [rig, bo], owner: cy, duration: 1d", ("bo",)),
        ("assign: rig, owner: cy, duration: 1d", ("cy",)),
        ("assign: rig, duration: 1d", ("mia",)),
        ("external: {party: Acme Legal}, owner: ana, duration: 1d", ("Acme Legal",)),
        ("milestone: true", ("mia",)),
        ("tasks: {x: {effort: 1d, owner: ana}, y: {effort: 1d, owner: bo}}", ("ana", "bo")),
        ("owner: cy, tasks: {x: {effort: 1d, owner: ana}}", ("cy",)),
        (
            "tasks: {x: {effort: 1d, owner: ana, status: done, finished: 2026-02-02}, y: {effort: 1d, owner: bo}}",
            ("bo",),
        ),
    ],
)
def test_in_whose_hands_it_is(tmp_path: Path, task: str, hands: tuple[str, ...]) -> None:
    found = made(tmp_path, f"  t: {{{task}}}\n")
    assert hands_of(found, found.workspace.items["p/t"]) == hands


@pytest.mark.parametrize(
    ("before", "after", "who", "giver"),
    [
        ("[ana, bo]", "[bo]", ("bo",), ("ana",)),
        ("[ana]", "[ana, bo]", ("bo",), ("ana",)),
        ("[ana, bo]", "[bo, cy]", ("bo", "cy"), ("ana", "bo")),
    ],
)
def test_nobody_waits_for_themselves(
    tmp_path: Path, before: str, after: str, who: tuple[str, ...], giver: tuple[str, ...]
) -> None:
    tasks = f"  a: {{effort: 2d, assign: {before}}}\n  b: {{effort: 2d, assign: {after}, after: a}}\n"
    need = one(made(tmp_path, tasks))
    assert (need.who, need.giver) == (who, giver)


@pytest.mark.parametrize(
    "tasks",
    [
        "  a: {effort: 2d, owner: ana}\n  b: {effort: 2d, owner: ana, after: a}\n",
        "  a: {effort: 2d, owner: ana, status: done, finished: 2026-02-02}\n  b: {effort: 2d, owner: bo, after: a}\n",
        "  a: {effort: 2d, owner: ana, started: 2026-02-02}\n  b: {effort: 2d, owner: bo, after: a SS}\n",
        "  a: {effort: 2d, owner: ana}\n  b: {effort: 2d, owner: bo, after: a, status: dropped}\n",
    ],
)
def test_what_is_no_promise(tmp_path: Path, tasks: str) -> None:
    found = made(tmp_path, tasks)
    assert needs(found, waits(found)) == []
