"""Processor times and ratios on generated plans: `python tests/bench/bench.py GEN_PLAN [--large]`; nothing is a test.

GEN_PLAN is the plan generator (`gen_plan.py`). Each figure is the smallest of some runs, because a busy machine only
ever adds; quote the ratios, which hold from machine to machine. `--large` adds the plan of 100,000 tasks (minutes).
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from pmctl.load import Loaded, load
from pmctl.network import network
from pmctl.plan import plan
from pmctl.scheduling import schedule
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.passes import Dates, Passes, backward, ends_of
from pmctl.scheduling.preparation import Preparation

TODAY = date(2026, 6, 1)
Result = TypeVar("Result")


def generate(generator: Path, folder: Path, tasks: int) -> Path:
    """A plan of so many tasks."""
    target = folder / f"plan-{tasks}"
    people, projects = max(5, tasks // 20), max(1, tasks // 100)
    arguments = ["--tasks", tasks, "--people", people, "--projects", projects, "--seed", 7, target]
    subprocess.run([sys.executable, generator, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    return target


def least(runs: int, action: Callable[[], Result]) -> tuple[float, Result]:
    """The smallest processor time of some runs, and the result."""
    times = []
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        result = action()
        times.append(time.process_time() - begun)
    return min(times), result


LOOP = """
import sys
from pathlib import Path
from yaml.cyaml import CParser

for path in Path(sys.argv[1]).rglob("*.yaml"):
    parser = CParser(path.read_text("utf-8"))
    while parser.get_event() is not None:
        pass
"""
"""A process that does nothing else: like `check` it starts Python and imports the parser."""


def events(folder: Path) -> int:
    """Loop over the events of every plan file as the parser gives them: the floor of reading."""
    count = 0
    for path in sorted(folder.rglob("*.yaml")):
        parser = CParser(path.read_text("utf-8"))
        while parser.get_event() is not None:
            count += 1
    return count


def events_of_parse(folder: Path) -> int:
    """The same by the function that PyYAML has for it."""
    texts = (path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml")))
    return sum(1 for text in texts for _ in yaml.parse(text, Loader=yaml.CLoader))


def whole_process(arguments: list[str], runs: int = 3) -> tuple[float, float]:
    """Smallest processor time (s) and largest memory (MB) of a command over some runs."""
    times, memory = [], 0.0
    for _ in range(runs):
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
        _, _, usage = os.wait4(process.pid, 0)
        times.append(usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / 1024)
    return min(times), memory


def environment() -> dict[str, str]:
    """The environment with this checkout first on the path of Python."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def pmctl(*arguments: str) -> list[str]:
    """The command line of pmctl."""
    return [sys.executable, "-m", "pmctl", *arguments]


def row(name: str, value: str, note: str = "") -> None:
    """One line of the table."""
    print(f"{name:<52} {value:>12}  {note}", flush=True)


def passes_of(loaded: Loaded) -> tuple[float, float, float]:
    """Processor times of the calendar-aware pass (forward and backward), of levelling, and of the whole schedule."""
    workspace = loaded.workspace
    whole, _ = least(3, lambda: schedule(workspace, TODAY))

    def prepared() -> tuple[Preparation, Passes, list[int]]:
        graph = network(workspace)
        preparation = Preparation(workspace, graph, TODAY, True)
        return preparation, Passes(preparation, [preparation.node(n) for n in range(len(graph.ids))]), graph.order

    preparation, passes, order = prepared()

    def both() -> tuple[Dates, object]:
        dates = Dates.of(len(passes.nodes))
        passes.forward(dates, order)
        return dates, backward(passes, dates, order, ends_of(passes.graph, dates))

    pass_time, (early, _) = least(3, both)
    levelling_time, _ = least(1, lambda: Levelling(preparation, passes).run(early, order, sorted(order)))
    return pass_time, levelling_time, whole


def small(generator: Path, folder: Path) -> dict[int, float]:
    """The table for 1,000 and 10,000 tasks."""
    bare, _ = whole_process([sys.executable, "-c", "pass"], 7)
    version, _ = whole_process(pmctl("--version"), 7)
    row("--version / bare interpreter", f"{version / bare:.2f}", f"{version * 1000:.0f} ms / {bare * 1000:.0f} ms")
    thousand, ten = generate(generator, folder, 1000), generate(generator, folder, 10_000)
    status, _ = whole_process(pmctl("status", str(thousand), "--today", TODAY.isoformat()))
    row("status, 1,000 tasks", f"{status:.2f} s")
    floor, count = least(5, lambda: events(ten))
    public, _ = least(5, lambda: events_of_parse(ten))
    check, memory = whole_process(pmctl("check", str(ten), "--today", TODAY.isoformat()), 5)
    row("check, 10,000 tasks / event loop", f"{check / floor:.2f}", f"{check:.2f} s / {floor:.2f} s ({count} events)")
    row("check, 10,000 tasks / loop over `yaml.parse`", f"{check / public:.2f}", f"{check:.2f} s / {public:.2f} s")
    alone, _ = whole_process([sys.executable, "-c", LOOP, str(ten)], 5)
    row("check, 10,000 tasks / a process that loops", f"{check / alone:.2f}", f"{check:.2f} s / {alone:.2f} s")
    row("check, 10,000 tasks, memory", f"{memory:.0f} MB")
    mine, _ = whole_process(pmctl("my-work", "ana", "-C", str(ten), "--today", TODAY.isoformat()))
    row("my-work, 10,000 tasks", f"{mine:.2f} s")
    reading, loaded = least(3, lambda: load(ten))
    row("read and build, 10,000 tasks / event loop", f"{reading / floor:.2f}", f"{reading:.2f} s")
    pass_time, levelling_time, whole = passes_of(loaded)
    row("forward and backward pass, 10,000 tasks", f"{pass_time:.2f} s")
    row("levelling, 10,000 tasks", f"{levelling_time:.2f} s")
    row("whole schedule, 10,000 tasks", f"{whole:.2f} s")
    timeline(generator, folder)
    return {10_000: check}


def timeline(generator: Path, folder: Path) -> None:
    """The picture of 2,000 rows on one page."""
    from pmctl.charts.timeline import as_svg
    from pmctl.charts.timeline.view import view

    loaded = load(generate(generator, folder, 1600))
    found = plan(loaded, TODAY)
    seconds, text = least(3, lambda: as_svg.svg(view(found)))
    rows = text.count(' id="t-')
    row("timeline SVG, unpaged", f"{seconds:.2f} s", f"{rows} rows, {len(text.encode()) / 1000:.0f} kB")


def large(generator: Path, folder: Path, checks: dict[int, float]) -> None:
    """The table for 100,000 tasks, and growth."""
    hundred = generate(generator, folder, 100_000)
    check, memory = whole_process(pmctl("check", str(hundred), "--today", TODAY.isoformat()), 1)
    row("check, 100,000 tasks", f"{check:.1f} s", f"{memory:.0f} MB")
    row("growth of check from 10,000 to 100,000", f"{check / checks[10_000]:.1f}", "n log n would be 12.5")
    pass_time, levelling_time, whole = passes_of(load(hundred))
    row("forward and backward pass, 100,000 tasks", f"{pass_time:.2f} s")
    row("levelling, 100,000 tasks", f"{levelling_time:.2f} s")
    row("whole schedule, 100,000 tasks", f"{whole:.2f} s")
    row("memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("generator", type=Path)
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    gc.disable()  # as a command does
    with tempfile.TemporaryDirectory() as folder:
        checks = small(arguments.generator, Path(folder))
        if arguments.large:
            large(arguments.generator, Path(folder), checks)


if __name__ == "__main__":
    main()
