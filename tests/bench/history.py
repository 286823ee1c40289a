"""What reading revisions takes: `python tests/bench/history.py GEN_PLAN [--commits 300]`; nothing is a test.

GEN_PLAN is the plan generator (`gen_plan.py`). Times are of the processor, those of git's processes among them, the
smallest of some runs; quote the ratios, which hold from machine to machine.
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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pmctl import git
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.parse import parse
from pmctl.plan import plan
from pmctl.revision import Reader, load_at
from pmctl.views.diff.view import Difference, Side, difference
from tests.bench.bench import row

RUNS = 9


def generate(generator: Path, target: Path, tasks: int, projects: int, commits: int) -> str:
    """A repository with a plan of so many tasks and changes; the id of its last commit."""
    numbers = {"--tasks": tasks, "--projects": projects, "--people": tasks // 20, "--seed": 7, "--history": commits}
    words = [str(word) for pair in numbers.items() for word in pair]
    subprocess.run([sys.executable, generator, *words, target], check=True, stdout=subprocess.DEVNULL)
    return git.resolve_revision(target, "HEAD") or ""


def spent() -> float:
    """Seconds of processor of this process and of those that it ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def least(action: Callable[[], object], runs: int = RUNS) -> float:
    """The least that some runs took, in seconds."""
    times = []
    for _ in range(runs):
        begun = spent()
        action()
        times.append(spent() - begun)
    return min(times)


def one_revision(top: Path, revision: str) -> None:
    """Reading a revision against what nobody can do without: git's own reading, and the parser."""
    with git.Objects(top) as objects:
        files = objects.files(revision) or {}
        texts = objects.blobs(file.blob for file in files.values())
    asked = "".join(f"{file.blob}\n" for file in files.values()).encode()
    found = {path: data for path, file in files.items() if (data := texts[file.blob]) is not None}
    command = ["git", f"--git-dir={top}/.git", "cat-file", "--batch"]
    batch = least(lambda: subprocess.run(command, input=asked, check=True, stdout=subprocess.PIPE))
    parsing = least(lambda: [parse(path, data) for path, data in found.items()])
    memory = least(lambda: load(top, found))
    whole = least(lambda: load_at(top, revision))
    row(f"{len(files)} files at a revision", f"{whole * 1000:.0f} ms")
    row("git cat-file --batch", f"{batch * 1000:.0f} ms")
    row(
        "the same text from memory to a workspace",
        f"{memory * 1000:.0f} ms",
        f"{whole / (batch + memory):.2f} times both",
    )
    row("the same text parsed alone", f"{parsing * 1000:.0f} ms", f"{whole / (batch + parsing):.2f} times both")


def many_revisions(top: Path, revision: str) -> None:
    """Every commit of a history, one after the other, without and with a schedule of each."""
    line = git.main_line(top, revision) or ()
    for name, follow in (("read", False), ("read and scheduled", True)):
        with Reader(top) as reader:
            reader.load(line[0].id)
            begun = spent()
            for commit in line[1:]:
                loaded = reader.load(commit.id)
                if loaded is not None and follow:
                    plan(loaded, commit.day)
            row(f"each further revision {name}", f"{(spent() - begun) / (len(line) - 1) * 1000:.1f} ms")


def two_revisions(top: Path, revision: str) -> None:
    """`pmctl diff` of the last change: both read and scheduled, judged by every rule, the edits, all that follows."""
    line = git.main_line(top, revision) or ()

    def compared() -> Difference:
        with Reader(top) as reader:
            before, after = (reader.load(commit.id) for commit in line[-2:])
        assert before is not None and after is not None
        was, now = (Side("", "", plan(loaded, line[-1].day)) for loaded in (before, after))
        return difference(was, now, True)

    items = compared().plan.workspace.items.values()
    tasks = sum(isinstance(item, Task) and not item.is_group for item in items)
    row(f"the difference of two revisions of {tasks:,} tasks", f"{least(compared, 3):.2f} s")


def looking_back(top: Path) -> None:
    """`pmctl blame` of the last milestone over all commits, with nothing kept and with everything: by the clock, and by
    the processor (of all processes together).
    """
    with Reader(top) as reader:
        loaded = reader.load(git.resolve_revision(top, "HEAD") or "")
    assert loaded is not None
    milestones = [item.id for item in loaded.workspace.items.values() if isinstance(item, Task) and item.milestone]
    command = [sys.executable, "-m", "pmctl", "blame", milestones[-1], "--today", "2026-06-01"]
    with tempfile.TemporaryDirectory() as cache:
        surroundings = {**os.environ, "PMCTL_CACHE": cache, "PYTHONPATH": str(Path(__file__).parents[2])}
        said = []
        for name in ("cold", "warm"):
            begun, at = spent(), time.monotonic()
            said.append(subprocess.run(command, cwd=top, env=surroundings, check=True, stdout=subprocess.PIPE).stdout)
            seconds = f"{time.monotonic() - at:.1f} s"
            row(f"blame of a milestone, {name}", seconds, f"{spent() - begun:.1f} s of processor")
        assert said[0] == said[1]


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("generator", type=Path)
    words.add_argument("--commits", type=int, default=300)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wide, long, large = (Path(folder) / name for name in ("wide", "long", "large"))
        one_revision(wide, generate(given.generator, wide, 2000, 198, 1))
        many_revisions(long, generate(given.generator, long, 1000, 10, given.commits))
        looking_back(long)
        gc.disable()  # as a command does
        two_revisions(large, generate(given.generator, large, 10_000, 100, 2))


if __name__ == "__main__":
    main()
