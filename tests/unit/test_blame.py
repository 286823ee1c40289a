"""Who moved a forecast: hand-solved histories, and that all rows sum up whatever the history is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.history import Blame, blame, line, reading
from pmctl.insights.working_time import working_days
from pmctl.revision import named
from tests import history
from tests.history import needs_git
from tests.past import PEOPLE, PLAN, made, past

pytestmark = needs_git
MANY = 10**6
FIRST = "commit 2026-01-12 ana: Plan\n"
TODAY = date(2026, 1, 12)
WAITING = PLAN.replace(", started: 2026-01-12", "")
"""Nobody has begun: what is planned begins today at the earliest."""


def blamed(folder: Path, today: date = TODAY, id: str = "build/launch", room: int = MANY) -> Blame:
    found = past(folder, today)
    told = blame(found, found.end.plan.workspace.items[id], room)
    _sums_up(told)
    return told


def _sums_up(told: Blame) -> None:
    """The rows telescope to the whole, and the shares of each row to the row, without a rest."""
    assert sum(row.days for row in told.rows) == told.days
    for row in told.rows:
        shares = [cause.days for cause in row.causes.causes]
        if shares and None not in shares:
            assert sum(share for share in shares if share is not None) == row.days


def rows(told: Blame) -> list[tuple[str, int]]:
    return [(row.commit.subject if row.commit else row.kind, row.days) for row in told.rows]


def shares(told: Blame, number: int) -> dict[str, Fraction | None]:
    return {cause.edits[0].id: cause.days for cause in told.rows[number].causes.causes}


def test_estimate_leave_scope_and_clock(tmp_path: Path) -> None:
    """The vector of FORMULAS.md, section 12: +3d estimate, +2d leave, -1d scope, +1d clock = +5d."""
    made(
        tmp_path / "p",
        FIRST
        + """
        set build.yaml: api: {effort: 10d -> api: {effort: 13d
        commit 2026-01-12 bo: Estimate
        set people.yaml: ana: {rate: 400/d} -> ana: {rate: 400/d, time-off: [2026-01-20..2026-01-21]}
        commit 2026-01-12 bo: Leave
        set build.yaml: duration: 3d -> duration: 2d
        commit 2026-01-13 ana: Scope
        """.replace("\n        ", "\n"),
        WAITING,
    )
    told = blamed(tmp_path / "p", date(2026, 1, 13))
    assert rows(told) == [("Plan", 0), ("Estimate", 3), ("Leave", 2), ("clock", 1), ("Scope", -1)]
    assert told.days == 5
    assert [list(shares(told, number)) for number in (1, 2, 4)] == [["build/api"], ["ana"], ["build/docs"]]


def test_edits_of_one_commit_share_its_move(tmp_path: Path) -> None:
    """The vector of FORMULAS.md: alone +3d and +1d, together +3d: 2.5d and 0.5d."""
    equal = PLAN.replace("effort: 5d", "effort: 10d")
    steps = FIRST + (
        "set build.yaml: design: {effort: 10d -> design: {effort: 11d\n"
        "set build.yaml: api: {effort: 10d -> api: {effort: 13d\n"
        "commit 2026-01-12 bo: Both\n"
    )
    told = blamed(made(tmp_path / "p", steps, equal))
    assert rows(told) == [("Plan", 0), ("Both", 3)]
    assert shares(told, 1) == {"build/api": Fraction(5, 2), "build/design": Fraction(1, 2)}


def test_a_revert_takes_back_what_it_reverts(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: api: {effort: 10d -> api: {effort: 13d\ncommit 2026-01-12 bo: More\n"
        "set build.yaml: api: {effort: 13d -> api: {effort: 10d\ncommit 2026-01-12 bo: Revert\n"
    )
    told = blamed(made(tmp_path / "p", steps))
    assert rows(told) == [("Plan", 0), ("More", 3), ("Revert", -3)]
    assert told.days == 0 and told.first == told.now


def test_a_holiday_and_a_rate(tmp_path: Path) -> None:
    steps = FIRST + (
        "add pmctl.yaml: calendars: {default: {days-off: [2026-01-19]}}\ncommit 2026-01-12 bo: Founders' day\n"
        "set people.yaml: rate: 400/d -> rate: 450/d\ncommit 2026-01-12 bo: Dearer\n"
    )
    told = blamed(made(tmp_path / "p", steps))
    assert [row.commit.subject for row in told.rows if row.commit] == ["Plan", "Founders' day"]
    assert list(shares(told, 1)) == ["default"]
    assert (told.first, told.now) == (date(2026, 1, 28), date(2026, 1, 29))


def test_what_was_renamed_is_the_same(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: api: {effort: 10d -> api: {effort: 13d\ncommit 2026-01-12 bo: More\n"
        "set build.yaml: launch: -> go-live:\ncommit 2026-01-12 bo: Renamed\n"
        "set build.yaml: api: {effort: 13d -> api: {effort: 14d\ncommit 2026-01-12 bo: Still more\n"
    )
    told = blamed(made(tmp_path / "p", steps), id="build/go-live")
    assert rows(told) == [("Plan", 0), ("More", 3), ("Still more", 1)]


def test_what_is_gone_for_a_while_counts_from_where_it_was(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: docs: {duration: 3d -> docs: {status: dropped, duration: 3d\ncommit 2026-01-12 bo: Dropped\n"
        "set build.yaml: status: dropped, duration: 3d -> duration: 5d\ncommit 2026-01-12 bo: Wanted after all\n"
    )
    told = blamed(made(tmp_path / "p", steps), id="build/docs")
    assert rows(told) == [("Plan", 0), ("Dropped", 0), ("Wanted after all", 2)]
    assert [row.now is None for row in told.rows] == [False, True, False]
    assert told.days == 2


def test_what_is_not_committed_is_a_row(tmp_path: Path) -> None:
    told = blamed(made(tmp_path / "p", FIRST + "set build.yaml: effort: 10d -> effort: 12d\n"))
    assert rows(told) == [("Plan", 0), ("work tree", 2)]
    assert list(shares(told, 1)) == ["build/api"]


def test_what_is_only_written_otherwise_is_no_row(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: effort: 10d -> effort: 80h\ncommit 2026-01-12 bo: In hours\n"
        "add README.md: words\ncommit 2026-01-12 bo: No plan\n"
    )
    told = blamed(made(tmp_path / "p", steps))
    assert rows(told) == [("Plan", 0)]
    assert told.revisions == 2, "a commit that leaves all plan files alone is no revision of the plan"


def test_days_that_go_back_sum_up(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: api: {effort: 10d -> api: {effort: 11d\ncommit 2026-01-20 bo: Late clock\n"
        "set build.yaml: api: {effort: 11d -> api: {effort: 12d\ncommit 2026-01-15 bo: Early clock\n"
    )
    told = blamed(made(tmp_path / "p", steps, WAITING), date(2026, 1, 21))
    assert [name for name, _ in rows(told)] == ["Plan", "clock", "Late clock", "clock", "Early clock", "clock"]
    assert rows(told)[3][1] < 0


def test_shares_that_would_take_too_long_are_left_open(tmp_path: Path) -> None:
    steps = FIRST + (
        "set build.yaml: api: {effort: 10d -> api: {effort: 13d\n"
        "set build.yaml: duration: 3d -> duration: 4d\ncommit 2026-01-12 bo: Both\n"
    )
    folder = made(tmp_path / "p", steps)
    told = blamed(folder, room=3)
    assert (told.open, set(shares(told, 1).values())) == (1, {None})
    assert blamed(folder, room=4).open == 0


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    steps = FIRST + "set build.yaml: 10d -> 11d\ncommit 2026-01-12 bo: More\nshallow 1\n"
    assert blamed(made(tmp_path / "p", steps)).is_cut


# --- who computes it, and what is kept --------------------------------------------------------------------------------

LONG = FIRST + "".join(
    f"set build.yaml: api: {{effort: {days}d -> api: {{effort: {days + 1}d\ncommit 2026-01-{12 + days % 7} bo: {days}\n"
    for days in range(10, 18)
)


def test_it_is_the_same_whoever_computes_it_and_whatever_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = made(tmp_path / "p", LONG), tmp_path / "cache"
    alone = blamed(folder)

    def again() -> Blame:
        found = past(folder, TODAY, cache)
        return blame(found, found.end.plan.workspace.items["build/launch"], MANY)

    monkeypatch.setattr(reading, "MANY", 1)
    monkeypatch.setattr(reading, "PART", 2)
    monkeypatch.setattr(reading, "_processors", lambda: 2)
    assert _told(again()) == _told(alone), "several processes"
    monkeypatch.setattr(reading, "answered", _refuse)
    assert _told(again()) == _told(alone), "from what was kept"
    monkeypatch.undo()
    (file,) = cache.iterdir()
    kept = file.read_bytes()
    for damaged in (b"", kept[:-9], kept.replace(b"7", b"8"), b"[]", b"0\n{}", kept[:40] + b"\xff" + kept[41:]):
        file.write_bytes(damaged)
        assert _told(again()) == _told(alone), "damaged"
    file.unlink()
    assert _told(again()) == _told(alone), "deleted"
    assert file.read_bytes() == kept


def _refuse(*_: object) -> dict[str, object]:
    raise AssertionError("it was kept")


def _told(one: Blame) -> tuple[object, ...]:
    return one.days, [(row.kind, row.day, row.was, row.now, row.days, row.causes) for row in one.rows]


# --- any history ------------------------------------------------------------------------------------------------------

EDITS: tuple[tuple[str, str, str], ...] = (
    ("build.yaml", "api: {effort: 10d", "api: {effort: 13d"),
    ("build.yaml", "design: {effort: 5d", "design: {effort: 12d"),
    ("build.yaml", "duration: 3d", "duration: 1d"),
    ("build.yaml", "after: [design, api]", "after: [api]"),
    ("build.yaml", "milestone: true, after: docs", "milestone: true, after: [docs, design + 6d]"),
    ("build.yaml", "start: 2026-01-12\n", "start: 2026-01-14\n"),
    ("people.yaml", "ana: {rate: 400/d}", "ana: {rate: 400/d, time-off: [2026-01-20..2026-01-22]}"),
    ("people.yaml", "bo: {rate: 500/d}", "bo: {rate: 550/d, availability: 50%}"),
    ("pmctl.yaml", "name: Acme", "name: Acme\ncalendars: {default: {days-off: [2026-01-23]}}"),
)
"""Each is made when it comes first, reverted when it comes again, and so on."""
COMMITS = st.lists(
    st.tuples(st.integers(0, 9), st.sets(st.integers(0, len(EDITS) - 1), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12)
@given(COMMITS, st.booleans())
def test_every_history_sums_up(commits: Sequence[tuple[int, set[int]]], waits: bool) -> None:
    """Interactions, reverts, a leave and rates in another file, a holiday: whatever is committed, on whatever day."""
    steps, made_so_far, day = [FIRST.strip()], set[int](), TODAY
    for gap, chosen in commits:
        day += timedelta(days=gap)
        for number in sorted(chosen):
            file, old, new = (text.replace("\n", "\\n") for text in EDITS[number])
            steps.append(f"set {file}: {new} -> {old}" if number in made_so_far else f"set {file}: {old} -> {new}")
            made_so_far ^= {number}
        steps.append(f"commit {day} bo: {len(steps)}")
    with TemporaryDirectory() as folder:
        found = past(made(Path(folder) / "p", "\n".join(steps), WAITING if waits else PLAN), day + timedelta(days=3))
        for id in ("build/launch", "build/docs", "build"):
            item = found.end.plan.workspace.items[id]
            told = blame(found, item, MANY)
            _sums_up(told)
            assert told.first is not None and told.now is not None
            assert told.days == working_days(found.end.plan, item, told.first, told.now)


def test_commits_that_leave_the_folder_of_the_plan_alone_are_passed_over(tmp_path: Path) -> None:
    """The plan stands in a folder of a larger repository, one file of it deeper; what is beside it is no revision."""
    top = tmp_path / "repository"
    (top / "plan" / "deep" / "down").mkdir(parents=True)
    (top / "plan" / "build.yaml").write_text(dedent(PLAN).lstrip(), "utf-8")
    (top / "plan" / "deep" / "down" / "people.yaml").write_text(PEOPLE, "utf-8")
    made_steps = FIRST + (
        "add code/main.yaml: a: 1\ncommit 2026-01-12 bo: Beside it\n"
        "add plan/notes.md: words\ncommit 2026-01-12 bo: In it, no plan\n"
        "set plan/deep/down/people.yaml: rate: 400/d -> time-off: [2026-01-20]\ncommit 2026-01-12 bo: Deep\n"
        "move plan/deep/down/people.yaml plan/deep/people.yaml\ncommit 2026-01-12 bo: Elsewhere\n"
    )
    folder = history.make(top, made_steps) / "plan"
    found = line(folder, named(folder, "HEAD"))
    assert [one.subject for one in found.commits] == ["Plan", "Deep", "Elsewhere"]
    assert rows(blamed(folder)) == [("Plan", 0), ("Deep", 1)]


BROKEN = f"""
{FIRST}
set build.yaml: api: {{effort: 10d -> api: {{effort: 12d
commit 2026-01-12 bo: Longer
set build.yaml: tasks: -> tasks: [
set pmctl.yaml: Acme -> [Acme
commit 2026-01-12 bo: Broken
set people.yaml: 400/d -> 450/d
commit 2026-01-12 ana: Dearer meanwhile
set build.yaml: tasks: [ -> tasks:
set pmctl.yaml: [Acme -> Acme
set build.yaml: effort: 12d -> effort: 14d
set build.yaml: duration: 3d -> duration: 4d
commit 2026-01-12 ana: Whole, and longer again
"""


def test_what_cannot_be_read_for_a_while_counts_as_before(tmp_path: Path) -> None:
    folder, cache = made(tmp_path / "plan", BROKEN), tmp_path / "cache"
    today = past(folder, TODAY, cache)
    launch = today.end.plan.workspace.items["build/launch"]
    cold = blame(today, launch, MANY)
    assert [(row.kind, row.days) for row in cold.rows] == [("first", 0), ("revision", 2), ("revision", 3)]
    shares = {cause.edits[0].id: cause.days for cause in cold.rows[2].causes.causes}
    assert shares == {"build/api": 2, "build/docs": 1}
    assert [one.commit.subject for one in cold.unread] == ["Broken", "Dearer meanwhile"]
    assert cold.unread[0].files == ("pmctl.yaml", "build.yaml")
    warm = blame(past(folder, TODAY, cache), launch, MANY)
    assert warm == cold


def test_what_cannot_be_read_in_the_end_is_not_there(tmp_path: Path) -> None:
    """What was found out while a broken revision was the last one is not believed when another one follows."""
    folder, cache = made(tmp_path / "plan", BROKEN.partition("set people")[0]), tmp_path / "cache"
    broken = past(folder, TODAY, cache)
    assert "build/launch" not in broken.end.plan.workspace.items
    reading.gather(broken, reading.steps_of(broken.line, "dates", "clock", "changes"))
    (folder / "build.yaml").write_text(
        (folder / "build.yaml").read_text("utf-8").replace("tasks: [", "tasks:"), "utf-8"
    )
    (folder / "pmctl.yaml").write_text("kind: workspace\nname: Acme\n", "utf-8")
    mended = past(folder, TODAY, cache)
    told = blame(mended, mended.end.plan.workspace.items["build/launch"], MANY)
    assert [(row.kind, row.days) for row in told.rows] == [("first", 0), ("revision", 2)], "mended, not committed"
    history.git(folder, "commit", "-qam", "Whole", when="2026-01-12")
    after = past(folder, TODAY, cache)
    told = blame(after, after.end.plan.workspace.items["build/launch"], MANY)
    assert [(row.kind, row.days) for row in told.rows] == [("first", 0), ("revision", 2)]
