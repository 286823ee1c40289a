"""What this plan is: found, read, and not in the middle of a write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmctl.doctor.line import Line
from pmctl.load import Loaded
from pmctl.writing.lock import holder
from pmctl.writing.place import is_cut_short, place_of
from pmctl.writing.strays import strays

RECOVER = "pmctl doctor --recover"


def workspace_lines(root: Path, loaded: Loaded) -> Iterator[Line]:
    """Its files, their errors, and what a writer has left behind."""
    yield _files(loaded)
    yield from _left(root)


def _files(loaded: Loaded) -> Line:
    files, items = len(loaded.texts), len(loaded.workspace.items)
    counted = f"{files} file{'s'[: files != 1]}, {items} item{'s'[: items != 1]}"
    errors = sum(one.severity == "error" for one in loaded.diagnostics)
    if errors:
        verb = "cannot be read as it is" if errors == 1 else "cannot be read as they are"
        return Line("plan", "note", f"{counted}; {errors} thing{'s'[: errors != 1]} {verb}", "pmctl check")
    return Line("plan", "ok", counted)


def _left(root: Path) -> Iterator[Line]:
    """A lock, a journal, drafts."""
    place = place_of(root)
    who = holder(place.lock)
    if who is not None and who.may_live:
        fact = f"process {who.pid} on {who.host} writes plans here, or died on another machine"
        yield Line("lock", "note", fact, f"where nobody writes: remove {place.lock}")
    elif place.lock.exists():
        yield Line("lock", "note", "a writer that died has left it; the next one takes it away", RECOVER)
    if is_cut_short(root):
        fact = "a write of several files was cut short: some are as they were, some as they should become"
        yield Line("journal", "problem", fact, f"{RECOVER} (goes on), or {RECOVER} --abort (goes back)")
    else:
        drafts = strays(root)
        if drafts and not place.journal.exists():
            many = "1 draft" if len(drafts) == 1 else f"{len(drafts)} drafts"
            yield Line("drafts", "note", f"{many} of a writer that died", RECOVER)
