"""Compare the schedule of imported projects with the dates that their own application computed.

    python tests/bench/oracle.py DIR [NAME ...] [--brief]

DIR holds `msproject/*.xml[.gz]`, `expected/*.json` and, optionally, `gold.json`: the names of files whose dates must be
equal. Unfinished work is looked at from the day on which the project starts, because that application moves nothing
by itself when time passes; tasks that are not in the XML are left out. One line a difference;
exit 1 when a date of a gold file differs (without `gold.json`: of any). Slacks are printed, they decide nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from pmctl.formats import reader
from pmctl.formats.msproject.document import each, parse, whole
from pmctl.load import load
from pmctl.quantity import print_iso
from pmctl.scheduling import schedule
from pmctl.scheduling.schedule import Scheduled

DATES: Mapping[str, str] = {
    "es": "early_start",
    "ef": "early_finish",
    "ls": "late_start",
    "lf": "late_finish",
    "start": "start",
    "finish": "finish",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One file: how many dates were looked at, and a line for each that differs."""

    name: str
    dates: int
    differences: tuple[str, ...]


def compare(name: str, data: bytes, expected: Mapping[str, Any]) -> Compared:
    """Import, schedule and compare the leaf tasks of one file: six dates and the total slack."""
    imported = reader("msproject")(data)
    loaded = load(Path(name), {path: text.encode() for path, text in imported.files.items()})
    errors = [finding for finding in loaded.diagnostics if finding.severity == "error"]
    lines = [f"{name}: {finding.span.path}: {finding.code} {finding.message}" for finding in errors]
    computed = schedule(loaded.workspace, date.fromisoformat(expected["project"]["start"][:10]))
    by_uid = {
        task.x.get("x-uid"): computed.tasks.get(task.id)
        for task in loaded.workspace.items.values()
        if task.kind == "task"
    }
    in_file = {whole(task, "UID", -1) for task in each(parse(data), "Tasks/Task")}
    count = 0
    for task in expected["tasks"]:
        if task["summary"] or task["uid"] not in in_file:
            continue
        found = by_uid.get(task["uid"])
        count += sum(1 for key in DATES if task.get(key))
        lines += [f"{name}: {task['uid']} {task['name']}: {line}" for line in differences(task, found)]
    return Compared(name, count, tuple(lines))


def differences(task: Mapping[str, Any], found: Scheduled | None) -> Iterator[str]:
    """What of one task is not as it should be."""
    if found is None:
        yield "has no dates"
        return
    for key, attribute in DATES.items():
        wanted = task.get(key)
        got = print_iso(getattr(found, attribute))
        if wanted and got != wanted:
            yield f"{attribute} {got}, expected {wanted}"
    slack = task.get("total_slack")
    if slack is not None and slack != found.total_float:
        yield f"total_float {found.total_float}, expected {slack}"


def main(arguments: list[str]) -> int:
    """Print the differences and the sum; the exit status."""
    brief = "--brief" in arguments
    folder, *names = [argument for argument in arguments if argument != "--brief"]
    root = Path(folder)
    gold_file = root / "gold.json"
    gold = set(json.loads(gold_file.read_text())) if gold_file.exists() else None
    equal = files = same = dates = 0
    failed = False
    for path in sorted((root / "expected").glob("*.json")):
        source = next(iter(sorted((root / "msproject").glob(f"{path.stem}.xml*"))), None)
        if source is None or (names and path.stem not in names):
            continue
        result = compare(path.stem, source.read_bytes(), json.loads(path.read_text()))
        of_dates = [line for line in result.differences if "total_float" not in line]
        if brief:
            mark = " (gold)" if gold and path.stem in gold else ""
            slacks = len(result.differences) - len(of_dates)
            print(f"{path.stem}{mark}: {len(of_dates)} of {result.dates} dates and {slacks} slacks differ")
        else:
            print("\n".join(result.differences), end="\n" if result.differences else "")
        files += 1
        equal += not of_dates
        dates += result.dates
        same += result.dates - len(of_dates)
        failed |= bool(of_dates) and (gold is None or path.stem in gold)
    print(f"{equal} of {files} files equal, {same} of {dates} dates")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
