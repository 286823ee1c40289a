"""What happens to an item in a what-if: it takes longer, is away, occurs, is false; and that in words."""

from __future__ import annotations

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.promises import work_behind
from pmctl.model.control import Assumption, Risk
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource, Team
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.quantity import Days, Unreadable, days, duration, print_date, print_duration, print_money, print_share
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.slips import affected_leaves
from pmctl.variation import affected, away, occurred, slipped, slipping_leaf, untrue
from pmctl.variation.slipping import open_finishes


def happened(now: Plan, item: Item, slip: str, absent: str) -> tuple[Workspace, str]:
    """The workspace in which something happens to an item, and what happens in words.

    `slip` is a time as typed, `absent` days as typed; neither for what just happens. UserError for what does not.
    """
    if isinstance(item, Risk) and not absent and not slip:
        return _occurred(now, item)
    if isinstance(item, Assumption) and not absent and not slip:
        return untrue(now.workspace, item.id), f"{item.id} is false: {item.title}"
    if isinstance(item, Person | Team | Resource) and absent:
        when = _days(absent)
        return away(now.workspace, item.id, when), _away_words(now, item, when)
    if isinstance(item, Task | Project) and slip:
        return _slipped(now, item, slip)
    raise UserError(*_wrong_question(now, item, slip, absent))


def _wrong_question(now: Plan, item: Item, slip: str, absent: str) -> tuple[str, str]:
    """What to ask of an item instead."""
    shown = terminal(item.id)
    if isinstance(item, Person | Team | Resource):
        what = f"`{shown}` is a {item.kind}, which does not slip" if slip else f"what happens to `{shown}`?"
        return what, f"`pmctl whatif {shown} --away 2026-03-02..2026-03-06`"
    if isinstance(item, Task | Project):
        what = f"`{shown}` is a {item.kind}, which cannot be away" if absent else f"what happens to `{shown}`?"
        return what, f"`pmctl whatif {shown} --slip 5d`, or `--set {shown}.key=value`"
    if isinstance(item, Risk | Assumption):
        event = "occurs" if isinstance(item, Risk) else "is false"
        return f"`{shown}` is a {item.kind}: it {event} or not", f"`pmctl whatif {shown}`"
    behind = [one.id for one in work_behind(now, item.id)] if slip else []
    if behind:
        return (
            f"`{shown}` is a {item.kind}: what stands behind it can slip",
            f"`pmctl whatif {behind[0]} --slip {terminal(slip[:20])}`",
        )
    return f"`{shown}` is a {item.kind}, to which nothing happens", f"change a line of it: `--set {shown}.key=value`"


def _days(text: str) -> Days:
    try:
        return days(text)
    except Unreadable as wrong:
        raise UserError(f"--away: {wrong.message}", wrong.hint) from wrong


def _away_words(now: Plan, item: Item, when: Days) -> str:
    first, last = (print_date(day, now.today) for day in (when.first, when.last))
    who = f"{item.id} ({', '.join(item.members)})" if isinstance(item, Team) else item.id
    verb = "are" if isinstance(item, Team) else "is"
    return f"{who} {verb} away {first}" + (f" - {last}" if last != first else "")


def _occurred(now: Plan, risk: Risk) -> tuple[Workspace, str]:
    impact = risk.impact
    parts = []
    if impact is not None and impact.time is not None:
        parts.append(f"{impact.time.text} {'less' if impact.negative_time else 'longer'} {_for_whom(now, risk)}")
    if impact is not None and impact.cost is not None:
        cost = impact.cost.likely
        parts.append(print_money(cost.amount, cost.currency or now.workspace.currency))
    words = ", ".join(parts) or "it says no impact"
    return occurred(now.workspace, now.schedule, risk.id), f"{risk.id} occurs: {words}"


def _for_whom(now: Plan, risk: Risk) -> str:
    """What takes longer for a risk: `for checkout/api`; or why nothing does."""
    items = ", ".join(one.id for one in affected(now.workspace, risk))
    if not items:
        return "for nothing (it says no `affects`)"
    if not affected_leaves(now.workspace, risk, open_finishes(now.schedule)):
        return f"for nothing (no work of {items} is open)"
    return f"for {items}"


def _slipped(now: Plan, item: Task | Project, text: str) -> tuple[Workspace, str]:
    minutes = _minutes(now, text)
    workspace = slipped(now.workspace, now.schedule, item.id, minutes)
    leaf = slipping_leaf(now.workspace, now.schedule, item.id)
    size = print_duration(abs(minutes), now.workspace.units)
    how = f"falls {size} later" if leaf.milestone else f"takes {size} longer"
    if minutes < 0:
        how = f"falls {size} earlier" if leaf.milestone else f"takes {size} less"
    through = f" with {leaf.id}, which ends last" if leaf.id != item.id else ""
    crew = _crew(now.workspace, now.schedule, leaf) if minutes > 0 else ""
    return workspace, f"{item.id} {how}{through}" + (f" ({crew})" if crew else "")


def _crew(workspace: Workspace, schedule: Schedule, task: Task) -> str:
    """`ana 80% and bo stay booked`: who is on a task, with the part of their days that they give; "" for nobody."""
    names = []
    for booking in schedule.tasks[task.id].bookings:
        person = workspace.people.get(booking.who)
        share = booking.share * (person.availability.value if person and person.availability else 1)
        names.append(booking.who if share == 1 else f"{booking.who} {print_share(share)}")
    if len(names) < 2:
        return f"{names[0]} stays booked" if names else ""
    return f"{', '.join(names[:-1])} and {names[-1]} stay booked"


def _minutes(now: Plan, text: str) -> int:
    """A time that something slips, in working minutes; `-2d` is less."""
    sign = -1 if text.startswith("-") else 1
    try:
        found = duration(text.lstrip("+-").strip(), now.workspace.units)
    except Unreadable as wrong:
        raise UserError(f"--slip: {wrong.message}", wrong.hint) from wrong
    if found.elapsed:
        raise UserError(f"--slip: `{terminal(text[:40])}` is elapsed time", "work slips by working time: `5d`, `4h`")
    if not found.minutes:
        raise UserError("--slip: no time at all changes nothing", "such as `--slip 5d` or `--slip -2d`")
    return sign * found.minutes
