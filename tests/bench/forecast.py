"""Seconds and memory of simulations of generated plans: `python tests/bench/forecast.py GEN_PLAN [--runs N]`.

GEN_PLAN is the plan generator (`gen_plan.py`). Each line is one simulation of 1,000 tasks and 50 people: one with a
third of the work done, one with none, each without and with levelling. Processor time of all processes is what holds
on a busy machine; divide it by the processors for the time on an idle one.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pmctl.load import load
from pmctl.scheduling.simulation import Settings, simulate

TODAY = date(2026, 6, 1)


def main() -> None:
    """Print a line a simulation, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", type=Path)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--tasks", type=int, default=1000)
    asked = parser.parse_args()
    people = max(4, asked.tasks // 20)
    with tempfile.TemporaryDirectory() as folder:
        for progress in ([], ["--no-progress"]):
            plan = Path(folder) / ("all-open" if progress else "a-third-done")
            sizes = ["--tasks", str(asked.tasks), "--people", str(people), "--seed", "7"]
            command = [sys.executable, str(asked.generator), *sizes, *progress, str(plan)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for level in (False, True):
                apart(plan, asked.runs, level)


def apart(plan: Path, runs: int, level: bool) -> None:
    """Measure in a child, so that memory is that of one simulation."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    measure(plan, runs, level)
    sys.stdout.flush()
    os._exit(0)


def measure(plan: Path, runs: int, level: bool) -> None:
    """Simulate, and print what it took."""
    workspace = load(plan).workspace
    begun, before = time.perf_counter(), seconds()
    found = simulate(workspace, TODAY, Settings(runs=runs, level=level, workers=os.cpu_count() or 1))
    taken = time.perf_counter() - begun
    megabytes = (
        sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    )
    print(
        f"{plan.name:14} {'levelled' if level else 'not levelled':12} {len(found.ids):6} tasks {runs:6} runs"
        f" {len(found.uncertain):4} ranges {seconds() - before:6.1f} s processor {taken:6.1f} s clock"
        f" {megabytes:6.0f} MB (largest two processes)"
    )


def usages() -> list[resource.struct_rusage]:
    """What this process has used, and those that it has waited for."""
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def seconds() -> float:
    """Processor time so far."""
    return sum(usage.ru_utime + usage.ru_stime for usage in usages())


if __name__ == "__main__":
    main()
