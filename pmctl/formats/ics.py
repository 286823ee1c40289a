"""The calendar of a plan as iCalendar (RFC 5545): milestones, promises, meetings, sprints, time off.

Days only, or times in UTC, so that no time zone has to be described. A series with a time of day stands as days, with
the time in its title: in UTC it would be told an hour wrong for half of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmctl import __version__
from pmctl.audience import Audience, is_told, visible
from pmctl.escape import icalendar, icalendar_line
from pmctl.insights.calendar_entries import AWAY, MEETING, PROMISE, Entry, calendar_entries
from pmctl.insights.promises import forecast_of
from pmctl.plan import Plan
from pmctl.quantity import datetime_of, instant
from pmctl.worktime.days import offset

_COUNTED_FROM = date(2000, 1, 1)
_FREQUENCY = {"d": "DAILY", "w": "WEEKLY", "mo": "MONTHLY", "y": "YEARLY"}
_SHORTEST_MONTH = 28


def write(plan: Plan, document: str = "", audience: Audience = "internal") -> str:
    """The calendar of a plan, or of one document; the same plan and day give the same bytes."""
    found = calendar_entries(plan, document)
    shown = [entry for entry in found if _is_for(plan, entry, audience)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//pmctl//pmctl {__version__}//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{icalendar(name)}" for name in [_name(plan, document, audience)] if name]
    for entry in shown:
        lines += _event(plan, entry)
    return "".join(icalendar_line(line) for line in [*lines, "END:VCALENDAR"])


def _name(plan: Plan, document: str, audience: Audience) -> str:
    """What the calendar is called: by its document, where the reader may know of that one."""
    found = plan.workspace.documents.get(document)
    if found is not None and visible(plan.workspace, found, audience):
        return found.title
    return plan.workspace.title


def _is_for(plan: Plan, entry: Entry, audience: Audience) -> bool:
    """May a reader see it? When somebody is away is for the team."""
    if entry.what == AWAY and audience != "internal":
        return False
    workspace, item = plan.workspace, entry.item
    return visible(workspace, item, audience) and is_told(workspace, item, entry.field, audience)


def _event(plan: Plan, entry: Entry) -> Iterator[str]:
    """An event; its number rises day by day, so that a calendar takes the later one of two files."""
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{plan.workspace.id or 'plan'}"
    yield f"DTSTAMP:{_day(plan.today)}T000000Z"
    yield f"SEQUENCE:{(plan.today - _COUNTED_FROM).days}"
    yield from _when(plan, entry)
    yield f"SUMMARY:{icalendar(_summary(entry))}"
    yield f"DESCRIPTION:{icalendar(_description(plan, entry))}"
    yield f"CATEGORIES:{icalendar(entry.what)}"
    yield f"TRANSP:{'OPAQUE' if entry.what in (MEETING, AWAY) else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _when(plan: Plan, entry: Entry) -> Iterator[str]:
    if entry.minute is not None and entry.every is None:
        local = instant(entry.first, entry.minute)
        at = datetime_of(local - offset(plan.workspace.timezone, entry.first.toordinal()))
        yield f"DTSTART:{at:%Y%m%dT%H%M%SZ}"
        return
    yield f"DTSTART;VALUE=DATE:{_day(entry.first)}"
    yield f"DTEND;VALUE=DATE:{_day(_after(entry.last))}"
    if entry.every is not None and (entry.until is None or entry.until >= entry.first):
        until = f";UNTIL={_day(entry.until)}" if entry.until is not None else ""
        yield f"RRULE:FREQ={_FREQUENCY[entry.every.unit]};INTERVAL={max(entry.every.amount, 1)}{until}{_place(entry)}"


def _place(entry: Entry) -> str:
    """A month without the day has it on its last one."""
    last = entry.first.day
    if entry.every is None or entry.every.unit != "mo" or last <= _SHORTEST_MONTH:
        return ""
    return f";BYMONTHDAY={','.join(str(day) for day in range(_SHORTEST_MONTH, last + 1))};BYSETPOS=-1"


def _summary(entry: Entry) -> str:
    title = entry.item.title
    if entry.what == PROMISE:
        return f"{title}: due"
    if entry.what == AWAY:
        return f"{title}: away"
    if entry.minute is not None and entry.every is not None:
        return f"{entry.minute // 60:02}:{entry.minute % 60:02} {title}"
    return title


def _description(plan: Plan, entry: Entry) -> str:
    """Which item it is; of a promise the day that is expected now."""
    expected = forecast_of(plan, entry.item).date if entry.what == PROMISE else None
    return entry.item.id + (f"\nforecast {expected.isoformat()}" if expected is not None else "")


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _day(day: date) -> str:
    return f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04}{day:%m%d}"
