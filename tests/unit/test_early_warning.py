"""Work under way that shows early that it will not come as planned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pmctl.insights.cycle_times import expected_days
from pmctl.insights.early_warning import EarlyWarning, Signs, warning_text, warnings_of
from pmctl.insights.estimates import grew
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.quantity import Units

TODAY = date(2026, 2, 10)


def made(folder: Path, tasks: str, more: str = "") -> Plan:
    (folder / "plan.yaml").write_text(f"kind: project\nid: p\ntasks:\n{tasks}", "utf-8")
    (folder / "people.yaml").write_text("kind: people\npeople: {ana: {}, bo: {}}\n", "utf-8")
    if more:
        (folder / "more.yaml").write_text(more, "utf-8")
    return plan(load(folder), TODAY)


def test_cycle_time_counts_both_days(tmp_path: Path) -> None:
    """FORMULAS section 9: finished - started + 1, the same day is 1; too few say nothing."""
    done = "  {id}: {{effort: 1d, status: done, started: 2026-02-02, finished: 2026-02-0{last}}}\n"
    few = made(tmp_path, "".join(done.format(id=f"t{last}", last=last) for last in (2, 3, 6, 9)))
    assert expected_days(few, "p") is None
    found = made(tmp_path, "".join(done.format(id=f"t{last}", last=last) for last in (2, 3, 4, 6, 9)))
    assert expected_days(found, "p") == 8, "of 1 2 3 5 8 the fifth: ceil(0.85 * 5)"


def test_behind_its_time(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "  late: {effort: 10d, owner: ana, started: 2026-01-29, progress: 30%}\n"
        "  fine: {effort: 10d, owner: bo, started: 2026-01-29, progress: 70%}\n"
        "  idle: {effort: 10d, owner: bo}\n",
    )
    (one,) = warnings_of(found, "p")
    assert one == EarlyWarning("p/late", ("ana",), Fraction(8, 10), Fraction(3, 10))
    assert warning_text(one) == "80% of time, 30% done"


@pytest.mark.parametrize(("due", "elapsed"), [("2026-02-11", Fraction(8, 10)), ("2026-02-06", Fraction(8, 7))])
def test_the_time_up_to_the_promise_is_what_was_planned(tmp_path: Path, due: str, elapsed: Fraction) -> None:
    task = f"  api: {{effort: 30d, owner: ana, started: 2026-01-29, progress: 30%, due: {due}}}\n"
    (one,) = warnings_of(made(tmp_path, task), "p")
    assert one.elapsed == elapsed


QUIET = "  api: {effort: 30d, owner: ana, started: 2026-01-19, progress: 60%}\n"


def test_silence_says_nothing_where_nobody_speaks(tmp_path: Path) -> None:
    assert warnings_of(made(tmp_path, QUIET), "p") == ()


def test_the_last_booked_hour_is_a_sign(tmp_path: Path) -> None:
    sheet = "kind: timesheet\nperson: ana\nentries: {2026-01-28: {p/api: 8h}}\n"
    (one,) = warnings_of(made(tmp_path, QUIET, sheet), "p")
    assert (one.quiet, one.elapsed) == (9, None)


@pytest.mark.parametrize(("edited", "quiet"), [(date(2026, 2, 2), 6), (date(2026, 2, 3), None), (None, 16)])
def test_the_last_edit_is_a_sign(tmp_path: Path, edited: date | None, quiet: int | None) -> None:
    """Five working days are no silence yet; what was never edited is silent since its start."""
    signs = Signs({"p/api": edited} if edited else {}, {}, date(2026, 1, 1))
    found = warnings_of(made(tmp_path, QUIET), "p", signs)
    assert [one.quiet for one in found] == ([quiet] if quiet else [])


def test_of_what_lies_before_the_history_nothing_is_said(tmp_path: Path) -> None:
    signs = Signs({}, {}, date(2026, 2, 9))
    assert warnings_of(made(tmp_path, QUIET), "p", signs) == ()


@pytest.mark.parametrize(("times", "text"), [(1, ""), (2, "estimate grew twice"), (3, "estimate grew 3 times")])
def test_an_estimate_that_grows_again(tmp_path: Path, times: int, text: str) -> None:
    signs = Signs({"p/api": TODAY}, {"p/api": times}, date(2026, 1, 1))
    assert [warning_text(one) for one in warnings_of(made(tmp_path, QUIET), "p", signs)] == ([text] if text else [])


@pytest.mark.parametrize(
    ("key", "before", "after", "much"),
    [
        ("effort", "5d", "6d", True),
        ("effort", "5d", "5.5d", False),
        ("effort", "20d", "22d", False),
        ("effort", "6d", "5d", False),
        ("effort", "5d", "?", False),
        ("effort", None, "5d", False),
        ("points", "1", "8", False),
    ],
)
def test_growth_is_a_day_and_a_fifth(key: str, before: str | None, after: str, much: bool) -> None:
    assert grew(key, before, after, Units()) is much
