"""Compare the schedule of imported projects with the dates that their own application computed.

    python tests/bench/oracle.py DIR [NAME ...] [--brief]

DIR holds `msproject/*.xml[.gz]`, `expected/*.json` and, optionally, `gold.json`: the names of files whose dates must be
equal. Today is the status date of a project, else the day on which it starts; tasks that are not in the XML are left
out. Dates are compared to the minute, total and free slack too; slacks that the file's converter worked out (it was an
`.mpp` file) are printed and decide nothing. One line a difference, and last `N of M files equal, T of U dates`.
Exit status 1 when a gold file differs (without `gold.json`: any); 2 for a wrong call.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from pmctl.diagnostic import UserError
from pmctl.formats import reader
from pmctl.formats.msproject.document import each, parse, whole
from pmctl.load import load
from pmctl.quantity import print_iso
from pmctl.scheduling import schedule
from pmctl.scheduling.free_float import free_floats
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
    """One file: how many dates were looked at, a line for each date and for each slack that differs.

    `stored` says whether the slacks are those of the application; else they decide nothing.
    """

    name: str
    dates: int
    differences: tuple[str, ...]
    slacks: tuple[str, ...]
    stored: bool

    @property
    def equal(self) -> bool:
        """Whether all dates are equal, and all slacks that are stored."""
        return not self.differences and not (self.slacks and self.stored)


def compare(name: str, data: bytes, expected: Mapping[str, Any]) -> Compared:
    """Import, schedule and compare the leaf tasks of one file. UserError: the bytes are no project."""
    found, problems = computed(name, data, day_of(expected["project"]))
    in_file = {whole(task, "UID", -1) for task in each(parse(data), "Tasks/Task")}
    leaves = [task for task in expected["tasks"] if not task["summary"] and task["uid"] in in_file]
    stored = is_stored(expected)
    remark = "" if stored else " (not stored: whoever converted the file worked it out)"
    lines, slacks = list(problems), []
    for task in leaves:
        head = f"{name}: {task['uid']} {task['name']}"
        row, free = found.get(task["uid"], (None, 0))
        if row is None:
            lines += [f"{head}: no {attribute}" for key, attribute in DATES.items() if task.get(key)]
            continue
        lines += [f"{head}: {line}" for line in other_dates(task, row)]
        slacks += [f"{head}: {line}{remark}" for line in other_slacks(task, row.total_float, free)]
    count = sum(1 for task in leaves for key in DATES if task.get(key))
    return Compared(name, count, tuple(lines), tuple(slacks), stored)


def day_of(project: Mapping[str, Any]) -> date:
    """Today for a project: the day of its status date, else of its start."""
    return moment(project.get("status_date") or project["start"]).date()


def is_stored(expected: Mapping[str, Any]) -> bool:
    """Whether the slacks are those of the application: what was an `.mpp` file has them from whoever converted it."""
    return not str(expected.get("source", "")).lower().endswith(".mpp")


def computed(name: str, data: bytes, today: date) -> tuple[dict[object, tuple[Scheduled, int]], list[str]]:
    """The dates that we give, by the number of a task in the file, and what is wrong with the plan that it became.

    Beside the dates of each task stands its free float.
    """
    imported = reader("msproject")(data)
    loaded = load(Path(name), {path: text.encode() for path, text in imported.files.items()})
    errors = [finding for finding in loaded.diagnostics if finding.severity == "error"]
    made = schedule(loaded.workspace, today)
    rows, free = made.tasks, free_floats(made)
    tasks = [item for item in loaded.workspace.items.values() if item.kind == "task"]
    by_number = {task.x.get("x-uid"): (rows[task.id], free[task.id]) for task in tasks if task.id in rows}
    return by_number, [f"{name}: {finding.span.path}: {finding.code} {finding.message}" for finding in errors]


def other_dates(task: Mapping[str, Any], row: Scheduled) -> Iterator[str]:
    """The dates of a task that are not as expected."""
    for key, attribute in DATES.items():
        if task.get(key):
            wanted, got = f"{moment(task[key]):%Y-%m-%dT%H:%M}", print_iso(getattr(row, attribute))
            if got != wanted:
                yield f"{attribute} {got}, expected {wanted}"


def other_slacks(task: Mapping[str, Any], total: int, free: int) -> Iterator[str]:
    """The slacks of a task, in minutes, that are not as expected; the file has them with a fraction."""
    for key, name, got in (("total_slack", "total_float", total), ("free_slack", "free_float", free)):
        wanted = task.get(key)
        if wanted is not None and abs(wanted - got) >= 1:
            yield f"{name} {got}, expected {wanted:g}"


def moment(written: str) -> datetime:
    """A stored date to the nearest minute; some come with seconds."""
    found = datetime.fromisoformat(written)
    return found.replace(second=0) + timedelta(minutes=found.second >= 30)


def main(arguments: Sequence[str]) -> int:
    """Print the differences and the sum; the exit status."""
    brief = "--brief" in arguments
    folder, *names = [argument for argument in arguments if argument != "--brief"] or [""]
    try:
        gold, results = _compared(Path(folder), names) if folder else _refuse("name the folder to compare")
    except UserError as error:
        print(f"oracle.py: {error.message}", file=sys.stderr)
        return 2
    for result in results:
        is_gold = gold is None or result.name in gold
        print(_summary(result, " (gold)" if gold and is_gold else "") if brief else _lines(result), end="")
    equal = sum(result.equal for result in results)
    dates = sum(result.dates for result in results)
    same = dates - sum(len(result.differences) for result in results)
    print(f"{equal} of {len(results)} files equal, {same} of {dates} dates")
    return int(any(not result.equal for result in results if gold is None or result.name in gold))


def _compared(root: Path, names: Sequence[str]) -> tuple[set[str] | None, list[Compared]]:
    """The names of the gold files (None: all are) and the comparison of each file. UserError: what cannot be read."""
    if not (root / "expected").is_dir() or not (root / "msproject").is_dir():
        _refuse(f"{root} is no folder with `msproject` and `expected` in it")
    gold = set(_json(root / "gold.json")) if (root / "gold.json").exists() else None
    results = []
    for path in sorted((root / "expected").glob("*.json")):
        source = next(iter(sorted((root / "msproject").glob(f"{path.stem}.xml*"))), None)
        if source is None or (names and path.stem not in names):
            continue
        expected = _json(path)
        try:
            results.append(compare(path.stem, source.read_bytes(), expected))
        except UserError as error:
            _refuse(f"{source}: {error.message}")
        except OSError as error:
            _refuse(f"{source}: {error.strerror}")
        except (KeyError, TypeError, ValueError) as error:
            _refuse(f"{path}: this is no list of expected dates: {type(error).__name__} {error}")
    if not results:
        _refuse(f"nothing to compare in {root}")
    return gold, results


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: this is not JSON: {error}") from error


def _refuse(message: str) -> Any:
    raise UserError(message)


def _summary(result: Compared, mark: str) -> str:
    slacks = f"{len(result.slacks)} slacks" if result.stored else f"{len(result.slacks)} slacks (not stored)"
    return f"{result.name}{mark}: {len(result.differences)} of {result.dates} dates and {slacks} differ\n"


def _lines(result: Compared) -> str:
    return "".join(f"{line}\n" for line in (*result.differences, *result.slacks))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
