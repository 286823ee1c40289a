"""Who moved a forecast, for programs and pages: JSON, Markdown, CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pmctl.changes.edits import Edit
from pmctl.escape import csv_cell, csv_row, markdown
from pmctl.git import Commit
from pmctl.history import Blame, Row
from pmctl.history.sharing import Cause
from pmctl.history.unread import Unread
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.blame.words import because, cause_words, forecast, headline, moved, notes, short, signed, who
from pmctl.views.diff.markdown import table

Json = dict[str, object]
_CSV = ("day", "by", "commit", "author", "was", "now", "days", "item", "edit", "file")


# --- JSON -------------------------------------------------------------------------------------------------------------


def blame_json(plan: Plan, found: Blame) -> Json:
    """The document of `pmctl blame --json`; days are working days, exact ones as texts (`5/2`)."""
    return {
        "schema": "pmctl/blame/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "item": found.item.id,
        "name": found.item.title,
        "since": found.since.isoformat(),
        "revisions": found.revisions,
        "complete": not found.is_cut,
        "unread": unread_json(found.unread),
        "first": _iso(found.first),
        "forecast": _iso(found.now),
        "days": found.days,
        "rows": [_row(row) for row in found.rows],
    }


def unread_json(unread: Iterable[Unread]) -> list[Json]:
    """The revisions at which files cannot be read."""
    return [{"commit": one.commit.id, "day": one.day.isoformat(), "files": list(one.files)} for one in unread]


def commit_json(kind: str, day: date, commit: Commit | None) -> Json:
    """What a row of the past stands for: a revision with its commit, or time that passed."""
    return {
        "kind": kind,
        "day": day.isoformat(),
        "commit": commit.id if commit is not None else None,
        "author": commit.author if commit is not None else None,
        "subject": commit.subject if commit is not None else None,
    }


def _row(row: Row) -> Json:
    return {
        **commit_json(row.kind, row.day, row.commit),
        "was": _iso(row.was),
        "now": _iso(row.now),
        "days": row.days,
        "orders": row.causes.orders,
        "causes": [_cause(cause) for cause in row.causes.causes],
    }


def _cause(cause: Cause) -> Json:
    return {
        "days": float(cause.days) if cause.days is not None else None,
        "exact": str(cause.days) if cause.days is not None else None,
        "edits": [edit_json(edit) for edit in cause.edits],
    }


def edit_json(edit: Edit) -> Json:
    """An edit with its facts; of its place only the file."""
    return {
        "change": edit.change,
        "entity": edit.entity,
        "id": edit.id,
        "file": edit.span.path,
        "fields": [{"key": one.key, "before": one.before, "after": one.after} for one in edit.fields],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


# --- Markdown ---------------------------------------------------------------------------------------------------------


def blame_markdown(plan: Plan, found: Blame) -> str:
    """A sentence, and a table with a row for each move and its edits in it."""
    parts = [f"**{markdown(headline(found, plan.today))}**"]
    if len(found.rows) > 1:
        rows = [_cells(found, row, plan.today) for row in found.rows]
        total = ("", "sum", "", f"{signed(found.days)}d", forecast(found.rows[-1], plan.today), "")
        parts.append(table(("day", "by", "commit", "moved", "forecast", "because"), [*rows, total]))
    return "\n\n".join([*parts, *(markdown(note) for note in notes(found, plan.today))]) + "\n"


def _cells(found: Blame, row: Row, today: date) -> tuple[str, ...]:
    several = len(row.causes.causes) > 1
    causes = (
        f"{f'{signed(one.days)}d ' if several and one.days is not None else ''}{cause_words(found, one)}"
        for one in row.causes.causes
    )
    reasons = "\n".join((because(found, row), *causes))
    return print_date(row.day, today), who(row), short(row), moved(row), forecast(row, today), reasons


# --- CSV --------------------------------------------------------------------------------------------------------------


def blame_csv(_: Plan, found: Blame) -> str:
    """A row for each share (for each move where nothing was shared out), whose `days` sum up to the whole."""
    return "".join([csv_row(_CSV), *(csv_row(cells) for row in found.rows for cells in _csv_rows(found, row))])


def _csv_rows(found: Blame, row: Row) -> Iterator[tuple[str, ...]]:
    head = (row.day.isoformat(), csv_cell(row.kind), row.commit.id if row.commit else "", csv_cell(who(row)))
    days = (_iso(row.was) or "", _iso(row.now) or "")
    shared = [cause for cause in row.causes.causes if cause.days is not None]
    for cause in shared:
        edit = cause.edits[0]
        share = (
            str(cause.days.numerator) if cause.days and cause.days.denominator == 1 else f"{float(cause.days or 0):.6f}"
        )
        cells = (csv_cell(edit.id), csv_cell(cause_words(found, cause)), csv_cell(edit.span.path))
        yield *head, *days, share, *cells
    if not shared:
        told = "; ".join(cause_words(found, cause) for cause in row.causes.causes)
        yield *head, *days, str(row.days), "", csv_cell(told), ""
