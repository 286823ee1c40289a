"""Plain text by the short way: the same tree as by the long one, or none at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.parse.events import read_events
from pmctl.parse.inline import NotPlain
from pmctl.parse.lines import is_near_plain, read_lines
from pmctl.parse.reading import Reading
from pmctl.parse.tree import Map, Seq, Value
from pmctl.source import scan

ROOT = Path(__file__).resolve().parents[2]


def reading_of(text: str) -> Reading:
    findings: list[object] = []
    return Reading("a.yaml", text, scan("a.yaml", text.encode(), text, findings), [])  # type: ignore[arg-type]


def whole(value: Value) -> object:
    """All that a tree says: values with their types, order and places."""
    if isinstance(value, Map):
        entries = [(key, whole(one)) for key, one in value.items()]
        return "map", value.start, value.end, list(value.places.items()), entries
    if isinstance(value, Seq):
        return "list", value.start, value.end, value.places, [whole(one) for one in value]
    return type(value).__name__, value


def is_plain(text: str) -> bool:
    """Is a text read by the short way? Then it must say what the long way says, which must have no complaint."""
    if not is_near_plain(reading_of(text)):
        return False
    try:
        found = read_lines(text)
    except NotPlain:
        return False
    long_way = reading_of(text)
    assert whole(found) == whole(read_events(long_way)), text
    assert long_way.diagnostics == [], text
    return True


PLAIN = {
    "values": "a: b\nc: 1\nd: 1.5\ne: true\nf: null\ng: ~\nh: 09:00-12:00\ni: 5d # said bo\nj: -2\nk: it's https://x.y/z#k\n",
    "nothing": "a:\nb:\n  c:\n  d: 1\ne:\n",
    "maps in maps": "# first\n\na:\n  b:\n      c: 1\n      d: 2\n  e: 3\n\nf: 4\n",
    "quotes": "a: \"b: #c\"\nb: 'x, y'\nc: [\"1\", 'null', 2]\n",
    "brackets": "a: [b, c + 1d]\nb: []\nc: {}\nd: {e: {f: [1, {g: h}]}, i: j k}\ne: [null, x]\nf: {g: [https://x.y/z]}\n",
    "folded": "a:\n  b: >-\n    one\n    two: # three\n  c: >\n    four\nd: 1\n",
    "as it is": "a: |\n  one\n    two\nb: |-\n  three\nc: 1\n",
    "lists below": "a:\n  - b\n  - 'c d'\n  - [1, x]\n  - {y: z}\ne:\n- 1\n- 2\n",
}
ODD = {
    "an anchor": "a: &b c\n",
    "an alias": "a: 1\nb: *a\n",
    "a tag": "a: !x b\n",
    "an escape": 'a: "b\\n"\n',
    "a tab": "a: b\tc\n",
    "a return": "a: b\r\n",
    "a key twice": "a: 1\na: 2\n",
    "a key twice in brackets": "a: {b: 1, b: 2}\n",
    "a merge": "<<: {a: 1}\n",
    "a text that goes on": "a: b\n  c\n",
    "a map in a list": "a:\n  - b: c\n",
    "columns that differ": "a:\n  - b\n   - c\n",
    "a key too far in": "a: 1\n  b: 2\n",
    "a key between": "a:\n    b: 1\n  c: 2\n",
    "a paragraph": "a: >\n  b\n\n  c\n",
    "a comment that commands": "a: b # pmctl: allow PM204 because\n",
    "two documents": "a: b\n---\nc: d\n",
    "no end of line": "a: b",
    "nothing at all": "\n# a\n",
    "a bracket that stays open": "a: [b\nc: d]\n",
    "the wrong bracket": "a: [b}\n",
    "a question": "? a\n: b\n",
    "an odd character": "a: b\x07\n",
    "deep nesting": "".join(f"{' ' * depth}a:\n" for depth in range(40)),
    "deep brackets": f"a: {'[' * 40}{']' * 40}\n",
    "a long value": f"a: {'b' * 9000}\n",
    "a long key": f"{'a' * 300}: b\n",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN.keys())
def test_plain_text_is_read_by_the_short_way(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_whatever_is_odd_goes_the_long_way(text: str) -> None:
    assert not is_plain(text)


def test_plans_as_people_write_them_are_mostly_plain() -> None:
    files = [path for path in (ROOT / "examples").rglob("*.yaml") if path.is_file()]
    plain = sum(is_plain(path.read_text("utf-8")) for path in files)
    assert plain >= len(files) * 3 // 4


PIECES = (
    *(
        "a",
        "b: ",
        "c:",
        "d: 1",
        "x y",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        ": ",
        ":",
        "-",
        "#",
        " #",
        ",",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "[a, b]",
        "{a: b}",
        "'",
        '"',
        ">",
        "|",
        ">-\n",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "---",
    ),
    *("null", "~", "1e3", "0x1", ".5", "\\", "é", "\u00a0", "\u2028", "\ufeff", "<<: ", "...", "2026-01-05", "=", "/"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(sorted(PLAIN.values())), st.integers(0, 60))
def test_no_text_says_something_else_by_the_short_way(pieces: list[str], text: str, at: int) -> None:
    is_plain("".join(pieces) + "\n")
    is_plain(text[:at] + "".join(pieces[:3]) + text[at:])
