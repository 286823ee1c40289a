"""`pmctl import` and `pmctl export` as a user calls them."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from pmctl.cli import run
from pmctl.commands import export
from pmctl.formats import FORMATS

ROOT = Path(__file__).parents[2]
BRIDGE = (
    '<Project xmlns="http://schemas.microsoft.com/project"><Title>Bridge</Title><StartDate>2026-03-02T08:00:00</StartDate>'
    "<Tasks><Task><UID>1</UID><Name>Piles</Name><OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration></Task></Tasks>"
    "</Project>"
)
SMALL = str(ROOT / "examples/small")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Bridge.XML"
    path.write_text(BRIDGE)
    return path


@pytest.mark.parametrize("form", [(), ("msproject",)])
def test_import_writes_files_once(
    source: Path, tmp_path: Path, form: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plan"
    assert run(["import", *form, str(source), "-o", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[1].rpartition("plan/")[2] for line in out.splitlines()] == [
        "pmctl.yaml",
        "projects/bridge.yaml",
    ]
    assert "levelling: false" in err
    (folder / "pmctl.yaml").write_text("mine")
    assert run(["import", *form, str(source), "-o", str(folder)]) == 2
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert (folder / "pmctl.yaml").read_text() == "mine"
    assert run(["import", *form, str(source), "-o", str(folder), "--force"]) == 0
    assert (folder / "pmctl.yaml").read_text().startswith("kind: workspace")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import"], "say which file to import"),
        (["import", "msproject"], "say which file to import"),
        (["import", "msprojct", "a.xml", "-o", "x"], "Did you mean `msproject`?"),
        (["import", "a.foo", "-o", "x"], "not clear from its name"),
        (["import", "a.xml"], "say where the plan files shall go"),
        (["import", "no-such.xml", "-o", "x"], "cannot read"),
        (["export"], "say which format"),
        (["export", "jsom", "-C", SMALL], "Did you mean `json`?"),
        (["export", "json", "moves", "-C", SMALL], "Did you mean `move`?"),
    ],
)
def test_wrong_calls(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "--list"]) == 0
    assert "msproject" in capsys.readouterr().out
    assert run(["export", "--list"]) == 0
    assert "json" in capsys.readouterr().out


def test_export_to_a_file_that_can_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.json"
    call = ["export", "json", "-C", SMALL, "--today", "2026-02-10", "-o", str(file)]
    assert run(call) == 0
    assert json.loads(file.read_text())["schema"] == "pmctl/export/1"
    assert run([*call, "--check"]) == 0
    file.write_text("{}")
    assert run([*call, "--check"]) == 1


def test_formats_that_others_write_are_written_there() -> None:
    own = {form.name for form in FORMATS if form.writes}
    assert not own & {*export.ELSEWHERE, *export.SAME}, "a format of our own needs no other command"
    assert set(export.SAME.values()) <= set(export.ELSEWHERE)
    for line in export.ELSEWHERE.values():
        calls = re.findall(r"`pmctl (\w+)[^`]* --format (\w+)`", line)
        assert calls
        for name, format in calls:
            command = import_module(f"pmctl.commands.{name}").command
            option = next(one for one in command.params if "--format" in one.opts)
            assert format in option.type.choices
