"""`spend`: hours that somebody worked, in the line of the day in their time sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.edit import Edit, Request, edited, splice
from pmctl.edit.proof import meaning, plain, proved, read
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.records import Timesheet
from pmctl.model.workspace import Workspace, resolve
from pmctl.operations.new_file import new_file
from pmctl.parse import Map
from pmctl.plan import Plan
from pmctl.quantity import Duration, Units, print_duration
from pmctl.regex import regex

FOLDER = "timesheets"
_MONTH = regex(r"(?:^|-)([0-9]{4}-[0-9]{2})$")
_WEEK = regex(r"(?:^|-)([0-9]{4}-w[0-9]{2})$")


@dataclass(frozen=True, slots=True)
class Spent:
    """Time that a person (their id) spent on an item on a day."""

    person: str
    item: Item
    day: date
    time: Duration


def with_spending(present: Plan, files: Mapping[str, bytes], spent: Spent) -> dict[str, bytes]:
    """The time sheet with the hours in it, by its path. UserError for hours of no task."""
    _refuse(present.workspace, spent)
    day = spent.day.isoformat()
    sheet = _sheet(present.workspace, spent)
    if sheet is None:
        path = _new_path(present.workspace, spent)
        entries = {day: {spent.item.id: spent.time.text}}
        return new_file(present, path, {"kind": "timesheet", "person": spent.person, "entries": entries})
    path, data = sheet.source.path, files[sheet.source.path]
    key, text = _entry(present.workspace, sheet, spent)
    if not any(entry.date.text == day for entry in sheet.entries):
        in_order = _before_later(data, path, day, {key: text})
        if in_order is not None:
            return {path: in_order}
    request = Request(sheet.id, ("entries", day, key), "=", text)
    return {path: edited(data, Edit(path, (), sheet.kind, request), present.workspace.units)}


def _refuse(workspace: Workspace, spent: Spent) -> None:
    if not isinstance(spent.item, Task):
        raise UserError(
            f"`{terminal(spent.item.id)}` is a {spent.item.kind}: hours are those of a task",
            "`pmctl list tasks` names them",
        )
    if spent.item.is_group:
        keys = [id.rpartition("/")[2] for id in spent.item.children]
        listed = ", ".join(keys[:6]) + (" …" if len(keys) > 6 else "")
        raise UserError(f"`{terminal(spent.item.id)}` is a group: hours are those of its tasks", listed)
    if spent.time.elapsed or spent.time.minutes <= 0:
        raise UserError(f"`{terminal(spent.time.text)}` is no time that was worked", "such as `3h` or `0.5d`")


# --- which file -------------------------------------------------------------------------------------------------------


def _sheet(workspace: Workspace, spent: Spent) -> Timesheet | None:
    """The time sheet of the person that has the day, else that is for its week or month, else the one for any time."""
    own = _of_person(workspace, spent.person)
    day = spent.day.isoformat()
    held = [one for one in own if any(entry.date.text == day for entry in one.entries)]
    if held:
        same = [one for one in held if any(_is_same(workspace, entry.item, spent) for entry in one.entries)]
        return (same or held)[-1]
    periods = (_week(spent.day), day[:7])
    fitting = [one for one in own if _period(one) in periods]
    return next(reversed(fitting or [one for one in own if not _period(one)]), None)


def _of_person(workspace: Workspace, person: str) -> Sequence[Timesheet]:
    return [one for one in workspace.timesheets if one.person == person]


def _period(sheet: Timesheet) -> str:
    """The month or the week that the name of a time sheet says, or nothing."""
    found = _WEEK.search(sheet.id) or _MONTH.search(sheet.id)
    return found[1] if found else ""


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-w{week:02}"


def _new_path(workspace: Workspace, spent: Spent) -> str:
    """A file beside their last one and for as long a time; else beside those of others, and for a month."""
    last = next(reversed(_of_person(workspace, spent.person)), None) or next(reversed(workspace.timesheets), None)
    period = spent.day.isoformat()[:7]
    if last is None:
        return f"{FOLDER}/{spent.person}-{period}.yaml"
    if _WEEK.search(last.id):
        period = _week(spent.day)
    folder, slash, _ = last.source.path.rpartition("/")
    return f"{folder}{slash}{spent.person}-{period}.yaml"


# --- what stands in it ------------------------------------------------------------------------------------------------


def _entry(workspace: Workspace, sheet: Timesheet, spent: Spent) -> tuple[str, str]:
    """The key of the item in the line of the day, as it is called there, and the sum of its hours."""
    for entry in sheet.entries:
        if entry.date.text == spent.day.isoformat() and _is_same(workspace, entry.item, spent):
            return entry.item, _sum(entry.spent, spent.time, workspace.units)
    return spent.item.id, spent.time.text


def _is_same(workspace: Workspace, reference: str, spent: Spent) -> bool:
    return resolve(workspace, "", reference) == spent.item


def _sum(before: Duration, more: Duration, units: Units) -> str:
    """Both together: in hours where both are, so that a sheet of hours stays one."""
    minutes = before.minutes + more.minutes
    if before.text.endswith("h") and more.text.endswith("h") and minutes % 6 == 0:
        return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes / 60:.1f}h"
    return print_duration(minutes, units)


def _before_later(data: bytes, path: str, day: str, hours: Mapping[str, str]) -> bytes | None:
    """A sheet with a line for a day more before the first later day and its comments; None where no line is later."""
    tree = read(path, data)
    days = tree.root.get("entries") if isinstance(tree.root, Map) else None
    if not isinstance(days, Map) or splice.is_flow(tree.text, days):
        return None
    later = next((entry for entry in splice.own_entries(days) if entry.key > day), None)
    if later is None:
        return None
    end, at = splice.new_line(tree.text), splice.line_start(tree.text, later.start)
    while tree.text[(above := splice.line_start(tree.text, at - len(end))) : at].lstrip(" ").startswith("#"):
        at = above
    spent = ", ".join(f"{key}: {time}" for key, time in hours.items())
    line = f"{' ' * splice.column(tree.text, later.start)}{day}: {{{spent}}}{end}"
    wanted = meaning(plain(tree.root), ("entries", day), dict(hours))
    return proved(data, tree, tree.text[:at] + line + tree.text[at:], wanted, day, ("entries",))
