"""A past for tests: the history of a repository as whoever looks back is given it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from pmctl.history import Archive, End, Past, line
from pmctl.history.facts import changes_between
from pmctl.history.line import leading_to
from pmctl.plan import plan
from pmctl.revision import Reader, named
from tests import history

PLAN = """
    kind: project
    start: 2026-01-12
    tasks:
      design: {effort: 5d, assign: bo, started: 2026-01-12}
      api: {effort: 10d, assign: ana, started: 2026-01-12}
      docs: {duration: 3d, after: [design, api]}
      launch: {milestone: true, after: docs, due: 2026-02-02}
"""
"""Whoever works has begun, so that only edits move it."""
PEOPLE = "kind: people\npeople:\n  ana: {rate: 400/d}\n  bo: {rate: 500/d}\n"


def made(folder: Path, steps: str, build: str = PLAN) -> Path:
    """A repository with a small plan (`build.yaml`, `people.yaml`, `pmctl.yaml`) and what `steps` make of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pmctl.yaml").write_text("kind: workspace\nname: Acme\n", "utf-8")
    (folder / "people.yaml").write_text(PEOPLE, "utf-8")
    (folder / "build.yaml").write_text(dedent(build).lstrip(), "utf-8")
    return history.make(folder, dedent(steps).lstrip())


def past(folder: Path, today: date, cache: Path | None = None, since: str = "") -> Past:
    """The past of a folder as of a day, with what is not committed."""
    begin = named(folder, since) if since else None
    known = line(folder, named(folder, "HEAD"), begin)
    with Reader(folder) as reader:
        present = reader.present()
        known, committed = leading_to(reader, known, present)
    is_committed = committed.content == present.content
    changes = None if is_committed else changes_between(committed.workspace, present.workspace)
    return Past(known, Archive(cache, "test"), End(plan(present, today), changes))
