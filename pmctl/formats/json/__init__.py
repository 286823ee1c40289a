"""The whole plan with its schedule as one JSON document, `pmctl/export/1`: plan keys, full ids, text beside its number.

Every item is an object with the keys of the plan file; what was not written is left out. A duration, an estimate, a
share, an amount of money stands as the plan's own text, beside it as a number (`effort: "5d"`, `effort-minutes: 2400`).
What is computed stands under `schedule`; its lengths read as days with one decimal, their minutes are exact. The
JSON Schema is `json.schema.json` in this folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pmctl.audience import Audience, is_told, shown_id, visible
from pmctl.escape import json_text
from pmctl.formats.json.values import number_of, plain_data, record_pairs
from pmctl.insights.free_float import free_floats_of
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.quantity import Units, print_days, print_iso
from pmctl.scheduling.schedule import Driver, Scheduled

SCHEMA = "pmctl/export/1"
SCHEMA_FILE = Path(__file__).with_name("json.schema.json")

FOR_OTHERS = (
    *("id", "kind", "document", "group", "name", "description", "status", "due", "start", "finish", "date", "started"),
    *("finished", "milestone", "commitment", "horizon", "visibility", "schedule"),
)
"""All that a client or the public gets of an item that is visible to them."""
SCHEDULE_FOR_OTHERS = ("forecast-start", "forecast", "state", "milestone")


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
        written
        if audience == "internal"
        else [_for_others(workspace, item, entry, audience) for item, entry in zip(items, written, strict=True)]
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
            key: dict(record_pairs(calendar, workspace, "", units)) for key, calendar in workspace.calendars.items()
        },
        **({"x": plain_data(workspace.x)} if workspace.x else {}),
    }


def _item(plan: Plan, item: Item) -> dict[str, Any]:
    """An item with its own keys, the team's keys and, for scheduled work, what was computed."""
    workspace = plan.workspace
    entry = {"id": item.id, "kind": item.kind, **dict(record_pairs(item, workspace, item.document, workspace.units))}
    for key, value in item.x.items():
        entry.setdefault(key, plain_data(value))
    computed = plan.schedule.tasks.get(item.id)
    if computed is not None:
        driver = plan.schedule.drivers.get(item.id)
        entry["schedule"] = _scheduled(computed, driver, free_floats_of(plan)[item.id], workspace.units)
    extent = plan.schedule.documents.get(item.id)
    if extent is not None:
        entry["schedule"] = {"forecast-start": print_iso(extent.start), "forecast": print_iso(extent.finish)}
    return entry


def _scheduled(row: Scheduled, driver: Driver | None, free_float: int, units: Units) -> dict[str, Any]:
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
        ("free-float", free_float),
        ("levelled", row.levelled),
    ):
        entry[key] = print_days(minutes, units).removeprefix("+")
        entry[f"{key}-minutes"] = minutes
    entry |= {"critical": row.critical, "state": row.state, "milestone": row.milestone}
    if driver is not None:
        named = {"kind": driver.kind, "item": driver.item, "who": driver.who, "detail": driver.detail}
        entry["because"] = {key: value for key, value in named.items() if value}
    if row.bookings:
        entry["bookings"] = [
            {"who": booking.who, "share": number_of(booking.share)}
            | ({"limit-minutes": booking.limit} if booking.limit is not None else {})
            for booking in row.bookings
        ]
    return entry


def _for_others(workspace: Workspace, item: Item, entry: Mapping[str, Any], audience: Audience) -> dict[str, Any]:
    """The little of a visible item that clients and the public get, with no id of what they may not see."""
    found = {key: entry[key] for key in FOR_OTHERS if key in entry and is_told(workspace, item, key, audience)}
    found |= {"id": shown_id(workspace, item, audience)}
    for key in ("document", "group"):
        above = workspace.items.get(found.get(key, ""))
        if above is None or not visible(workspace, above, audience):
            found.pop(key, None)
    if "schedule" in found:
        found["schedule"] = {key: value for key, value in found["schedule"].items() if key in SCHEDULE_FOR_OTHERS}
    return found
