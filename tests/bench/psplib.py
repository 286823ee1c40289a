"""Levelling against the best known lengths: `python tests/bench/psplib.py DIR --best CSV`; nothing is a test.

DIR holds `.sm` or `.rcp` instances (or is one, or a tar of them); the table names each instance and its best known
length (`instance`, `ub`). Every instance becomes a plan and goes through the levelling of pmctl: `serial` (the shown
schedule), `justify` (that, with forward-backward improvement), `search` (at most so many `--schedules`, each forward
or backward pass is one) and `optimal` (the solver, so many `--seconds`, started from what search finds). A line for an
instance: length, gap to the best known, passes, processor time of levelling (its passes) and of preparing the plan
(calendars, links, dates without levelling); `mean gap` comes last.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pmctl.diagnostic import UserError
from pmctl.scheduling import prepare
from pmctl.scheduling.orders import METHODS, Effort, Levelled, level_by
from pmctl.worktime import DAY
from tests.bench.psplib_files import BadInstance, best_known, instances, read, workspace_of

TODAY = date(2026, 1, 5)
WEIGHT = 501
"""Of the one document that an instance is: its priority (500, nothing is said) plus one."""


@dataclass(frozen=True, slots=True)
class Result:
    """One instance by one method: its length and proven bound (days), the passes made, the seconds that these took and
    that preparing the plan took before.
    """

    name: str
    length: int
    bound: int
    passes: int
    seconds: float
    preparing: float


@dataclass(frozen=True, slots=True)
class Job:
    """What a process is given: an instance as text, and how to level it."""

    name: str
    text: str
    method: str
    schedules: int
    seed: int
    seconds: float


def solve(job: Job) -> Result:
    """Level one instance; reading it does not count, and preparing the plan counts by itself."""
    workspace = workspace_of(read(job.name, job.text))
    preparing = time.process_time()
    prepared = prepare(workspace, TODAY)
    preparing = time.process_time() - preparing
    # a solver on two cores is timed by the clock, everything else by the processor
    now = time.monotonic if job.method == "optimal" else time.process_time
    begun, left = now(), _countdown(job.seconds if job.method == "optimal" else float("inf"))
    found = level_by(prepared, job.method, Effort(job.schedules, job.seed, left, priorities=False))
    seconds = now() - begun
    return Result(job.name.rpartition(".")[0], _length(found), _bound(found), found.schedules, seconds, preparing)


def _countdown(seconds: float) -> Callable[[], float]:
    """The seconds that are left."""
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()


def _length(found: Levelled) -> int:
    rows = found.schedule.tasks.values()
    return (max(row.finish for row in rows) - min(row.start for row in rows)) // DAY


def _bound(found: Levelled) -> int:
    """The proven length: of the solver, else that of the plan without levelling."""
    short = (found.value[1] - found.bound[1]) // WEIGHT
    return -(-(_length(found) * DAY - short) // DAY)


def gap(length: int, best: int) -> float:
    """How much longer than the best known, in per cent."""
    return 100 * (length - best) / best


def report(results: Iterator[Result], best: dict[str, int], bounds: bool) -> None:
    """A line for each instance, then the means."""
    gaps, seconds, preparing, proven = [], [], 0.0, 0
    for found in results:
        known = best[found.name]
        gaps.append(gap(found.length, known))
        seconds.append(found.seconds)
        preparing += found.preparing
        proven += found.length <= found.bound
        bound = f"  bound {found.bound:>4}" if bounds else ""
        print(
            f"{found.name:<12} length {found.length:>4}  best {known:>4}  gap {gaps[-1]:6.2f} %{bound}"
            f"  {found.passes:>5} passes  {1000 * found.seconds:9.2f} ms"
            f"  prepared in {1000 * found.preparing:6.2f} ms",
            flush=True,
        )
    mean, most = sum(seconds) / len(seconds), max(seconds)
    proof = f", {proven} proven" if bounds else ""
    print(f"{len(gaps)} instances{proof}, {1000 * mean:.2f} ms each, {1000 * most:.2f} ms at most")
    print(f"prepared in {1000 * preparing / len(gaps):.2f} ms each, which do not count")
    print(f"mean gap {sum(gaps) / len(gaps):.2f} %", flush=True)


def run(arguments: argparse.Namespace) -> None:
    """Every method over the chosen instances."""
    best = best_known(arguments.best)
    chosen = instances(arguments.dir)[:: arguments.sample]
    for name, text in chosen:  # wrong files are found before hours have gone by
        if read(name, text).name not in best:
            raise BadInstance(f"{arguments.best}: knows nothing of {name}")
    for method in arguments.method:
        print(f"{method}:")
        jobs = [Job(*one, method, arguments.schedules, arguments.seed, arguments.seconds) for one in chosen]
        if arguments.jobs == 1:
            report(map(solve, jobs), best, method == "optimal")
        else:
            with ProcessPoolExecutor(arguments.jobs) as pool:
                report(pool.map(solve, jobs), best, method == "optimal")


def natural(text: str) -> int:
    """A number from one on."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Read the call, run it; exit status 2 with one line for what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, metavar="DIR", help="a folder of .sm or .rcp files, one of them, or a tar")
    parser.add_argument("--best", type=Path, required=True, metavar="CSV", help="the best known lengths")
    parser.add_argument("--method", nargs="+", choices=METHODS, default=["search"], help="how to level (search)")
    parser.add_argument("--schedules", type=natural, default=1000, metavar="N", help="passes at the most (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="what chance begins with (1)")
    parser.add_argument("--seconds", type=float, default=10.0, metavar="N", help="for the solver, an instance (10)")
    parser.add_argument("--sample", type=natural, default=1, metavar="N", help="every so manyth instance (1: all)")
    parser.add_argument("--jobs", type=natural, default=1, metavar="N", help="processes (1)")
    try:
        run(parser.parse_args(words))
    except (BadInstance, UserError) as wrong:
        print(f"psplib: {wrong}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
