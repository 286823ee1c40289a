"""The facts of many revisions: those that are kept, and all others computed, by several processes where they are many.

Whoever computes them, and in which order, they are the same.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, Literal

from pmctl.changes.players import telling
from pmctl.history.archive import Archive
from pmctl.history.facts import Changes, Dates, changes_between, dates_of, kept_changes, read_changes
from pmctl.history.line import Line, Stop, is_end, loaded_at
from pmctl.history.measures import kept_measures, measures_of
from pmctl.history.past import Past
from pmctl.history.states import States, kept_states, read_states, states_of
from pmctl.load import Loaded, load
from pmctl.plan import Plan, dated_plan, plan
from pmctl.revision import Reader
from pmctl.scheduling import Memory

Want = Literal["dates", "clock", "changes", "measures", "states"]
"""Of a step: the dates at its stop; those of the stop before on the same day; the edits between; the measures; the
states of tasks.
"""
MANY = 40
"""Steps up to which no other process helps."""
PART = 90
"""Steps that a process takes at once: it begins by reading a whole plan."""
MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Step:
    """From one stop to the next, None before the first, and what is wanted to be known of it."""

    before: Stop | None
    stop: Stop
    wants: tuple[Want, ...]

    def key(self, want: Want) -> str:
        """Under which the answer is kept."""
        content, day = self.stop.content, self.stop.day
        former = self.before.content if self.before is not None else ""
        if want == "clock":
            return dates_key(former, day)
        if want == "changes":
            return f"changes {former} {content}"
        return dates_key(content, day) if want == "dates" else f"{want} {content} {day}"


def dates_key(content: str, day: date) -> str:
    """Under which the dates of a plan as of a day are kept."""
    return f"dates {content} {day}"


def dates_at(archive: Archive, stop: Stop, day: date) -> Dates:
    """The dates of the plan of a stop as of a day, which were gathered before."""
    ids, days, promised = archive.get(dates_key(stop.content, day))
    return Dates(archive.get(ids), days, archive.get(promised))


def changes_at(archive: Archive, before: Stop, stop: Stop) -> Changes:
    """What was edited from one stop to the next, which was gathered before."""
    return read_changes(archive.get(Step(before, stop, ()).key("changes")))


def states_at(archive: Archive, stop: Stop) -> States:
    """The states of the tasks at a stop, which were gathered before."""
    ids, letters, sized = archive.get(Step(None, stop, ()).key("states"))
    return read_states(archive.get(ids), letters, archive.get(sized))


def unread_at(archive: Archive, stop: Stop) -> tuple[str, ...]:
    """The files that could not be read at a stop and count there as before, of stops that were gathered."""
    return tuple(archive.get(_unread_key(stop)) or ())


def _unread_key(stop: Stop) -> str:
    return f"unread {stop.revision}"


def _keep_states(found: dict[str, Any], key: str, states: States) -> None:
    """States in their kept form: ids and sizes, which seldom change, are kept once for many days."""
    ids, letters, sized = kept_states(states)
    found |= {_own_key(ids): ids, _own_key(sized): sized}
    found[key] = [_own_key(ids), letters, _own_key(sized)]


def _keep_dates(found: dict[str, Any], key: str, dates: Dates) -> None:
    """Dates in their kept form: ids and promises, which seldom change, are kept once for many days."""
    shared = {_own_key(value): value for value in (dates.ids, dict(dates.promised))}
    found |= shared
    found[key] = [*list(shared)[:1], list(dates.days), list(shared)[-1]]


def _own_key(value: object) -> str:
    """A key that says what is under it."""
    return f"same {hashlib.blake2b(json.dumps(value).encode(), digest_size=16).hexdigest()}"


def _is_known(archive: Archive, key: str) -> bool:
    """Is all that is kept under a key there?"""
    kept = archive.get(key)
    if kept is None or not key.startswith(("dates ", "states ")):
        return kept is not None
    return archive.get(kept[0]) is not None and archive.get(kept[2]) is not None


def steps_of(line: Line, *wants: Want) -> tuple[Step, ...]:
    """The steps of a line; within a day no clock runs, and before the first stop nothing was edited."""
    found = [Step(None, line.stops[0], tuple(want for want in wants if want not in ("clock", "changes")))]
    for before, stop in pairwise(line.stops):
        wanted = tuple(want for want in wants if want != "clock" or before.day != stop.day)
        found.append(Step(before, stop, wanted))
    return tuple(found)


def gather(past: Past, steps: Sequence[Step]) -> None:
    """See to it that the archive knows everything that the steps want."""
    archive = past.archive
    left = list(_left(steps, archive))
    try:
        for answers in _computed(past, left):
            archive.add(answers.kept)
            archive.remember(answers.fleeting)
    finally:
        archive.save()


def _left(steps: Iterable[Step], archive: Archive) -> Iterator[Step]:
    """What is not known yet, each once."""
    seen: set[str] = set()
    for step in steps:
        keys = {step.key(want): want for want in step.wants}
        unknown = {key: want for key, want in keys.items() if key not in seen and not _is_known(archive, key)}
        seen |= unknown.keys()
        if unknown:
            yield replace(step, wants=tuple(unknown.values()))


@dataclass(frozen=True, slots=True)
class Answers:
    """What was computed, by key in its kept form; what is `fleeting` hangs on other revisions than its key names."""

    kept: dict[str, Any] = field(default_factory=dict)
    fleeting: dict[str, Any] = field(default_factory=dict)


def _computed(past: Past, steps: Sequence[Step]) -> Iterator[Answers]:
    """The answers, part by part."""
    size = PART if len(steps) > MANY else MANY
    parts = [steps[at : at + size] for at in range(0, len(steps), size)]
    count = min(_processors(), MOST_PROCESSES, len(parts))
    if count < 2:
        for part in past.follow(parts):
            yield answered(past.line, past.level, part)
        return
    with ProcessPoolExecutor(count, get_context("fork")) as pool:
        futures = [pool.submit(_by_another, past.line, past.level, part) for part in parts]
        for future in past.follow(futures):
            yield future.result()


def _processors() -> int:
    """How many processes may help: elsewhere than on Linux a new one would read modules from the current folder first,
    which may be a stranger's.
    """
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _by_another(line: Line, level: bool, steps: Sequence[Step]) -> Answers:
    gc.freeze()
    gc.disable()  # it would look in vain at all plans again and again
    try:
        return answered(line, level, steps)
    finally:
        gc.collect()


def answered(line: Line, level: bool, steps: Sequence[Step]) -> Answers:
    """Read the revisions of some steps of a line, one after the other, and compute what is wanted."""
    found = Answers()
    with Reader(line.root) as reader:
        reading = _Reading(reader, line, level)
        for step in steps:
            reading.answer(step, found)
    return found


class _Reading:
    """What stands at the stop that was read last; `hangs` says that it does so because of what stood before it."""

    def __init__(self, reader: Reader, line: Line, level: bool) -> None:
        self.reader = reader
        self.line = line
        self.level = level
        self.memory = Memory()
        self.content = ""
        self.unread: tuple[str, ...] = ()
        self.hangs = False
        self.loaded = load(reader.root, {})

    def answer(self, step: Step, answers: Answers) -> None:
        """Add what a step wants."""
        was = self._at(step.before) if step.before is not None else load(self.reader.root, {})
        hangs = self.hangs and step.before is not None
        now = self._at(step.stop)
        found = answers.fleeting if hangs or self.hangs else answers.kept
        if self.unread:
            found[_unread_key(step.stop)] = self.unread
        if "changes" in step.wants:
            found[step.key("changes")] = kept_changes(changes_between(was.workspace, now.workspace))
        if "clock" in step.wants:
            _keep_dates(found, step.key("clock"), self._dates(was, step.stop.day))
        if "dates" in step.wants:
            self._answer_dates(step, now, found)
        if "measures" in step.wants or "states" in step.wants:
            self._answer_whole(step, plan(now, step.stop.day, self.level, self.memory), found)

    def _answer_whole(self, step: Step, made: Plan, found: dict[str, Any]) -> None:
        """What is asked of a whole plan."""
        if "measures" in step.wants:
            found[step.key("measures")] = kept_measures(measures_of(made))
        if "states" in step.wants:
            _keep_states(found, step.key("states"), states_of(made))

    def _answer_dates(self, step: Step, now: Loaded, found: dict[str, Any]) -> None:
        same = self._same_dates(step, found)
        if same is not None:
            found[step.key("dates")] = same
        else:
            _keep_dates(found, step.key("dates"), self._dates(now, step.stop.day))

    def _dates(self, loaded: Loaded, day: date) -> Dates:
        return dates_of(dated_plan(loaded, day, self.level, self.memory))

    def _same_dates(self, step: Step, found: Mapping[str, Any]) -> Any:
        """The dates of the stop before, where nothing was edited that could make others; else None."""
        known = found.get(step.key("clock")) if step.before is not None else None
        kept = found.get(step.key("changes"))
        if known is None or kept is None:
            return None
        edited = read_changes(kept).edits
        is_only_told = not telling(edited) and not any(one.entity in _DATING for one in edited)
        return known if is_only_told else None

    def _at(self, stop: Stop) -> Loaded:
        """The plan at a stop; that of the last one is at hand."""
        if stop.content != self.content:
            self.loaded, self.unread = loaded_at(self.reader, self.line, stop)
            self.hangs = bool(self.unread or (self.loaded.refused and is_end(self.line, stop)))
            self.content = stop.content
        return self.loaded


_DATING = ("deliverable", "handover", "sprint")
"""What has a date that is computed though it makes none."""
