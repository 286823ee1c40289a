"""A calendar for a terminal: months as weeks below each other, in each day what happens, is promised, who is away."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from pmctl import output
from pmctl.audience import Audience, is_told, visible
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.calendar_entries import AWAY, MEETING, MILESTONE, PROMISE, SPRINT, Entry, calendar_entries
from pmctl.insights.meetings import meetings_between
from pmctl.insights.relations import home_of
from pmctl.model.control import Meeting
from pmctl.model.people import Person, Resource
from pmctl.plan import Plan
from pmctl.quantity import MONTHS

MARKS: Mapping[str, str] = {MILESTONE: "◆", PROMISE: "◇", MEETING: "●", AWAY: "–", SPRINT: "▸"}
LEGEND = "◆ milestone  ◇ promised  ● meeting  – away  ▸ sprint begins"
MONTHS_SHOWN: Mapping[str, int] = {"quarter": 3}
"""How many months are shown, by how fine it is wanted; else one."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NARROW, _GAP, _LINES, _WIDEST = 3, 1, 2, 26
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Happening:
    """What stands on a day: its mark and its name."""

    what: str
    name: str


def month_text(plan: Plan, documents: Collection[str], only: Collection[str] | None, zoom: str, who: Audience) -> str:
    """The month of today, or three from it, of some documents with the people who work on them; or only some items."""
    entries = [
        entry
        for entry in calendar_entries(plan)
        if (only is None or entry.item.id in only) and _is_shown(plan, entry, documents, who)
    ]
    months = [_later(plan.today, number) for number in range(MONTHS_SHOWN.get(zoom, 1))]
    return "\n\n".join([*(_month(plan, entries, month) for month in months), output.paint(LEGEND, "dim")])


def _is_shown(plan: Plan, entry: Entry, documents: Collection[str], who: Audience) -> bool:
    if isinstance(entry.item, Person | Resource):
        return who == "internal"
    if documents and home_of(entry.item) not in documents:
        return False
    return visible(plan.workspace, entry.item, who) and is_told(plan.workspace, entry.item, entry.field, who)


def _later(day: date, months: int) -> date:
    """The first day of a month so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(min(year, date.max.year), month + 1, 1)


def _month(plan: Plan, entries: Sequence[Entry], first: date) -> str:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    found: dict[date, list[Happening]] = {}
    for entry in entries:
        for day in _days(plan, entry, first, last):
            found.setdefault(day, []).append(Happening(entry.what, entry.item.title))
    widths = _widths({day.weekday() for day in found})
    titles = [name[: max(width, _NARROW)].ljust(width) for name, width in zip(_DAYS, widths, strict=True)]
    lines = [output.paint(f"{MONTHS[first.month - 1]} {first.year}", "heading")]
    lines.append(output.paint((" " * _GAP).join(titles).rstrip(), "dim"))
    for monday in range(-first.weekday(), (last - first).days + 1, _WEEK):
        lines += _week(plan, found, [monday + place for place in range(_WEEK)], first, last, widths)
    return "\n".join(lines)


def _days(plan: Plan, entry: Entry, first: date, last: date) -> Iterator[date]:
    """The days of a month on which an entry is told: each of an absence, the first of a sprint, each of a series."""
    if isinstance(entry.item, Meeting):
        until = min(last, entry.until) if entry.until is not None and entry.every is not None else last
        yield from meetings_between(plan, entry.item, first, until)
    elif entry.what == AWAY:
        begin, end = max(first, entry.first), min(last, entry.last)
        yield from (begin + timedelta(days=number) for number in range((end - begin).days + 1))
    elif first <= entry.first <= last:
        yield entry.first


def _widths(used: Collection[int]) -> list[int]:
    """A Saturday and a Sunday on which nothing happens are narrow; the other days share the screen."""
    narrow = [place for place in (5, 6) if place not in used]
    wide = _WEEK - len(narrow)
    room = output.width() - _GAP * (_WEEK - 1) - _NARROW * len(narrow)
    return [_NARROW if place in narrow else max(_NARROW, min(room // wide, _WIDEST)) for place in range(_WEEK)]


def _week(
    plan: Plan,
    found: Mapping[date, Sequence[Happening]],
    places: Sequence[int],
    first: date,
    last: date,
    widths: Sequence[int],
) -> list[str]:
    """A week: the numbers of its days, below each what happens on it."""
    inside = [first + timedelta(days=place) if 0 <= place <= (last - first).days else None for place in places]
    numbers = [("" if day is None else f"[{day.day}]" if day == plan.today else f"{day.day:>2}") for day in inside]
    stacks = [
        [(number, "bold" if day == plan.today else "dim"), *_cell(found.get(day, ()) if day else (), width)]
        for number, day, width in zip(numbers, inside, widths, strict=True)
    ]
    return [_line(row, widths) for row in zip_longest(*stacks, fillvalue=("", ""))]


def _cell(happenings: Sequence[Happening], width: int) -> list[tuple[str, str]]:
    """What happens on a day, each in at most two lines."""
    lines = []
    for one in sorted(happenings, key=lambda one: (list(MARKS).index(one.what), one.name)):
        text = wrapped(terminal(one_line(one.name)), width, f"{MARKS[one.what]} ", "  ")
        if len(text) > _LINES:
            text = [*text[: _LINES - 1], cut(text[_LINES - 1], width - 1).removesuffix("…").rstrip() + "…"]
        lines += [(line, "bold" if one.what == MILESTONE else "dim" if one.what == AWAY else "") for line in text]
    return lines


def _line(cells: Sequence[tuple[str, str]], widths: Sequence[int]) -> str:
    parts = []
    for (text, style), width in zip(cells, widths, strict=True):
        shown = cut(text, width)
        parts.append(output.paint(shown, style) + " " * (width - terminal_width(shown)))
    return (" " * _GAP).join(parts).rstrip()
