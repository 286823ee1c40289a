"""What the shell completes: ids of the plan that is meant, and nothing where it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from pmctl.cli import pmctl
from tests.history import make, needs_git

BASELINE = "kind: baseline\nof: checkout\ndate: 2026-02-02\ntasks: {a: {finish: 2026-02-03}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "checkout.yaml").write_text("kind: project\ntasks: {a: {}, api: {}}\n")
    (tmp_path / "agreed.yaml").write_text(BASELINE)
    return str(tmp_path)


def completed(*words: str) -> list[str]:
    """What is offered for the last of some words."""
    return [one.value for one in ShellComplete(pmctl, {}, "pmctl", "_").get_completions(list(words[:-1]), words[-1])]


def test_items_documents_and_baselines_are_offered_as_they_begin(folder: str) -> None:
    assert completed("show", "-C", folder, "che") == ["checkout", "checkout/a", "checkout/api"]
    assert completed("show", "-C", folder, "checkout/ap") == ["checkout/api"]
    assert completed("forecast", "-C", folder, "checkout/ap") == ["checkout/api"]
    assert completed("status", "-C", folder, "che") == ["checkout"]
    assert completed("status", "-C", folder, "--baseline", "a") == ["agreed"]
    assert completed("baseline", "show", "-C", folder, "a") == ["agreed"]


def test_the_keys_of_an_item_are_offered(folder: str) -> None:
    assert completed("set", "-C", folder, "api", "eff") == ["effort="]
    assert completed("set", "-C", folder, "checkout", "pha") == ["phase="]
    assert completed("set", "-C", folder, "checkout/api", "effort=2d", "du") == ["duration=", "due="]
    assert completed("set", "-C", folder, "nothing", "eff") == []


@pytest.mark.parametrize("place", ["nowhere", "empty", "pmctl.yaml"])
def test_a_plan_that_cannot_be_read_completes_nothing(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pmctl.yaml").write_bytes(b"\xff\x00: [")
    assert completed("show", "-C", str(tmp_path / place), "") == []


@needs_git
def test_branches_and_tags_are_offered_and_the_plan_is_that_of_the_revision(tmp_path: Path) -> None:
    first = "add plan.yaml: kind: project\\ntasks: {api: {}}\ncommit 2026-02-02 ana: one\ntag v1.0\n"
    top = make(tmp_path / "plan", f"{first}set plan.yaml: api -> web\ncommit 2026-02-03 ana: two")
    assert completed("status", "-C", str(top), "--at", "v") == ["v1.0"]
    assert completed("status", "-C", str(top), "--at", "") == ["main", "v1.0"]
    assert completed("show", "-C", str(top), "--at", "v1.0", "plan/") == ["plan/api"]
    assert completed("show", "-C", str(top), "plan/") == ["plan/web"]
    assert completed("show", "-C", str(top), "--at", "v9", "plan/") == []
    assert completed("status", "-C", str(tmp_path), "--at", "") == []
