"""A plan and all that it was: what everybody who looks back is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pmctl.history.archive import Archive
from pmctl.history.facts import Changes
from pmctl.history.line import Line
from pmctl.plan import Plan

Follow = Callable[[Sequence[Any]], Iterable[Any]]
"""Goes through parts of the work, to show how far it has come."""


@dataclass(frozen=True, slots=True)
class End:
    """What is looked at in the end: the plan as of today, and what was edited in it since the last stop (None where it
    is the plan of that stop).
    """

    plan: Plan
    uncommitted: Changes | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The main line of a plan, what is known of its revisions, the plan that is looked at in the end; `level` says
    whether plans are levelled.
    """

    line: Line
    archive: Archive
    end: End
    level: bool = True
    follow: Follow = iter
