"""Lines of a roadmap put on pages: a lane that goes on is named again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.roadmap.sheet import BOXES, FACES, FOOT, GAP, HEAD, WIDTH, Box, Heading, Piece, Rule, Sheet, Words
from pmctl.escape import one_line
from pmctl.record import dataclass

Signs = Sequence[tuple[str, str]]
"""Kinds of boxes and rules, and what each means."""
LONGEST = 2200.0
"""Pixels of a page; nobody scrolls further for one picture."""
LANE = 28.0
_TEXT = 18.0


@dataclass(frozen=True, slots=True)
class Line:
    """A stripe over the whole width: how high it is, and what stands in it at a given y."""

    height: float
    at: Callable[[float], tuple[Piece, ...]]
    lane: str = ""
    """The name of the lane that begins with it."""


def lane_line(title: str) -> Line:
    """The name of a lane on a stripe."""

    def drawn(y: float) -> tuple[Piece, ...]:
        text = fitting(one_line(title), WIDTH - 3 * GAP, FACES["lane-name"].size, True)
        stripe = Box(GAP, y + 4, WIDTH - 2 * GAP, LANE - 8, "lane")
        return (Piece(boxes=(stripe,), words=(Words(GAP + 6, y + 18, text, "lane-name"),)),)

    return Line(LANE, drawn, title)


def text_lines(title: str, sentences: Sequence[str]) -> list[Line]:
    """A stripe with a title, and sentences below it in lines that fit."""
    rows: list[str] = []
    for sentence in sentences:
        rows.append("")
        for word in one_line(sentence).split(" "):
            longer = f"{rows[-1]} {word}".strip()
            fits = text_width(longer, FACES["label"].size) <= WIDTH - 4 * GAP
            rows[-1:] = [longer] if fits or not rows[-1] else [rows[-1], f"    {word}"]
    return [lane_line(title), *(Line(_TEXT, partial(_text, row)) for row in rows)]


def _text(row: str, y: float) -> tuple[Piece, ...]:
    words = Words(GAP + 6, y + 13, fitting(row, WIDTH - 3 * GAP, FACES["label"].size), "label")
    return (Piece(words=(words,)),)


def _legend(signs: Signs, pieces: Sequence[Piece]) -> Piece:
    """What the boxes and rules mean that stand on a page, beside the subtitle."""
    used = {box.kind for piece in pieces for box in piece.boxes}
    used |= {rule.kind for piece in pieces for rule in piece.rules}
    x, y = WIDTH - GAP, 45.0
    boxes: list[Box] = []
    rules: list[Rule] = []
    words: list[Words] = []
    for kind, label in reversed([sign for sign in signs if sign[0] in used]):
        x = round(x - text_width(label, FACES["small"].size), 1)
        words.append(Words(x, y, label, "small"))
        x -= 18
        if kind in BOXES:
            boxes.append(Box(x, y - 9, 12, 10, kind))
        else:
            rules.append(Rule(x + 6, y - 11, x + 6, y + 3, kind))
        x -= 12
    return Piece("", "", tuple(boxes), tuple(rules), tuple(words))


def paged(
    lines: Sequence[Line],
    heading: Heading,
    frame: Callable[[float], tuple[Piece, ...]],
    signs: Signs,
    longest: float = LONGEST,
) -> tuple[Sheet, ...]:
    """Pages of at most so many pixels; `frame` draws behind the lines, down to where they end."""
    pages = list(_cut(lines, longest - HEAD - FOOT))
    return tuple(_sheet(page, heading, frame, signs, (number, len(pages))) for number, page in enumerate(pages, 1))


def _cut(lines: Sequence[Line], room: float) -> Iterator[list[Line]]:
    page: list[Line] = []
    lane, left = "", room
    for place, line in enumerate(lines):
        # the name of a lane never stands alone at the end of a page
        needed = line.height + (lines[place + 1].height if line.lane and place + 1 < len(lines) else 0)
        if page and needed > left:
            yield page
            again = [lane_line(f"{lane} (continued)")] if lane and not line.lane else []
            page, left = again, room - LANE * len(again)
        page.append(line)
        left -= line.height
        lane = line.lane or lane
    yield page


def _sheet(
    lines: Sequence[Line],
    heading: Heading,
    frame: Callable[[float], tuple[Piece, ...]],
    signs: Signs,
    place: tuple[int, int],
) -> Sheet:
    pieces: list[Piece] = []
    page, pages = place
    y = HEAD
    for line in lines:
        pieces += line.at(y)
        y += line.height
    number = f"page {page} of {pages}" if pages > 1 else ""
    subtitle = " · ".join(part for part in (heading.subtitle, number) if part)
    title = fitting(one_line(heading.title), WIDTH - 2 * GAP, FACES["title"].size, True)
    words = (
        Words(GAP, 26, title, "title"),
        Words(GAP, 45, subtitle, "small"),
        Words(GAP, y + FOOT - 14, one_line(heading.stamp), "small"),
    )
    described = f"Roadmap: {subtitle}."
    pieces = [Piece(words=words), *frame(y), *pieces]
    return Sheet(title, described, WIDTH, y + FOOT, (*pieces, _legend(signs, pieces)), page, pages)
