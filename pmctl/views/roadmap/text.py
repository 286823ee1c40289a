"""A roadmap in a terminal: a table with a heading for each lane; two lines a feature where the screen is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pmctl import output
from pmctl.escape import terminal, wrapped
from pmctl.insights.roadmap.entries import Entry
from pmctl.plan import Plan
from pmctl.views.roadmap.releases import late_lines
from pmctl.views.roadmap.view import Roadmap
from pmctl.views.roadmap.words import (
    NOTHING,
    Words,
    between,
    blocks,
    depths,
    heading,
    is_late,
    links,
    readers,
    told,
    words_of,
)

WIDE = 130
"""Columns of a screen from which on each value has a column of its own."""
_COLUMNS: Mapping[str, output.Column] = {
    "id": output.Column("Feature", least=21),
    "rank": output.Column("Rank", right=True, least=4),
    "name": output.Column("Name", least=26),
    "why": output.Column("Why", least=22),
    "promised": output.Column("Promised", least=15),
    "commitment": output.Column("Commitment", least=9, spare=2),
    "forecast": output.Column("Forecast", least=15),
    "slip": output.Column("Slip", right=True, least=7),
    "health": output.Column("Health", least=6),
    "sure": output.Column("Sure", right=True, least=4, spare=1),
    "odds": output.Column("On time", right=True, least=7),
    "by": output.Column("Delivered by", least=16),
    "state": output.Column("State", least=8, spare=3),
    "ends": output.Column("Ends in", least=8),
    "points": output.Column("Points", right=True, least=6),
}
_SPRINTS = ("ends", "points")
_SCORES = ("sure",)
_Pairs = Sequence[tuple[str, str]]
_PAIRS: _Pairs = (("id", "by"), ("name", "why"), ("promised", "commitment"), ("forecast", "slip"), ("health", "sure"))
_SPRINT_PAIRS: _Pairs = (*_PAIRS[:-1], ("ends", "points"))
_ODDS_PAIRS: _Pairs = (*_PAIRS[:-1], ("health", "odds"))
"""What stands above what on a narrow screen."""
_NARROW = {"id": 14, "name": 16, "health": 9}
_LINES = {"id": 4, "name": 3}
"""How many lines an id with what delivers it, and a name, may take on a narrow screen."""
_FOLDED = {"id": 4, "name": 2, "why": 3, "by": 4}
"""How many lines a value may take on a wide screen."""
_SAID = {"by": "by {}", "points": "{} points", "sure": "{} sure", "odds": "{} on time"}
"""How a value reads that stands under no title of its own."""


def roadmap_text(plan: Plan, found: Roadmap) -> str:
    """The table, the links between its lanes, its late releases, and what other readers see of it."""
    if not found.lanes:
        return NOTHING
    texts = {one.feature.id: words_of(plan, found, one) for one in found.entries}
    table = _wide(plan, found, texts) if output.room() >= WIDE else _narrow(plan, found, texts)
    parts = [table]
    waits = links(found)
    if waits:
        parts.append(_section(between(found), waits))
    late = late_lines(plan, found)
    if late:
        parts.append(_section("Late releases", late))
    return "\n\n".join([*parts, output.paint(_last(found), "dim")])


def _section(title: str, texts: Sequence[str]) -> str:
    """Lines under a heading, each as long as the screen is wide."""
    lines = [line for text in texts for line in wrapped(terminal(text), output.room(), "  ", "    ")]
    return "\n".join([output.paint(title, "heading"), *lines])


def _last(found: Roadmap) -> str:
    """How many there are and how to see the others, and what other readers see; in two lines where one is too long."""
    how = " (`--all`)" if found.over and found.audience == "internal" else ""
    known = [part for part in (told(found) + how, readers(found)) if part]
    line = " · ".join(known)
    return line if len(line) <= output.room() else "\n".join(known)


def _style(one: Entry, words: Words, name: str) -> str:
    """The colour of a cell, which only repeats what its words say."""
    if name == "health" and one.health in ("red", "amber", "green"):
        return one.health
    if name == "slip" and words["slip"]:
        return "red" if is_late(words) else "green"
    return "dim" if name in ("why", "by", "commitment", "sure", "odds") else ""


def _cell(one: Entry, words: Words, name: str, text: str = "") -> output.Cell:
    return output.Cell(text or words[name], _style(one, words, name))


def _wide(plan: Plan, found: Roadmap, texts: Mapping[str, Words]) -> str:
    """All columns in which something stands; what is long goes on in the next line."""
    usual = [name for name in _COLUMNS if name not in (_SCORES if found.by == "sprint" else _SPRINTS)]
    names = [name for name in usual if any(words[name] for words in texts.values())]
    rows: list[output.Row | output.Heading] = []
    for lane in blocks(found):
        rows.append(output.Heading(heading(plan, lane)))
        inside = depths(plan, lane)
        for one in lane.entries:
            words = texts[one.feature.id]
            first = "  " * inside[one.feature.id] + words["id"]
            rows.append([_cell(one, words, name, first if name == "id" else "") for name in names])
    return output.table([replace(_COLUMNS[name], lines=_FOLDED.get(name, 1)) for name in names], rows)


def _narrow(plan: Plan, found: Roadmap, texts: Mapping[str, Words]) -> str:
    """Two lines a feature: what and when, below it by whom, why and how sure."""
    pairs = _SPRINT_PAIRS if found.by == "sprint" else _ODDS_PAIRS if found.odds else _PAIRS
    pairs = [pair for pair in pairs if any(words[name] for words in texts.values() for name in pair)]
    columns = [
        output.Column(
            _COLUMNS[upper].title, least=_NARROW.get(upper, _COLUMNS[upper].least), lines=_LINES.get(upper, 1)
        )
        for upper, _ in pairs
    ]
    rows: list[output.Row | output.Heading] = []
    for lane in blocks(found):
        rows.append(output.Heading(heading(plan, lane)))
        inside = depths(plan, lane)
        for one in lane.entries:
            rows += _two(one, texts[one.feature.id], pairs, "  " * inside[one.feature.id])
    return output.table(columns, rows)


def _two(one: Entry, words: Words, pairs: _Pairs, margin: str) -> list[output.Row]:
    """The two lines of a feature, further in where what it is part of stands in the same lane."""
    upper = [_cell(one, words, above, margin + words["id"] if above == "id" else "") for above, _ in pairs]
    told = {name: text.format(words[name]) for name, text in _SAID.items() if words[name]}
    lower = [_cell(one, words, below, told.get(below, "")) for _, below in pairs]
    for place, cell in enumerate(upper):
        if not cell.text:  # what has nothing above it moves up
            upper[place], lower[place] = lower[place], cell
    lower[0] = output.Cell(f"{margin}  {lower[0].text}" if lower[0].text else "", lower[0].style)
    return [upper, lower] if any(cell.text for cell in lower) else [upper]
