"""Why a date: the answer in a sentence, the chain behind it, the ends of a document, and promises that are late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pmctl.diagnostic import Span, UserError
from pmctl.escape import one_line
from pmctl.insights.promises import due_of, forecast_of, is_late, last_day, say_promise, slip_of
from pmctl.insights.reasons.causes import float_words
from pmctl.insights.reasons.chain import Chain, Step
from pmctl.insights.reasons.remedies import Remedy
from pmctl.insights.reasons.stretches import days_off
from pmctl.insights.reasons.why import End, chain_of, ends_of
from pmctl.insights.relations import home_of
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.insights.states import is_over
from pmctl.insights.working_time import calendars_of
from pmctl.insights.written import place_of
from pmctl.model.control import Deliverable, Handover, Risk
from pmctl.model.item import Item, is_a
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan
from pmctl.quantity import instant, print_date
from pmctl.scheduling.schedule import Extent

DATED = (Task, Project, Product, Feature, Release, Deliverable, Handover, Sprint, Risk)
"""What has a date that is computed, or threatens one."""
A_YEAR = 366
"""Days between a promise and a date of which the holidays are named."""
PROMISES = (Task, Project, Feature, Release, Deliverable)


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for one item; `remedies` and `ends` are empty where they were not asked for."""

    item: Item
    headline: str
    chain: Chain
    ends: tuple[End, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A promise that the schedule does not keep, by so many working days, and what is at the root of it."""

    item: Item
    promised: date
    forecast: date
    days: int
    root: Step | None


def why(plan: Plan, item: Item, remedies: Sequence[Remedy] = ()) -> Why:
    """The answer for an item that has a computed date."""
    chain = chain_of(plan, item.id)
    ends = ends_of(plan, item.id) if isinstance(item, Project) else ()
    return Why(item, headline(plan, item, chain), chain, ends, tuple(remedies))


def check_item(item: Item) -> None:
    """UserError for what has no computed date: people, and what is only typed."""
    if isinstance(item, DATED):
        return
    if item.kind in ("person", "team", "resource"):
        raise UserError(
            f"`{item.id}` is a {item.kind} and has no date",
            f"`pmctl why ITEM` explains a date; `pmctl show {item.id}` lists what they work on",
        )
    raise UserError(
        f"`{item.id}` {is_a(item)}: its dates are typed, none is computed",
        f"`pmctl show {item.id}` has them; `pmctl why` without an item lists the promises that are late",
    )


def late_promises(plan: Plan, document: str = "") -> tuple[LatePromise, ...]:
    """Open promises (of one document) whose forecast is later than what was promised, the latest first."""
    found = []
    for item in plan.workspace.items.values():
        if not isinstance(item, PROMISES) or (document and home_of(item) != document) or not is_late(plan, item):
            continue
        promised, forecast, days = due_of(plan, item), forecast_of(plan, item).date, slip_of(plan, item)
        if promised is not None and forecast is not None and days is not None and days > 0:
            steps = chain_of(plan, item.id).steps
            found.append(LatePromise(item, promised, forecast, days, steps[-1] if steps else None))
    return tuple(sorted(found, key=lambda late: (-late.days, late.item.id)))


# --- the sentence -----------------------------------------------------------------------------------------------------


def headline(plan: Plan, item: Item, chain: Chain) -> str:
    """When it falls, what was promised, how far the two are apart, and how much float there is."""
    title = one_line(item.title)
    if not chain.steps:
        return _without_date(plan, item, title)
    first = chain.steps[0]
    day = print_date(first.day, plan.today)
    if is_over(plan, item) and first.held.kind == "finished":
        return f"{title} was {first.held.text}.{_promise(plan, item, first.day)}"
    if isinstance(item, Risk):
        affected = plan.workspace.items[first.before]
        return f"{title} threatens {one_line(affected.title)} ({affected.id}), which ends on {day}."
    falls = "falls" if isinstance(item, Task) and item.milestone else "ends"
    unknown = say_without_plan(len(without_plan(plan, item)))
    ends = f"{title} {falls} on {day}{f', {unknown}' if unknown else ''}."
    return f"{ends}{_promise(plan, item, first.day)}{_float(plan, first)}"


def _without_date(plan: Plan, item: Item, title: str) -> str:
    circle = next((one for one in plan.schedule.cycles if any(step.item.id == item.id for step in one)), None)
    if circle is not None:
        names = [step.item.id for step in circle]
        way = names[names.index(item.id) :] + names[: names.index(item.id)]
        return f"{title} has no date, for it waits for itself: {' → '.join((*way, item.id))}."
    if isinstance(item, Risk):
        return f"{title} affects nothing that is still open and has a date."
    return f"{title} has no date: {forecast_of(plan, item).reason}."


def _promise(plan: Plan, item: Item, day: date) -> str:
    promised, days = due_of(plan, item), slip_of(plan, item)
    if promised is None or days is None or (isinstance(item, Task) and item.milestone_date is not None):
        return ""
    if days == 0:
        return f" Promised for {say_promise(plan, item)}: on time."
    apart = f"{abs(days)} working day{'s' if abs(days) != 1 else ''} {'late' if days > 0 else 'early'}"
    return f" Promised for {say_promise(plan, item)}: {apart}{_holidays_between(plan, item, promised, day)}."


def _holidays_between(plan: Plan, item: Item, promised: date, day: date) -> str:
    """The holidays that are not counted as working days late: ` (3 and 6 Apr are holidays)`."""
    first, last = min(promised, day), max(promised, day)
    if (last - first).days > A_YEAR:
        return ""
    calendar = calendars_of(plan).of_document(home_of(item))
    found = days_off(plan, {"": calendar}, instant(first + timedelta(days=1)), instant(last))
    texts = [fact.text for fact in found]
    return f" ({'; '.join(texts)})" if texts and len(texts) <= 2 else ""


def _float(plan: Plan, step: Step) -> str:
    """How far it can slip, and towards what; a project's own end leaves it no float, so that is not said."""
    total, item = step.total_float, plan.workspace.items[step.item]
    if total is None or (isinstance(item, Project) and not total):
        return ""
    towards = _towards(plan, step.before if isinstance(item, Project) else step.item)
    if total > 0:
        return f" {float_words(plan, total)} of float{towards}."
    if not total:
        return f" No float{towards}."
    short = float_words(plan, -total)
    who = f"{step.before} is " if isinstance(item, Project) else ""
    return f" {who}{short} short{towards.replace(' towards', ' of') or ' for what waits for it'}."


def _towards(plan: Plan, full_id: str) -> str:
    """What bounds the float of a task: ` towards its promise`, ` towards the end of wallet`; "": what waits for it."""
    item, row = plan.workspace.items[full_id], plan.schedule.tasks.get(full_id)
    if row is None or not isinstance(item, Task):
        return ""
    latest, promised = last_day(Extent(row.late_start, row.late_finish)), due_of(plan, item)
    if promised is not None and latest == promised:
        return " towards its promise"
    extent = plan.schedule.documents.get(item.document)
    return f" towards the end of {item.document}" if extent is not None and latest >= last_day(extent) else ""


# --- places -----------------------------------------------------------------------------------------------------------


def place(plan: Plan, span: Span | None) -> str:
    """`projects/checkout.yaml:57`; the file alone where its text is not at hand, "" for no place."""
    if span is None or not span.path:
        return ""
    return place_of(plan, span)
