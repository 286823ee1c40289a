"""The words in which every form tells who moved a forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pmctl import git
from pmctl.escape import one_line
from pmctl.history import Blame, Row
from pmctl.history.sharing import Cause
from pmctl.history.unread import Unread
from pmctl.insights.relations import home_of
from pmctl.quantity import print_date
from pmctl.views.diff.edited import words_of
from pmctl.views.diff.words import subject_of
from pmctl.views.words import some

MOST_NAMED = 3
"""Edits of one turn (what came with its group) that are told one by one."""
_ONLY_WORDS = ("name", "description")
"""Facts that move nothing: they are told only where nothing else is."""


def headline(found: Blame, today: date) -> str:
    """`Launch: Tue 31 Mar → Tue 7 Apr, +3 working days since Mon 12 Jan; 3 of 14 revisions and the clock moved it.`"""
    name = one_line(found.item.title)
    if found.first is None or found.last is None:
        return f"{name} had no forecast in any of {_revisions(found)}."
    begun = print_date(found.rows[0].day, today)
    if len(found.rows) == 1:
        first = f"{print_date(found.first, today)}, as first forecast on {begun}"
        return f"{name}: {first}; nothing moved it in {_revisions(found)}."
    moved = sum(row.kind == "revision" for row in found.rows)
    movers = [f"{moved} of {_revisions(found)}"] if moved else []
    movers += ["the clock"] if any(row.kind == "clock" for row in found.rows) else []
    movers += ["what is not committed"] if any(row.kind == "work tree" for row in found.rows) else []
    gone = " It has no forecast any more." if found.now is None else ""
    days = f"{signed(found.days)} working {'day' if abs(found.days) == 1 else 'days'}"
    path = f"{print_date(found.first, today)} → {print_date(found.last, today)}, {days} since {begun}"
    listed = f"{', '.join(movers[:-1])} and {movers[-1]}" if len(movers) > 1 else movers[0]
    return f"{name}: {path}; moved by {listed}.{gone}"


def _revisions(found: Blame) -> str:
    return "1 revision" if found.revisions == 1 else f"{found.revisions} revisions"


def signed(days: int | Fraction) -> str:
    """`+3`, `-0.5`, `0`: days with their sign, and a decimal where they have one."""
    tenths = abs(round(days * 10))
    if not tenths:
        return "0"
    whole, rest = divmod(tenths, 10)
    return f"{'+' if days > 0 else '-'}{whole}{f'.{rest}' if rest else ''}"


def who(row: Row) -> str:
    """Who made a row: an author, or `clock`, or nobody yet."""
    if row.commit is not None:
        return one_line(row.commit.author) or one_line(row.commit.email)
    return "" if row.kind == "first" else row.kind


def short(row: Row) -> str:
    """The short id of the commit of a row."""
    return row.commit.id[: git.SHORT] if row.commit is not None else ""


def forecast(row: Row, today: date) -> str:
    """The day that a row ends on."""
    return print_date(row.now, today) if row.now is not None else "none"


def because(found: Blame, row: Row) -> str:
    """What a row is about: the subject of its commit, or that time passed."""
    if row.commit is None:
        return {"clock": "time passed", "first": "first forecast"}.get(row.kind, "not committed")
    subject = one_line(row.commit.subject)
    is_new = row.kind == "first" and (found.is_whole or row.place != 0)
    return f"first forecast: {subject}" if is_new else subject


def moved(row: Row) -> str:
    """By how many working days a row moved it; nothing where it began, and where it has no date any more."""
    return "" if row.kind == "first" or row.now is None else f"{signed(row.days)}d"


def cause_words(found: Blame, cause: Cause) -> str:
    """The edits of a turn: `checkout/api: effort 15d → 20d (plan.yaml)`; the file where it is not the item's."""
    told = [_edit_words(found, cause, number) for number in range(min(len(cause.edits), MOST_NAMED))]
    more = len(cause.edits) - MOST_NAMED
    return "; ".join([*told, *([f"{more} more that came or went with it"] if more > 0 else [])])


def _edit_words(found: Blame, cause: Cause, number: int) -> str:
    edit = cause.edits[number]
    path = edit.span.path
    where = f" ({path})" if path and edit.id.partition("/")[0] != home_of(found.item) else ""
    fields = tuple(field for field in edit.fields if field.key not in _ONLY_WORDS) or edit.fields
    return f"{subject_of(edit)}: {', '.join(words_of(replace(edit, fields=fields)))}{where}"


def notes(found: Blame, today: date) -> Sequence[str]:
    """What is to be said of all of it: shares that were drawn, or not worked out, and a history that is cut."""
    said = []
    if found.open:
        what = "1 revision" if found.open == 1 else f"{found.open} revisions"
        said.append(f"The shares of the edits in {what} would take a while: `--whose`.")
    orders = {row.causes.orders for row in found.rows if row.causes.orders is not None}
    if orders:
        said.append(f"Shares of more than 8 edits are means over {max(orders)} orders, drawn with a fixed seed.")
    said += unread_notes(found.unread, today)
    if found.is_cut:
        said.append(cut_note(found.since, today))
    return said


def unread_notes(unread: Sequence[Unread], today: date) -> list[str]:
    """`plan.yaml cannot be read at 28667fe (Wed 7 Jan), so it counts there as before.`: a note for each file."""
    found = dict[str, list[str]]()
    for one in unread:
        for path in one.files:
            found.setdefault(path, []).append(f"{one.commit.id[: git.SHORT]} ({print_date(one.day, today)})")
    places = {path: some(at, MOST_NAMED) for path, at in found.items()}
    return [f"{one_line(path)} cannot be read at {at}, so it counts there as before." for path, at in places.items()]


def cut_note(since: date, today: date) -> str:
    """What is to be said of a clone that does not know all of its history."""
    return (
        f"This clone is shallow: its history begins on {print_date(since, today)}. "
        "`git fetch --unshallow` fetches all of it; in a workflow: `fetch-depth: 0`."
    )
