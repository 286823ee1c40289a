"""The revisions at which a plan file could not be read, and counts as it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmctl import git
from pmctl.history.past import Past
from pmctl.history.reading import unread_at


@dataclass(frozen=True, slots=True)
class Unread:
    """A revision, the day as of which it is judged, and the paths of the files that count there as before."""

    commit: git.Commit
    day: date
    files: tuple[str, ...]


def unread(past: Past) -> tuple[Unread, ...]:
    """The revisions of a line, which were gathered, with files that could not be read; in order."""
    revisions = zip(past.line.commits, past.line.stops, strict=True)
    found = (Unread(commit, stop.day, unread_at(past.archive, stop)) for commit, stop in revisions)
    return tuple(one for one in found if one.files)
