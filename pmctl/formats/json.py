"""The whole plan with its schedule as one JSON document, `pmctl/export/1`: plan keys, full ids, text beside its number.

Every item is an object with the keys of the plan file; what was not written is left out. A duration, an estimate, a
share, an amount of money stands as the plan's own text, beside it as a number (`effort: "5d"`, `effort-minutes: 2400`).
What is computed stands under `schedule`. The JSON Schema is `json.schema.json` in this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pmctl.audience import Audience, visible
from pmctl.escape import json_text
from pmctl.model.item import Item, Source, plan_key
from pmctl.model.money import Budget
from pmctl.model.product import Feedback
from pmctl.model.workspace import Workspace, resolve
from pmctl.plan import Plan
from pmctl.quantity import (
    Assignment,
    Days,
    Duration,
    Estimate,
    Every,
    Hours,
    Link,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    Units,
    When,
    print_duration,
    print_iso,
)
from pmctl.scheduling.schedule import Scheduled

SCHEMA = "pmctl/export/1"
SCHEMA_FILE = Path(__file__).with_name("json.schema.json")

REFERENCES = frozenset(
    ("about", "affects", "change", "delivered_by", "evidence", "for_", "has", "metric", "of", "product", "release")
    + ("replaces", "reply_to", "risk", "sprint", "starts_with", "success", "supersedes", "supports", "tasks", "theme")
)
"""Fields that name other items: their ids are written in full."""

FOR_OTHERS = (
    *("id", "kind", "document", "group", "name", "description", "status", "due", "start", "finish", "date", "started"),
    *("finished", "milestone", "commitment", "horizon", "visibility", "schedule"),
)
"""All that a client or the public gets of an item that is visible to them."""
SCHEDULE_FOR_OTHERS = ("forecast-start", "forecast", "state", "milestone")

_SKIPPED = frozenset(
    ("source", "expects_source", "source_of", "milestone_date", "is_group", "negative_time", "members", "x")
)
Pairs = Iterator[tuple[str, Any]]


def write(plan: Plan, document: str = "", audience: Audience = "internal") -> str:
    """The export of a plan, or of one document of it (with all people); the same plan and day give the same bytes."""
    return json_text(view(plan, document, audience), indent=1) + "\n"


def view(plan: Plan, document: str = "", audience: Audience = "internal") -> dict[str, Any]:
    """The export as plain data."""
    workspace = plan.workspace
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "workspace": _workspace(workspace) if audience == "internal" else {"id": workspace.id, "name": workspace.name},
    }
    items = [item for item in _everything(workspace) if _is_of(item, document) and visible(workspace, item, audience)]
    written = [_item(plan, item) for item in items]
    found["items"] = (
        written if audience == "internal" else [_for_others(workspace, entry, audience) for entry in written]
    )
    found["unscheduled"] = [
        id
        for id in plan.schedule.unscheduled
        if audience == "internal" and (not document or id.startswith(f"{document}/"))
    ]
    return found


def _everything(workspace: Workspace) -> Iterator[Item]:
    """All items once, those that are only in lists of their own behind the others."""
    yield from workspace.items.values()
    for rest in (workspace.comments.values(), workspace.timesheets, workspace.baselines):
        yield from (item for item in rest if item.id not in workspace.items)


def _is_of(item: Item, document: str) -> bool:
    return not document or document in (item.document, item.id) or item.kind in ("person", "team", "resource")


def _workspace(workspace: Workspace) -> dict[str, Any]:
    """The settings that explain the numbers."""
    units = workspace.units
    return {
        "id": workspace.id,
        "name": workspace.name,
        "currency": workspace.currency,
        "timezone": workspace.timezone,
        "levelling": workspace.levelling,
        "units": {"day-minutes": units.day, "week-minutes": units.week, "month-minutes": units.month},
        "statuses": dict(workspace.statuses),
        "calendars": {
            key: dict(_record(calendar, workspace, "", units)) for key, calendar in workspace.calendars.items()
        },
        **({"x": _data(workspace.x)} if workspace.x else {}),
    }


def _item(plan: Plan, item: Item) -> dict[str, Any]:
    """An item with its own keys, the team's keys and, for scheduled work, what was computed."""
    workspace = plan.workspace
    entry = {"id": item.id, "kind": item.kind, **dict(_record(item, workspace, item.document, workspace.units))}
    for key, value in item.x.items():
        entry.setdefault(key, _data(value))
    computed = plan.schedule.tasks.get(item.id)
    if computed is not None:
        entry["schedule"] = _scheduled(computed, workspace.units)
    extent = plan.schedule.documents.get(item.id)
    if extent is not None:
        entry["schedule"] = {"forecast-start": print_iso(extent.start), "forecast": print_iso(extent.finish)}
    return entry


def _scheduled(row: Scheduled, units: Units) -> dict[str, Any]:
    """The computed dates of a task: the forecast is after levelling, early dates before it."""
    entry: dict[str, Any] = {
        "forecast-start": print_iso(row.start),
        "forecast": print_iso(row.finish),
        "early-start": print_iso(row.early_start),
        "early-finish": print_iso(row.early_finish),
        "late-start": print_iso(row.late_start),
        "late-finish": print_iso(row.late_finish),
    }
    for key, minutes in (
        ("duration", row.duration),
        ("float", row.total_float),
        ("free-float", row.free_float),
        ("levelled", row.levelled),
    ):
        entry[key] = print_duration(minutes, units)
        entry[f"{key}-minutes"] = minutes
    entry |= {"critical": row.critical, "state": row.state, "milestone": row.milestone}
    if row.driver is not None:
        driver = row.driver
        named = {"kind": driver.kind, "item": driver.item, "who": driver.who, "detail": driver.detail}
        entry["because"] = {key: value for key, value in named.items() if value}
    if row.bookings:
        entry["bookings"] = [
            {"who": booking.who, "share": _number(booking.share)}
            | ({"limit-minutes": booking.limit} if booking.limit is not None else {})
            for booking in row.bookings
        ]
    return entry


def _for_others(workspace: Workspace, entry: Mapping[str, Any], audience: Audience) -> dict[str, Any]:
    """The little of a visible item that clients and the public get, with no id of what they may not see."""
    found = {key: entry[key] for key in FOR_OTHERS if key in entry}
    for key in ("document", "group"):
        above = workspace.items.get(found.get(key, ""))
        if above is None or not visible(workspace, above, audience):
            found.pop(key, None)
    if "schedule" in found:
        found["schedule"] = {key: value for key, value in found["schedule"].items() if key in SCHEDULE_FOR_OTHERS}
    return found


# --- values -----------------------------------------------------------------------------------------------------------


def _record(record: Any, workspace: Workspace, document: str, units: Units) -> Pairs:
    """The fields of a record that say something, by their plan key, in the model's order."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _SKIPPED or field.name in ("id", "kind") or _is_nothing(value):
            continue
        if field.name in REFERENCES:
            value = _in_full(value, workspace, document)
        yield from _value(plan_key(field.name), value, workspace, document, units)
    if isinstance(record, Feedback) and record.source_of:
        yield "source", record.source_of
    when = getattr(record, "milestone_date", None)
    if isinstance(when, When):
        yield from _when("milestone-date", when)


def _is_nothing(value: object) -> bool:
    return (
        value is None
        or value == ""
        or (isinstance(value, tuple | list | Mapping) and not value)
        or isinstance(value, Source)
    )


def _in_full(value: Any, workspace: Workspace, document: str) -> Any:
    if isinstance(value, str):
        found = resolve(workspace, document, value)
        return found.id if found is not None else value
    if isinstance(value, tuple):
        return tuple(_in_full(part, workspace, document) for part in value)
    return value


def _value(key: str, value: Any, workspace: Workspace, document: str, units: Units) -> Pairs:
    """A value under its key, and its number beside it."""
    written = _WRITERS.get(type(value))
    if written is not None:
        yield from written(key, value)
    elif isinstance(value, Link):
        yield key, _link(value, workspace, document)
    elif isinstance(value, Budget):
        yield from _value(key, value.lines, workspace, document, units)
    elif _is_pairs(value):
        named = {_name(name): part for name, part in value}
        yield from _value(key, named[""] if set(named) == {""} else named, workspace, document, units)
    elif isinstance(value, tuple | list):
        yield key, [_single(part, workspace, document, units) for part in value]
    elif isinstance(value, Mapping):
        entry: dict[str, Any] = {}
        for name, part in value.items():
            entry.update(_value(str(name), part, workspace, document, units))
        yield key, entry
    elif is_dataclass(value):
        own = {"id": value.id} if isinstance(value, Item) else {}
        yield key, own | dict(_record(value, workspace, document, units))
    else:
        yield key, _plain(value)


def _is_pairs(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value)


def _name(name: object) -> str:
    """The first of a pair, as a key: a day, a period, an id; nothing for what holds from the beginning."""
    return "" if name is None else name.text if isinstance(name, When) else str(name)


def _single(value: Any, workspace: Workspace, document: str, units: Units) -> Any:
    """A value that has no key of its own: an element of a list."""
    pairs = dict(_value("value", value, workspace, document, units))
    return (
        pairs["value"]
        if len(pairs) == 1
        else {("text" if key == "value" else key[6:]): part for key, part in pairs.items()}
    )


def _link(value: Link, workspace: Workspace, document: str) -> dict[str, Any]:
    lag = value.lag
    entry: dict[str, Any] = {
        "item": _in_full(value.target, workspace, document),
        "type": value.kind,
        "text": value.text,
    }
    if lag is not None:
        entry |= {"lag-share": _number(lag.share)} if lag.share is not None else {"lag-minutes": lag.minutes}
        if lag.elapsed:
            entry["lag-elapsed"] = True
    return entry


def _plain(value: Any) -> Any:
    """JSON's own types; everything else as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal | Fraction):
        return _number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _data(value: object) -> Any:
    """What a team wrote under keys of its own: maps, lists and scalars."""
    if isinstance(value, Mapping):
        return {str(key): _data(part) for key, part in value.items()}
    if isinstance(value, When):
        return value.text
    return [_data(part) for part in value] if isinstance(value, list | tuple) else _plain(value)


def _number(value: Decimal | Fraction) -> int | float:
    return int(value) if value == int(value) else float(value)


def _duration(key: str, value: Duration) -> Pairs:
    yield key, value.text
    yield f"{key}-minutes", value.minutes
    if value.elapsed:
        yield f"{key}-elapsed", True


def _estimate(key: str, value: Estimate) -> Pairs:
    yield key, value.text
    yield f"{key}-minutes", value.minutes
    if not value.certain:
        yield f"{key}-low-minutes", value.low.minutes
        yield f"{key}-high-minutes", value.high.minutes
    if value.elapsed:
        yield f"{key}-elapsed", True


def _share(key: str, value: Share) -> Pairs:
    yield key, value.text
    yield f"{key}-share", _number(value.value)


def _money(key: str, value: Money) -> Pairs:
    yield key, value.text
    yield f"{key}-amount", _number(value.amount)
    if value.currency:
        yield f"{key}-currency", value.currency


def _money_range(key: str, value: MoneyRange) -> Pairs:
    yield key, value.text
    yield f"{key}-amount", _number(value.likely.amount)
    if value.low.amount != value.high.amount:
        yield f"{key}-low-amount", _number(value.low.amount)
        yield f"{key}-high-amount", _number(value.high.amount)
    if value.likely.currency:
        yield f"{key}-currency", value.likely.currency


def _number_range(key: str, value: NumberRange) -> Pairs:
    yield key, value.text
    yield f"{key}-number", _number(value.likely)


def _rate(key: str, value: Rate) -> Pairs:
    yield key, value.text


def _when(key: str, value: When) -> Pairs:
    yield key, value.text
    if value.first != value.last:
        yield f"{key}-first", value.first.isoformat()
        yield f"{key}-last", value.last.isoformat()


def _every(key: str, value: Every) -> Pairs:
    yield key, value.text
    yield f"{key}-days", value.days


def _text(key: str, value: Days | Assignment) -> Pairs:
    yield key, value.text


def _hours(key: str, value: Hours) -> Pairs:
    yield key, [[list(shift) for shift in shifts] for shifts in value.week]


_WRITERS: Mapping[type, Callable[[str, Any], Pairs]] = {
    Duration: _duration,
    Estimate: _estimate,
    Share: _share,
    Money: _money,
    MoneyRange: _money_range,
    NumberRange: _number_range,
    Rate: _rate,
    When: _when,
    Every: _every,
    Days: _text,
    Assignment: _text,
    Hours: _hours,
}
