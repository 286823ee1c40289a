"""Real plans of Microsoft Project get the dates that it computed, from what people typed and not from those dates."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.bench import oracle

ROOT = Path(__file__).parents[2]
ORACLE = ROOT / "../shared/oracle"
GOLD: list[str] = json.loads((ORACLE / "gold.json").read_text()) if ORACLE.is_dir() else []
COMPUTED = re.compile(
    r"(Early|Late)(Start|Finish)|(Start|Finish|Free|Total)Slack|(PreLeveled)?(Start|Finish)|Critical|Stop|Resume"
    r"|(Start|Finish|Duration|Work)Variance|Summary|OverAllocated"
)
needs_oracle = pytest.mark.skipif(not GOLD, reason="../shared/oracle is not here")


def source(name: str) -> bytes:
    data = next((ORACLE / "msproject").glob(f"{name}.xml*")).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def expected(name: str) -> Any:
    return json.loads((ORACLE / "expected" / f"{name}.json").read_text("utf-8"))


def without_computed(data: bytes) -> bytes:
    """The file without anything that its application worked out of tasks and assignments."""
    root = ElementTree.fromstring(data)
    for element in root.iter():
        if element.tag.rpartition("}")[2] in ("Task", "Assignment"):
            for child in [child for child in element if COMPUTED.fullmatch(child.tag.rpartition("}")[2])]:
                element.remove(child)
    bare: bytes = ElementTree.tostring(root, encoding="utf-8")
    return bare


@needs_oracle
@pytest.mark.parametrize("name", GOLD)
def test_gold_files_are_equal(name: str) -> None:
    result = oracle.compare(name, source(name), expected(name))
    assert result.dates > 0
    assert (result.differences, result.slacks if result.stored else ()) == ((), ())


@needs_oracle
@pytest.mark.parametrize("name", sorted(set(GOLD) - {"cross_project_8"}))
def test_stored_dates_decide_nothing(name: str) -> None:
    """One file is left out: when a task of another file ends is nowhere but in the computed start of what waits."""
    data, day = source(name), oracle.day_of(expected(name)["project"])
    bare = without_computed(data)
    assert b"EarlyStart" not in bare
    assert b"Finish>" in data
    assert oracle.computed(name, bare, day) == oracle.computed(name, data, day)


@needs_oracle
def test_the_engine_knows_no_file_by_name() -> None:
    titles = {path.name.partition(".")[0] for path in (ORACLE / "msproject").iterdir()}
    titles |= {str(expected(name)["source"]).rpartition(".")[0] for name in GOLD}
    for path in sorted((ROOT / "pmctl").rglob("*.py")):
        text = path.read_text("utf-8").lower()
        assert not [title for title in titles if len(title) > 9 and title.lower() in text], path.name


# --- the command ------------------------------------------------------------------------------------------------------


def folder(tmp_path: Path, **changed: str) -> Path:
    """A folder with one project of one task, whose expected early start may be changed."""
    for name in ("msproject", "expected"):
        (tmp_path / name).mkdir()
    xml = (
        '<Project xmlns="http://schemas.microsoft.com/project"><Title>Pier</Title><StartDate>2026-03-02T08:00:00'
        "</StartDate><CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Standard</Name>"
        "<IsBaseCalendar>1</IsBaseCalendar></Calendar></Calendars><Tasks><Task><UID>1</UID><Name>Dig</Name>"
        "<OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration></Task></Tasks></Project>"
    )
    task = {"uid": 1, "name": "Dig", "summary": False, "total_slack": 0, "free_slack": 0}
    begins, ends = "2026-03-02T08:00:12", "2026-03-02T17:00"
    dates = {"es": begins, "ef": ends, "ls": begins, "lf": ends, "start": begins, "finish": ends}
    project = {"start": "2026-03-02T08:00", "status_date": "2026-03-05T17:00"}
    (tmp_path / "msproject/pier.xml").write_text(xml)
    (tmp_path / "expected/pier.json").write_text(
        json.dumps({"source": "pier.xml", "project": project, "tasks": [{**task, **dates, **changed}]})
    )
    return tmp_path


def test_equal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert oracle.main([str(folder(tmp_path))]) == 0
    assert capsys.readouterr().out == "1 of 1 files equal, 6 of 6 dates\n"


@pytest.mark.parametrize(("gold", "status"), [(None, 1), (["pier"], 1), ([], 0)])
def test_different(tmp_path: Path, capsys: pytest.CaptureFixture[str], gold: list[str] | None, status: int) -> None:
    where = folder(tmp_path, es="2026-03-03T08:00")
    if gold is not None:
        (where / "gold.json").write_text(json.dumps(gold))
    assert oracle.main([str(where)]) == status
    assert capsys.readouterr().out.splitlines() == [
        "pier: 1 Dig: early_start 2026-03-02T08:00, expected 2026-03-03T08:00",
        "0 of 1 files equal, 5 of 6 dates",
    ]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("expected/pier.json", "{", "pier.json: this is not JSON"),
        ("expected/pier.json", "{}", "no list of expected dates"),
        ("gold.json", "?", "gold.json: this is not JSON"),
        ("msproject/pier.xml", "<a/>", "no project of Microsoft Project"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, content: str, said: str
) -> None:
    where = folder(tmp_path)
    (where / file).write_text(content)
    assert oracle.main([str(where)]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("arguments", [[], ["nowhere"]])
def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert oracle.main([str(tmp_path / argument) for argument in arguments]) == 2
    assert capsys.readouterr().err.startswith("oracle.py: ")
