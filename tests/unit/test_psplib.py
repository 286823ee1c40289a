"""Levelling instances of the field are read, become plans, and go through the levelling of pmctl."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.psplib import main
from tests.bench.psplib_files import BadInstance, Instance, Job, read, workspace_of

SM = """\
************************************************************************
RESOURCES
  - renewable                 :  2   R
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       1    1
  4      1     2       2    0
  5      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
************************************************************************
"""
RCP = """\
5 2
3 1
0 0 0 3 2 3 4
3 2 0 1 5
4 1 1 1 5
2 2 0 1 5
0 0 0 0
"""
SAME = Instance(
    "small",
    (
        Job(0, (0, 0), (1, 2, 3)),
        Job(3, (2, 0), (4,)),
        Job(4, (1, 1), (4,)),
        Job(2, (2, 0), (4,)),
        Job(0, (0, 0), ()),
    ),
    (3, 1),
)


def test_both_forms_say_the_same() -> None:
    assert read("small.sm", SM) == SAME
    assert read("small.rcp", RCP) == SAME


def test_an_instance_is_a_plan_of_equipment_and_elapsed_days() -> None:
    found = workspace_of(SAME)
    assert {who: one.capacity for who, one in found.resources.items()} == {"r1": 3, "r2": 1}
    third = found.items["plan/t3"]
    assert [one.text for one in third.assign] == ["r1 100%", "r2 100%"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("small.sm", "", "ends too early"),
        (
            "small.sm",
            SM.replace("   2        1          1           5", "   2        1          2           5"),
            "one mode",
        ),
        ("small.sm", SM.replace("    3    1\n", "    1    1\n"), "more of a resource than there is"),
        ("small.rcp", RCP[:-10], "ends too early"),
        ("small.rcp", RCP.replace("3 2 0 1 5", "3 2 0 1 9"), "a successor that there is not"),
    ],
)
def test_what_makes_no_sense_is_said(name: str, text: str, why: str) -> None:
    with pytest.raises(BadInstance, match=why):
        read(name, text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.sm").write_text(SM, encoding="ascii")
    (tmp_path / "best.csv").write_text("instance,lb,ub,status\nsmall,5,5,optimal\n", encoding="ascii")
    return tmp_path


def test_the_best_length_is_found_and_the_mean_gap_comes_last(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The two that want 2 of 3 units cannot be together: 3 + 2 days."""
    assert main([str(folder), "--best", str(folder / "best.csv"), "--method", "serial", "justify", "search"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "serial:"
    assert lines[1].startswith("small        length    5  best    5  gap   0.00 %")
    assert lines[-1] == "mean gap 0.00 %"


@pytest.mark.parametrize("words", [["nowhere"], ["empty"], ["small.sm", "--best", "nothing.csv"], ["other"]])
def test_a_wrong_call_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    (folder / "empty").mkdir()
    (folder / "other").mkdir()
    (folder / "other" / "unknown.sm").write_text(SM, encoding="ascii")
    best = [] if "--best" in words else ["--best", str(folder / "best.csv")]
    assert main([str(folder / words[0]), *words[1:], *best]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.startswith("psplib: ")
    assert found.err.count("\n") == 1
