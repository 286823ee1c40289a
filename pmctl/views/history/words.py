"""The words in which every form tells a life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl import git
from pmctl.changes.edits import Edit
from pmctl.escape import one_line
from pmctl.history.told import Life, Moved, Told, moved_ids
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.quantity import print_date
from pmctl.views.blame.words import cut_note, signed, unread_notes
from pmctl.views.diff.edited import words_of
from pmctl.views.diff.words import subject_of
from pmctl.views.words import some

MOST_NAMED = 4
"""Edited items of a document that a line names."""


def is_document(found: Life) -> bool:
    """Is the life of a whole document told?"""
    return isinstance(found.item, Project | Product)


def headline(found: Life, today: date) -> str:
    """`Payment API: changed in 3 of 14 revisions since Mon 12 Jan; its forecast moved Fri 23 Jan → Thu 5 Feb, +9d.`"""
    changed = sum(bool(row.edits) and row.commit is not None for row in found.told)
    revisions = "1 revision" if found.revisions == 1 else f"{found.revisions} revisions"
    name = one_line(found.item.title)
    edited = f"edited in {changed} of {revisions}" if changed else f"not edited in {revisions}"
    text = f"{name}: {edited} since {print_date(found.since, today)}"
    moves = _moves(found, today)
    return f"{text}; {moves}." if moves else f"{text}."


def _moves(found: Life, today: date) -> str:
    path = _path(found, today)
    if not is_document(found):
        return path
    count = len([id for id in moved_ids(found.told) if id != found.item.id])
    others = "1 date in it moved" if count == 1 else f"{count or 'no'} dates in it moved"
    return f"{path}, {others}" if path else others


def _path(found: Life, today: date) -> str:
    if found.first is None or found.last is None:
        return ""
    if found.first == found.last:
        return f"forecast {print_date(found.last, today)}"
    return f"forecast {print_date(found.first, today)} → {print_date(found.last, today)}, {signed(found.days)}d"


def who(row: Told) -> str:
    """Who committed it."""
    if row.commit is None:
        return row.kind
    return one_line(row.commit.author) or one_line(row.commit.email)


def short(row: Told) -> str:
    """The short id of its commit."""
    return row.commit.id[: git.SHORT] if row.commit is not None else ""


def subject(row: Told) -> str:
    """The first line of its message."""
    if row.commit is None:
        return "not committed" if row.kind == "work tree" else "time passed"
    return one_line(row.commit.subject)


def lines(found: Life, row: Told, today: date, everything: bool) -> Iterator[str]:
    """What is told below a revision: facts, forecasts, promises; a line each."""
    if is_document(found):
        yield from _edited(found, row, everything)
    else:
        for edit in row.edits:
            yield from words_of(edit)
    for one in row.moves:
        yield from moved(found, one, today)


def _edited(found: Life, row: Told, everything: bool) -> Iterator[str]:
    names = [_subject(found, edit) for edit in row.edits]
    if everything:
        yield from (f"{name}: {', '.join(words_of(edit))}" for name, edit in zip(names, row.edits, strict=True))
    elif names:
        yield f"edited: {some(names, MOST_NAMED)}"


def _subject(found: Life, edit: Edit) -> str:
    return subject_of(edit).removeprefix(f"{found.item.id}/")


def moved(found: Life, one: Moved, today: date) -> Iterator[str]:
    """`launch: forecast Tue 31 Mar → Tue 7 Apr, +3d`, and the same of what was promised."""
    name = "" if one.id == found.item.id else f"{one.id.removeprefix(f'{found.item.id}/')}: "
    is_decreed = (one.promised_was, one.promised) == (one.was, one.now)
    if one.was != one.now:
        word = "promise and forecast" if is_decreed and is_document(found) else "forecast"
        days = f", {signed(one.days)}d" if one.days is not None else ""
        yield f"{name}{word} {between(one.was, one.now, today)}{days}"
    if one.promised_was != one.promised and is_document(found) and not is_decreed:
        yield f"{name}promised {between(one.promised_was, one.promised, today)}"


def between(was: date | None, now: date | None, today: date) -> str:
    """A day, or from a day to a day."""
    if was is None:
        return print_date(now, today) if now is not None else "none"
    return f"{print_date(was, today)} → {print_date(now, today) if now is not None else 'none'}"


def notes(found: Life, today: date, has_moves: bool) -> list[str]:
    """What is to be said of all of it."""
    said = []
    if has_moves:
        said.append("Each forecast is that of its day; `pmctl blame ITEM` tells edits and the passing of time apart.")
    said += unread_notes(found.unread, today)
    if found.is_cut:
        said.append(cut_note(found.since, today))
    return said
