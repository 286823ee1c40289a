"""What moves, as lines: tasks, milestones and documents, promises without a move, features, releases, key results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.changes import Move, PromiseChange, ResultChange, Shift, WorthChange
from pmctl.changes.whose import Figure
from pmctl.insights.business_case.worth import unknown_of
from pmctl.insights.promises import due_of, gap_of, say_promise
from pmctl.insights.relations import home_of
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_money
from pmctl.views.diff.causes import causes
from pmctl.views.diff.line import Line, Tone, Topic
from pmctl.views.diff.view import Difference
from pmctl.views.words import float_used, part_of_day

_WORSE = ("broken", "worse")


def date_lines(found: Difference) -> Iterator[Line]:
    """The ends of projects, tasks and milestones that move, and promises that change while nothing moves."""
    plan, follows = found.after.plan, found.follows
    promises = {one.item: one for one in follows.promises}
    told = set[str]()
    for shift in follows.shifts:
        if isinstance(plan.workspace.items[shift.item], Project):
            told.add(shift.item)
            yield _shift(found, shift, promises.get(shift.item))
    for move in follows.moves:
        told.add(move.item)
        yield _move(found, move, promises.get(move.item))
    for id in follows.undated:
        yield Line("dates", id, "loses its date", tone="worse", matters=True)
    for one in follows.promises:
        if one.item not in told and isinstance(plan.workspace.items[one.item], Task | Project):
            yield _promise(found, one)


def product_lines(found: Difference) -> Iterator[Line]:
    """Features, releases, key results and business cases that are reached on another day."""
    plan, follows = found.after.plan, found.follows
    promises = {one.item: one for one in follows.promises}
    shifted = [one for one in follows.shifts if not isinstance(plan.workspace.items[one.item], Project)]
    for shift in shifted:
        yield _shift(found, shift, promises.pop(shift.item, None))
    for one in promises.values():
        if not isinstance(plan.workspace.items[one.item], Task | Project):
            yield _promise(found, one)
    for result in follows.results:
        yield _result(found, result)
    for worth in follows.worth:
        yield _worth(plan, worth)


def _move(found: Difference, one: Move, promise: PromiseChange | None) -> Line:
    plan = found.plan
    item = plan.workspace.items[one.item]
    only_start = one.finish == one.finish_was and one.start != one.start_was
    was, now = (one.start_was, one.start) if only_start else (one.finish_was, one.finish)
    change = arrow(was, now, plan.today) if was != now else print_date(now, plan.today)
    size = f"{one.days:+d}d" if one.days else part_of_day(one.minutes) if one.minutes else "starts"
    notes = [*(("done",) if one.happened else ()), *_promised(plan, item, promise)]
    if one.float_used_up and not one.happened:
        notes.append(float_used(one, plan.workspace.units))
    elif one.critical != one.critical_was and not one.happened:
        notes.append("critical now" if one.critical else "critical no more")
    matters = promise is not None or (isinstance(item, Task) and item.milestone)
    whose = causes(found, Figure("finish", one.item), home_of(item))
    return Line("dates", one.item, change, size, ", ".join(notes), tone_of(one.minutes), matters, whose)


def _shift(found: Difference, one: Shift, promise: PromiseChange | None) -> Line:
    plan = found.plan
    item = plan.workspace.items[one.item]
    change = arrow(one.was, one.now, plan.today)
    size = f"{one.days:+d}d" if one.days is not None else ""
    is_project = isinstance(item, Project)
    tone: Tone = tone_of(one.days or 0) if one.now is not None else "worse"
    kind = () if is_project else (item.kind,)
    unknown = say_without_plan(len(without_plan(plan, item)))
    note = ", ".join(part for part in (*kind, *_promised(plan, item, promise), unknown) if part)
    whose = causes(found, Figure("finish", one.item), home_of(item))
    return Line("dates" if is_project else "product", one.item, change, size, note, tone, True, whose)


def _promised(plan: Plan, item: Item, promise: PromiseChange | None) -> Iterator[str]:
    """What became of a promise, or how much room it has left."""
    gap = gap_of(plan, item)
    if gap is None:
        return
    shown = say_promise(plan, item)
    if promise is None or promise.outcome == "moved":
        yield f"{shown} holds, {-gap.days}d left" if gap.days <= 0 else f"{gap.days}d late for {shown}"
    elif promise.outcome == "broken":
        yield f"promise of {shown} missed" + (f" by {gap.days}d" if gap.days else "")
    else:
        yield f"promise of {shown} kept again" if promise.outcome == "mended" else f"{gap.days}d late for {shown}"


def _promise(found: Difference, one: PromiseChange) -> Line:
    """A promise that is kept, missed or another, while what was promised stays where it is."""
    item = found.plan.workspace.items[one.item]
    was, now = _before(found, one), say_promise(found.plan, item)
    topic: Topic = "dates" if isinstance(item, Task | Project) else "product"
    tone: Tone = "worse" if one.outcome in _WORSE else "better" if one.outcome in ("mended", "better") else ""
    if one.promised is None:
        return Line(topic, one.item, "promised no more", "", f"was {was}", tone, True)
    is_same = one.promised_was is None or one.promised_was == one.promised
    change = f"promised {now}" if is_same else f"promised {was} → {now}"
    late = f"{one.late}d late" if one.late is not None and one.late > 0 else "holds" if one.late is not None else ""
    return Line(topic, one.item, change, "", late, tone, True)


def _before(found: Difference, one: PromiseChange) -> str:
    """What was promised before, as it was typed where the item has its id still."""
    plan = found.before.plan
    item = plan.workspace.items.get(one.item)
    is_known = item is not None and due_of(plan, item) == one.promised_was
    return say_promise(plan, item) if item is not None and is_known else _day(one.promised_was, plan.today)


def _result(found: Difference, one: ResultChange) -> Line:
    plan = found.plan
    until = (
        f"{_day(one.until, plan.today)} {'missed' if one.is_missed else 'holds' if one.now <= one.until else 'passed'}"
        if one.until
        else ""
    )
    kind = plan.workspace.items[one.item].kind.replace("-", " ")
    note = ", ".join(part for part in (f"{kind} by {one.feature}", until) if part)
    change = arrow(one.was, one.now, plan.today)
    whose = causes(found, Figure("finish", one.feature), home_of(plan.workspace.items[one.item]))
    return Line("product", one.item, change, f"{one.days:+d}d", note, tone_of(one.days), True, whose)


def _worth(plan: Plan, one: WorthChange) -> Line:
    was, now = print_money(one.was, one.currency).removesuffix(f" {one.currency}"), print_money(one.now, one.currency)
    more = print_money(abs(one.now - one.was), one.currency)
    begins = f"begins {one.late} day{'' if one.late == 1 else 's'} late" if one.late else "begins on time"
    unknown = say_without_plan(unknown_of(plan, one.product))
    note = f"{begins}, {unknown}" if unknown else begins
    sign = "+" if one.now > one.was else "-"
    tone: Tone = "better" if one.now > one.was else "worse"
    return Line("product", one.product, f"business case {was} → {now}", f"{sign}{more}", note, tone, True)


def arrow(was: date | None, now: date | None, today: date) -> str:
    """`Tue 31 Mar → Tue 7 Apr`."""
    return f"{_day(was, today)} → {_day(now, today)}"


def _day(day: date | None, today: date) -> str:
    return print_date(day, today) if day is not None else "no date"


def tone_of(more: int) -> Tone:
    """Later and dearer is worse."""
    return "worse" if more > 0 else "better" if more < 0 else ""
