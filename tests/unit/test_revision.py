"""The plan at any revision: which one is meant, the same plan as on the disk, and nothing of it from the work tree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.folder import find, read
from pmctl.load import Loaded, load
from pmctl.model.project import Task
from pmctl.revision import Reader, find_workspace, load_at, named
from tests.history import git as run
from tests.history import make, needs_git
from tests.transcript import run as pmctl

pytestmark = needs_git
SHARED = Path(__file__).parents[2].parent / "shared"

PLAN = """
add pmctl.yaml: kind: workspace\\nid: acme
add api.yaml: kind: project\\nname: Api\\ntasks:\\n  a: {effort: 1d}\\n  b: {effort: 2d, after: a}
commit 2026-02-02 ana: plan
tag v1
"""
CHANGES = """
add web.yaml: kind: project\\ntasks:\\n  a: {effort: 3d}
commit 2026-02-03 ana: another project
add parts/more.yaml: part-of: api\\ntasks:\\n  c: {effort: 1d}\\n  a: {effort: 9d}
commit 2026-02-04 ana: a part whose id is taken
add parts/again.yaml: kind: project\\nid: web\\ntasks: {x: {}}
commit 2026-02-05 ana: a document whose id is taken
set api.yaml: {effort: 1d} -> {effort: 4d, size: big}
commit 2026-02-06 ana: a field that nobody knows
add pmctl.yaml: fields: {size: {type: choice, choices: [big], of: [task]}}
commit 2026-02-07 ana: it is declared
add pmctl.yaml: units: {d: 6h}
commit 2026-02-08 ana: other units
add pmctl.yaml: name: Acme
commit 2026-02-09 ana: nothing that others read
add pmctl.yaml: plans: ["*.yaml"]
commit 2026-02-10 ana: fewer files
move web.yaml site.yaml
commit 2026-02-11 ana: its id goes with it
remove pmctl.yaml
commit 2026-02-12 ana: no settings
add api.yaml: tasks: {z: [
commit 2026-02-13 ana: unreadable
add sub/pmctl.yaml: kind: workspace
add sub/own.yaml: kind: project
add .hidden/x.yaml: kind: project
add large.yaml: kind: project
commit 2026-02-14 ana: a workspace of its own
"""


def same(first: Loaded, other: Loaded) -> bool:
    """Do they say the same, in the same order?"""
    return (
        first.workspace == other.workspace
        and list(first.workspace.items) == list(other.workspace.items)
        and first.diagnostics == other.diagnostics
        and first.texts == other.texts
        and first.allows == other.allows
        and first.content == other.content
    )


def at_each(top: Path, step: int = 1) -> None:
    """Read one after the other, each revision is as if it was read alone, and as it is when checked out."""
    head = git.resolve_revision(top, "HEAD")
    line = git.main_line(top, head) if head else None
    assert line
    out = top.with_name("out") / top.name  # a folder has an id by its name
    run(top, "worktree", "add", "-q", "--detach", str(out), line[0].id)
    with Reader(top) as reader:
        for commit in (*line[::step], *reversed(line[::step])):
            found, alone = reader.load(commit.id), load_at(top, commit.id)
            assert found is not None and alone is not None
            assert same(found, alone), commit.subject
            run(out, "checkout", "-q", "--detach", commit.id)
            assert same(found, load(out)), commit.subject


def test_each_revision_is_as_if_it_was_read_alone(tmp_path: Path) -> None:
    at_each(make(tmp_path / "plan", PLAN + CHANGES))


def test_a_made_up_history(tmp_path: Path) -> None:
    generator = SHARED / "bench" / "gen_plan.py"
    if not generator.exists():
        pytest.skip("the generator of plans is not beside this checkout")
    words = ["--tasks", "60", "--people", "5", "--projects", "3", "--history", "12", str(tmp_path / "plan")]
    subprocess.run([sys.executable, str(generator), *words], check=True, capture_output=True)
    at_each(tmp_path / "plan", 2)


def test_what_did_not_change_is_the_same_object(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", PLAN + "add web.yaml: kind: project\\ntasks: {x: {}}\ncommit 2026-02-03 ana: more")
    with Reader(top) as reader:
        first, second = (reader.load(named(top, text).id) for text in ("v1", "HEAD"))
    assert first is not None and second is not None
    assert first.workspace.items["api/a"] is second.workspace.items["api/a"]


def test_what_is_on_the_disk_as_it_was_committed_is_the_same_object(tmp_path: Path) -> None:
    more = "add web.yaml: kind: project\\ntasks: {x: {}}\ncommit 2026-02-03 ana: more\n"
    top = make(tmp_path / "plan", PLAN + more + "set api.yaml: name: Api -> name: API")
    with Reader(top) as reader:
        before, now = reader.load(named(top, "HEAD").id), reader.present()
    assert before is not None and same(now, load(top)) and now.workspace.documents["api"].name == "API"
    known = before.workspace.items
    assert {id for id, item in now.workspace.items.items() if known.get(id) is item} == {"web/x"}


def test_little_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmctl.load.memory.MOST_BYTES", 10)
    at_each(make(tmp_path / "plan", PLAN + CHANGES))


def test_one_file_at_a_revision(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", PLAN + "set api.yaml: 2d -> 5d\nadd web.yaml: kind: project")
    found = load_at(top / "api.yaml", named(top, "v1").id)
    assert found is not None
    assert sorted(found.workspace.documents) == ["api"]
    assert list(found.texts) == ["api.yaml"]


def test_a_tracked_file_is_a_plan(tmp_path: Path) -> None:
    """What git tracks is committed, whatever `.gitignore` says; links, odd names and submodules are left alone."""
    top = make(tmp_path / "plan", PLAN)
    (top / ".gitignore").write_text("kept.yaml\n")
    (top / "kept.yaml").write_text("kind: project\n")
    (top / "link.yaml").symlink_to("api.yaml")
    (top / "od\x1bd.yaml").write_text("kind: project\n")
    run(top, "add", "-f", ".")
    run(top, "commit", "-qm", "odd")
    found = load_at(top, named(top, "HEAD").id)
    assert found is not None
    assert sorted(found.workspace.documents) == ["api", "kept"]


# --- files beside the plan --------------------------------------------------------------------------------------------

METRIC = """
add product.yaml: kind: product\\nmetrics:\\n  speed: {from: 1, target: 5, data: metrics/speed.csv}
add metrics/speed.csv: 2026-01-05,1\\n2026-02-01,2
add templates/status.md.j2: first {{ title }}
commit 2026-02-02 ana: first
tag v1
add metrics/speed.csv: 2026-02-03,nonsense
set templates/status.md.j2: first -> second
commit 2026-02-04 ana: second
remove metrics
remove templates
"""


def test_readings_and_templates_are_those_of_the_revision(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", METRIC)
    wrong = [
        pmctl(["check", "--select", "bad-reading,data-file,file-missing", *at], top).output
        for at in ([], ["--at", "v1"])
    ]
    assert "metrics/speed.csv" in wrong[0]
    assert "metrics/speed.csv" not in wrong[1]
    assert pmctl(["report", "status", "--format", "md", "--at", "v1"], top).output.startswith("first ")
    assert pmctl(["report", "status", "--format", "md", "--at", "HEAD"], top).output.startswith("second ")
    assert not pmctl(["report", "status", "--format", "md"], top).output.startswith(("first", "second"))


def test_other_files_stay_inside(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", METRIC)
    found = load_at(top, named(top, "v1").id)
    assert found is not None
    assert find(found.folder, "metrics/speed.csv") == "metrics/speed.csv"
    assert find(found.folder, "speed.csv", "metrics/x.yaml") == "metrics/speed.csv"
    assert read(found.folder, "metrics/speed.csv", 1000) == b"2026-01-05,1\n2026-02-01,2\n"
    assert not isinstance(read(found.folder, "metrics/speed.csv", 10), bytes)
    for path in ("../plan/pmctl.yaml", "/etc/passwd", ".git/config", "a:b", "none.csv", "", "x" * 500):
        assert not isinstance(find(found.folder, path), str), path


def test_the_work_tree_is_not_touched(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", PLAN + "set api.yaml: 2d -> 5d\nadd new.yaml: kind: project")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in top.rglob("*") if path.is_file()}
    assert pmctl(["status", "--at", "v1"], top).status == 0
    assert pmctl(["check", "--at", "v1"], top).status == 0
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in top.rglob("*") if path.is_file()}
    assert after == before


# --- kinds of repositories --------------------------------------------------------------------------------------------


def documents(root: Path) -> list[str]:
    """The documents of a folder at HEAD."""
    found = load_at(root, named(root, "HEAD").id)
    assert found is not None
    return sorted(found.workspace.documents)


def test_a_second_work_tree(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", PLAN + "branch other\nadd web.yaml: kind: project\ncommit 2026-02-03 ana: web")
    run(top, "worktree", "add", "-q", str(tmp_path / "old"), "main")
    assert documents(top) == ["api", "web"]
    assert documents(tmp_path / "old") == ["api"]


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path) -> None:
    make(tmp_path / "inner", PLAN)
    outer = make(tmp_path / "outer", "add pmctl.yaml: kind: workspace\nadd own.yaml: kind: project")
    run(outer, "submodule", "--quiet", "add", str(tmp_path / "inner"), "sub")
    run(outer, "add", ".")
    run(outer, "commit", "-qm", "both")
    assert documents(outer) == ["own"]
    assert documents(outer / "sub") == ["api"]


def test_a_bare_repository_has_no_folder_of_plans(tmp_path: Path) -> None:
    make(tmp_path / "plan", PLAN)
    run(tmp_path, "clone", "-q", "--bare", "plan", "bare.git")
    with pytest.raises(UserError, match="a repository without a work tree"):
        named(tmp_path / "bare.git", "HEAD")


def test_a_plan_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    moved = (
        "move pmctl.yaml work/pmctl.yaml\nmove api.yaml work/projects/api.yaml\ncommit 2026-02-03 ana: in a folder\n"
    )
    top = make(tmp_path / "plan", f"{PLAN}{moved}tag v2\nremove work\nadd x.txt: x\ncommit 2026-02-04 ana: gone")
    assert find_workspace(top / "work" / "projects", named(top, "v2").id) == top / "work"
    assert find_workspace(top / "work", named(top, "v1").id) == top
    ran = pmctl(["list", "tasks", "--at", "v2", "-C", "work/projects", "--format", "csv"], top)
    assert (ran.status, "api/a" in ran.output) == (0, True)
    ran = pmctl(["status", "--at", "HEAD"], top)
    assert (ran.status, "there was no plan here at `HEAD`" in ran.errors) == (2, True)


def test_a_link_to_a_plan(tmp_path: Path) -> None:
    """The repository is that of the place a link leads to."""
    make(tmp_path / "plan", PLAN)
    make(tmp_path / "other", "add web.yaml: kind: project\ncommit 2026-02-02 ana: web")
    (tmp_path / "plan" / "link").symlink_to(tmp_path / "other")
    (tmp_path / "loop").symlink_to("loop")
    assert documents(tmp_path / "plan" / "link") == ["web"]
    assert pmctl(["status", "--at", "HEAD", "-C", "loop"], tmp_path).status == 2


def test_plans_with_an_attribute_that_would_run_something(tmp_path: Path) -> None:
    """Filters of the repository see nothing of it."""
    top = make(tmp_path / "plan", PLAN)
    mark = tmp_path / "mark"
    (top / ".gitattributes").write_text("*.yaml filter=evil diff=evil working-tree-encoding=UTF-16\n")
    run(top, "config", "core.fsmonitor", f"touch {mark}; false")
    run(top, "config", "filter.evil.smudge", f"touch {mark}; cat")
    run(top, "config", "diff.evil.textconv", f"touch {mark}; cat")
    assert pmctl(["status", "--at", "v1"], top).status == 0
    assert not mark.exists()


def test_begun_work_of_another_day(tmp_path: Path) -> None:
    """The day of the commit is today, unless another one is said."""
    top = make(tmp_path / "plan", PLAN)
    found = load_at(top, named(top, "v1").id)
    assert found is not None and isinstance(found.workspace.items["api/a"], Task)
    for words, today in (([], "Mon 2 Feb 2026"), (["--today", "2026-03-02"], "Mon 2 Mar 2026")):
        assert f"today {today}" in pmctl(["status", "--at", "v1", *words], top).output
