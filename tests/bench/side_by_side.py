"""The same generated plans in pmctl and in TaskJuggler: whole processes, time and memory, and who ends first.

    python tests/bench/side_by_side.py GEN_PLAN [--runs 3] [--large] [--seed 7] [--budget 10s]

GEN_PLAN is the plan generator (`gen_plan.py`), `tj3` must be installed. Each row is the median of some runs; both
schedules are judged by `tests/bench/judge.py`, which knows neither program, and so is the plan with the priorities
that `whatif --level improve` names (in its own time, else `--budget`). `--large` adds 10,000 tasks (minutes).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.judge import Booking, Plan, Span, wrong

DATES = 'taskreport dates "dates" {\n  formats csv\n  columns id, start, end\n  timeformat "%Y-%m-%dT%H:%M"\n}\n'
GANTT = 'taskreport gantt "gantt" {\n  formats html\n  columns bsi, name, start, end, effort, chart\n}\n'
BOOKINGS = 'export "bookings" {\n  definitions -\n  taskattributes booking\n  hideresource 0\n}\n'
_SUPPLEMENT = re.compile(r"supplement task (\S+) \{")
_BOOKING = re.compile(r"(?:booking (\S+) )?([0-9-]{10}-[0-9:]{5})-\+0000 \+ ([0-9.]+)h")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, and megabytes, of a series of processes."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Generated:
    """A plan as files of pmctl and as a text for TaskJuggler; `today` is its first day."""

    folder: Path
    text: str
    today: str


def generate(generator: Path, place: Path, tasks: int, people: int, seed: int) -> Generated:
    """The plan that both sides read the same way."""
    print(f"{tasks} tasks, {people} people, seed {seed}")
    folder, other = place / f"plan-{tasks}", place / f"plan-{tasks}.tjp"
    options = [
        "--tasks",
        tasks,
        "--people",
        people,
        "--seed",
        seed,
        "--common",
        "--no-progress",
        "--tjp",
        other,
        folder,
    ]
    subprocess.run([sys.executable, generator, *map(str, options)], check=True, stdout=subprocess.DEVNULL)
    text = other.read_text("utf-8").partition("taskreport ")[0]
    found = re.search(r"^  now ([0-9-]+)$", text, re.MULTILINE)
    assert found is not None, "the generator says no first day"
    return Generated(folder, text, found[1])


def cost(commands: Sequence[Sequence[str]], folder: Path, runs: int) -> Cost:
    """The median of some runs of commands, one after another."""
    seconds, processor, most = [], [], 0.0
    environment = {**os.environ, "TZ": "UTC", "PYTHONPATH": str(Path(__file__).parents[2])}
    for _ in range(runs):
        begun, used = time.perf_counter(), 0.0
        for command in commands:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(process.pid, 0)
            assert status == 0, f"{' '.join(command)} failed"
            most = max(most, usage.ru_maxrss / 1024)
            used += usage.ru_utime + usage.ru_stime
        seconds.append(time.perf_counter() - begun)
        processor.append(used)
    return Cost(median(seconds), median(processor), most)


def juggler(plan: Generated, reports: str, place: Path, runs: int) -> Cost:
    """TaskJuggler on a plan with these reports."""
    (place / "plan.tjp").write_text(plan.text + reports, "utf-8")
    return cost([["tj3", "--silent", "plan.tjp"]], place, runs)


def ours(plan: Generated, what: Sequence[Sequence[str]], place: Path, runs: int) -> Cost:
    """pmctl on a plan, a process for each command."""
    call = [sys.executable, "-m", "pmctl"]
    where = ["-C", str(plan.folder), "--today", plan.today]
    return cost([[*call, one[0], *where, *one[1:]] for one in what], place, runs)


def improve(plan: Generated, budget: Sequence[str], place: Path) -> Cost:
    """Export the plan with the priorities that an improved order of levelling names; what finding them costs."""
    found = place / "improved.json"
    search = ours(plan, [["whatif", "--level", "improve", *budget, "--json", "-o", str(found)]], place, 1)
    priorities = json.loads(found.read_text("utf-8"))["options"][0]["levelling"]["priorities"]
    lines = [word for full_id, priority in priorities.items() for word in ("--set", f"{full_id}.priority={priority}")]
    ours(plan, [["whatif", *lines, "--then", *EXPORT]], place, 1)
    return search


LIST = ["list", "tasks", "--where", "leaf", "--columns", "id,forecast-start,forecast", "-o", "dates.csv"]
PAGE = ["timeline", "-o", "gantt.html"]
EXPORT = ["export", "json", "-o", "plan.json"]


def at(text: str) -> datetime:
    """An instant of either program: `2026-03-02T09:00` or `2026-03-02-09:00`."""
    return datetime.fromisoformat(f"{text[:10]} {text[11:16]}")


def of_pmctl(place: Path, plan: Plan) -> tuple[dict[str, Span], list[Booking]]:
    """The dates of pmctl, and everybody booked from start to finish of each of their tasks."""
    items = json.loads((place / "plan.json").read_text("utf-8"))["items"]
    rows = {item["id"]: item["schedule"] for item in items if item["id"] in plan.leaves}
    spans = {full_id: Span(at(one["forecast-start"]), at(one["forecast"])) for full_id, one in rows.items()}
    bookings = [
        Booking(full_id, who, span.start, span.finish, share, share * plan.available[who])
        for full_id, span in spans.items()
        if span.start < span.finish
        for who, share in plan.leaves[full_id].people
    ]
    return spans, bookings


def of_juggler(place: Path, plan: Plan) -> tuple[dict[str, Span], list[Booking]]:
    """The dates of TaskJuggler, and the hours that it booked."""
    with (place / "dates.csv").open(newline="") as lines:
        rows = {
            own_id(row["Id"]): Span(at(row["Start"]), at(row["End"])) for row in csv.DictReader(lines, delimiter=";")
        }
    return {full_id: span for full_id, span in rows.items() if full_id in plan.leaves}, list(
        booked(place / "bookings.tji")
    )


def own_id(text: str) -> str:
    """`payments.discovery.test_it` is `payments/test-it`."""
    parts = text.replace("_", "-").split(".")
    return f"{parts[0]}/{parts[-1]}"


def booked(path: Path) -> Iterator[Booking]:
    """The bookings that TaskJuggler exports, whole hours of a whole person."""
    task = who = ""
    for line in path.read_text("utf-8").splitlines():
        head = _SUPPLEMENT.search(line)
        task = own_id(head[1]) if head else task
        for found in _BOOKING.finditer(line):
            who = found[1].replace("_", "-") if found[1] else who
            start = at(found[2])
            yield Booking(task, who, start, start + timedelta(hours=float(found[3])), 1.0, 1.0)


def judged(name: str, spans: dict[str, Span], bookings: list[Booking], plan: Plan) -> datetime:
    """Print what the judge says; the last finish."""
    lines = wrong(plan, spans, bookings)
    last = max(span.finish for span in spans.values())
    print(f"  {name:<12} ends {last:%Y-%m-%d %H:%M}, " + (f"{len(lines)} faults: {lines[0]}" if lines else "valid"))
    return last


def row(name: str, mine: Cost, theirs: Cost) -> None:
    """One line of the table."""
    print(
        f"  {name:<22} pmctl {mine.seconds:6.2f} s {mine.megabytes:5.0f} MB   tj3 {theirs.seconds:6.2f} s "
        f"{theirs.megabytes:5.0f} MB   {theirs.seconds / mine.seconds:5.1f} times"
    )


def compare(
    generated: Generated, place: Path, runs: int, pages: bool = False, budget: Sequence[str] | None = None
) -> Cost:
    """Both sides on one plan, with better priorities too where they have a `budget`; what the dates alone cost us."""
    if pages:
        row(
            "HTML, Gantt and CSV",
            ours(generated, [PAGE, LIST], place, runs),
            juggler(generated, DATES + GANTT, place, runs),
        )
    dates = ours(generated, [LIST], place, runs)
    row("CSV of the dates", dates, juggler(generated, DATES, place, runs))
    plan = Plan(generated.folder)
    ours(generated, [EXPORT], place, 1)
    mine = judged("pmctl", *of_pmctl(place, plan), plan)
    juggler(generated, DATES + BOOKINGS, place, 1)
    theirs = judged("TaskJuggler", *of_juggler(place, plan), plan)
    _compare_ends("pmctl", mine, theirs)
    if budget is not None:
        search = improve(generated, budget, place)
        print(f"  improved in {search.seconds:.1f} s by the clock, {search.processor:.1f} s of the processor")
        _compare_ends("improved", judged("improved", *of_pmctl(place, plan), plan), theirs)
    return dates


def _compare_ends(name: str, mine: datetime, theirs: datetime) -> None:
    days = (mine - theirs).days
    print(f"  {name} ends {days} days after TaskJuggler" if mine > theirs else f"  {name} ends no later ({days} days)")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", type=Path, metavar="GEN_PLAN")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--budget", metavar="TIME")
    parser.add_argument("--large", action="store_true")
    call = parser.parse_args()
    if shutil.which("tj3") is None or not call.generator.is_file():
        print("side_by_side: `tj3` and the plan generator are needed (apt-get install tj3)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        budget = [] if call.budget is None else ["--budget", call.budget]
        small = compare(generate(call.generator, place, 1_000, 20, call.seed), place, call.runs, True, budget)
        if call.large:
            large = compare(generate(call.generator, place, 10_000, 400, call.seed), place, 1)
            print(f"growth from 1,000 to 10,000 tasks: {large.seconds / small.seconds:.1f} times (n^1.3 is 20)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
