"""The first sentence of a review: what moves that matters most, by how much, and because of which edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmctl.changes.attribution import Contribution
from pmctl.changes.edits import Edit, FieldEdit
from pmctl.changes.players import telling_fields
from pmctl.changes.whose import Figure
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.diff.causes import causes
from pmctl.views.diff.edited import fact
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import subject_of

NAMED = 2
"""Edits that the sentence names."""
FACTS = 3
"""Facts of an edit that the sentence names."""
DATED = frozenset(
    (
        "after",
        "assign",
        "availability",
        "blocked",
        "calendar",
        "constraint",
        "days-off",
        "days-on",
        "duration",
        "effort",
    )
    + ("efficiency", "finish", "finished", "holidays", "hours", "level", "levelling", "limit", "manual", "milestone")
    + ("not-before", "priority", "progress", "remaining", "repeat", "splits", "start", "started", "status", "time-off")
)
"""Facts, by their first key, that make dates; they are named before all others."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that ends on another day: its id, both days, and working days between them."""

    item: str
    was: date
    now: date
    days: int


def moved(found: Difference) -> tuple[Moved, ...]:
    """Milestones, promised tasks and documents that end on another day; what matters most first."""
    follows, items = found.follows, found.plan.workspace.items
    promised = {one.item for one in follows.promises}
    ends = [Moved(one.item, one.finish_was, one.finish, one.days) for one in follows.moves if one.days]
    ends = [one for one in ends if one.item in promised or _is_milestone(found, one.item)]
    for shift in follows.shifts:
        if shift.was is not None and shift.now is not None and shift.days:
            ends.append(Moved(shift.item, shift.was, shift.now, shift.days))
    place = {id: at for at, id in enumerate(items)}
    missed = {one.item for one in follows.promises if one.outcome in ("broken", "worse")}
    return tuple(sorted(ends, key=lambda one: (_rank(found, one, missed), -abs(one.days), place[one.item])))


def _is_milestone(found: Difference, id: str) -> bool:
    item = found.plan.workspace.items[id]
    return isinstance(item, Task) and item.milestone


def _rank(found: Difference, one: Moved, missed: set[str]) -> tuple[bool, bool, bool, bool]:
    """Committed before others, missed before kept, projects and their tasks before products, milestones first."""
    item = found.plan.workspace.items[one.item]
    is_committed = getattr(item, "commitment", "") == "committed"
    is_work = isinstance(item, Task | Project)
    return not is_committed, one.item not in missed, not is_work, not _is_milestone(found, one.item)


def lead(found: Difference) -> str:
    """`Launch moves Tue 31 Mar → Tue 7 Apr, +3 working days, because ...`.

    Empty where nothing of weight moves, and where there are new errors: what is computed in spite of them leads astray.
    Of a plan that is new it says when its projects end.
    """
    if found.follows.findings.faults:
        return ""
    if found.before.is_empty:
        return _of_new_plan(found.plan)
    first = next(iter(moved(found)), None)
    if first is None:
        return ""
    today = found.plan.today
    days = f"{first.days:+d} working day{'s' if abs(first.days) != 1 else ''}"
    was, now = print_date(first.was, today), print_date(first.now, today)
    because = " and ".join(_because(found, first))
    title = found.plan.workspace.items[first.item].title
    return f"{title} moves {was} → {now}, {days}{f', because {because}' if because else ''}."


def _of_new_plan(plan: Plan) -> str:
    """`First project is expected to end on Wed 4 Mar, promised for Mon 16 Mar.`"""
    projects = [one for one in plan.workspace.documents.values() if isinstance(one, Project)]
    ends = [text for one in projects if (text := _expected(plan, one))]
    more = f"; {len(ends) - NAMED} more" if len(ends) > NAMED else ""
    return f"{'; '.join(ends[:NAMED])}{more}." if ends else ""


def _expected(plan: Plan, project: Project) -> str:
    day, due = forecast_of(plan, project).date, due_of(plan, project)
    promised = f", promised for {print_date(due, plan.today)}" if due is not None else ""
    return f"{project.title} is expected to end on {print_date(day, plan.today)}{promised}" if day is not None else ""


def _because(found: Difference, one: Moved) -> Iterator[str]:
    """The edits behind a move with their shares, the largest first."""
    figure = Figure("finish", one.item)
    shares = found.whose.contributions.get(figure, ()) if found.whose is not None else ()
    amounts = [words.rpartition(" ")[2] for words in causes(found, figure)]
    for place, share in enumerate(shares[:NAMED]):
        amount = f" ({amounts[place]})" if place < len(amounts) else ""
        yield f"{_edited(share)}{amount}"
    if len(shares) > NAMED:
        yield f"{len(shares) - NAMED} more"


def _edited(share: Contribution) -> str:
    """An edit in words: `checkout/api effort 15d → 20d, assign + dee`."""
    edit: Edit = share.edits[0]
    subject = subject_of(edit)
    if edit.change in ("added", "removed"):
        return f"{subject} is {'new' if edit.change == 'added' else 'taken out'}"
    facts = sorted(telling_fields(edit), key=_is_about_other_than_dates)[:FACTS]
    return " ".join(part for part in (subject, ", ".join(map(fact, facts))) if part)


def _is_about_other_than_dates(field: FieldEdit) -> bool:
    return field.key.partition(".")[0] not in DATED
