"""Tables of a page in a terminal: nothing is cut, what has no room goes on in the next line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pmctl.escape import fit, terminal, terminal_width, wrapped
from pmctl.render import RIGHT, Form, shown

GAP = 2
LEAST = 8
FIRST = 18
"""Columns that the first text of a row, which says what it is about, keeps while others can give."""
WORD = 14
"""The longest word that a column of text makes room for, where there is room."""


def table(
    columns: Sequence[Mapping[str, str]],
    rows: Sequence[Mapping[str, object]],
    width: int,
    indent: int = 2,
    near: date | None = None,
) -> str:
    """Rows under titles in lines of at most so many columns; a row with a true `sum` stands below a rule.

    Days that are `near` a day go without their year.
    """
    forms: list[Form] = [column["form"] for column in columns]  # type: ignore[misc]
    titles = [terminal(column["title"]) for column in columns]
    cells = [
        [terminal(shown(row.get(column["key"]), form, near)) for column, form in zip(columns, forms, strict=True)]
        for row in rows
    ]
    widths = _widths(forms, titles, cells, width - indent - GAP * (len(columns) - 1))
    rights = [form in RIGHT for form in forms]
    lines = _lines(titles, widths, rights)
    for row, texts in zip(rows, cells, strict=True):
        if row.get("sum"):
            lines.append((" " * GAP).join("─" * one for one in widths))
        lines += _lines(texts, widths, rights)
    return "\n".join((" " * indent + line).rstrip() for line in lines)


def facts(pairs: Sequence[Mapping[str, object]], width: int, near: date | None = None, indent: int = 2) -> str:
    """Facts a line each, their values under each other; days that are `near` a day go without their year."""
    names = [terminal(str(pair["name"])) for pair in pairs]
    first = max((terminal_width(name) for name in names), default=0)
    lines: list[str] = []
    for name, pair in zip(names, pairs, strict=True):
        value = terminal(shown(pair["value"], pair["form"], near)) or "–"  # type: ignore[arg-type]
        head = " " * indent + name + " " * (first - terminal_width(name) + GAP)
        lines += wrapped(value, width, head, " " * (indent + first + GAP)) or [head]
    return "\n".join(line.rstrip() for line in lines)


def paragraphs(texts: Sequence[str], listed: bool, width: int, indent: int = 2) -> str:
    """Paragraphs, or the lines of a list, broken at blanks."""
    margin = " " * indent
    lines: list[str] = []
    for text in texts:
        marks = ("- ", "  ") if listed else ("", "")
        lines += wrapped(terminal(text), width, margin + marks[0], margin + marks[1])
        lines += [] if listed else [""]
    return "\n".join(lines).rstrip()


def _widths(forms: Sequence[Form], titles: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """What each column gets: days and numbers their whole width, texts what is left, the first of them the most.

    Before a word is broken, titles of numbers go on in a second line; places and links, which `wrapped` keeps whole,
    have their room first.
    """
    wide = [max((terminal_width(line[place]) for line in cells), default=0) for place in range(len(titles))]
    natural = [max(terminal_width(title), one) for title, one in zip(titles, wide, strict=True)]
    uncut = [max((_longest_word(line[place], "/") for line in cells), default=0) for place in range(len(titles))]
    least = [
        whole if form != "text" else min(whole, max(LEAST, _longest_word(titles[place]), uncut[place]))
        for place, (whole, form) in enumerate(zip(natural, forms, strict=True))
    ]
    words = [max([one, *(min(_longest_word(line[place]), WORD) for line in cells)]) for place, one in enumerate(least)]
    first = [min(natural[0], max(FIRST, words[0])), *words[1:]] if words else []
    tight = [
        word if form == "text" else max(one, _longest_word(title))
        for form, word, one, title in zip(forms, words, wide, titles, strict=True)
    ]
    floor = next((one for one in (first, words, tight) if sum(one) <= room), least)
    return fit(natural, floor, room)


def _longest_word(text: str, mark: str = "") -> int:
    """The width of the longest word, of those that hold a mark."""
    return max((terminal_width(word) for word in text.split() if mark in word), default=0)


def _lines(texts: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> list[str]:
    """One row, in as many lines as its longest cell wants."""
    broken = [wrapped(text, width) if text else [] for text, width in zip(texts, widths, strict=True)]
    height = max((len(one) for one in broken), default=0) or 1
    return [
        (" " * GAP).join(
            _placed(one[line] if line < len(one) else "", width, right)
            for one, width, right in zip(broken, widths, rights, strict=True)
        )
        for line in range(height)
    ]


def _placed(text: str, width: int, right: bool) -> str:
    blanks = " " * max(0, width - terminal_width(text))
    return blanks + text if right else text + blanks
