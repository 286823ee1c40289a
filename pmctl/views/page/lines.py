"""How a page is laid out: names and values, running text, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmctl import escape, output
from pmctl.escape import visible

MOST = 20  # rows of one section; `list` and `deps` have the rest
WIDEST = 100  # columns of running text


def rows_of(rows: Iterable[tuple[str, str]]) -> str:
    """Names and values, long values wrapped under themselves."""
    filled = [(name, visible(text).strip()) for name, text in rows if text.strip()]
    if not filled:
        return ""
    wide = max(len(name) for name, _ in filled) + 4
    lines = []
    for name, text in filled:
        paragraphs = [line for part in text.split("\n") for line in wrapped(part, wide)]
        lines += [f"  {name:<{wide - 2}}{paragraphs[0]}", *(" " * wide + line for line in paragraphs[1:])]
    return "\n".join(lines)


def wrapped(text: str, indent: int) -> list[str]:
    """A line of running text in lines that fit; at least one."""
    room = max(20, min(output.width(), WIDEST) - indent)
    return escape.wrapped(text, room) or [""]


def columns_of(first: str, *titles: str) -> tuple[output.Column, ...]:
    """The columns of a section: ids, which stay whole, and texts that wrap."""
    return (output.Column(first, least=24, lines=2), *(output.Column(title, least=10, lines=3) for title in titles))


def section_of(title: str, rows: Sequence[output.Row], columns: Sequence[output.Column], more: str) -> str:
    """A table under its title; of very many rows the first, and where the others are."""
    shown = output.table(columns, rows[:MOST], 2, False)
    rest = f"\n  … and {len(rows) - MOST} more: {more}" if len(rows) > MOST else ""
    return f"{output.paint(title, 'heading')}\n{shown}{rest}"
