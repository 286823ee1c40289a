"""Baselines of Microsoft Project, up to eleven of them, each a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.context import Context, money_value
from pmctl.formats.msproject.document import each, minutes, moment, money, whole
from pmctl.formats.msproject.tasks import Task
from pmctl.formats.plan_text import Value


def read_baselines(root: Element, tasks: Iterable[Task], project: str, context: Context) -> dict[str, dict[str, Value]]:
    """The content of `baselines/<project>-<number>.yaml` by its id."""
    found: dict[int, dict[str, Value]] = {}
    for task in tasks:
        for element in each(task.element, "Baseline"):
            entry = _entry(element, context)
            if entry:
                found.setdefault(whole(element, "Number"), {})[task.id] = entry
    saved = _saved(root)
    if found and saved is not None:
        context.notes.add("the file does not say when a baseline was set; it got the day on which the file was saved")
    made: dict[str, dict[str, Value]] = {}
    for number in sorted(found):
        body: dict[str, Value] = {
            "kind": "baseline",
            "of": project,
            "name": f"Baseline {number}" if number else "Baseline",
        }
        if saved is not None:
            body["date"] = f"{saved:%Y-%m-%d}"
        body["tasks"] = found[number]
        made[f"{project}-baseline{f'-{number}' if number else ''}"] = body
    return made


def _entry(element: Element, context: Context) -> dict[str, Value]:
    start, finish = moment(element, "Start"), moment(element, "Finish")
    entry: dict[str, Value] = {}
    if start is not None:
        entry["start"] = context.begin(start)
    if finish is not None:
        entry["finish"] = context.end(finish)
    work, cost = minutes(element, "Work"), money(element, "Cost")
    if work and work > 0:
        entry["effort"] = context.duration(work)
    if cost > 0:
        entry["cost"] = money_value(cost)
    return entry


def _saved(root: Element) -> datetime | None:
    return moment(root, "LastSaved") or moment(root, "CreationDate") or moment(root, "StartDate")
