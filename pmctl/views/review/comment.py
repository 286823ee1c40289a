"""A review as a comment tells it: plain texts in order, not yet escaped, so that they can be told again elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pmctl.insights.written import place_of
from pmctl.review import HOSTS, Reason, Verdict
from pmctl.rules import BY_CODE
from pmctl.views.diff.causes import whose_note
from pmctl.views.diff.edited import edited, told
from pmctl.views.diff.gathered import Gathered, gathered, headline
from pmctl.views.diff.line import Line
from pmctl.views.diff.words import nothing, title, warnings
from pmctl.views.review.lead import Moved, lead, moved
from pmctl.views.review.view import Reviewed

Row = tuple[str, ...]
MOST_OPEN = 15
"""Rows of a section that stand open; the rest is folded."""
MOST_BARS = 12
LONGEST = 600
"""Characters of a text; what is cut stands in the plan."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table. `is_folded`: it opens when somebody asks."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A day that moves, of the timeline: ISO days."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says. `key` tells the comments of several plans in one repository apart; `is_nothing`: there is no
    change in meaning. `reasons` are verdict, words and place.
    """

    key: str
    verdict: Verdict
    is_nothing: bool
    headline: tuple[str, ...]
    reasons: tuple[Row, ...]
    sections: tuple[Section, ...]
    bars: tuple[Bar, ...]
    footer: str


def key_of(folder: str) -> str:
    """The key of a plan by its folder in the repository (`""` for the top)."""
    return hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def comment_of(one: Reviewed, folder: str = "") -> Comment:
    """What is to be said of a review; `folder` is where the plan is in its repository."""
    found = one.found
    if one.is_nothing:
        return Comment(
            key_of(folder), one.review.verdict, True, _cut((nothing(found),)), (), (), (), _cut1(title(found))
        )
    first = tuple(
        text for text in (lead(found), "" if found.is_nothing else headline(found), whose_note(found)) if text
    )
    return Comment(
        key_of(folder),
        one.review.verdict,
        False,
        _cut((*warnings(found), *first)),
        tuple(_cut((reason.verdict, reason_words(reason), reason_place(one, reason))) for reason in one.review.reasons),
        tuple(_sections(one)),
        tuple(_bar(one, moving) for moving in moved(found)[:MOST_BARS]),
        _cut1(title(found)),
    )


def reason_words(reason: Reason) -> str:
    """What a reason says: the rule, the fact, and what is missing."""
    finding = reason.finding
    rule = f"{finding.code} {BY_CODE[finding.code].name}: " if finding.code in BY_CODE else ""
    hint = f" ({finding.hint})" if finding.hint and reason.kind != "check" else ""
    return f"{'new ' if reason.kind == 'check' else ''}{rule}{finding.message}{hint}"


def reason_place(one: Reviewed, reason: Reason) -> str:
    """`projects/checkout.yaml:57`."""
    return place_of(one.found.plan, reason.finding.span)


def approvals(one: Reviewed) -> Iterator[str]:
    """Who approves, whose approval does not count, and what may pass because of whom."""
    review, people = one.review, one.found.before.plan.workspace.people
    if review.approvers:
        yield "approved by " + ", ".join(
            f"{id} ({people[id].role})" if people[id].role else id for id in review.approvers
        )
    if review.unknown:
        names = ", ".join(review.unknown)
        account = next((name for name in review.unknown if name.startswith(tuple(f"{host}:" for host in HOSTS))), "")
        how = f"; `x-{account.replace(':', ': ')}` of a person says whose account it is" if account else ""
        yield f"approvals of {names} do not count: nobody is called so in the plan before the change{how}"
    for note in review.notes:
        yield f"{note.message}: {note.hint}" if note.hint else note.message


# --- sections ---------------------------------------------------------------------------------------------------------


def _sections(one: Reviewed) -> Iterator[Section]:
    """What follows, the edits, approvals, the findings that are gone, then what is folded."""
    found = one.found
    topics = [topic for topic in gathered(found) if topic.topic != "findings"]
    yield from _of_lines("What follows", [line for topic in topics for line in topic.lines])
    items = edited(found)
    rows = tuple(_cut((item.subject, "\n".join(told(item)), item.place)) for item in items)
    yield from _table("Edited", ("item", "edited", "where"), rows[:MOST_OPEN])
    yield from _table("Approval", ("",), tuple(_cut((text,)) for text in approvals(one)))
    whole = gathered(found, True)
    yield from (section for topic in whole if _is_cut(topic, topics) for section in _whole(topic))
    yield from _table(f"{len(rows) - MOST_OPEN} more edited", ("item", "edited", "where"), rows[MOST_OPEN:], True)
    findings = [line for topic in whole if topic.topic == "findings" for line in topic.lines]
    shown = tuple(_cut((line.subject, line.change, line.note)) for line in findings)
    yield from _table("All findings that are new or gone", ("finding", "", "where"), shown, True)


def _is_cut(topic: Gathered, shown: list[Gathered]) -> bool:
    return any(one.topic == topic.topic and one.rest for one in shown)


def _whole(topic: Gathered) -> Iterator[Section]:
    yield from _of_lines(f"All of what follows: {topic.topic}", list(topic.lines), True)


def _of_lines(title: str, lines: list[Line], is_folded: bool = False) -> Iterator[Section]:
    because = any(line.causes for line in lines)
    columns = ("", "from → to", "", "note", *(("because of",) if because else ()))
    rows = [(line.subject, line.change, line.size, line.note, " · ".join(line.causes)) for line in lines]
    yield from _table(title, columns, tuple(_cut(row[: len(columns)]) for row in rows), is_folded)


def _table(title: str, columns: Row, rows: tuple[Row, ...], is_folded: bool = False) -> Iterator[Section]:
    """A table, where it has rows."""
    if rows:
        yield Section(title, columns, rows, is_folded)


def _bar(one: Reviewed, moving: Moved) -> Bar:
    name = one.found.plan.workspace.items[moving.item].title
    return Bar(_cut1(name), moving.was.isoformat(), moving.now.isoformat())


def _cut(row: Row) -> Row:
    return tuple(_cut1(text) for text in row)


def _cut1(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
