"""The revisions behind two plans: who wrote each of them, and what it edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from pathlib import Path

from pmctl import git
from pmctl.changes.edits import edits
from pmctl.load import Loaded
from pmctl.model.workspace import Workspace
from pmctl.regex import regex
from pmctl.revision import Reader
from pmctl.triggers.telling.between import Step

MOST_STEPS = 200
"""Revisions that are told apart; of more than that the authors are known, not who edited what."""

_ADDRESS = regex(r"<([^<>]{1,254})>")

Addresses = Mapping[str, str]
"""Mail address in small letters -> id of the person."""


@dataclass(frozen=True, slots=True)
class Past:
    """Where to look: a reader of the plan at revisions, the top of the repository, and whose addresses are known."""

    reader: Reader
    top: Path
    addresses: Addresses


def addresses(*workspaces: Workspace) -> Addresses:
    """Whose mail address is whose; what a later workspace says counts more."""
    return {
        person.email.casefold(): person.id
        for workspace in workspaces
        for person in workspace.people.values()
        if person.email
    }


def steps(past: Past, base: str, older: Loaded, head: str, newer: Loaded) -> tuple[Step, ...]:
    """The revisions behind `base` up to `head` (full ids) with their edits, the oldest first."""
    commits = git.main_line(past.top, head, base, with_trailers=True) or ()
    if len(commits) > MOST_STEPS:
        authors = _known(past, git.between(past.top, base, head) or commits)
        changed = edits(older.workspace, newer.workspace)
        return (Step(authors, commits[-1].id[: git.SHORT], commits[-1].day, changed),)
    return tuple(_each(past, base, commits, older.workspace))


def uncommitted(past: Past, head: str, newer: Loaded, me: str | None, today: date) -> tuple[Step, ...]:
    """What stands on the disk and is in no revision yet: the doing of whom the address `me` belongs to."""
    last = past.reader.load(head)
    if last is None or last.content == newer.content:
        return ()
    who = past.addresses.get(me.casefold(), "") if me else ""
    return (Step((who,) if who else (), "", today, edits(last.workspace, newer.workspace)),)


def _each(past: Past, base: str, commits: Sequence[git.Commit], before: Workspace) -> Iterator[Step]:
    """Commits that follow each other and `base`, compared one by one.

    A file that cannot be read in between counts as before: who mends it is no author of all that is in it.
    """
    known = [base] if base else []
    for commit in commits:
        loaded = past.reader.load(commit.id)
        if loaded is not None and loaded.refused and commit is not commits[-1]:
            loaded = past.reader.stood_in(loaded, reversed(known))
        known.append(commit.id)
        after = loaded.workspace if loaded is not None else Workspace()
        yield Step(_authors(past, commit), commit.id[: git.SHORT], commit.day, edits(before, after))
        before = after


def _authors(past: Past, commit: git.Commit) -> tuple[str, ...]:
    """Who wrote a commit; of a merge those who wrote what it brings in, not who pressed the button."""
    brought = [one for parent in commit.parents[1:] for one in git.between(past.top, commit.parents[0], parent) or ()]
    return _known(past, brought or [commit])


def _known(past: Past, commits: Sequence[git.Commit]) -> tuple[str, ...]:
    """The people among those who wrote commits."""
    emails = [email.casefold() for one in commits for email in _emails(one)]
    return tuple(dict.fromkeys(past.addresses[email] for email in emails if email in past.addresses))


def _emails(commit: git.Commit) -> Iterator[str]:
    """The addresses of the author, and of those who are said to have helped."""
    yield commit.email
    for key, value in commit.trailers:
        match = _ADDRESS.search(value) if key.casefold() == "co-authored-by" else None
        if match is not None:
            yield match[1]


def earlier(past: Past, base: str) -> Callable[[date], tuple[Step, ...]]:
    """The revisions up to `base` (a full id) that were made after a day; read when first asked for."""
    known: dict[date, tuple[Step, ...]] = {}

    def since(day: date) -> tuple[Step, ...]:
        if day not in known:
            known[day] = _after(past, base, day)
        return known[day]

    return since


def _after(past: Past, base: str, day: date) -> tuple[Step, ...]:
    line = git.main_line(past.top, base) or ()
    count = len(list(islice(takewhile(lambda one: one.day > day, reversed(line)), MOST_STEPS)))
    last = line[-count - 1].id if count < len(line) else ""
    recent = git.main_line(past.top, base, last, with_trailers=True) if count else None
    before = past.reader.load(last) if last and recent else None
    return tuple(_each(past, last, recent or (), before.workspace if before is not None else Workspace()))
