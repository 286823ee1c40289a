"""`pmctl board`: what is to do, in work, blocked, done: cards in columns, by any field, with limits."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.audience import Audience, seen_by
from pmctl.commands.calling import options
from pmctl.escape import json_text
from pmctl.views.board.forms import board_html, board_json, board_markdown
from pmctl.views.board.text import board_text
from pmctl.views.board.view import board_of, limits_of
from pmctl.views.find import Selection
from pmctl.views.stamp import stamp, stamp_text


@click.command("board")
@click.argument("words", metavar="[COLLECTION] [DOCUMENT]", nargs=-1)
@click.option("--limit", "limits", multiple=True, metavar="COLUMN=N", help="At most so many cards in a column.")
@options.selection
@options.baseline
@options.audience
@options.formats("text", "json", "md", "html")
@options.file
@options.shared
def command(
    call: options.Call,
    words: tuple[str, ...],
    limits: tuple[str, ...],
    selection: Selection,
    baseline: str | None,
    audience: Audience,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show tasks as cards in columns: by status, or by sprint, owner or any other field.

    \b
    pmctl board checkout
    pmctl board checkout --by owner --where "category != 'done'"
    pmctl board --limit doing=3 --limit in-review=2
    pmctl board features shop --by horizon --columns due,forecast
    pmctl board checkout -o board.html
    """
    plan = options.open_plan(call, baseline=baseline)
    board = board_of(plan, words, selection, limits_of(limits), audience, fields)
    if format == "json":
        return output.deliver(json_text(board_json(board, fields)) + "\n", file, check)
    if format == "md":
        return output.deliver(board_markdown(board), file, check)
    if format == "html":
        shown = stamp_text(plan, "" if file else options.revision(plan))
        return output.deliver(board_html(board, shown), file, check)
    if not board.items and not file:
        output.write(f"No {board.of} for this board{seen_by(board.audience)}.")
        return 0
    shown = stamp(plan, "" if file else options.revision(plan))
    return output.deliver_text(f"{board_text(board)}\n\n{shown}\n", file, check)
