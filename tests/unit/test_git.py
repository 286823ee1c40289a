"""git by its plumbing: scratch repositories, hostile ones among them; `.gitignore` files judged as git judges them."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from pmctl import git
from pmctl.ignore import IgnoreRules
from pmctl.revision import load_at

ATTACKS = Path(__file__).parents[2].parent / "shared" / "attacks" / "git"
GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")


def run(folder: Path, *arguments: str, day: str = "2026-02-10T12:00:00 +0000", given: str = "") -> str:
    """Call the real git, as the tests' own hands."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {
        **kept,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_DATE": day,
    }
    command = [str(GIT), "-c", "user.name=Ana", "-c", "user.email=ana@acme.example", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, timeout=60, input=given.encode()
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "repository"
    (top / "projects").mkdir(parents=True)
    run(top, "init", "-q", "-b", "main")
    (top / "pmctl.yaml").write_text("kind: workspace\n")
    (top / "projects" / "zoë.yaml").write_text("kind: project\n")
    (top / "run.sh").write_text("#!/bin/sh\n")
    (top / "run.sh").chmod(0o755)
    (top / "link.yaml").symlink_to("pmctl.yaml")
    run(top, "add", ".")
    run(top, "commit", "-qm", "first", day="2026-02-03T23:30:00 -0800")
    (top / "pmctl.yaml").write_text("kind: workspace\nname: Acme\n")
    run(top, "commit", "-qam", "second")
    run(top, "tag", "-a", "v1", "-m", "one")
    return top


@needs_git
def test_root(repository: Path, tmp_path: Path) -> None:
    assert git.find_root(repository) == repository
    assert git.find_root(repository / "projects") == repository
    assert git.find_root(repository / "projects" / "zoë.yaml") == repository
    assert git.find_root(tmp_path) != repository


@needs_git
def test_head(repository: Path) -> None:
    full = run(repository, "rev-parse", "HEAD")
    assert git.head(repository) == (full[:7], "main")
    run(repository, "checkout", "-q", "--detach")
    assert git.head(repository) == (full[:7], "")


@needs_git
def test_before_the_first_commit(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    assert git.find_root(tmp_path) == tmp_path
    assert git.head(tmp_path) is None
    assert git.resolve_revision(tmp_path, "HEAD") is None


@needs_git
def test_revisions(repository: Path) -> None:
    second, first = run(repository, "rev-list", "HEAD").split()
    expected = {"HEAD": second, "main": second, "v1": second, "HEAD~1": first, "HEAD^": first, first[:9]: first}
    assert {text: git.resolve_revision(repository, text) for text in expected} == expected
    assert git.resolve_revision(repository, "HEAD@{1}") == first
    assert git.resolve_revision(repository / "projects", "HEAD") is None


REFUSED = ["", "-h", "--all", "nothing", "HEAD\n", "HEAD\x00", "a" * 257, ":/first"]
REFUSED += ["HEAD^{/first}", "HEAD:pmctl.yaml"]
REFUSED += [
    "main..HEAD",
    "main...HEAD",
    "^HEAD",
    "HEAD@{yesterday}",
    "HEAD@{2026-01-01}",
    "@{99999999999}",
    "HEAD HEAD",
]
REFUSED += ["HEAD^{tree}", "\u202eHEAD", "~", "@{-1}"]


@needs_git
@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_is_no_revision(repository: Path, text: str) -> None:
    assert git.resolve_revision(repository, text) is None


@needs_git
def test_attack_revisions(repository: Path) -> None:
    if not ATTACKS.is_dir():
        pytest.skip("the shared attack samples are not beside this checkout")
    lines = (ATTACKS / "revisions.args").read_text("utf-8").splitlines()
    marker = next(Path(line.partition("=")[2]) for line in lines if line.startswith("--output="))
    existed = marker.exists()
    for line in lines:
        assert git.resolve_revision(repository, line) is None, line
        assert git.commit(repository, line) is None
        assert git.main_line(repository, line) is None
        assert git.merge_base(repository, line, line) is None
        assert git.read_blob(repository, line) is None
        with git.Objects(repository) as objects:
            assert objects.files(line) is None
    assert marker.exists() == existed


@needs_git
def test_the_main_line_below_a_folder_leaves_out_what_changed_nothing_there(repository: Path) -> None:
    second, first = run(repository, "rev-list", "HEAD").split()
    below = {folder: git.main_line(repository, second, below=folder) for folder in (".", "projects", "pmctl.yaml", "*")}
    ids = {folder: [one.id for one in line or ()] for folder, line in below.items()}
    assert ids == {".": [first, second], "projects": [first], "pmctl.yaml": [first, second], "*": []}


@needs_git
def test_days_are_the_committers(repository: Path) -> None:
    second, first = run(repository, "rev-list", "HEAD").split()
    assert [one.day for one in git.main_line(repository, second) or ()] == [date(2026, 2, 3), date(2026, 2, 10)]
    found = git.commit(repository, first)
    assert found is not None
    assert (found.day, found.at.utcoffset()) == (date(2026, 2, 3), timedelta(hours=-8))
    assert git.commit(repository, "0" * 40) is None
    assert git.commit(repository, "HEAD") is None


@needs_git
def test_files_at_a_revision(repository: Path) -> None:
    second, first = run(repository, "rev-list", "HEAD").split()
    with git.Objects(repository) as objects:
        files = objects.files(first)
        newer = objects.files(second)
        assert files is not None and newer is not None
        assert sorted(files) == ["pmctl.yaml", "projects/zoë.yaml", "run.sh"]
        sizes = objects.sizes(file.blob for file in files.values())
        assert [sizes[files[path].blob] for path in sorted(files)] == [16, 14, 10]
        contents = objects.blobs(file.blob for file in files.values())
        wanted = [b"kind: workspace\n", b"kind: project\n", b"#!/bin/sh\n"]
        assert [contents[files[path].blob] for path in sorted(files)] == wanted
        assert git.changed(files, newer) == ("pmctl.yaml",)
        blob = newer["pmctl.yaml"].blob
        assert objects.blobs([blob])[blob] == b"kind: workspace\nname: Acme\n"
        assert list(objects.files(first, "projects") or ()) == ["zoë.yaml"]
        assert objects.files(first, "nowhere") is None
        assert objects.files("0" * 40) is None
        assert objects.files(files["run.sh"].blob) is None


@needs_git
def test_blobs_that_are_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = run(repository, "rev-parse", "HEAD")
    blob = run(repository, "rev-parse", "HEAD:run.sh")
    empty = run(repository, "hash-object", "-w", "-t", "blob", os.devnull)
    with git.Objects(repository) as objects:
        assert objects.blobs(["0" * 40, "HEAD", "x\ny", commit, blob, empty, blob]) == {
            "0" * 40: None,
            "HEAD": None,
            "x\ny": None,
            commit: None,
            blob: b"#!/bin/sh\n",
            empty: b"",
        }
        monkeypatch.setattr("pmctl.git.objects.LARGEST_BLOB", 9)
        assert objects.blobs([blob, empty]) == {blob: None, empty: b""}
        monkeypatch.setattr("pmctl.git.objects.LARGEST_BLOB", 100)
        monkeypatch.setattr("pmctl.git.objects.LARGEST_SUM", 9)
        assert objects.blobs([blob, empty]) == {blob: None, empty: b""}
        assert objects.blobs([]) == {}


@needs_git
def test_a_damaged_object_hides_no_other(repository: Path) -> None:
    blobs = [run(repository, "hash-object", "-w", "--stdin-paths", given=name) for name in ("run.sh", "pmctl.yaml")]
    (repository / "third").write_text("3")
    blobs.append(run(repository, "hash-object", "-w", "third"))
    stored = repository / ".git" / "objects" / blobs[1][:2] / blobs[1][2:]
    stored.chmod(0o600)
    stored.write_bytes(b"nothing that zlib knows")
    with git.Objects(repository) as objects:
        found = objects.blobs(blobs)
    assert [found[blob] for blob in blobs] == [b"#!/bin/sh\n", None, b"3"]


@needs_git
def test_an_object_that_never_comes(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe in the place of an object would keep git waiting for ever."""
    monkeypatch.setattr("pmctl.git.calling.SECONDS", 0.3)
    blob = run(repository, "rev-parse", "HEAD:run.sh")
    stored = repository / ".git" / "objects" / blob[:2] / blob[2:]
    stored.unlink()
    os.mkfifo(stored)
    with git.Objects(repository) as objects:
        assert objects.blobs([blob]) == {blob: None}


@needs_git
def test_more_files_than_fit_into_a_pipe(repository: Path) -> None:
    for number in range(1500):
        (repository / "projects" / f"{number:04}-{'x' * 80}.txt").write_text(f"{number}" * 100)
    run(repository, "add", ".")
    run(repository, "commit", "-qm", "many")
    with git.Objects(repository) as objects:
        files = objects.files(run(repository, "rev-parse", "HEAD"), "projects")
        assert files is not None and len(files) == 1501
        contents = objects.blobs(file.blob for file in files.values())
    assert contents[files[f"0700-{'x' * 80}.txt"].blob] == b"700" * 100


@needs_git
def test_trees_beyond_all_bounds(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = run(repository, "rev-parse", "HEAD")
    for bound, most in (("MOST_FILES", 0), ("MOST_TREES", 0), ("DEEPEST", 1), ("LARGEST_OBJECT", 9)):
        with monkeypatch.context() as patch, git.Objects(repository) as objects:
            patch.setattr(f"pmctl.git.objects.{bound}", most)
            assert objects.files(commit) is None


@needs_git
def test_trees_that_were_forgotten_are_read_again(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second, first = run(repository, "rev-list", "HEAD").split()
    monkeypatch.setattr("pmctl.git.objects.MOST_TREES", 1)
    with git.Objects(repository) as objects:
        for revision in (first, second, first):
            assert len(objects.files(revision) or ()) == 3


@needs_git
def test_too_much_output_is_no_answer(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = run(repository, "rev-parse", "HEAD")
    monkeypatch.setattr("pmctl.git.calling.LONGEST_OUTPUT", 50)
    assert git.main_line(repository, commit) is None


@needs_git
def test_longer_ids(tmp_path: Path) -> None:
    """A repository of the newer kind of ids."""
    run(tmp_path, "init", "-q", "--object-format=sha256")
    (tmp_path / "a.yaml").write_text("kind: project\n")
    run(tmp_path, "add", ".")
    run(tmp_path, "commit", "-qm", "first")
    revision = git.resolve_revision(tmp_path, "HEAD")
    assert revision is not None and len(revision) == 64
    with git.Objects(tmp_path) as objects:
        files = objects.files(revision)
        assert files is not None
        assert objects.blobs([files["a.yaml"].blob]) == {files["a.yaml"].blob: b"kind: project\n"}


@needs_git
def test_a_second_work_tree(repository: Path, tmp_path: Path) -> None:
    run(repository, "worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    assert git.find_root(tmp_path / "other" / "projects") == tmp_path / "other"
    found = git.head(tmp_path / "other")
    assert found is not None
    assert found[1] == "other"


@needs_git
def test_the_environment_points_nowhere_else(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = git.head(repository)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "x")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert git.head(repository) == expected
    assert not (tmp_path / "trace").exists()


@needs_git
def test_email_is_the_users_not_the_repositorys(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(repository, "config", "user.email", "evil@example.org")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert git.user_email() is None
    (tmp_path / ".gitconfig").write_text("[user]\n\temail = ana@acme.example\n")
    assert git.user_email() == "ana@acme.example"
    (tmp_path / ".gitconfig").write_text('[user]\n\temail = "a\\u001b@b"\n')
    assert git.user_email() is None


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert git.executable() is None
    assert git.head(tmp_path) is None
    assert git.user_email() is None
    assert git.resolve_revision(tmp_path, "HEAD") is None
    assert git.commit(tmp_path, "0" * 40) is None
    assert git.main_branch(tmp_path) is None
    assert git.names(tmp_path) == ()
    assert not git.is_shallow(tmp_path)
    assert git.read_blob(tmp_path, "0" * 40) is None


def test_git_in_the_current_folder_is_not_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / ("git.exe" if os.name == "nt" else "git")
    program.write_text("#!/bin/sh\ntouch called\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", str(tmp_path), f".{os.pathsep}{tmp_path}"):
        monkeypatch.setenv("PATH", path)
        assert git.executable() is None


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert git.head(tmp_path) is None
    assert git.head(tmp_path / "nowhere") is None
    (tmp_path / ".git").mkdir()
    assert git.find_root(tmp_path) != tmp_path


@needs_git
def test_hostile_repositories_run_nothing(tmp_path: Path) -> None:
    if not ATTACKS.is_dir():
        pytest.skip("the shared attack samples are not beside this checkout")
    marks = tmp_path / "marks"
    script = ATTACKS / "make_hostile_repos.sh"
    environment = {**os.environ, "HOME": str(tmp_path)}
    command = ["sh", str(script), str(tmp_path / "made"), str(marks)]
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=60)
    shutil.copy(ATTACKS / "hostile.gitattributes", tmp_path / "made" / "hostile" / ".gitattributes")
    for mark in marks.iterdir():  # what the making itself set off
        mark.unlink()
    for name in ("hostile", "outer"):
        top = tmp_path / "made" / name
        for start in (top, top / "plans"):
            assert git.find_root(start) == top
        revision = git.resolve_revision(top, "HEAD")
        assert revision is not None
        assert git.head(top) is not None
        assert git.main_line(top, revision)
        assert git.main_branch(top) is not None
        assert git.merge_base(top, revision, revision) == revision
        assert git.names(top)
        assert not git.is_shallow(top)
        with git.Objects(top) as objects:
            files = objects.files(revision)
            assert files
            contents = objects.blobs(file.blob for file in files.values())
        plans = [contents[file.blob] for path, file in files.items() if path.endswith("plan.yaml")]
        assert plans and all(plan is not None and plan.startswith(b"kind: project") for plan in plans)
        assert load_at(top, revision) is not None
        git.user_email()
        IgnoreRules(top)("plan.yaml", False)
    assert git.head(tmp_path / "made" / "outer" / "plans") is None
    assert list(marks.iterdir()) == []


# --- .gitignore -------------------------------------------------------------------------------------------------------

PATHS = (
    "a.yaml b.log build/x.yaml src/build/y.yaml src/a.yaml src/deep/er/a.yaml doc/a.txt doc/sub/b.txt x[1].yaml #h !n"
)
PATHS += (
    " sp\u00a0ace.yaml foo/bar/baz.yaml foo/baz.yaml bar/foo/baz.yaml .hidden/a.yaml zoë.yaml A.yaml tmp1 tmp2/z.yaml"
)
PATTERNS = (
    "*.log build build/ /build /src/*.yaml src/**/a.yaml **/a.yaml doc/** !doc/sub !a.yaml a.* *.y?ml x[[]1].yaml"
)
PATTERNS += " [ab].* [!a].yaml [a-c].yaml foo/*/baz.yaml foo/**/baz.yaml **/foo/** ** * !*/ !src/ /* \\#h \\!n #h !n"
PATTERNS += (
    " deep/er er doc/sub/ /foo/bar tmp? tmp[0-9] tmp[!2] .hidden z*ë* x\\[1].yaml / // [ ** **/ a\\.yaml src/deep"
)
PATTERNS += " **/**/a.yaml bar/**/baz.yaml foo** *oo/ **/sub /**/sub /doc/**/ !/doc/sub/b.txt"


def make_tree(top: Path, paths: list[str]) -> None:
    for path in paths:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")


def git_says(top: Path, paths: list[str]) -> set[str]:
    """What git itself ignores of these paths, whether tracked or not."""
    command = [str(GIT), "check-ignore", "--no-index", "-z", "--stdin"]
    given = "".join(f"./{path}\0" for path in paths).encode()
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(command, cwd=top, input=given, capture_output=True, env=environment, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return {path.removeprefix("./") for path in done.stdout.decode().split("\0") if path}


@needs_git
@pytest.mark.parametrize("seed", range(12))
def test_ignored_as_git_ignores(tmp_path: Path, seed: int) -> None:
    paths = PATHS.split(" ")
    folders = sorted({parent.as_posix() for path in paths for parent in Path(path).parents} - {"."})
    make_tree(tmp_path, paths)
    run(tmp_path, "init", "-q")
    dice = random.Random(seed)
    for _ in range(8):
        (tmp_path / ".gitignore").write_text("\n".join(dice.choices(PATTERNS.split(" "), k=dice.randint(1, 4))))
        for folder in ("src", "doc", "foo"):
            lines = dice.choices(PATTERNS.split(" "), k=dice.randint(0, 2))
            (tmp_path / folder / ".gitignore").write_text("\r\n".join(lines) + "\n")
        rules = IgnoreRules(tmp_path)
        ours = {path for path in paths if rules(path, False)} | {path for path in folders if rules(path, True)}
        written = {name: (tmp_path / name / ".gitignore").read_text() for name in ("", "src", "doc", "foo")}
        assert ours == git_says(tmp_path, paths + folders), written


@needs_git
@pytest.mark.parametrize(
    "pattern", sorted(set(PATTERNS.split(" "))) + ["a.yaml ", "a.yaml\\ ", "# a.yaml", "\ta.yaml", ""]
)
def test_each_pattern_as_git_reads_it(tmp_path: Path, pattern: str) -> None:
    paths = PATHS.split(" ")
    make_tree(tmp_path, paths)
    run(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text(f"{pattern}\n", encoding="utf-8")
    rules = IgnoreRules(tmp_path)
    assert {path for path in paths if rules(path, False)} == git_says(tmp_path, paths)


@needs_git
def test_rules_from_above_the_workspace(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    make_tree(tmp_path, ["sub/work/drafts/a.yaml", "sub/work/b.yaml"])
    (tmp_path / ".gitignore").write_text("drafts/\n")
    (tmp_path / "sub" / ".gitignore").write_text("/work/b.yaml\n")
    rules = IgnoreRules(tmp_path / "sub" / "work")
    assert rules("drafts", True)
    assert rules("drafts/a.yaml", False)
    assert rules("b.yaml", False)
    assert not rules("c.yaml", False)
    (tmp_path / ".gitignore").write_text("sub/\n")
    assert IgnoreRules(tmp_path / "sub" / "work")("c.yaml", False)


def test_rules_without_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("\ufeff*.yaml\n!keep.yaml\n", encoding="utf-8")
    rules = IgnoreRules(tmp_path)
    assert rules("a.yaml", False)
    assert not rules("keep.yaml", False)


def test_hostile_ignore_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignore = tmp_path / ".gitignore"
    ignore.symlink_to("/etc/hostname")
    assert not IgnoreRules(tmp_path)("a", False)
    ignore.unlink()
    os.mkfifo(ignore)
    assert not IgnoreRules(tmp_path)("a", False)
    ignore.unlink()
    ignore.mkdir()
    assert not IgnoreRules(tmp_path)("a", False)
    ignore.rmdir()
    ignore.write_bytes(b"\xff\xfe\n[\n[!\n[]\n\\\n!\n/\n**\\\n" + b"*a" * 5000 + b"\n" + b"*a*\n" * 3000)
    assert IgnoreRules(tmp_path)("bab", False)
    assert not IgnoreRules(tmp_path)("xyz", False)
    monkeypatch.setattr("pmctl.ignore.MOST_STEPS", 3)
    assert not IgnoreRules(tmp_path)("bab", False)
