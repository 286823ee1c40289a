"""Where facts of revisions are kept, how much of them, and that nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmctl.commands.calling.past import cache_folder
from pmctl.history import Archive, archive
from tests.history import needs_git
from tests.past import made
from tests.transcript import run

STEPS = "commit 2026-01-12 ana: Plan\nset build.yaml: 10d -> 12d\ncommit 2026-01-13 bo: More\n"


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"PMCTL_CACHE": "/tmp/own", "XDG_CACHE_HOME": "/x", "HOME": "/home/ana"}, "/tmp/own"),
        ({"PMCTL_CACHE": "", "XDG_CACHE_HOME": "/x", "HOME": "/home/ana"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/home/ana"}, "/x/pmctl"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/ana"}, "/home/ana/.cache/pmctl"),
        ({}, None),
    ],
)
def test_the_environment_says_where(environment: dict[str, str], folder: str | None) -> None:
    assert cache_folder(environment) == (Path(folder) if folder is not None else None)


def test_what_is_kept_is_read_by_the_next(tmp_path: Path) -> None:
    first = Archive(tmp_path, "plan")
    first.add({"a": [1, "é"], "b": {}})
    first.save()
    assert Archive(tmp_path, "plan").get("a") == [1, "é"]
    assert Archive(tmp_path, "plan").get("b") == {}
    assert Archive(tmp_path, "another plan").get("a") is None
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]


def test_what_a_run_used_stays_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Archive(tmp_path, "plan")
    first.add({f"old {number}": "x" * 100 for number in range(10)})
    first.save()
    monkeypatch.setattr(archive, "LARGEST_FILE", 500)
    second = Archive(tmp_path, "plan")
    assert second.get("old 9") is None, "a file that is too large is as none"
    second.add({"new": "y" * 100, **{f"more {number}": "z" * 100 for number in range(10)}})
    second.save()
    third = Archive(tmp_path, "plan")
    assert third.get("new") == "y" * 100 and third.get("more 9") is None
    assert third.file is not None and third.file.stat().st_size <= 500


def test_the_oldest_files_go_where_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_FOLDER", 400)
    for number in range(8):
        one = Archive(tmp_path, f"plan {number}")
        one.add({"a": "x" * 100})
        one.save()
    assert 0 < sum(path.stat().st_size for path in tmp_path.iterdir()) <= 400
    assert Archive(tmp_path, "plan 7").get("a") is not None


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    one = Archive(tmp_path / "file" / "folder", "plan")
    one.add({"a": 1})
    one.save()
    assert one.get("a") == 1


@needs_git
def test_nothing_is_kept_in_the_work_tree(tmp_path: Path) -> None:
    folder = made(tmp_path / "p", STEPS)
    inside, outside = folder / "cache", tmp_path / "cache"
    told = [
        run(["blame", "build/launch", *more], folder, {"PMCTL_CACHE": str(where)}).output
        for where, more in ((inside, []), (outside, ["--no-cache"]), (outside, []), (outside, []))
    ]
    assert len(set(told)) == 1 and "More" in told[0]
    assert not inside.exists()
    assert len(list(outside.iterdir())) == 1
