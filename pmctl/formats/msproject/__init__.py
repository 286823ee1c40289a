"""Microsoft Project's XML (MSPDI) becomes a workspace: calendars, people, one project, baselines."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from pmctl.formats import Imported
from pmctl.formats.msproject.assignments import read_assignments
from pmctl.formats.msproject.baselines import read_baselines
from pmctl.formats.msproject.calendars import Calendar, differences, full_week, hours_text, ranges, read_calendars
from pmctl.formats.msproject.context import Context, Notes
from pmctl.formats.msproject.document import each, flag, minutes, moment, number, parse, text, whole
from pmctl.formats.msproject.people import People, read_people
from pmctl.formats.msproject.tasks import Outline, Sources, read_outline, tasks_of
from pmctl.formats.names import Ids, one_line, paragraphs, slug
from pmctl.formats.plan_text import Value, document
from pmctl.quantity import Units
from pmctl.regex import regex

CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
LARGEST_FILE = 2 << 20
_CURRENCY = regex(r"[A-Z]{3}")


def read(data: bytes) -> Imported:
    """Plan files by relative path, and notes; `UserError` where the bytes are no such project.

    Automatic tasks bring constraints and actual dates, no computed ones; times are local, exact to the minute.
    """
    root = parse(data)
    notes = Notes()
    calendars = read_calendars(root)
    context = _context(root, calendars, notes)
    title = one_line(text(root, "Title") or re.sub(r"\.(xml|mpp|mpx)$", "", text(root, "Name"), flags=re.IGNORECASE))
    project = context.ids.give(title, "project")
    outline = read_outline(root, context)
    fields = _custom_fields(root)
    people = read_people(root, context, fields)
    assignments = read_assignments(root, people.resources)
    tasks = tasks_of(outline.top, Sources(context, outline, assignments, fields))
    body: dict[str, Value] = {
        **_project(root, outline, title or project, context),
        "tasks": {**outline.targets.outside, **tasks},
    }
    for baseline_id, baseline in (baselines := read_baselines(root, outline.by_uid.values(), project, context)).items():
        context.ids.give(baseline_id, "baseline")
        baselines[baseline_id] = baseline
    files = {"pmctl.yaml": document(_workspace(root, project, title, context, people))}
    if people.people or people.equipment:
        files["people.yaml"] = document(_people_file(people))
    files[f"projects/{project}.yaml"] = document(body)
    files.update((f"baselines/{name}.yaml", document(baseline)) for name, baseline in baselines.items())
    _closing_notes(root, files, context)
    return Imported(files, notes.sentences())


def _context(root: Element, calendars: dict[int, Calendar], notes: Notes) -> Context:
    """Units, the project's calendar, and a key for every base calendar: the project's is `default`."""
    day = whole(root, "MinutesPerDay", 480)
    day = day if 0 < day <= 1440 else 480
    week = whole(root, "MinutesPerWeek", 5 * day)
    week = week if day <= week <= 7 * 1440 else 5 * day
    month = whole(root, "DaysPerMonth", 20) * day
    month = month if week <= month <= 31 * 1440 else 4 * week
    own = whole(root, "CalendarUID", -1)
    if own not in calendars:
        own = next((uid for uid, calendar in calendars.items() if calendar.is_base), -1)
    ids = Ids()
    ids.taken.update(("default", "labour", "reserve"))
    keys = {own: "default"}
    named = Ids()
    named.taken.add("default")
    for uid, calendar in calendars.items():
        if calendar.is_base and uid != own:
            keys[uid] = named.give(calendar.name, f"calendar-{uid}")
    ids.taken.update(named.taken)
    backwards = text(root, "ScheduleFromStart") in ("0", "false")
    weeks = tuple(dict.fromkeys(full_week(calendars, uid) for uid in (own, *calendars)))
    return Context(Units(day, week, month), calendars, weeks[0], weeks, own, keys, backwards, ids, notes)


def _custom_fields(root: Element) -> dict[str, str]:
    """Custom fields by their number: the key `x-...` made from what people call them."""
    found: dict[str, str] = {}
    taken = Ids()
    taken.taken.update(("uid", "milestone", "calendar", "link", "material", "unit", "fixed-cost", "inactive"))
    for element in each(root, "ExtendedAttributes/ExtendedAttribute"):
        number_text = text(element, "FieldID")
        if number_text and number_text not in found:
            name = text(element, "Alias") or text(element, "FieldName")
            found[number_text] = "x-" + taken.give(name, "field-" + slug(number_text, "0"))
    return found


def _workspace(root: Element, project: str, title: str, context: Context, people: People) -> dict[str, Value]:
    body: dict[str, Value] = {"kind": "workspace", "id": context.ids.give(f"{project}-workspace", "imported")}
    company = one_line(text(root, "Company"))
    body["name"] = company or title or project
    currency = text(root, "CurrencyCode")
    if not _CURRENCY.fullmatch(currency):
        currency = CURRENCIES.get(text(root, "CurrencySymbol"), "")
    if currency:
        body["currency"] = currency
    units = context.units
    if units != Units():
        body["units"] = {"day": _hours(units.day), "week": _hours(units.week), "month": _hours(units.month)}
    body["levelling"] = False
    calendars: dict[str, Value] = {}
    for uid, key in context.calendar_keys.items():
        calendar = context.calendars.get(uid)
        if calendar is not None:
            calendars[key] = _calendar(calendar, context)
    calendars.update(people.calendars)
    if calendars:
        body["calendars"] = calendars
    return body


def _hours(minutes_long: int) -> str:
    return f"{minutes_long // 60}h" if minutes_long % 60 == 0 else f"{minutes_long}min"


def _calendar(calendar: Calendar, context: Context) -> dict[str, Value]:
    """A base calendar: its hours, the days off, the days on."""
    week = full_week(context.calendars, calendar.uid)
    body: dict[str, Value] = {"hours": hours_text(week)}
    found = differences(calendar, week)
    if found.off:
        body["days-off"] = ranges(found.off)
    if found.on:
        body["days-on"] = ranges(found.on)
    if found.other:
        context.notes.add("days with hours of their own get the usual hours", calendar.name)
    if calendar.alternate_weeks:
        context.notes.add("alternate working weeks of a calendar are not held", calendar.name)
    return body


def _people_file(people: People) -> dict[str, Value]:
    body: dict[str, Value] = {"kind": "people"}
    if people.people:
        body["people"] = people.people
    if people.equipment:
        body["resources"] = people.equipment
    return body


def _project(root: Element, outline: Outline, title: str, context: Context) -> dict[str, Value]:
    """Everything of the project but its tasks."""
    body: dict[str, Value] = {"kind": "project", "name": title}
    head = outline.head
    notes = paragraphs(text(head, "Notes")) if head is not None else ""
    subject = one_line(text(root, "Subject"))
    if notes or subject:
        body["description"] = notes or subject
    manager = one_line(text(root, "Manager"))
    if manager:
        body["x-manager"] = manager
    category = one_line(text(root, "Category"))
    if category:
        body["tags"] = [category]
    start, finish = moment(root, "StartDate"), moment(root, "FinishDate")
    if start is not None and not context.backwards:
        body["start"] = context.begin(start)
    if finish is not None and context.backwards:
        body["due"] = context.end(finish)
    if context.backwards:
        body["schedule-from"] = "finish"
    body["levelling"] = False
    body["rescheduling"] = False
    status = moment(root, "StatusDate")
    if status is not None:
        body["x-status-date"] = f"{status:%Y-%m-%dT%H:%M}"
        context.notes.add(f"the status date is an option here: `--today {status:%Y-%m-%d}`")
    return body


def _closing_notes(root: Element, files: dict[str, str], context: Context) -> None:
    """What holds for the file as a whole."""
    notes = context.notes
    notes.add("`levelling: false`, because that application levels only when it is told to, and its dates shall stay")
    notes.add(
        "`rescheduling: false`, because there time that passes moves nothing; drop it, and open work waits for today"
    )
    if root.find("OutlineCodes/OutlineCode") is not None:
        notes.add("outline codes are not held")
    spread = [task for task in each(root, "Tasks/Task") if whole(task, "FixedCostAccrual", 3) == 3]
    if any(number(task, "FixedCost") for task in spread):
        notes.add("a fixed cost that is spread evenly is held as one amount")
    if any(minutes(entry, "OvertimeWork") for entry in each(root, "Assignments/Assignment")):
        notes.add("overtime is not held")
    if any(flag(task, "IsRollup") for task in each(root, "Tasks/Task")):
        notes.add("roll-up bars are a matter of the other application's screen")
    for path, content in files.items():
        if len(content.encode()) > LARGEST_FILE:
            notes.add(f"{path} is larger than {LARGEST_FILE >> 20} MiB: split it with `part-of`")
