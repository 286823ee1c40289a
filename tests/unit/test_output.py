"""The one printer: colours by their order, tables that fit, files as a whole, nothing harmful on a stream."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import fit, terminal_width
from pmctl.files import write_file, write_files


@pytest.fixture(autouse=True)
def plain_screen() -> Iterator[None]:
    output.set_up("never", None, {})
    yield
    output.set_up("never", None, {})


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "wanted"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {}, False, False),
    ],
)
def test_the_first_that_speaks_of_colour_decides(
    choice: str, environment: dict[str, str], terminal: bool, wanted: bool
) -> None:
    assert output.wants_colour(choice, environment, terminal) is wanted


def test_no_control_character_and_no_command_line_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    output.write("a\x1b]52;c;eA==\x07b\x9bc\u202ed\r\n::error::x\n##[group]y")
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\u202e" not in said and "\r" not in said
    assert not any(line.startswith(("::", "##[")) for line in said.splitlines())


def test_our_colours_pass_only_where_there_is_colour(capsys: pytest.CaptureFixture[str]) -> None:
    output.set_up("always", None, {})
    output.write(output.paint("late", "red") + "\x1b[2J")
    assert capsys.readouterr().out == "\x1b[31mlate\x1b[0m\\x1b[2J\n"
    output.set_up("never", None, {})
    output.write("\x1b[31mlate\x1b[0m")
    assert "\x1b" not in capsys.readouterr().out


def table(width: int | None, *rows: list[str]) -> list[str]:
    output.set_up("never", width, {})
    columns = [output.Column("Id", least=6), output.Column("Name", least=6), output.Column("Effort", True, 6)]
    return output.table(columns, list(rows)).split("\n")


def test_a_table_fits_and_marks_what_it_cuts() -> None:
    lines = table(
        40, ["checkout/api", "The payment interface of the shop", "15d"], ["x", "日本語の長い名前の仕事です", "1d"]
    )
    assert all(terminal_width(line) <= 40 for line in lines)
    assert lines[1].count("…") == 1 and lines[1].endswith("   15d")
    assert "…" in lines[2]


def test_a_column_of_several_lines_wraps_before_it_cuts() -> None:
    output.set_up("never", 40, {})
    columns = [output.Column("Id", least=6), output.Column("Gaps", lines=2), output.Column("Effort", True)]
    rows = [["shop/api", "no evidence, no work, no outcome, no release", "15d"], ["shop/ui", "", "1d"]]
    assert output.table(columns, rows).split("\n") == [
        "Id        Gaps                    Effort",
        "shop/api  no evidence, no work,      15d",
        "          no outcome, no release",
        "shop/ui                               1d",
    ]
    assert "work, no outcome, …" in output.table(columns[:2], [[("x" * 24), rows[0][1]]])
    long = output.table(
        [output.Column("Id", lines=2), *columns[1:]], [["a-name-that-is-longer-than-others", *rows[0][1:]]]
    )
    assert long.split("\n")[1:3] == ["a-name-that-is-longer-than-others", " " * 17 + "no evidence, no     15d"]
    links = output.table(
        [columns[0], output.Column("Where", lines=2)], [["shop/api-reference-and-more", "docs/api.md"]]
    )
    assert links.split("\n")[1:] == ["shop/api-reference-and-more  docs/api.md"]
    output.set_up("never", 30, {})
    links = output.table([columns[0], output.Column("Where", lines=2)], [["shop/api", "https://wiki.example/api"]])
    assert links.split("\n")[1:] == ["shop/api", "  https://wiki.example/api"]
    output.set_up("never", 40, {})
    assert output.table(columns[1:2], [["  one further in than the others are, by two"]]).split("\n")[2][:3] == "  t"


def test_nothing_is_cut_where_nobody_said_how_wide() -> None:
    assert table(None, ["a" * 300, "b", "1d"])[1].startswith("a" * 300)


def test_a_table_escapes_its_cells_and_keeps_them_on_one_line() -> None:
    lines = table(None, ["a\nb", "c\x1b[31m", "1d"])
    assert len(lines) == 2 and "a\\nb" in lines[1] and "\x1b" not in lines[1]


@pytest.mark.parametrize(
    ("natural", "least", "room", "wanted"),
    [
        ([10, 10], [5, 5], 20, [10, 10]),
        ([10, 10], [5, 5], 16, [8, 8]),
        ([20, 6], [5, 5], 14, [8, 6]),
        ([20, 20], [15, 5], 20, [15, 5]),
        ([20, 20], [15, 15], 10, [15, 15]),
        ([], [], 5, []),
    ],
)
def test_the_widest_columns_give_first(natural: list[int], least: list[int], room: int, wanted: list[int]) -> None:
    assert fit(natural, least, room) == wanted


def test_a_file_is_written_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.md"
    assert output.deliver("one\n", str(path)) == 0
    path.chmod(0o640)
    output.deliver("two\n", str(path))
    assert path.read_text() == "two\n" and stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["page.md"]


def test_an_equal_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    output.deliver("one\n", str(path))
    os.utime(path, ns=(1, 1))
    output.deliver("one\n", str(path))
    assert path.stat().st_mtime_ns == 1


def test_check_writes_nothing_and_says_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.md"
    assert output.deliver("one\n", str(path), check=True) == 1
    assert not path.exists()
    path.write_text("old\n")
    assert output.deliver("one\n", str(path), check=True) == 1
    assert "stale" in capsys.readouterr().err and path.read_text() == "old\n"
    path.write_text("one\n")
    assert output.deliver("one\n", str(path), check=True) == 0


def test_a_write_follows_no_link_and_overwrites_only_where_it_may(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("keep")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(UserError):
        output.deliver("x", str(tmp_path / "link"))
    with pytest.raises(UserError):
        write_file(tmp_path / "real", b"x", overwrite=False)
    with pytest.raises(UserError):
        output.deliver("x", str(tmp_path / "real" / "below"))
    assert (tmp_path / "real").read_text() == "keep"


def names_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_several_files_are_written_together(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("old")
    write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert names_in(tmp_path) == {"a": "1", "b": "2"}


def test_where_one_of_several_is_in_the_way_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "b").write_text("old")
    with pytest.raises(UserError):
        write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"}, overwrite=False)
    with pytest.raises(UserError):
        write_files({tmp_path / "a": b"1", tmp_path / "b" / "below": b"2"})
    with pytest.raises(UserError):
        write_files({tmp_path / "a": b"1", tmp_path / "folder": b"2"})
    assert names_in(tmp_path) == {"b": "old"}


def test_where_the_disk_fails_half_way_all_files_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_text("old")
    replace = os.replace

    def fails(source: Path, target: Path) -> None:
        if target.name == "last":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(UserError, match="No space left"):
        write_files({tmp_path / "old": b"1", tmp_path / "new": b"2", tmp_path / "last": b"3"})
    assert names_in(tmp_path) == {"old": "old"}


def test_pictures_do_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Terminal())
    output.set_up("never", None, {})
    with pytest.raises(UserError):
        output.deliver(b"\x89PNG")
