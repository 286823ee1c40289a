"""Nine years of real schedules, commit by commit: every date that was moved is told where it was moved, no other is.

The history is `../shared/real/openstack` (its README says whence it is and which dates were really moved).
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pmctl import git
from pmctl.changes import Consequences, consequences, former_ids
from pmctl.changes.edits import Edit, edits
from pmctl.load import Loaded
from pmctl.plan import plan
from pmctl.revision import Reader
from pmctl.scheduling import Memory
from tests.history import needs_git

REAL = Path(__file__).resolve().parents[1].parent / "shared" / "real" / "openstack"
REALLY_MOVED = {"antelope": 5, "xena": 2, "yoga": 2, "queens": 1, "caracal": 1, "dalmatian": 1}
"""By cycle, as the README of the history counts them."""
LATER_THAN_PLANNED = "ussuri/u-goals-research"
"""The one event of which the history says that it was finished on another day than its start and length gave."""

pytestmark = [
    needs_git,
    pytest.mark.skipif(not REAL.exists(), reason="the real history is not here (../shared/real/openstack)"),
]


@dataclass(frozen=True)
class Step:
    """A commit beside the one before it."""

    subject: str
    day: date
    before: Loaded
    after: Loaded
    edits: tuple[Edit, ...]
    follows: Consequences


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    folder = tmp_path_factory.mktemp("openstack")
    subprocess.run(["bash", str(REAL / "make_history.sh"), str(folder), "fixed"], check=True, capture_output=True)
    return list(_steps(folder))


def _steps(folder: Path) -> Iterator[Step]:
    """Each commit of the main line beside the one before, both as of its day."""
    line = git.main_line(folder, str(git.resolve_revision(folder, "HEAD")))
    assert line is not None and len(line) == 156
    memory = Memory()
    with Reader(folder) as reader:
        before = reader.load(line[0].id)
        for commit in line[1:]:
            after = reader.load(commit.id)
            assert before is not None and after is not None
            edited = edits(before.workspace, after.workspace)
            former = former_ids(before.workspace, after.workspace, edited)
            was, now = (plan(loaded, commit.day, memory=memory) for loaded in (before, after))
            yield Step(commit.subject, commit.day, before, after, edited, consequences(was, now, (), (), former))
            before = after


def test_every_real_move_is_told_by_its_commit_and_by_nothing_else(steps: list[Step]) -> None:
    moved = Counter[str]()
    for step in steps:
        told = {one.item for one in step.follows.moves if not one.happened}
        assert told == _redated(step), step.subject
        moved.update(id.partition("/")[0] for id in told)
    assert moved == REALLY_MOVED


def test_what_was_finished_on_another_day_says_so(steps: list[Step]) -> None:
    happened = [one.item for step in steps for one in step.follows.moves if one.happened]
    assert happened == [LATER_THAN_PLANNED]


def test_a_move_of_a_week_is_five_working_days(steps: list[Step]) -> None:
    found = {one.item: one.days for step in steps for one in step.follows.moves if not one.happened}
    assert found["queens/r-ptl-nomination"] == 5
    assert (found["xena/x-final-lib"], found["xena/x-oslo-feature-freeze"]) == (5, -5)
    assert [found[f"antelope/a-{key}"] for key in ("1", "2", "3", "extra-atc-freeze", "cycle-highlights")] == [
        1, 1, 1, 1, 5
    ]  # fmt: skip


def test_each_move_has_its_edit(steps: list[Step]) -> None:
    """A typed date is moved by hand: no date moves without an edit of the same item."""
    for step in steps:
        edited = {one.id for one in step.edits if one.change != "added"}
        assert {one.item for one in step.follows.moves} <= edited, step.subject


def test_what_is_only_reworded_moves_nothing(steps: list[Step]) -> None:
    words = [
        step
        for step in steps
        if step.edits and all(_keys(one) <= {"name", "description", "links"} for one in step.edits)
    ]
    assert len(words) > 5
    for step in words:
        follows = step.follows
        assert not (follows.moves or follows.shifts or follows.promises or follows.costs or follows.loads), step.subject


def _keys(edit: Edit) -> set[str]:
    return {field.key for field in edit.fields} if edit.change == "changed" else {edit.change}


def _redated(step: Step) -> set[str]:
    """The items of both sides whose typed dates differ, read from the files with nothing of ours."""
    was, now = (_dates(loaded) for loaded in (step.before, step.after))
    return {id for id in was.keys() & now.keys() if was[id] != now[id]}


def _dates(loaded: Loaded) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for path, text in loaded.texts.items():
        if path.startswith("projects/"):
            found |= _dates_in(Path(path).stem, text)
    return found


@cache
def _dates_in(document: str, text: str) -> dict[str, tuple[object, ...]]:
    """The dates of one file, most of which stay the same from commit to commit."""
    found: dict[str, tuple[object, ...]] = {}
    _collect(yaml.load(text, yaml.CSafeLoader).get("tasks", {}), document, found)
    return found


def _collect(tasks: dict[str, Any], document: str, found: dict[str, tuple[object, ...]]) -> None:
    for key, task in tasks.items():
        found[f"{document}/{key}"] = tuple(task.get(name) for name in ("milestone", "start", "duration", "due"))
        _collect(task.get("tasks", {}), document, found)
