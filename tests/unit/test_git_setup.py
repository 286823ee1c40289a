"""A clone that `pmctl git-setup` set up, worked in with real git: merge, rebase, cherry-pick, the hook, diff."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmctl.git_setup import attributes
from pmctl.git_setup.place import own_words
from pmctl.parse import parse
from tests.history import GIT, needs_git
from tests.transcript import Ran, run

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = ROOT.parent / "shared" / "attacks"
PLAN = """\
kind: project
start: 2026-01-05
tasks:
  # what we sell
  api: {name: API, effort: 3d, due: 2026-03-02}
  design: {name: Design, effort: 3d}
  launch: {name: Launch, milestone: true, after: [api]}
"""

pytestmark = needs_git


class Clone:
    """A repository with one plan in it, and git as its owner calls it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_EDITOR": "true",
            "PYTHONPATH": str(ROOT),
            "PMCTL_TODAY": "2026-01-05",
            **{
                f"GIT_{role}_{name}": "ana@acme.example"
                for role in ("AUTHOR", "COMMITTER")
                for name in ("NAME", "EMAIL")
            },
        }

    @property
    def plan(self) -> Path:
        return self.folder / "projects/checkout.yaml"

    def git(self, *words: str, status: int = 0) -> str:
        """What git says; it must end with this status."""
        done = subprocess.run([str(GIT), *words], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        assert done.returncode == status, f"git {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def commit(self, *pairs: tuple[str, str]) -> None:
        """Change the plan and commit it."""
        text = self.plan.read_text()
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.plan.write_text(text)
        self.git("commit", "-qam", "a change")

    def branches(self, ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
        """A branch `theirs` and another, `ours`, that is checked out; each with a change to the plan."""
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(*theirs)
        self.git("checkout", "-q", "-b", "ours", "main")
        self.commit(*ours)

    def setup(self, *words: str) -> Ran:
        home = str(self.folder.parent)
        return run(["git-setup", *words], self.folder, {"HOME": home, "XDG_CONFIG_HOME": home})


def new(folder: Path) -> Clone:
    clone = Clone(folder)
    clone.plan.parent.mkdir(parents=True)
    clone.plan.write_text(PLAN)
    (folder / "pmctl.yaml").write_text("kind: workspace\n")
    clone.git("init", "-q", "-b", "main", ".")
    clone.git("config", "commit.gpgSign", "false")
    return clone


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone that is set up."""
    made = new(tmp_path / "a clone's folder")
    assert made.setup().status == 0
    made.git("add", "-A")
    made.git("commit", "-qm", "first")
    return made


# --- real git ---------------------------------------------------------------------------------------------------------

EFFORT = ("name: API, effort: 3d", "name: API, effort: 5d")
DUE = ("due: 2026-03-02", "due: 2026-03-09")


def test_merge_of_two_keys_of_one_line(clone: Clone) -> None:
    clone.branches([EFFORT], [DUE])
    clone.git("merge", "-q", "-m", "both", "theirs")
    assert "api: {name: API, effort: 5d, due: 2026-03-09}\n" in clone.plan.read_text()
    assert clone.git("status", "--porcelain") == ""


def test_rebase(clone: Clone) -> None:
    clone.branches([EFFORT], [DUE])
    clone.git("rebase", "-q", "theirs")
    assert "api: {name: API, effort: 5d, due: 2026-03-09}\n" in clone.plan.read_text()


def test_cherry_pick(clone: Clone) -> None:
    clone.branches([EFFORT], [DUE])
    clone.git("cherry-pick", "theirs")
    assert "api: {name: API, effort: 5d, due: 2026-03-09}\n" in clone.plan.read_text()


def test_both_add_items(clone: Clone) -> None:
    last = "  design: {name: Design, effort: 3d}\n"
    clone.branches([(last, f"{last}  ours: {{effort: 1d}}\n")], [(last, f"{last}  # new\n  theirs: {{effort: 1d}}\n")])
    clone.git("merge", "-q", "-m", "both", "theirs")
    assert f"{last}  ours: {{effort: 1d}}\n  # new\n  theirs: {{effort: 1d}}\n" in clone.plan.read_text()


@pytest.mark.parametrize("command", [("merge", "-m", "both"), ("rebase",), ("cherry-pick",)])
def test_the_same_field_both_ways(clone: Clone, command: tuple[str, ...]) -> None:
    clone.branches([("due: 2026-03-02", "due: 2026-03-05"), ("Design,", "Designs,")], [DUE])
    said = clone.git(*command, "theirs", status=1)
    assert "both changed checkout/api due: 2026-03-" in said
    text = clone.plan.read_text()
    assert [text.count(sign) for sign in ("<<<<<<<", "=======", ">>>>>>>")] == [1, 1, 1]
    assert "  # what we sell\n<<<<<<< ours\n  api: " in text
    assert "\n>>>>>>> theirs\n  design: {name: Designs, effort: 3d}\n" in text
    assert clone.git("status", "--porcelain") == "UU projects/checkout.yaml\n"


@pytest.mark.parametrize(
    ("names", "ours", "theirs"),
    [
        (("HEAD", "3f2a91c (due\x1b[2J)"), "HEAD", "3f2a91c (due\\x1b[2J)"),
        (("%X", "%Y"), "ours", "theirs"),
        (("", ""), "ours", "theirs"),
        ((), "ours", "theirs"),
    ],
)
def test_markers_have_the_names_that_git_knows(names: tuple[str, ...], ours: str, theirs: str, tmp_path: Path) -> None:
    """Git hands them over from 2.44 on; one that is older leaves `%X` as it stands, `git rerere` knows none."""
    for text, files in ((PLAN, "abc"), ("[\n2026-03-02\n", "def")):
        days = ("2026-03-02", "2026-03-05", "2026-03-09")
        for name, day in zip(files, days, strict=True):
            (tmp_path / name).write_text(text.replace("2026-03-02", day))
        assert run(["merge-driver", *files, "7", "p.yaml", *names], tmp_path).status == 1
        lines = (tmp_path / files[1]).read_text().splitlines()
        assert [line for line in lines if line[:7] in ("<" * 7, ">" * 7)] == [f"<<<<<<< {ours}", f">>>>>>> {theirs}"]


def test_two_green_branches_that_are_red_together(clone: Clone) -> None:
    clone.branches(
        [("after: [api]", "after: [api, design]")], [("Design, effort: 3d", "Design, effort: 3d, after: launch")]
    )
    for branch in ("theirs", "ours"):
        clone.git("checkout", "-q", branch)
        assert run(["check"], clone.folder).status == 0, branch
    said = clone.git("merge", "-m", "both", "theirs", status=1)
    assert "[error]" in said
    assert "[warning]" not in said
    assert "The merged plan has these errors, so the merge is not committed." in said
    assert "before" not in said
    assert clone.git("log", "--oneline", "main..HEAD").count("\n") == 1
    clone.git("merge", "--abort")


@pytest.mark.parametrize("broken", ["both", "theirs"])
def test_errors_that_the_merge_did_not_make_are_said_to_be_older(clone: Clone, broken: str) -> None:
    wrong = ("after: [api]", "after: [api, nothing]")
    clone.branches([EFFORT, wrong] if broken == "both" else [EFFORT], [DUE, wrong])
    said = clone.git("merge", "-m", "both", "theirs", status=1)
    assert "there is no task" in said
    whose = "Both sides had them before" if broken == "both" else "one side had each before"
    assert f"{whose}: `git merge --no-verify` lets them pass." in said
    clone.git("merge", "--abort")
    clone.git("merge", "--no-verify", "-q", "-m", "both", "theirs")
    assert clone.git("log", "--merges", "--oneline").count("\n") == 1


def test_the_hook_looks_at_what_is_committed_not_at_the_work_tree(clone: Clone) -> None:
    (clone.folder / "projects/broken.yaml").write_text("kind: project\ntasks: {a: {after: a}}\n")
    clone.branches([EFFORT], [DUE])
    clone.git("merge", "-q", "-m", "both", "theirs")
    assert clone.git("log", "--merges", "--oneline").count("\n") == 1


def test_diff_tells_facts_and_ignores_layout(clone: Clone) -> None:
    text = clone.plan.read_text()
    clone.plan.write_text(text.replace("{name: Design, effort: 3d}", "\n    name: Design\n    effort: 3d"))
    assert "\n-" not in clone.git("diff").replace("\n---", "")
    clone.plan.write_text(text.replace("2026-03-02", "2026-03-09"))
    assert "\n-checkout/api due: 2026-03-02\n+checkout/api due: 2026-03-09\n" in clone.git("diff")


def test_a_name_like_an_option_is_a_file(tmp_path: Path) -> None:
    """Else such a file would stop `git diff` for everybody."""
    made = new(tmp_path / "clone")
    plan = made.plan.rename(made.folder / "-h.yaml")
    plan.write_text(f"{PLAN.rstrip()}\nid: checkout\n")
    assert made.setup().status == 0
    made.git("add", "-A")
    made.git("commit", "-qm", "first")
    made.git("branch", "theirs")
    for branch, (old, new_text) in (("theirs", DUE), ("main", EFFORT)):
        made.git("checkout", "-q", branch)
        plan.write_text(plan.read_text().replace(old, new_text))
        made.git("commit", "-qam", "a change")
    made.git("merge", "-q", "-m", "both", "theirs")
    assert "api: {name: API, effort: 5d, due: 2026-03-09}\n" in plan.read_text()
    plan.write_text(plan.read_text().replace("2026-03-09", "2026-03-16"))
    assert "api due: 2026-03-09\n+" in made.git("diff")


def test_where_pmctl_is_gone_git_puts_its_own_markers(clone: Clone) -> None:
    clone.branches([("due: 2026-03-02", "due: 2026-03-05")], [DUE])
    clone.environment["PYTHONPATH"] = ""
    clone.environment["PYTHONSAFEPATH"] = "1"
    driver = clone.git("config", "merge.pmctl.driver").strip().replace(sys.executable, "/nowhere/python")
    clone.git("config", "merge.pmctl.driver", driver)
    clone.git("merge", "-m", "both", "theirs", status=1)
    assert clone.plan.read_text().count("<<<<<<<") == 1


def test_where_pmctl_is_gone_diff_shows_the_text(clone: Clone) -> None:
    """As long as it is gone: what git remembers of it is forgotten when it is set up again."""
    words = clone.git("config", "diff.pmctl.textconv").strip()
    clone.git("config", "diff.pmctl.textconv", words.replace(sys.executable, "/nowhere/python"))
    clone.commit(DUE)
    assert "\n+  api: {name: API, effort: 3d, due: 2026-03-09}\n" in clone.git("log", "-p", "-1")
    clone.git("config", "diff.pmctl.textconv", words)
    clone.git("update-ref", "refs/notes/textconv/pmctl", "HEAD")
    clone.setup()
    assert clone.git("for-each-ref", "refs/notes/") == ""
    assert "\n+checkout/api due: 2026-03-09\n" in clone.git("log", "-p", "-1")


def test_clean_merges_with_pmctl_gone_are_committed(clone: Clone) -> None:
    """The hook cannot check, says so, and stands in nobody's way."""
    hook = clone.folder / ".git/hooks/pre-merge-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/python"))
    clone.branches([EFFORT], [DUE])
    assert "`pmctl git-setup` again" in clone.git("merge", "-m", "both", "theirs")


# --- what is written --------------------------------------------------------------------------------------------------


def test_it_shows_what_it_writes(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    missing = made.setup("--check")
    assert missing.status == 1
    assert ".gitattributes: git does not know as plans: pmctl.yaml, projects/checkout.yaml\n" in missing.output
    assert "git config: `merge.pmctl.driver` is not set\n" in missing.output
    assert not (made.folder / ".gitattributes").exists()
    written = made.setup()
    assert written.status == 0
    attributes_file = (made.folder / ".gitattributes").read_text()
    for line in ("/pmctl.yaml diff=pmctl merge=pmctl", "/projects/**/*.yaml diff=pmctl merge=pmctl"):
        assert f"\n{line}\n" in attributes_file
        assert f"  {line}\n" in written.output
    assert "merge button of a hosting site runs no driver and no hook" in written.output
    assert made.setup("--check").status == 0


def test_again_it_changes_nothing(clone: Clone) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        files = [
            clone.folder / ".gitattributes",
            *(clone.folder / ".git").glob("config"),
            *(clone.folder / ".git/hooks").glob("pre-merge*"),
        ]
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    assert clone.setup().output.count("as it was") == 3
    assert state() == before


def test_undo_leaves_what_was_there(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    (made.folder / ".gitattributes").write_text("*.png binary")
    config = (made.folder / ".git/config").read_text()
    made.setup()
    assert (made.folder / ".gitattributes").read_text().startswith("*.png binary\n# pmctl")
    assert made.setup("--undo").status == 0
    assert (made.folder / ".gitattributes").read_text() == "*.png binary\n"
    assert (made.folder / ".git/config").read_text() == config
    assert not (made.folder / ".git/hooks/pre-merge-commit").exists()
    assert made.setup("--undo").status == 0


def test_undo_says_what_is_to_be_committed(clone: Clone) -> None:
    said = clone.setup("--undo").output
    assert "\nCommit `.gitattributes` without its lines" in said
    assert clone.git("status", "--porcelain") == " D .gitattributes\n"
    assert "Commit" not in clone.setup("--undo").output
    clone.git("checkout", "--", ".gitattributes")
    assert clone.git("status", "--porcelain") == ""


def test_a_new_folder_of_plans_is_named(clone: Clone) -> None:
    (clone.folder / "risks").mkdir()
    (clone.folder / "risks/late.yaml").write_text("part-of: checkout\nrisks: {late: {name: Late}}\n")
    assert "git does not know as plans: risks/late.yaml\n" in clone.setup("--check").output
    clone.setup()
    assert clone.setup("--check").status == 0
    assert (clone.folder / ".gitattributes").read_text().count("# pmctl") == 2


def test_a_hook_of_somebody_else_stays(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    hook = made.folder / ".git/hooks/pre-merge-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    hook.chmod(0o755)
    said = made.setup()
    assert "add this line to it" in said.output
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    assert made.setup("--check").status == 1
    line = said.output.partition("add this line to it: ")[2].split("\n")[0]
    hook.write_text(f"#!/bin/sh\n{line}\n")
    assert made.setup("--check").status == 0
    made.git("add", "-A")
    made.git("commit", "-qm", "first")
    made.branches(
        [("after: [api]", "after: [api, design]")], [("Design, effort: 3d", "Design, effort: 3d, after: launch")]
    )
    assert "[error]" in made.git("merge", "-m", "both", "theirs", status=1)
    made.git("merge", "--abort")
    made.setup("--undo")
    assert sorted(path.name for path in hook.parent.glob("pre-merge-commit*") if path.suffix != ".sample") == [
        "pre-merge-commit"
    ]


def test_hooks_elsewhere(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    made.git("config", "core.hooksPath", ".husky")
    assert made.setup().status == 0
    assert (made.folder / ".husky/pre-merge-commit").stat().st_mode & 0o111
    assert made.setup("--check").status == 0
    made.setup("--undo")
    made.git("config", "core.hooksPath", str(tmp_path / "of-all"))
    said = made.setup()
    assert "for more than this clone: no hook is written" in said.output.replace("\n", " ")
    assert not (tmp_path / "of-all").exists()


def test_two_plans_in_one_clone(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    other = made.folder / "other plan"
    other.mkdir()
    (other / "pmctl.yaml").write_text("kind: workspace\n")
    (other / "plan.yaml").write_text(PLAN)
    made.setup()
    made.setup("-C", "other plan")
    hook = (made.folder / ".git/hooks/pre-merge-commit").read_text()
    assert "\ncheck_plan .\n" in hook
    assert "\ncheck_plan 'other plan'\n" in hook
    made.setup("--undo")
    assert made.setup("-C", "other plan", "--check").status == 0
    made.setup("-C", "other plan", "--undo")
    assert "pmctl" not in (made.folder / ".git/config").read_text()


def test_a_linked_work_tree_and_a_submodule(clone: Clone) -> None:
    clone.git("worktree", "add", "-q", "-b", "beside", "../beside")
    beside = Clone(clone.folder.parent / "beside")
    assert beside.setup("--check").status == 0
    clone.setup("--undo")
    assert beside.setup().status == 0
    assert clone.git("config", "merge.pmctl.name") == "pmctl plan merge\n"
    outer = Clone(clone.folder.parent / "outer")
    outer.folder.mkdir()
    outer.git("init", "-q", ".")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(clone.folder), "plans")
    inner = Clone(outer.folder / "plans")
    assert inner.setup().status == 0
    assert inner.setup("--check").status == 0
    assert (outer.folder / ".git/modules/plans/hooks/pre-merge-commit").exists()


def test_wrong_surroundings(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    outside = run(["git-setup"], tmp_path)
    assert outside.status == 2
    assert "is in no git repository" in outside.errors
    made = new(tmp_path / "new")
    assert made.setup("--check", "--undo").status == 2
    made.git("config", "core.bare", "true")
    bare = made.setup()
    assert (bare.status, "this is a bare repository" in bare.errors) == (2, True)
    made.git("config", "core.bare", "false")
    (made.folder / ".git/config.lock").write_text("")
    locked = made.setup()
    assert (locked.status, "could not lock config file" in locked.errors) == (2, True)


def test_a_link_in_place_of_the_attributes_is_not_followed(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    (tmp_path / "outside").write_text("x\n")
    (made.folder / ".gitattributes").symlink_to(tmp_path / "outside")
    assert made.setup().status == 2
    assert (tmp_path / "outside").read_text() == "x\n"


@pytest.mark.skipif(not ATTACKS.exists(), reason="the samples in ../shared/attacks are not here")
def test_settings_of_a_hostile_repository_run_nothing(tmp_path: Path) -> None:
    made, marks = tmp_path / "made", tmp_path / "marks"
    call = ["sh", str(ATTACKS / "git/make_hostile_repos.sh"), str(made), str(marks)]
    subprocess.run(call, check=True, capture_output=True)
    for mark in marks.iterdir():
        mark.unlink()  # making them may have run their own hooks
    for name in ("hostile", "outer"):
        clone = Clone(made / name)
        for words in (("--check",), (), ("--undo",)):
            assert clone.setup(*words).status in (0, 1)
        plan = next(clone.folder.rglob("*.yaml"))
        assert run(["textconv", str(plan)], clone.folder).status == 0
        assert run(["merge-driver", str(plan), str(plan), str(plan)], clone.folder).status == 0
    assert sorted(path.name for path in marks.iterdir()) == []


def test_how_git_calls_pmctl(tmp_path: Path) -> None:
    script = tmp_path / "pmctl"
    script.write_text("#!/bin/sh\n")
    assert own_words(str(script), "/usr/bin/python3") == ("/usr/bin/python3", "-P", "-m", "pmctl")
    script.chmod(0o755)
    assert own_words(str(script), "/usr/bin/python3") == (script.as_posix(),)
    assert own_words("/x/pmctl/__main__.py", "/usr/bin/python3") == ("/usr/bin/python3", "-P", "-m", "pmctl")


# --- patterns ---------------------------------------------------------------------------------------------------------


def test_patterns() -> None:
    plans = (
        "pmctl.yaml",
        "a b.yaml",
        "projects/x.yaml",
        "projects/deep/y.yml",
        "mixed/z.yaml",
        "mixed/all/w.yaml",
        "od[d/v.yaml",
    )
    found = attributes.wanted(plans, ("mixed/more.yaml", "mixed/other.yaml", "values.yaml"))
    assert [line.removesuffix(" diff=pmctl merge=pmctl") for line in found] == [
        '"/a b.yaml"',
        "/mixed/all/**/*.yaml",
        "/mixed/z.yaml",
        "/od\\[d/**/*.yaml",
        "/pmctl.yaml",
        "/projects/**/*.yaml",
        "/projects/**/*.yml",
    ]
    text = "\n".join(found)
    assert all(attributes.is_known(path, text) for path in plans)
    assert not attributes.is_known("mixed/other.yaml", text)


def test_a_folder_of_plans_with_something_else_in_it() -> None:
    plans = tuple(f"projects/{name}.yaml" for name in "abcd")
    found = attributes.wanted(plans, ("projects/values.yaml",))
    assert found == ("/projects/**/*.yaml diff=pmctl merge=pmctl", "/projects/values.yaml !diff !merge")
    text = "\n".join(found)
    assert attributes.is_known("projects/new/e.yaml", text)
    assert not attributes.is_known("projects/values.yaml", text)


def test_patterns_as_git_understands_them(tmp_path: Path) -> None:
    made = new(tmp_path / "new")
    plans = (
        "a b.yaml",
        'quo"te.yaml',
        "st*r/x.yaml",
        "od[d/v.yaml",
        "#1/w.yaml",
        "!2/w.yaml",
        "ü/w.yaml",
        "deep/er/w.yaml",
    )
    for path in plans:
        (made.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (made.folder / path).write_text("kind: project\n")
    made.setup()
    said = made.git("check-attr", "-z", "merge", "--", *plans).split("\0")
    assert said[2::3] == ["pmctl"] * len(plans)
    said = made.git("check-attr", "-z", "merge", "--", "other/plan.yaml", "strr/x.yaml").split("\0")
    assert said[2::3] == ["unspecified"] * 2


def test_a_later_line_wins() -> None:
    text = "/projects/**/*.yaml diff=pmctl merge=pmctl\n"
    assert attributes.is_known("projects/a.yaml", text)
    assert not attributes.is_known("projects/a.yaml", f"{text}*.yaml merge=union\n")
    assert not attributes.is_known("projects/a.yaml", f"{text}*.yaml -merge\n")
    assert attributes.is_known("projects/a.yaml", f"*.yaml binary\n{text}")


def test_merged_plans_can_be_read(clone: Clone) -> None:
    clone.branches([EFFORT], [DUE])
    clone.git("merge", "-q", "-m", "both", "theirs")
    assert parse("checkout.yaml", clone.plan.read_bytes())[1] == []
