"""A life for programs and pages: JSON, Markdown, CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.escape import csv_cell, csv_row, markdown
from pmctl.history.told import Life, Moved, Told
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.blame.forms import commit_json, edit_json, unread_json
from pmctl.views.diff.markdown import table
from pmctl.views.history.words import headline, lines, notes, short, subject, who

Json = dict[str, object]
_CSV = ("day", "by", "commit", "author", "item", "fact", "before", "after", "days")


def history_json(plan: Plan, found: Life) -> Json:
    """The document of `pmctl history --json`; days are working days."""
    return {
        "schema": "pmctl/history/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "item": found.item.id,
        "kind": found.item.kind,
        "name": found.item.title,
        "since": found.since.isoformat(),
        "revisions": found.revisions,
        "complete": not found.is_cut,
        "unread": unread_json(found.unread),
        "rows": [_row(row) for row in found.told],
    }


def _row(row: Told) -> Json:
    return {
        **commit_json(row.kind, row.day, row.commit),
        "edits": [edit_json(edit) for edit in row.edits],
        "moves": [_move(one) for one in row.moves],
    }


def _move(one: Moved) -> Json:
    return {
        "item": one.id,
        "forecast-was": _iso(one.was),
        "forecast": _iso(one.now),
        "days": one.days,
        "due-was": _iso(one.promised_was),
        "due": _iso(one.promised),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def history_markdown(plan: Plan, found: Life) -> str:
    """A sentence, and a table with a row for each revision."""
    parts = [f"**{markdown(headline(found, plan.today))}**"]
    rows = [
        (print_date(row.day, plan.today), who(row), short(row), "\n".join((subject(row), *below)))
        for row in found.told
        for below in (lines(found, row, plan.today, True),)
    ]
    if rows:
        parts.append(table(("day", "by", "commit", "what"), rows))
    said = notes(found, plan.today, any(row.moves for row in found.told))
    return "\n\n".join([*parts, *(markdown(note) for note in said)]) + "\n"


def history_csv(_: Plan, found: Life) -> str:
    """A row for each fact that was edited, and for each forecast and promise that moved."""
    rows = (csv_row((*_head(row), *cells)) for row in found.told for cells in (*_facts(row), *_dates(row)))
    return "".join([csv_row(_CSV), *rows])


def _head(row: Told) -> tuple[str, ...]:
    return row.day.isoformat(), csv_cell(row.kind), row.commit.id if row.commit else "", csv_cell(who(row))


def _facts(row: Told) -> Iterator[tuple[str, ...]]:
    for edit in row.edits:
        if edit.change != "changed":
            yield csv_cell(edit.id), edit.change, csv_cell(edit.before_id or ""), csv_cell(edit.id), ""
        for one in edit.fields if edit.change != "removed" else ():
            yield csv_cell(edit.id), csv_cell(one.key), csv_cell(one.before or ""), csv_cell(one.after or ""), ""


def _dates(row: Told) -> Iterator[tuple[str, ...]]:
    """Forecasts and promises that moved; a promise that was itself edited stands among the edits."""
    edited = {(edit.id, one.key) for edit in row.edits if edit.change != "removed" for one in edit.fields}
    for one in row.moves:
        days = str(one.days) if one.days is not None else ""
        if one.was != one.now:
            yield csv_cell(one.id), "forecast", _iso(one.was) or "", _iso(one.now) or "", days
        if one.promised_was != one.promised and (one.id, "due") not in edited:
            yield csv_cell(one.id), "due", _iso(one.promised_was) or "", _iso(one.promised) or "", ""
