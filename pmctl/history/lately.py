"""What was edited since a day, by the names that items have today; and what that says of work under way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pmctl import git
from pmctl.changes.edits import Edit
from pmctl.history.past import Past
from pmctl.history.reading import changes_at, gather, steps_of
from pmctl.insights.early_warning import Signs
from pmctl.insights.estimates import grew
from pmctl.quantity import Units


@dataclass(frozen=True, slots=True)
class Lately:
    """An edit: of which item (what it is called today), on which day, in which commit (None: it is not committed)."""

    item: str
    day: date
    commit: git.Commit | None
    edit: Edit


def edits_since(past: Past, since: date) -> tuple[Lately, ...]:
    """The edits of a day and of those after it up to today, the oldest first; what is not committed comes last."""
    line, end = past.line, past.end
    late = [place for place, stop in enumerate(line.stops) if place and stop.day >= since]
    first = min(late, default=len(line.stops))
    gather(past, [step for step in steps_of(line, "changes")[first:] if step.before is not None])
    names: dict[str, str] = {}
    found: list[Lately] = []
    if end.uncommitted is not None:
        found += _told(end.uncommitted.edits, names, end.plan.today, None)
        _rename(names, end.uncommitted.former)
    steps = list(enumerate(pairwise(line.stops), 1))
    for place, (before, stop) in reversed(steps[first - 1 :] if first else []):
        changes = changes_at(past.archive, before, stop)
        found += _told(changes.edits, names, stop.day, line.commits[place])
        _rename(names, changes.former)
    return tuple(one for one in reversed(found) if since <= one.day <= end.plan.today)


def _told(edits: Iterable[Edit], names: dict[str, str], day: date, commit: git.Commit | None) -> list[Lately]:
    """The edits of one revision, the last one first."""
    return [Lately(names.get(edit.id, edit.id), day, commit, edit) for edit in reversed(tuple(edits))]


def _rename(names: dict[str, str], former: Mapping[str, str]) -> None:
    """Go back before a revision: what it renamed had its former name."""
    names.update({was: names.get(now, now) for now, was in former.items()})


def signs_since(past: Past, since: date) -> Signs | None:
    """When each item was edited last, and in how many revisions its estimate grew, from a day on.

    None where the history begins after today, because an earlier one is supposed.
    """
    plan, first = past.end.plan, max(since, past.line.stops[0].day)
    return _signs(edits_since(past, since), plan.workspace.units, first) if first <= plan.today else None


def _signs(edits: Iterable[Lately], units: Units, since: date) -> Signs:
    edited: dict[str, date] = {}
    grown: dict[str, int] = {}
    for one in edits:
        edited[one.item] = max(edited.get(one.item, one.day), one.day)
        if any(grew(field.key, field.before, field.after, units) for field in one.edit.fields):
            grown[one.item] = grown.get(one.item, 0) + 1
    return Signs(edited, grown, since)
