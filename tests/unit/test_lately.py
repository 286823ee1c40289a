"""What was edited since a day, by today's names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.history import Archive, End, Past, edits_since, line, signs_since
from pmctl.load import load
from pmctl.plan import plan
from pmctl.revision import named
from tests import history
from tests.history import needs_git

pytestmark = needs_git

STEPS = """
add plan.yaml: kind: project\\nid: p\\ntasks:\\n  old: {name: Payment API, effort: 2d}\\n  form: {effort: 4d}
commit 2026-01-05 ana: The plan
set plan.yaml: effort: 2d -> effort: 4d
commit 2026-01-12 ana: Twice as much
set plan.yaml: old: {name -> api: {name
commit 2026-02-02 bo: Another name
set plan.yaml: Payment API, effort: 4d -> Payment API, effort: 9d
commit 2026-02-09 bo: Even more
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return history.make(tmp_path / "plan", STEPS)


def past(folder: Path, today: date = date(2026, 2, 10)) -> Past:
    return Past(line(folder, named(folder, "HEAD")), Archive(None, ""), End(plan(load(folder), today)))


@pytest.mark.parametrize(
    ("since", "items"),
    [
        (date(2026, 1, 1), ["p/api", "p/api", "p/api"]),
        (date(2026, 1, 12), ["p/api", "p/api", "p/api"]),
        (date(2026, 1, 13), ["p/api", "p/api"]),
        (date(2026, 2, 9), ["p/api"]),
        (date(2026, 2, 10), []),
    ],
)
def test_from_a_day_on(folder: Path, since: date, items: list[str]) -> None:
    """What the first commit holds was not edited in it; what was renamed bears its new name."""
    assert [one.item for one in edits_since(past(folder), since)] == items


def test_who_edited_and_when(folder: Path) -> None:
    (one,) = edits_since(past(folder), date(2026, 2, 5))
    assert one.commit is not None
    assert (one.day, one.commit.author, one.edit.fields[0].after) == (date(2026, 2, 9), "Bo", "9d")


def test_what_comes_after_today_is_not_known_yet(folder: Path) -> None:
    assert [one.day for one in edits_since(past(folder, date(2026, 1, 20)), date(2026, 1, 1))] == [date(2026, 1, 12)]


def test_signs_of_work(folder: Path) -> None:
    signs = signs_since(past(folder), date(2026, 1, 1))
    assert signs is not None
    assert (signs.edited, signs.grown) == ({"p/api": date(2026, 2, 9)}, {"p/api": 2})
    assert signs.since == date(2026, 1, 5)


def test_a_history_that_begins_later_tells_nothing(folder: Path) -> None:
    assert signs_since(past(folder, date(2026, 1, 4)), date(2025, 1, 1)) is None
