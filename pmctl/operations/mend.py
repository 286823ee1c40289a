"""`check --fix`: findings whose remedy is certain are mended, again and again until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmctl.changes import compared
from pmctl.diagnostic import Diagnostic, Replacement, position
from pmctl.edit import replaced
from pmctl.operations.draft import Draft, file_bytes, read_again
from pmctl.plan import Plan, plan
from pmctl.rules.judging.mending import can_be_mended
from pmctl.rules.judging.run import findings
from pmctl.scheduling import Memory

MOST_ROUNDS = 25
"""Mending one thing may show the next; so often it is looked again."""

Fix = tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """A finding that was mended: what was written instead of what, and on which line it stood then."""

    finding: Diagnostic
    line: int
    before: str
    after: str


def mended(
    present: Plan, level: bool, asked: Callable[[Plan], Iterable[Diagnostic]]
) -> tuple[Draft, tuple[Mended, ...]]:
    """The plan with everything mended that is certain, and what that was; `asked` gives the findings that count.

    What would make something else wrong is left as it is.
    """
    start = file_bytes(present)
    files, now, memory = dict(start), present, Memory()
    done: list[Mended] = []
    given_up: set[Fix] = set()
    for _ in range(MOST_ROUNDS):
        found = [one for one in asked(now) if can_be_mended(one)]
        batch = [one for one in _apart(found) if one.fix not in given_up]
        if not batch:
            break
        made = _tried(present, now, files, batch, level, memory)
        if made is None and len(batch) > 1:
            batch = batch[:1]  # together they do harm: one by one
            made = _tried(present, now, files, batch, level, memory)
        if made is None:
            given_up |= {one.fix for one in batch}
            continue
        done += [_mended(now, one) for one in batch]
        files, now = made
    changed = {path: (start[path], data) for path, data in files.items() if start[path] != data}
    return Draft(present, now, changed, tuple(dict.fromkeys(one.finding.item for one in done))), tuple(done)


def _tried(
    present: Plan, now: Plan, files: Mapping[str, bytes], batch: Sequence[Diagnostic], level: bool, memory: Memory
) -> tuple[dict[str, bytes], Plan] | None:
    """Files and plan with some findings mended; None where that brings an error that was not there."""
    made = dict(files)
    for path in dict.fromkeys(one.span.path for one in batch):
        parts = [part for one in batch if one.span.path == path for part in one.fix]
        made[path] = replaced(made[path], ((part.span.start, part.span.end, part.text) for part in parts))
    after = plan(read_again(present, made), present.today, level, memory)
    new = compared(findings(now), findings(after)).new
    # a file that could not be read at all may show what else is wrong in it
    readable = {one.span.path for one in batch if one.span.path not in _documents(now)}
    harm = any(one.severity == "error" and one.span.path not in readable for one in new)
    return None if harm else (made, after)


def _documents(now: Plan) -> set[str]:
    """The files from which something was read."""
    return {item.source.path for item in now.workspace.items.values()}


def _apart(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings whose fixes are in one file each, and do not reach into those before them."""
    taken: set[tuple[str, int]] = set()
    for one in found:
        if any(part.span.path != one.span.path for part in one.fix):
            continue
        reach = {(one.span.path, at) for part in one.fix for at in range(part.span.start, part.span.end + 1)}
        if taken.isdisjoint(reach):
            taken |= reach
            yield one


def _mended(now: Plan, finding: Diagnostic) -> Mended:
    text = now.loaded.texts.get(finding.span.path, "")
    first = finding.fix[0]
    line = position(text, first.span.start).line
    return Mended(finding, line, text[first.span.start : first.span.end], first.text)
