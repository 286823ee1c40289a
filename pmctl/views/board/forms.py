"""A board as JSON, in Markdown and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from pmctl.audience import shown_id
from pmctl.charts.palette import DARK, LIGHT, variables
from pmctl.charts.timeline.as_svg import FONTS
from pmctl.escape import markdown, markdown_code
from pmctl.insights.facts import known_names
from pmctl.render import rendered
from pmctl.views.board.text import counted, heading
from pmctl.views.board.view import Board, Card
from pmctl.views.listing.columns import words_of
from pmctl.views.listing.forms import item_json

FIELDS = words_of(
    "id kind name document group status category blocked owner people priority start finish forecast-start forecast "
    "due slip late progress health age sprint points tags"
)
"""What a card says to programs."""


def board_json(board: Board, fields: Sequence[str] | None) -> dict[str, object]:
    """The document of `--json`: the columns, each with its cards; only those fields that were asked for."""
    plan = board.plan
    names = fields or tuple(name for name in FIELDS if name in {"id", "kind", *known_names(plan, board.items)})
    return {
        "schema": "pmctl/board/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "by": list(board.by),
        "columns": [
            {
                "name": column.name,
                "count": len(column.cards),
                "limit": column.limit,
                "over": column.over,
                "items": [item_json(plan, card.item, names, board.audience) for card in column.cards],
            }
            for column in board.columns
        ],
    }


def board_markdown(board: Board) -> str:
    """A GFM table with a column for each of the board's."""
    lines = [
        "| " + " | ".join(markdown(heading(column)) for column in board.columns) + " |",
        "|" + " --- |" * len(board.columns),
    ]
    rows = zip_longest(*(column.cards for column in board.columns))
    lines += ["| " + " | ".join(_card(card) if card is not None else "" for card in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _card(card: Card) -> str:
    facts = [markdown(fact) for fact in (*card.facts, card.held) if fact]
    return " · ".join([f"**{markdown(card.item.title)}** {markdown_code(card.item.id)}", *facts])


def board_html(board: Board, footer: str) -> str:
    """The board as a page that needs nothing else; it scrolls sideways where there is no room."""
    plan = board.plan
    document = plan.workspace.documents.get(board.document)
    names = document.title if document is not None else plan.workspace.title
    data = {
        "title": f"{names}: {board.of} by {', '.join(board.by)}",
        "today": plan.today.isoformat(),
        "footer": footer,
        "columns": [
            {
                "name": column.name,
                "count": counted(column),
                "over": column.over > 0,
                "cards": [_card_data(card, board) for card in column.cards],
            }
            for column in board.columns
        ],
    }
    ready = {"fonts": FONTS, "light": variables(LIGHT), "dark": variables(DARK)}
    return rendered("board.html.j2", data, ready)[0]


def _card_data(card: Card, board: Board) -> dict[str, object]:
    return {
        "name": card.item.title,
        "id": shown_id(board.plan.workspace, card.item, board.audience),
        "facts": list(card.facts),
        "held": card.held,
        "late": card.late and not card.settled,
    }
