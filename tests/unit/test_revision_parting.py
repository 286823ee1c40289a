"""Which branch all work ends in, and where a line of work left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.revision import named
from pmctl.revision.parting import main_branch, parted
from tests.history import git as run
from tests.history import make, needs_git

pytestmark = needs_git

LINES = """
commit 2026-02-01 ana: one
branch side
commit 2026-02-02 bo: on the side
switch main
commit 2026-02-03 ana: two
"""


def test_the_commit_that_two_lines_share(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", LINES)
    found = parted(top, named(top, "main"), named(top, "side"))
    assert found.id == named(top, "main~1").id
    assert (found.name, found.day.day) == ("main, where side left it", 1)


def test_a_line_that_has_not_left_is_called_by_its_name(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", LINES)
    assert parted(top, named(top, "main"), named(top, "HEAD")).name == "main"
    assert main_branch(top).id == named(top, "main").id


def test_lines_that_share_nothing_are_a_wrong_call(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", LINES)
    run(top, "checkout", "-q", "--orphan", "alone")
    run(top, "commit", "-q", "--allow-empty", "-m", "alone")
    with pytest.raises(UserError, match="`main` and `alone` share no commit"):
        parted(top, named(top, "main"), named(top, "alone"))


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path) -> None:
    origin = make(tmp_path / "origin", LINES)
    run(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{origin}", "clone")
    top = tmp_path / "clone"
    with pytest.raises(UserError, match="this clone is shallow") as error:
        parted(top, named(top, "origin/main"), named(top, "origin/side"))
    assert "fetch-depth: 0" in error.value.hint


def test_nobody_can_tell_the_main_branch(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", LINES)
    run(top, "branch", "-q", "-m", "main", "trunk")
    with pytest.raises(UserError, match="main"):
        main_branch(top)
