"""Files that a plan names: are they there, and the readings of a metric in them, line by line."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from pmctl import folder
from pmctl.diagnostic import Diagnostic, Span
from pmctl.escape import terminal
from pmctl.folder import Refusal
from pmctl.model.product import Metric
from pmctl.plan import Plan, remembered
from pmctl.quantity import Unreadable, when
from pmctl.record import dataclass
from pmctl.regex import regex

LARGEST_TABLE = 4 * 1024 * 1024
_NUMBER = regex(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no reading."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """The readings of a file in the order of their dates, or why it was not read.

    `refusal` says why; `missing` that there is no such file.
    """

    readings: tuple[tuple[date, Decimal], ...] = ()
    faults: tuple[Fault, ...] = ()
    refusal: str = ""
    missing: bool = False
    text: str = ""


def is_file(plan: Plan, path: str, beside: str) -> bool:
    """Is a file of the workspace meant, and is it there?"""
    found = folder.find(plan.loaded.folder, path, beside)
    return isinstance(found, str) and folder.is_file(plan.loaded.folder, found)


@remembered
def table_of(plan: Plan, path: str) -> Table:
    """The readings in a file that a metric names by `data`."""
    found = folder.find(plan.loaded.folder, path)
    if isinstance(found, Refusal):
        return Table(refusal=found.message, missing=found.missing)
    data = folder.read(plan.loaded.folder, found, LARGEST_TABLE)
    if isinstance(data, Diagnostic):
        return Table(refusal=data.message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Table(refusal=f"`{terminal(path[:80])}` is not UTF-8: line {line}")
    return _read(path, text)


def _read(path: str, text: str) -> Table:
    """One reading a line; a first line without a date is the header."""
    readings: dict[date, Decimal] = {}
    faults: list[Fault] = []
    at = 0
    for number, line in enumerate(_LINE.findall(text), 1):
        body = line.rstrip("\r\n")
        span = Span(path, at, at + len(body))
        at += len(line)
        if not body.strip() or (number == 1 and not body[:1].isdigit()):
            continue
        message = _add(readings, body)
        if message:
            faults.append(Fault(f"line {number}: {message}", span))
    return Table(tuple(sorted(readings.items())), tuple(faults), text=text)


def _add(readings: dict[date, Decimal], line: str) -> str:
    """Take one line in; what is wrong with it otherwise."""
    cells = _cells(line)
    if cells is None or len(cells) < 2:
        return f"`{terminal(line[:60])}` is not `date,value`"
    day, value = cells[0].strip(), cells[1].strip()
    try:
        moment = when(day)
    except Unreadable:
        return f"`{terminal(day[:40])}` is not a date"
    if moment.first != moment.last:
        return f"`{terminal(day[:40])}` is a period, not a day"
    if not _NUMBER.fullmatch(value):
        return f"`{terminal(value[:40])}` is not a number"
    if moment.first in readings:
        return f"{moment.first.isoformat()} stands twice"
    readings[moment.first] = Decimal(value)
    return ""


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader(StringIO(line)), None)
    except csv.Error:
        return None


def latest_reading(plan: Plan, metric: Metric) -> tuple[date, Decimal] | None:
    """The last reading of a metric up to today; None where there is none."""
    table = table_of(plan, metric.data) if metric.data else Table()
    return max((one for one in table.readings if one[0] <= plan.today), default=None)
