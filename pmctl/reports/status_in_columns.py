"""A status report in a terminal: its lists as tables, its sentences as lines that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pmctl.render import Prepared, shown
from pmctl.reports import in_columns
from pmctl.reports.paper import Column
from pmctl.reports.sections.standing import KINDS_OF_DATE

TABLES: Mapping[str, tuple[Column, ...]] = {
    "limits": (
        Column("dimension", "Of"),
        Column("value", "Now"),
        Column("limit", "Limit"),
        Column("margin", "Margin"),
        Column("beyond", "Beyond"),
    ),
    "done": (Column("name", "What"), Column("date", "On", "day"), Column("names", "Who")),
    "next": (Column("name", "What"), Column("what", ""), Column("date", "On", "day"), Column("names", "Who")),
    "slips": (
        Column("name", "What"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
        Column("slip-days", "Slip", "slip"),
        Column("committed", "Committed"),
    ),
    "blocked": (Column("name", "What"), Column("reason", "Why"), Column("names", "Who")),
    "risks": (
        Column("name", "Risk"),
        Column("band", "Class"),
        Column("response", "Response"),
        Column("plan", "Plan"),
        Column("review", "Review", "day"),
        Column("names", "Owner"),
    ),
    "issues": (
        Column("name", "Issue"),
        Column("severity", "Severity"),
        Column("due", "Due", "day"),
        Column("names", "Owner"),
    ),
    "decisions": (
        Column("name", "Decision"),
        Column("due", "Due", "day"),
        Column("options", "Options"),
        Column("names", "By"),
    ),
    "comments": (
        Column("name", "About"),
        Column("text", "Said"),
        Column("names", "By"),
        Column("date", "On", "day"),
    ),
    "budget": (
        Column("line", "Line"),
        Column("budget", "Budget", "amount"),
        Column("actual", "Spent", "amount"),
        Column("committed", "Bound", "amount"),
        Column("estimate", "Expected", "amount"),
        Column("left", "Left", "amount"),
        Column("currency", ""),
    ),
}
"""The lists of the view, and what of each is shown; a column that no line fills is left out."""
_TOTAL = "all but the reserve"


def prepared(view: Mapping[str, Any], width: int) -> Prepared:
    """Headline, a block for each document, and a table for each list, in lines of at most so many columns."""
    several, today = len(view["documents"]) > 1, date.fromisoformat(view["today"])
    title = f"{view['title']}: status on {shown(view['today'], 'day')}"
    return {
        "title_lines": in_columns.paragraphs([title], False, width, 0),
        "headline_lines": in_columns.paragraphs([view["headline"]], False, width, 0),
        "document_lines": {one["id"]: _document(one, width, today) for one in view["documents"]},
        "tables": {name: _table(name, view[name], several, width, today) for name in TABLES if view.get(name)},
    }


def _table(name: str, rows: Sequence[Mapping[str, Any]], several: bool, width: int, today: date) -> str:
    """One list; where the report is of several documents each line says of which."""
    lines = [_line(name, row, today) for row in rows]
    columns = (*((Column("document", "Plan"),) if several else ()), *TABLES[name])
    used = [one for one in columns if any(row.get(one.key) not in (None, "", [], False) for row in lines)]
    shown_columns = [{"key": one.key, "title": one.title, "form": one.form} for one in used]
    return in_columns.table(shown_columns, lines, width, near=today)


def _line(name: str, row: Mapping[str, Any], today: date) -> dict[str, Any]:
    """A line of a list as people read it: sums by name, a review that is late, only what is committed."""
    if name == "budget":
        return {**row, "line": row["line"] or _TOTAL, "sum": not row["line"]}
    if name == "risks" and row.get("overdue"):
        return {**row, "review": f"was due {shown(row['review'], 'day', today)}"}
    return {**row, "committed": row["committed"] or None} if name == "slips" else dict(row)


def _document(one: Mapping[str, Any], width: int, today: date) -> str:
    """Level, the three dates, what is not green, and what was said last."""
    days = [f"{title.lower()} {shown(one[key], 'day', today)}" for title, key in KINDS_OF_DATE if one[key]]
    done = [f"{shown(one['progress'], 'share')} done"] if one["progress"] is not None else []
    lines = [" · ".join([*days, *done])] if days else []
    sides = (side for side in one["health"]["dimensions"] if side["level"] in ("red", "amber"))
    lines += [f"{side['name']} {side['level']}" + (f": {side['text']}" if side["text"] else "") for side in sides]
    reported = one["health"]["reported"]
    if reported:
        level = f", {reported['health']}" if reported["health"] else ""
        lines.append(f"said on {shown(reported['date'], 'day', today)}{level}: {reported['text']}")
    head = in_columns.paragraphs([f"{one['name']}  {one['health']['level'].upper()}"], False, width, 0)
    return "\n".join([head, *(in_columns.paragraphs([line], False, width, 2) for line in lines)])
