"""Since when a fact is as it is: which commit made it so, through other edits, other files, and a clone that ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmctl.history.setting import Setting, set_by
from pmctl.load import load
from pmctl.plan import plan
from tests import history

pytestmark = history.needs_git

STEPS = """\
add shop.yaml: kind: product\\nid: shop\\nvision: x\\nstage: development\\n
commit 2026-01-05 pia: A shop
set shop.yaml: stage: development -> stage: growth
commit 2026-01-12 bo: It grows
set shop.yaml: vision: x -> vision: y
commit 2026-01-19 pia: Another vision
move shop.yaml store.yaml
commit 2026-01-26 pia: Another file
"""


def stage_set(folder: Path, steps: str) -> Setting | None:
    """Which commit gave the shop its stage."""
    found = plan(load(history.make(folder, steps)), date(2026, 2, 10))
    return set_by(found, found.workspace.items["shop"], "stage")


def test_the_commit_that_made_it_so(tmp_path: Path) -> None:
    found = stage_set(tmp_path / "plan", STEPS)
    assert found is not None and found.commit is not None
    assert (found.commit.day, found.commit.author, found.was) == (date(2026, 1, 12), "Bo", "development")


def test_what_is_not_committed(tmp_path: Path) -> None:
    found = stage_set(tmp_path / "plan", STEPS + "set store.yaml: stage: growth -> stage: decline\n")
    assert found == Setting(None, "growth")


def test_what_was_so_from_the_beginning(tmp_path: Path) -> None:
    found = stage_set(tmp_path / "plan", "".join(STEPS.splitlines(True)[:2]))
    assert found is not None and found.commit is not None
    assert (found.commit.day, found.was) == (date(2026, 1, 5), None)


def test_a_clone_that_does_not_know_says_nothing(tmp_path: Path) -> None:
    assert stage_set(tmp_path / "plan", STEPS + "shallow 1\n") is None


def test_without_git_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("{kind: product, vision: x, stage: growth}", "utf-8")
    found = plan(load(tmp_path), date(2026, 2, 10))
    assert set_by(found, found.workspace.items["shop"], "stage") is None
    assert set_by(found, found.workspace.items["shop"], "pricing") is None
