"""What `--dry-run` says of consequences is, byte for byte, what `diff` says after the edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import history
from tests.transcript import ROOT, run

EDITS = [
    ["set", "prototype-test", "effort=13d"],
    ["set", "checkout/api", "assign+=dee", "due=2026-03-06"],
    ["set", "psp-late", "impact.cost=20k", "probability=90%"],
    ["set", "ana", "availability=50%"],
    ["set", "acme", "currency=USD"],
    ["set", "checkout", "budget.reserve=9k"],
    ["set", "one-click", "horizon=later", "due="],
    ["done", "design"],
    ["start", "wallet/iphone"],
    ["add", "task", "checkout/banner", "effort=2d", "owner=lena", "after=guest"],
    ["move", "checkout/api", "pay-api"],
    ["spend", "3h", "checkout/api", "--me", "ana"],
    ["comment", "checkout/api", "Keys came today", "--me", "ana"],
]


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    shutil.copytree(ROOT / "examples" / "acme", folder)
    return history.make(folder, "commit 2026-02-09 ana: Plans of Acme\n")


@history.needs_git
@pytest.mark.parametrize("edit", EDITS, ids=" ".join)
def test_a_dry_run_says_what_diff_will_say(acme: Path, edit: list[str]) -> None:
    width = "160" if edit[0] == "done" else "80"
    before = {path: path.read_bytes() for path in acme.rglob("*.yaml")}
    dry = run([*edit, "--dry-run", "--width", width], acme)
    assert {path: path.read_bytes() for path in acme.rglob("*.yaml")} == before
    assert (dry.status, dry.errors) == (0, "Nothing was written.\n")
    assert run(edit, acme).status == 0
    after = run(["diff", "--width", width], acme)
    assert after.output.startswith("main (")
    assert dry.output.endswith("\n\n" + after.output)
    assert run(["diff", "HEAD", "--width", width], acme).output == after.output.replace("main (", "HEAD (", 1)


@history.needs_git
def test_beside_other_edits_the_two_sides_are_named_by_what_they_are(acme: Path) -> None:
    assert run(["set", "api", "remaining=9d"], acme).status == 0
    dry = run(["set", "design", "remaining=9d", "--dry-run"], acme)
    assert "\npresent plan → plan with this edit · today" in dry.output
    assert " checkout/design  remaining" in dry.output and "checkout/api  remaining" not in dry.output


@history.needs_git
def test_on_a_branch_it_is_what_diff_says_of_the_last_commit(acme: Path) -> None:
    history.git(acme, "switch", "-q", "-c", "more")
    assert run(["set", "api", "remaining=9d"], acme).status == 0
    history.git(acme, "commit", "-q", "-a", "-m", "Less of it")
    dry = run(["set", "design", "remaining=9d", "--dry-run"], acme)
    assert run(["set", "design", "remaining=9d"], acme).status == 0
    assert dry.output.endswith("\n\n" + run(["diff", "HEAD"], acme).output)
