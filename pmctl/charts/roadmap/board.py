"""Now, next and later beside each other: a card a feature, a stripe a lane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.roadmap.card import Card
from pmctl.charts.roadmap.pages import LONGEST, Line, lane_line, paged
from pmctl.charts.roadmap.sheet import BOXES, FACES, GAP, HEAD, WIDTH, Box, Heading, Piece, Rule, Sheet, Words
from pmctl.escape import one_line
from pmctl.record import dataclass

MANY = 40
"""Features that one board of full cards, or a list without lanes, can hold."""
_BETWEEN = 8.0
_STRIPE = 5.0
_COMPACT, _FULL = 38.0, 64.0
_NARROWEST = 3
_SIGNS = (("green", "green"), ("amber", "amber"), ("red", "red"), ("unknown", "not known"))
_COMPACT_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Band:
    """A lane: its title ("" for none) and the cards of each column."""

    title: str
    columns: tuple[tuple[Card, ...], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole of it: the names of its columns, its lanes."""

    heading: Heading
    columns: tuple[str, ...]
    bands: tuple[Band, ...]


def board_sheets(board: Board, longest: float = LONGEST) -> tuple[Sheet, ...]:
    """The pages of a board; where there are many cards, the fullest columns are several cards wide."""
    counts = [sum(len(band.columns[place]) for band in board.bands) for place in range(len(board.columns))]
    is_compact = sum(counts) > MANY
    shares = _shares(board, counts, is_compact)
    lines = [line for band in board.bands for line in _lines(band, shares, is_compact)]
    return paged(lines, board.heading, partial(_frame, board.columns, counts, shares), _SIGNS, longest)


def _shares(board: Board, counts: Sequence[int], is_compact: bool) -> list[int]:
    """How many cards each column is wide: one, and of those left over always the one that is highest."""
    shares = [1] * len(counts)
    for _ in range(max(0, (_COMPACT_COLUMNS if is_compact else _NARROWEST) - len(counts))):
        heights = [_height(board, place, shares[place]) for place in range(len(counts))]
        if not heights or max(heights) <= 1:
            break
        shares[heights.index(max(heights))] += 1
    return shares


def _height(board: Board, place: int, share: int) -> int:
    """The rows of cards that a column takes when it is so many cards wide."""
    return sum(-(-len(band.columns[place]) // share) for band in board.bands)


def _lefts(shares: Sequence[int]) -> tuple[list[float], float]:
    """Where each card of a row begins, and how wide it is."""
    count = sum(shares)
    width = (WIDTH - 2 * GAP - (count - 1) * _BETWEEN) / max(1, count)
    return [GAP + place * (width + _BETWEEN) for place in range(count)], width


def _frame(columns: Sequence[str], counts: Sequence[int], shares: Sequence[int], bottom: float) -> tuple[Piece, ...]:
    """The names of the columns and the rules between them."""
    lefts, _ = _lefts(shares)
    firsts = [lefts[sum(shares[:place])] for place in range(len(shares))]
    words = [
        Words(x, HEAD - 14, f"{name} ({count})", "column")
        for x, name, count in zip(firsts, columns, counts, strict=True)
    ]
    rules = [Rule(x - _BETWEEN / 2, HEAD - 28, x - _BETWEEN / 2, bottom, "quarter") for x in firsts[1:]]
    rules.append(Rule(GAP, HEAD - 6, WIDTH - GAP, HEAD - 6, "quarter"))
    return (Piece(rules=tuple(rules), words=tuple(words)),)


def _lines(band: Band, shares: Sequence[int], is_compact: bool) -> Iterator[Line]:
    if band.title:
        yield lane_line(f"{band.title} ({sum(map(len, band.columns))})")
    columns: list[Sequence[Card]] = []
    for cards, share in zip(band.columns, shares, strict=True):
        high = -(-len(cards) // share)
        columns += [cards[place * high : (place + 1) * high] for place in range(share)]
    for row in zip_longest(*columns):
        yield Line(_COMPACT if is_compact else _FULL, partial(_row, row, shares, is_compact))


def _row(row: Sequence[Card | None], shares: Sequence[int], is_compact: bool, y: float) -> tuple[Piece, ...]:
    lefts, width = _lefts(shares)
    draw = _compact if is_compact else _full
    return tuple(draw(card, x, y, width) for card, x in zip(row, lefts, strict=True) if card is not None)


def _paper(card: Card, x: float, y: float, width: float, height: float) -> tuple[Box, ...]:
    """A card, and the stripe that shows its health."""
    level = card.level if card.level in BOXES else "unknown"
    return Box(x, y, width, height, "card"), Box(x, y, _STRIPE, height, level)


def _fit(text: str, room: float, kind: str) -> str:
    return fitting(one_line(text), room, FACES[kind].size, FACES[kind].bold)


def _full(card: Card, x: float, y: float, width: float) -> Piece:
    """A card of three lines: the name, why it is there, what is promised and expected."""
    left, room = x + _STRIPE + 7, width - _STRIPE - 14
    late = text_width(card.late, FACES["late-word"].size, True) + 6 if card.late else 0
    beside = text_width(card.sure, FACES["small"].size) + 6 if card.sure else 0
    words = [
        Words(left, y + 19, _fit(card.name, room, "name"), "name"),
        Words(left, y + 35, _fit(card.why, room - beside, "small"), "small"),
        Words(x + width - 7, y + 35, card.sure, "small", end=True),
        Words(left, y + 50, _fit(card.facts, room - late, "small"), "small"),
        Words(x + width - 7, y + 50, card.late, "late-word", end=True),
    ]
    boxes = _paper(card, x, y + 1, width, _FULL - 7)
    return Piece(card.id, card.tip, boxes, (), tuple(one for one in words if one.text))


def _compact(card: Card, x: float, y: float, width: float) -> Piece:
    """A card of two lines: the name, why it is there and the day."""
    left, room = x + _STRIPE + 5, width - _STRIPE - 10
    kind = "late-word" if card.late else "small"
    day = f"{card.day} {card.late}".strip()
    beside = text_width(day, FACES[kind].size, FACES[kind].bold) + 6 if day else 0
    words = [
        Words(left, y + 14, _fit(card.name, room, "label"), "label"),
        Words(left, y + 28, _fit(card.why, room - beside, "small"), "small"),
        Words(x + width - 5, y + 28, day, kind, end=True),
    ]
    boxes = _paper(card, x, y + 1, width, _COMPACT - 4)
    return Piece(card.id, card.tip, boxes, (), tuple(one for one in words if one.text))
