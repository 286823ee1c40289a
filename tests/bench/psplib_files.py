"""Levelling instances of the field: `.sm` (PSPLIB) and `.rcp` (Patterson) files, read, and written as a plan."""

from __future__ import annotations

import csv
import json
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmctl.load import load
from pmctl.model.workspace import Workspace

ENDINGS = (".sm", ".rcp")
NUMBER = re.compile(r"[0-9]{1,9}")
MOST_BYTES = 1_000_000


class BadInstance(Exception):
    """What is wrong with a file, in one line."""


@dataclass(frozen=True, slots=True)
class Job:
    """An activity: its duration, the units that it takes of each resource, and the numbers of what waits for it."""

    duration: int
    requests: tuple[int, ...]
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """Activities numbered from 0, and how many units there are of each resource."""

    name: str
    jobs: tuple[Job, ...]
    capacities: tuple[int, ...]


def instances(place: Path) -> list[tuple[str, str]]:
    """Name and text of each instance of a folder, a single file or a tar, in the order of their numbers."""
    found = sorted(_texts(place), key=lambda pair: [int(number) for number in NUMBER.findall(pair[0])])
    if not found:
        raise BadInstance(f"{place}: no {' or '.join(ENDINGS)} file")
    return found


def _texts(place: Path) -> Iterator[tuple[str, str]]:
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.suffix in ENDINGS:
                yield path.name, _text(path.read_bytes(), path.name)
    elif place.suffix in ENDINGS and place.is_file():
        yield place.name, _text(place.read_bytes(), place.name)
    elif place.is_file() and tarfile.is_tarfile(place):
        with tarfile.open(place) as archive:
            for member in archive:
                name = Path(member.name)
                stream = archive.extractfile(member) if name.suffix in ENDINGS else None
                if stream is not None:
                    yield name.name, _text(stream.read(MOST_BYTES + 1), name.name)
    else:
        raise BadInstance(f"{place}: no folder, instance or tar")


def _text(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise BadInstance(f"{name}: larger than {MOST_BYTES} bytes")
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise BadInstance(f"{name}: no plain text") from None


def read(name: str, text: str) -> Instance:
    """One instance; BadInstance where the file says nothing sensible."""
    stem, _, ending = name.rpartition(".")
    try:
        found = _sm(stem, text) if ending == "sm" else _rcp(stem, text)
    except (IndexError, StopIteration):
        raise BadInstance(f"{name}: ends too early") from None
    for job in found.jobs:
        if any(not 0 < then < len(found.jobs) for then in job.successors):
            raise BadInstance(f"{name}: a successor that there is not")
        if any(wanted > there for wanted, there in zip(job.requests, found.capacities, strict=True)):
            raise BadInstance(f"{name}: an activity wants more of a resource than there is")
    if not found.jobs:
        raise BadInstance(f"{name}: no activities")
    return found


def _numbers(line: str) -> list[int]:
    return [int(number) for number in NUMBER.findall(line)]


def _section(lines: Sequence[str], title: str, below: int) -> list[list[int]]:
    """The rows of numbers that stand some lines below a title, up to a line without numbers."""
    first = next(index for index, line in enumerate(lines) if line.startswith(title)) + below
    rows = []
    for line in lines[first:]:
        if line.startswith("*"):
            break
        rows.append(_numbers(line))
    return rows


def _sm(name: str, text: str) -> Instance:
    lines = text.splitlines()
    capacities = tuple(_section(lines, "RESOURCEAVAILABILITIES", 2)[0])
    waiting = _section(lines, "PRECEDENCE RELATIONS", 2)
    asked = _section(lines, "REQUESTS/DURATIONS", 3)
    if len(waiting) != len(asked) or any(len(row) != 3 + len(capacities) for row in asked):
        raise BadInstance(f"{name}.sm: its tables do not fit each other")
    jobs = []
    for (_, modes, count, *successors), (_, _, duration, *requests) in zip(waiting, asked, strict=True):
        if modes != 1 or len(successors) != count:
            raise BadInstance(f"{name}.sm: only activities with one mode, and as many successors as they say")
        jobs.append(Job(duration, tuple(requests), tuple(then - 1 for then in successors)))
    return Instance(name, tuple(jobs), capacities)


def _rcp(name: str, text: str) -> Instance:
    numbers = iter(_numbers(text))
    count, kinds = next(numbers), next(numbers)
    capacities = [next(numbers) for _ in range(kinds)]
    jobs = []
    for _ in range(count):
        duration = next(numbers)
        requests = [next(numbers) for _ in range(kinds)]
        successors = [next(numbers) - 1 for _ in range(next(numbers))]
        jobs.append(Job(duration, tuple(requests), tuple(successors)))
    return Instance(name, tuple(jobs), tuple(capacities))


def workspace_of(instance: Instance) -> Workspace:
    """The instance as a plan that somebody could have written: elapsed days, equipment with a capacity."""
    names = [f"r{number}" for number in range(1, len(instance.capacities) + 1)]
    before: list[list[str]] = [[] for _ in instance.jobs]
    for number, job in enumerate(instance.jobs):
        for then in job.successors:
            before[then].append(_task(number))
    tasks = {}
    for number, job in enumerate(instance.jobs):
        booked = [f"{who} {units}00%" for who, units in zip(names, job.requests, strict=True) if units]
        length: dict[str, Any] = {"duration": f"{job.duration}ed", "assign": booked}
        tasks[_task(number)] = {**(length if job.duration else {"milestone": True}), "after": before[number]}
    resources = {who: {"capacity": units} for who, units in zip(names, instance.capacities, strict=True) if units}
    files = {
        "pmctl.yaml": {"kind": "workspace"},
        "people.yaml": {"kind": "people", "people": {}, "resources": resources},
        "plan.yaml": {"kind": "project", "tasks": tasks},
    }
    found = load(Path("plan"), {name: json.dumps(content).encode() for name, content in files.items()})
    errors = [finding for finding in found.diagnostics if finding.severity == "error"]
    if errors:
        raise BadInstance(f"{instance.name}: {errors[0].message}")
    return found.workspace


def _task(number: int) -> str:
    return f"t{number + 1}"


def best_known(path: Path) -> dict[str, int]:
    """The best known length of each instance: a table with the columns `instance` and `ub`."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["instance"]: int(row["ub"]) for row in csv.DictReader(stream)}
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadInstance(f"{path}: no table with the columns `instance` and `ub` ({type(error).__name__})") from None
