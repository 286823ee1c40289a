"""The histories that cases are made of: the same commits everywhere."""

from __future__ import annotations

from pathlib import Path

from tests.history import git, make, needs_git

STEPS = """
add plan.yaml: kind: project\\nname: One
commit 2026-02-02 ana: first
tag v1
branch side
set plan.yaml: One -> Two
commit 2026-02-01T23:30-0800 bo: second
  Task: api
switch main
add more/b.yaml: kind: project
commit 2026-02-03 ana: third
merge side 2026-02-04 cleo: both
put later
move more/b.yaml more/c.yaml
remove plan.yaml
"""

LOG = [
    "4769206 cleo@acme.example 2026-02-04 12:00:00 +0000 both",
    "479c71d bo@acme.example 2026-02-01 23:30:00 -0800 second Task: api",
    "42ac4ea ana@acme.example 2026-02-03 12:00:00 +0000 third",
    "c427e90 ana@acme.example 2026-02-02 12:00:00 +0000 first",
]
STATUS = ["D more/b.yaml", " D plan.yaml", "?? d.yaml", "?? more/c.yaml"]


@needs_git
def test_the_same_commits_everywhere(tmp_path: Path) -> None:
    (tmp_path / "overlays" / "later").mkdir(parents=True)
    (tmp_path / "overlays" / "later" / "d.yaml").write_text("kind: project\n")
    top = make(tmp_path / "plan", STEPS, tmp_path / "overlays")
    log = git(top, "log", "--topo-order", "--format=%h %ae %cd %s %b", "--date=iso")
    assert [line.strip() for line in log.splitlines() if line] == LOG
    assert git(top, "status", "--short").splitlines() == STATUS


@needs_git
def test_a_shallow_clone(tmp_path: Path) -> None:
    steps = "\n".join(f"commit 2026-02-0{day} ana: {day}" for day in range(1, 6))
    top = make(tmp_path / "plan", f"{steps}\nshallow 2")
    assert git(top, "log", "--format=%s").split() == ["5", "4"]
    assert git(tmp_path / "plan.origin", "log", "--format=%s").split() == ["5", "4", "3", "2", "1"]
