"""Plan files are changed all or none: what is refused, what stays, what is told; and a write that was cut short."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pmctl.diagnostic import UserError
from pmctl.files import sync_folder
from pmctl.writing.place import is_cut_short, place_of
from pmctl.writing.plan import Change, write_plan
from pmctl.writing.recovering import recover
from pmctl.writing.strays import strays
from tests.history import git, needs_git

Files = dict[str, bytes]


def files_in(folder: Path) -> Files:
    """Every file under a folder but those of git, by path: a lock, a journal or a draft that is left would show."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def three_files(folder: Path) -> Path:
    (folder / "projects").mkdir()
    for name in ("pmctl.yaml", "projects/a.yaml", "projects/b.yaml"):
        (folder / name).write_bytes(f"old {name}\n".encode())
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three files."""
    return three_files(tmp_path)


NOBODY = 65534


@pytest.fixture
def plan_of_mine() -> Iterator[Path]:
    """The same, with no more rights than most people have: root, who may write everywhere, becomes nobody."""
    with TemporaryDirectory() as name:  # the folders of pytest are closed to everybody else
        folder = three_files(Path(name))
        is_root = os.geteuid() == 0
        if is_root:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
        if is_root:
            os.seteuid(0)


MANY: dict[str, Change] = {
    "pmctl.yaml": (b"old pmctl.yaml\n", b"new\n"),
    "projects/a.yaml": (b"old projects/a.yaml\n", None),
    "projects/new/c.yaml": (None, b"c\n"),
}


def test_one_file_keeps_its_mode_and_leaves_nothing_beside(plan: Path) -> None:
    (plan / "pmctl.yaml").chmod(0o640)
    write_plan(plan, {"pmctl.yaml": (b"old pmctl.yaml\n", b"new\r\n")})
    assert (plan / "pmctl.yaml").read_bytes() == b"new\r\n"
    assert stat.S_IMODE((plan / "pmctl.yaml").stat().st_mode) == 0o640
    assert set(files_in(plan)) == {"pmctl.yaml", "projects/a.yaml", "projects/b.yaml"}


def test_several_files_change_come_and_go_together(plan: Path) -> None:
    write_plan(plan, MANY)
    wanted = {"pmctl.yaml": b"new\n", "projects/b.yaml": b"old projects/b.yaml\n", "projects/new/c.yaml": b"c\n"}
    assert files_in(plan) == wanted


def test_equal_bytes_are_not_written(plan: Path) -> None:
    os.utime(plan / "pmctl.yaml", ns=(1, 1))
    write_plan(plan, {"pmctl.yaml": (b"old pmctl.yaml\n", b"old pmctl.yaml\n")})
    assert (plan / "pmctl.yaml").stat().st_mtime_ns == 1


def _another_text(plan: Path) -> None:
    (plan / "pmctl.yaml").write_bytes(b"mine\n")


def _gone(plan: Path) -> None:
    (plan / "pmctl.yaml").unlink()


def _there_already(plan: Path) -> None:
    (plan / "projects/new").mkdir()
    (plan / "projects/new/c.yaml").write_bytes(b"mine\n")


def _a_folder(plan: Path) -> None:
    (plan / "pmctl.yaml").unlink()
    (plan / "pmctl.yaml").mkdir()


def _a_link(plan: Path) -> None:
    (plan / "pmctl.yaml").rename(plan / "real.yaml")
    (plan / "pmctl.yaml").symlink_to("real.yaml")


def _a_link_on_the_way(plan: Path) -> None:
    (plan / "projects").rename(plan / "elsewhere")
    (plan / "projects").symlink_to("elsewhere")


def _read_only(plan: Path) -> None:
    (plan / "pmctl.yaml").chmod(0o444)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (_another_text, "changed meanwhile"),
        (_gone, "changed meanwhile"),
        (_there_already, "changed meanwhile"),
        (_a_folder, "is no file"),
        (_a_link, "is a link"),
        (_a_link_on_the_way, "is a link"),
        (_read_only, "read-only"),
    ],
)
def test_what_somebody_else_did_stays(plan: Path, done: Callable[[Path], None], said: str) -> None:
    done(plan)
    before = files_in(plan)
    with pytest.raises(UserError, match=said):
        write_plan(plan, MANY)
    assert files_in(plan) == before


def test_a_folder_that_is_read_only_is_told(plan_of_mine: Path) -> None:
    (plan_of_mine / "projects").chmod(0o555)
    before = files_in(plan_of_mine)
    with pytest.raises(UserError, match="Permission denied"):
        write_plan(plan_of_mine, MANY)
    (plan_of_mine / "projects").chmod(0o755)
    assert files_in(plan_of_mine) == before


@pytest.mark.parametrize("path", ["../outside.yaml", "/etc/outside.yaml", ".git/config", "projects/../../x.yaml"])
def test_nothing_outside_the_plan_is_written(plan: Path, path: str) -> None:
    with pytest.raises(UserError, match="not inside"):
        write_plan(plan, {path: (None, b"x")})


def test_a_file_that_changes_between_the_first_look_and_its_turn_takes_all_back(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def meanwhile(source: str | Path, target: str | Path) -> None:
        real(source, target)
        if Path(target).name == "pmctl.yaml":
            (plan / "projects/b.yaml").write_bytes(b"mine\n")

    monkeypatch.setattr(os, "replace", meanwhile)
    changes: dict[str, Change] = {
        "pmctl.yaml": (b"old pmctl.yaml\n", b"new\n"),
        "projects/b.yaml": (b"old projects/b.yaml\n", b"new\n"),
    }
    with pytest.raises(UserError, match="changed meanwhile"):
        write_plan(plan, changes)
    assert files_in(plan) == {
        "pmctl.yaml": b"old pmctl.yaml\n",
        "projects/a.yaml": b"old projects/a.yaml\n",
        "projects/b.yaml": b"mine\n",
    }


# --- the lock ---------------------------------------------------------------------------------------------------------


def _dead_process() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_a_lock_of_a_dead_process_is_no_lock(plan: Path) -> None:
    place_of(plan).lock.write_text(f"{_dead_process()} {os.uname().nodename}\n")
    write_plan(plan, MANY)
    assert not place_of(plan).lock.exists()


def test_a_lock_that_was_cut_short_is_no_lock(plan: Path) -> None:
    place_of(plan).lock.write_bytes(b"")
    write_plan(plan, MANY)


@pytest.mark.parametrize("said", ["{parent} {host}\n", "1 another-machine\n"])
def test_a_lock_of_somebody_who_may_live_is_waited_for(plan: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmctl.writing.lock.SECONDS", 0.05)
    lock = place_of(plan).lock
    lock.write_text(said.format(parent=os.getppid(), host=os.uname().nodename))
    before = files_in(plan)
    with pytest.raises(UserError, match="another pmctl writes"):
        write_plan(plan, MANY)
    assert files_in(plan) == before


@needs_git
def test_a_repository_keeps_the_lock_and_a_second_work_tree_has_its_own(plan: Path) -> None:
    git(plan, "init", "-q")
    git(plan, "add", "-A")
    git(plan, "commit", "-q", "-m", "plan")
    git(plan, "worktree", "add", "-q", "second")
    assert place_of(plan).lock == plan / ".git" / "pmctl.lock"
    assert place_of(plan / "second").lock == plan / ".git" / "worktrees" / "second" / "pmctl.lock"
    assert place_of(plan / "second").top == plan / "second"


# --- cut short --------------------------------------------------------------------------------------------------------


def cut_short(plan: Path, changes: dict[str, Change], after: int) -> None:
    """A write whose process ends without a word after so many of its files have changed."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    meant, done = {str(plan / path) for path in changes}, []

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def call(*given: str | Path) -> None:
            done.extend([1] * (str(given[-1]) in meant))
            if len(done) > after:
                os._exit(0)
            real(*given)

        return call

    os.replace, os.unlink = counted(os.replace), counted(os.unlink)
    write_plan(plan, changes)
    os._exit(1)


OLD: Files = {name: f"old {name}\n".encode() for name in ("pmctl.yaml", "projects/a.yaml", "projects/b.yaml")}
NEW: Files = {"pmctl.yaml": b"new\n", "projects/b.yaml": OLD["projects/b.yaml"], "projects/new/c.yaml": b"c\n"}


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("abort", [False, True])
def test_a_write_that_was_cut_short_goes_on_or_back(plan: Path, after: int, abort: bool) -> None:
    cut_short(plan, MANY, after)
    assert is_cut_short(plan)
    with pytest.raises(UserError, match="cut short"):
        write_plan(plan, {"projects/b.yaml": (OLD["projects/b.yaml"], b"x")})
    outcome = recover(plan, abort)
    assert outcome.way == ("back" if abort else "forward")
    assert files_in(plan) == (OLD if abort else NEW)
    assert not is_cut_short(plan) and recover(plan).way == "nothing"


def test_where_a_draft_is_missing_it_goes_back(plan: Path) -> None:
    cut_short(plan, MANY, 1)
    (draft,) = (path for path in strays(plan) if path.read_bytes() == b"c\n")
    draft.write_bytes(b"to")
    assert recover(plan).way == "back"
    assert files_in(plan) == OLD


@pytest.mark.parametrize("abort", [False, True])
def test_what_somebody_edited_since_is_not_touched(plan: Path, abort: bool) -> None:
    cut_short(plan, MANY, 1)
    (plan / "pmctl.yaml").write_bytes(b"mine\n")
    before = files_in(plan)
    with pytest.raises(UserError, match=r"`pmctl.yaml` is neither as before"):
        recover(plan, abort)
    assert files_in(plan) == {path: data for path, data in before.items() if path != ".pmctl.lock"}


def test_drafts_of_killed_writers_are_cleaned(plan: Path) -> None:
    stray = plan / "projects" / ".pmctl-abc.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, ns=(1, 1))
    write_plan(plan, {"pmctl.yaml": (OLD["pmctl.yaml"], b"x")})
    assert stray.exists(), "another folder may be anybody's"
    assert recover(plan).drafts == (stray,)
    assert not stray.exists()


@needs_git
def test_the_draft_of_a_journal_is_cleaned_in_the_repository(plan: Path) -> None:
    git(plan, "init", "-q")
    stray = plan / ".git" / ".pmctl-abc.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, ns=(1, 1))
    assert strays(plan) == (stray,)
    write_plan(plan, {"pmctl.yaml": (OLD["pmctl.yaml"], b"x")})
    assert not stray.exists()


ENTRY = {"path": "x", "old": "", "new": "aa", "draft": ".pmctl-x.tmp", "copy": "", "mode": 0o644}
WRONG = (
    {"path": "../x"},
    {"path": "/x"},
    {"path": ".git/config"},
    {"draft": "../secret"},
    {"draft": "secret"},
    {"old": "bb", "copy": "eA=="},
    {"old": "aa"},
    {"mode": "x"},
    {"path": 1},
)


@pytest.mark.parametrize(
    "journal",
    [
        b"no JSON",
        b"[]",
        b'{"version": 2, "files": []}',
        *(json.dumps({"version": 1, "files": [{**ENTRY, **one}]}).encode() for one in WRONG),
    ],
)
def test_a_journal_that_none_of_us_wrote_is_refused(plan: Path, journal: bytes) -> None:
    place_of(plan).journal.write_bytes(journal)
    before = files_in(plan)
    with pytest.raises(UserError, match="no journal of this pmctl"):
        recover(plan)
    assert files_in(plan) == before


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"):
        sync_folder(tmp_path / "none")
