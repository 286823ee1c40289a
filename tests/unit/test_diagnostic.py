"""Places in a text: line and column are what one gets by walking through it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmctl.diagnostic import Position, line_around, position

TEXTS = st.builds(
    lambda parts, padding: ("x" * padding).join(parts),
    st.lists(st.sampled_from(["", "a", "b c", "\n", "\r", "\r\n", "\n\n", "\u2028", "é"]), max_size=12),
    st.sampled_from([0, 1, 700, 2046, 2047, 2048]),
)
"""Line ends of every kind, also around the borders of blocks in which they are counted."""


def _starts(text: str) -> list[int]:
    """Where lines begin: behind LF, CRLF and CR."""
    ends = (at for at, one in enumerate(text) if one == "\n" or (one == "\r" and text[at + 1 : at + 2] != "\n"))
    return [0, *(at + 1 for at in ends)]


@given(text=TEXTS, drawn=st.data())
def test_a_place_is_where_one_comes_to_by_walking(text: str, drawn: st.DataObject) -> None:
    offset = drawn.draw(st.integers(0, len(text) + 3))
    starts = _starts(text)
    line = sum(start <= offset for start in starts)
    assert position(text, offset) == Position(line, offset - starts[line - 1] + 1)
    rest = [*starts, len(text)][line]
    assert line_around(text, offset) == text[starts[line - 1] : rest].rstrip("\r\n")
