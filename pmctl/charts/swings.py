"""Bars to both sides of a middle: what a number is with each of its inputs in a good and in a bad case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import Corners, box, fill, stroke
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, ROW, HEAD, FOOT, BAR = 960.0, 34.0, 92.0, 44.0, 18.0
LABELS, SHARES = 300.0, 60.0
TITLE, SIZE, SMALL = 16.0, 11.5, 10.5


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar: what it is about, how far the good and the bad case are from the middle, each with its words.

    `detail` says what is uncertain, `share` how much of all it is ("" to leave it out).
    """

    name: str
    detail: str
    good: float
    bad: float
    good_text: str
    bad_text: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their title, what they mean (two lines on paper), what the middle is, and the legend of a terminal."""

    title: str
    explained: tuple[str, ...]
    middle: str
    legend: str
    swings: tuple[Swing, ...]

    @property
    def scale(self) -> tuple[float, float]:
        """The least and the most of all bars."""
        ends = [end for one in self.swings for end in (one.good, one.bad)]
        return min(0.0, *ends), max(0.0, *ends)


def drawing_of(chart: Chart) -> Drawing:
    """The picture, and the same as lines; there is at least one bar."""
    words = tuple(one.name for one in chart.swings)
    return Drawing(chart.title, words, lambda: _figure(chart), lambda width: _text(chart, width))


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(chart: Chart) -> Figure:
    figure, axes = sheet(WIDTH, HEAD + ROW * len(chart.swings) + FOOT, LIGHT["paper"])
    title = fitting(one_line(chart.title), WIDTH - 32, TITLE, bold=True)
    write(axes, 16, 30, title, TITLE, LIGHT["ink"], bold=True)
    for number, line in enumerate(chart.explained):
        write(axes, 16, 49 + 15 * number, line, SMALL, LIGHT["soft"])
    left, right = _room(chart.swings)
    least, most = chart.scale
    scale = (right - left) / max(most - least, 1)
    middle = left - least * scale
    bottom = HEAD + ROW * len(chart.swings)
    for number, one in enumerate(chart.swings):
        _row(axes, one, HEAD + ROW * number, middle, scale)
    stroke(axes, [[(middle, HEAD - 2), (middle, bottom + 4)]], LIGHT["group"], 1.2)
    write(axes, middle, bottom + 20, chart.middle, SMALL, LIGHT["soft"], align="center")
    return figure


def _room(swings: Sequence[Swing]) -> tuple[float, float]:
    """Where bars may stand, so that the words at their ends have room."""
    before, behind = (max(text_width(_ends(one)[side], SIZE) for one in swings) + 10 for side in (0, 1))
    return 16 + LABELS + before, WIDTH - (SHARES if any(one.share for one in swings) else 16) - behind


def _ends(one: Swing) -> tuple[str, str]:
    """The words at the left and at the right end of a bar."""
    return (one.good_text, one.bad_text) if one.good <= one.bad else (one.bad_text, one.good_text)


def _row(axes: Axes, one: Swing, top: float, middle: float, scale: float) -> None:
    """Name and detail, the two halves of the bar with their words, the share."""
    line = top + ROW / 2 + 4
    detail = fitting(one_line(one.detail), 110, SMALL)
    room = LABELS - text_width(detail, SMALL) - 14
    write(axes, 16, line, fitting(one_line(one.name), room, SIZE), SIZE, LIGHT["ink"])
    write(axes, 16 + LABELS - 8, line, detail, SMALL, LIGHT["soft"], align="right")
    for value, words, colour in ((one.good, one.good_text, "bar"), (one.bad, one.bad_text, "red")):
        end = middle + value * scale
        is_left = value < 0 or (value == 0 and max(one.good, one.bad) > 0)
        fill(axes, [_half(middle, end, top + (ROW - BAR) / 2)], LIGHT[colour])
        write(axes, end + (-5 if is_left else 5), line, words, SIZE, LIGHT["ink"], align="right" if is_left else "left")
    write(axes, WIDTH - 16, line, one.share, SIZE, LIGHT["ink"], bold=True, align="right")


def _half(middle: float, end: float, top: float) -> Corners:
    return box(min(middle, end), top, abs(end - middle), BAR)


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(chart: Chart, width: int) -> str:
    """The same as lines: name, words of the left end, bar, words of the right end, share."""
    names = [terminal(one_line(one.name)) for one in chart.swings]
    wide = min(max(map(terminal_width, names)), max(16, width // 3))
    ends = [_ends(one) for one in chart.swings]
    before, behind = (max(7, *(terminal_width(pair[side]) for pair in ends)) for side in (0, 1))
    least, most = chart.scale
    room = max(10, width - wide - before - behind - 10)
    scale = room / max(most - least, 1)
    middle = round(-least * scale)
    lines = [cut(terminal(one_line(chart.title)), width)]
    for name, one, (first, last) in zip(names, chart.swings, ends, strict=True):
        bar = _bar(one, middle, scale)
        short = cut(name, wide)
        words = f"{first:>{before}} {bar:<{room + 1}} {last:<{behind}}"
        lines.append(f"{short}{' ' * (wide - terminal_width(short))} {words} {one.share:>4}".rstrip())
    return "\n".join([*lines, *wrapped(chart.legend, width)]) + "\n"


def _bar(one: Swing, middle: int, scale: float) -> str:
    """`░░│███`: the good half light, the bad half full."""
    first, last = (middle + round(value * scale) for value in sorted((one.good, one.bad)))
    left, right = ("░", "█") if one.good <= one.bad else ("█", "░")
    return " " * first + left * (middle - first) + "│" + right * (last - middle)
