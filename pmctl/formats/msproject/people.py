"""Resources of Microsoft Project: people, equipment, and what is neither (material, cost)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.calendars import differences, full_week, hours_text, ranges
from pmctl.formats.msproject.context import Context, amount_text
from pmctl.formats.msproject.document import each, flag, moment, money, number, text, whole
from pmctl.formats.names import one_line, paragraphs
from pmctl.formats.plan_text import Value
from pmctl.quantity import print_share


@dataclass(frozen=True, slots=True)
class Resource:
    """Who or what can be assigned. `kind` is person, equipment (several units of it), material or cost."""

    uid: int
    id: str
    name: str
    kind: str
    units: Fraction
    """Of full time: 1 is one person."""
    label: str
    usual_hours: bool
    """Works the hours of the project's calendar, as far as shifts go; days off may differ."""
    per_use: Decimal
    off: frozenset[date]
    """Days off of their own."""


@dataclass(frozen=True, slots=True)
class People:
    """The resources by number, and what becomes of them in `people.yaml` and in the workspace's calendars."""

    resources: Mapping[int, Resource]
    people: dict[str, Value]
    equipment: dict[str, Value]
    calendars: dict[str, Value]


def read_people(root: Element, context: Context, fields: Mapping[str, str]) -> People:
    """All resources that have a name. `fields` names the custom fields by their number."""
    made = People({}, {}, {}, {})
    resources: dict[int, Resource] = {}
    for element in each(root, "Resources/Resource"):
        name = one_line(text(element, "Name"))
        if flag(element, "IsNull") or not name:
            continue
        resource = _resource(element, name, context)
        resources[resource.uid] = resource
        if resource.kind == "cost":
            continue
        entry: dict[str, Value] = {"name": name}
        _describe(entry, element, resource, context)
        if resource.kind != "material":
            _calendar(entry, element, resource, context, made.calendars)
        entry.update(custom(element, fields))
        entry["x-uid"] = resource.uid
        (made.people if resource.kind == "person" else made.equipment)[resource.id] = entry
    return People(resources, made.people, made.equipment, made.calendars)


def custom(element: Element, fields: Mapping[str, str]) -> dict[str, Value]:
    """Custom fields of a task or resource as `x-` keys."""
    found: dict[str, Value] = {}
    for attribute in each(element, "ExtendedAttribute"):
        key = fields.get(text(attribute, "FieldID"))
        value = one_line(text(attribute, "Value"))
        if key and value:
            found[key] = value
    return found


def _resource(element: Element, name: str, context: Context) -> Resource:
    uid = whole(element, "UID")
    most = number(element, "MaxUnits")
    units = Fraction(most) if most is not None and most > 0 else Fraction(1)
    if flag(element, "IsCostResource") or whole(element, "Type", 1) == 2:
        kind = "cost"
    elif whole(element, "Type", 1) == 0:
        kind = "material"
    else:
        kind = "person" if units <= 1 else "equipment"
    calendar = whole(element, "CalendarUID", -1)
    usual = calendar not in context.calendars or full_week(context.calendars, calendar) == context.week
    id = "" if kind == "cost" else context.ids.give(name, f"resource-{uid}")
    own = context.calendars.get(calendar)
    off = frozenset(entry.day for entry in own.exceptions if not entry.shifts) if own is not None else frozenset()
    label = one_line(text(element, "MaterialLabel"))
    return Resource(uid, id, name, kind, units, label, usual, money(element, "CostPerUse"), off)


def _describe(entry: dict[str, Value], element: Element, resource: Resource, context: Context) -> None:
    """Everything but the calendar."""
    notes = paragraphs(text(element, "Notes"))
    if notes:
        entry["description"] = notes
    if resource.kind == "person":
        mail = one_line(text(element, "EmailAddress"))
        if "@" in mail:
            entry["email"] = mail
        if resource.units < 1:
            entry["availability"] = print_share(resource.units)
    elif resource.kind == "equipment":
        entry["capacity"] = ceil(resource.units)
        if resource.units.denominator != 1:
            context.notes.add("units that are not whole are rounded up", resource.name)
    rate = _rate(element, resource, context)
    if rate is not None:
        entry["rate"] = rate
    tags = [tag for tag in (one_line(text(element, "Group")),) if tag]
    if resource.kind == "material":
        tags.append("material")
        if resource.label:
            entry["x-unit"] = resource.label
    elif flag(element, "IsGeneric"):
        tags.append("generic")
    if tags:
        entry["tags"] = list(tags)
    if flag(element, "IsInactive"):
        entry["x-inactive"] = True
    if number(element, "OvertimeRate"):
        context.notes.add("overtime rates are not held", resource.name)
    if element.find("AvailabilityPeriods/AvailabilityPeriod") is not None and resource.kind == "person":
        _periods(element, resource, context)


def _periods(element: Element, resource: Resource, context: Context) -> None:
    units = {number(period, "AvailableUnits") for period in each(element, "AvailabilityPeriods/AvailabilityPeriod")}
    if len(units) > 1:
        context.notes.add("availability that changes over time is held as its highest", resource.name)


def _rate(element: Element, resource: Resource, context: Context) -> Value:
    """What an hour costs, by date where that changes; material is priced where it is used."""
    if resource.kind == "material":
        return None
    by_date: dict[str, Value] = {}
    for entry in each(element, "Rates/Rate"):
        first, hourly = moment(entry, "RatesFrom"), number(entry, "StandardRate")
        if whole(entry, "RateTable") == 0 and first is not None and hourly is not None:
            by_date[f"{first:%Y-%m-%d}"] = f"{amount_text(hourly)}/h"
        elif whole(entry, "RateTable"):
            context.notes.add("only the first table of rates is held", resource.name)
    if len(by_date) > 1:
        return by_date
    hourly = number(element, "StandardRate")
    if not hourly or hourly < 0:
        return None
    if whole(element, "StandardRateFormat") == 3:
        return f"{amount_text(hourly * context.units.day / 60)}/d"
    return f"{amount_text(hourly)}/h"


def _calendar(
    entry: dict[str, Value], element: Element, resource: Resource, context: Context, extra: dict[str, Value]
) -> None:
    """The hours and days of somebody: the calendar they are based on, days off, or a calendar of their own."""
    calendar = context.calendars.get(whole(element, "CalendarUID", -1))
    if calendar is None:
        return
    base = calendar.uid if calendar.is_base else calendar.based_on
    key = context.calendar_keys.get(base, "")
    differs = key if base != context.calendar_uid and key else ""
    if calendar.is_base:
        if differs:
            entry["calendar"] = differs
        return
    week = full_week(context.calendars, calendar.uid)
    found = differences(calendar, week)
    if calendar.week and week != full_week(context.calendars, base) or found.on:
        own = context.ids.give(f"hours of {resource.name}", f"hours-{resource.uid}")
        body: dict[str, Value] = {"based-on": key} if key else {}
        body["hours"] = hours_text(week)
        if found.off:
            body["days-off"] = ranges(found.off)
        if found.on:
            body["days-on"] = ranges(found.on)
        extra[own] = body
        entry["calendar"] = own
        if found.other:
            context.notes.add("days with hours of their own get the usual hours", resource.name)
        return
    if differs:
        entry["calendar"] = differs
    if found.off:
        entry["time-off"] = ranges(found.off)
