"""Which commit a revision, a tag or a day means, what is said where there is none, and the line of history."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pmctl import git
from pmctl.cli import run as command
from pmctl.diagnostic import UserError
from pmctl.git.commits import trailers_of
from pmctl.revision import named
from tests.history import git as run
from tests.history import make, needs_git

pytestmark = needs_git

# --- which revision is meant ------------------------------------------------------------------------------------------

DAYS = """
commit 2026-02-01 ana: one
commit 2026-02-05 ana: two
commit 2026-02-03 ana: three, by a clock that was late
branch side
commit 2026-02-04 bo: on the side
switch main
merge side 2026-02-09T23:30-0800 ana: merged
tag v1.0
"""


def subject(top: Path, text: str) -> str:
    """The subject of the commit that a text means."""
    found = git.commit(top, named(top, text).id)
    assert found is not None
    return found.subject


def test_a_day_is_the_last_commit_of_the_main_line(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    assert subject(top, "2026-02-01") == "one"
    assert subject(top, "2026-02-02") == "one"
    assert subject(top, "2026-02-04") == "three, by a clock that was late"
    assert subject(top, "2026-02-08") == "three, by a clock that was late"
    assert subject(top, "2026-02-09") == "merged"
    assert subject(top, "2027-01-01") == "merged"


def test_a_question_to_the_clock_is_told_what_to_ask(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    with pytest.raises(UserError, match=r"`HEAD@\{yesterday\}` asks the clock") as error:
        named(top, "HEAD@{yesterday}")
    assert "`2026-02-01`" in error.value.hint
    with pytest.raises(UserError, match="there is no revision"):
        named(top, "HEAD@{99}")


@pytest.mark.parametrize("words", [("notify", "--since", "v1"), ("diff",), ("diff", "v1")])
def test_no_file_is_read_where_there_is_no_repository(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text("kind: project\n")
    monkeypatch.setattr("pmctl.load.loading.read_plan", None)
    assert command([*words, "-C", str(tmp_path)]) == 2
    assert "this folder is in no git repository" in capsys.readouterr().err
    assert command([*words, "-C", str(tmp_path / "nowhere")]) == 2
    assert "there is no folder or file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("diff", "v1..v2"), ("check", "--at", "v1"), ("blame", "plan"), ("history", "plan"), ("status",), ("check",)],
)
def test_a_repository_without_a_work_tree_is_to_be_cloned(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "init", "--quiet", "--bare", ".")
    assert command([*words, "-C", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "without a work tree" in said and "`git clone` it" in said


def test_revisions_tags_and_days_have_a_day_and_a_name(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    for text in ("v1.0", "HEAD", "main", "2026-02-09"):
        found = named(top, text)
        assert (found.day, found.name) == (date(2026, 2, 9), text)
    assert subject(top, "side") == "on the side"
    assert subject(top, "HEAD~2") == "two"


def test_a_tag_that_looks_like_a_day_is_a_tag(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS + "tag 2026-02-01")
    assert subject(top, "2026-02-01") == "merged"


WRONG = {
    "v1.1": ("there is no revision `v1.1`. Did you mean `v1.0`?", "there are `main`, `side`, `v1.0`"),
    "2026-01-31": ("there is no commit of 2026-01-31 or before", "the first one is of 2026-02-01"),
    "2026-02-30": ("`2026-02-30` is not a day", "write it like"),
    "-x": ("there is no revision `-x`.", "write it as for git"),
    "\x1b[31m": (r"there is no revision `\x1b[31m`.", "write it as for git"),
    "main..side": ("`main..side` is a range, and one revision is meant", "write it as for git"),
}


@pytest.mark.parametrize("text", WRONG, ids=ascii)
def test_what_is_no_revision_is_a_wrong_call(tmp_path: Path, text: str) -> None:
    top = make(tmp_path / "plan", DAYS)
    with pytest.raises(UserError) as caught:
        named(top, text)
    message, hint = WRONG[text]
    assert caught.value.message.startswith(message)
    assert hint in caught.value.hint


def test_a_branch_that_only_the_remote_has(tmp_path: Path) -> None:
    make(tmp_path / "origin", DAYS)
    run(tmp_path, "clone", "-q", "origin", "plan")
    with pytest.raises(UserError, match="Did you mean `origin/side`"):
        named(tmp_path / "plan", "side")


def test_without_repository_commit_or_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="in no git repository"):
        named(tmp_path, "HEAD")
    run(tmp_path, "init", "-q")
    for text in ("HEAD", "2026-02-01"):
        with pytest.raises(UserError, match="commit"):
            named(tmp_path, text)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UserError, match="git is not installed"):
        named(tmp_path, "HEAD")


SHALLOW = {
    "HEAD~4": "git fetch --deepen=2",
    "HEAD~3": "git fetch --deepen=1",
    "2026-02-02": "git fetch --unshallow",
    "v1": "git fetch --unshallow --tags",
}


@pytest.mark.parametrize("text", SHALLOW)
def test_a_shallow_clone_says_what_to_fetch(tmp_path: Path, text: str) -> None:
    steps = "".join(f"commit 2026-02-0{day} ana: {day}\n{'tag v1' if day == 1 else ''}\n" for day in range(1, 7))
    top = make(tmp_path / "plan", f"{steps}\nshallow 3")
    assert subject(top, "HEAD~2") == "4"
    with pytest.raises(UserError, match="this clone is shallow") as caught:
        named(top, text)
    assert SHALLOW[text] in caught.value.hint
    deepen = caught.value.hint.split("`")[1].split()[1:]
    run(top, *deepen)
    assert subject(top, text)


# --- the main line ----------------------------------------------------------------------------------------------------


def test_the_main_line_is_in_the_order_of_commits(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    head = named(top, "HEAD").id
    line = git.main_line(top, head)
    assert line is not None
    subjects = ["one", "two", "three, by a clock that was late", "merged"]
    assert [one.subject for one in line] == subjects
    assert [one.author for one in line] == ["Ana"] * 4
    assert [one.parents for one in line[:2]] == [(), (line[0].id,)]
    assert line[3].parents == (line[2].id, named(top, "side").id)
    assert line[3].tree == run(top, "rev-parse", "HEAD^{tree}")
    assert [one.subject for one in git.main_line(top, head, line[1].id) or ()] == subjects[2:]
    assert git.main_line(top, head, head) == ()
    assert git.merge_base(top, line[3].id, named(top, "side").id) == named(top, "side").id


TRAILERS = """
commit 2026-02-01 ana: nothing more
commit 2026-02-02 ana: one
  Task: checkout/api
commit 2026-02-03 ana: two: of them
  Why it was done.
  .
  Task: checkout/api
  Reviewed-by: Bo <bo@acme.example>
commit 2026-02-04 ana: words alone
  Task: this is no paragraph
  of trailers
"""


def test_trailers(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", TRAILERS)
    found = [one.trailers for one in git.main_line(top, named(top, "HEAD").id, with_trailers=True) or ()]
    task = ("Task", "checkout/api")
    assert found == [(), (task,), (task, ("Reviewed-by", "Bo <bo@acme.example>")), ()]


def test_trailers_are_the_last_paragraph() -> None:
    assert trailers_of("Task: a\n  and b\n\n") == (("Task", "a and b"),)
    assert trailers_of("Task: a\n\nno more") == ()
    assert trailers_of("") == ()


def test_which_branch_is_the_main_one(tmp_path: Path) -> None:
    top = make(tmp_path / "origin", DAYS)
    assert getattr(git.main_branch(top), "name", "") == "main"
    run(top, "branch", "-m", "main", "trunk")
    assert git.main_branch(top) is None
    run(tmp_path, "clone", "-q", "origin", "plan")
    found = git.main_branch(tmp_path / "plan")
    assert found == git.Branch("origin/trunk", named(top, "trunk").id)
    run(top, "branch", "-D", "side")
    assert getattr(git.main_branch(top), "name", "") == "trunk"


def test_names_of_a_repository(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    assert git.names(top) == ("main", "side", "v1.0")


def test_a_date_that_no_calendar_has(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", DAYS)
    stored = run(top, "cat-file", "commit", "HEAD").replace("1770708600 -0800", "99999999999999 +9999")
    odd = subprocess.run(
        [str(shutil.which("git")), "hash-object", "-w", "-t", "commit", "--literally", "--stdin"],
        input=stored.encode(),
        cwd=top,
        capture_output=True,
        check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    found = git.commit(top, odd.stdout.decode().strip())
    assert found is not None
    assert found.day.year in (1970, *range(2026, 9999))


CHANGED = """
add plans/a.yaml: kind: project
commit 2026-02-02 ana: the plan
add src/b.txt: code
commit 2026-02-05 bo: something else
"""


def test_the_last_change_is_that_of_a_folder(tmp_path: Path) -> None:
    top = make(tmp_path / "plan", CHANGED)
    days = {folder: found.day for folder in (".", "plans", "src") if (found := git.last_change(top, folder))}
    assert days == {".": date(2026, 2, 5), "plans": date(2026, 2, 2), "src": date(2026, 2, 5)}
    assert git.last_change(top, "nothing") is None
