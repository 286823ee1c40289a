"""What a document costs: spent, bound and expected, beside its budget; by line, and each currency for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.progress import earned_share, remaining_minutes, spent_minutes, work_minutes
from pmctl.insights.promises import last_day
from pmctl.insights.relations import entries_by_item, leaves_of, projects_of
from pmctl.insights.states import task_categories
from pmctl.model.item import Item
from pmctl.model.money import Contract, Expense
from pmctl.model.people import Person, Resource
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Rate, Share, day_of
from pmctl.scheduling.schedule import Scheduled

Sums = Mapping[str, Decimal]
"""Currency -> amount; currencies are never added."""

LABOUR = "labour"
RESERVE = "reserve"
CENT = Decimal("0.01")
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Line:
    """One budget line: what was planned for it, what was spent, what is bound, what it will come to; by currency."""

    name: str
    budget: Sums = field(default_factory=dict)
    actual: Sums = field(default_factory=dict)
    committed: Sums = field(default_factory=dict)
    estimate: Sums = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Costs:
    """The money of a document by currency.

    `committed` is bound but not yet spent; `estimate` = actual + committed + work left. `budget` leaves the line
    `reserve` out, which stands in `reserve`; `income` are the payments of contracts that we receive.
    """

    lines: tuple[Line, ...] = ()
    budget: Sums = field(default_factory=dict)
    reserve: Sums = field(default_factory=dict)
    actual: Sums = field(default_factory=dict)
    committed: Sums = field(default_factory=dict)
    estimate: Sums = field(default_factory=dict)
    income: Sums = field(default_factory=dict)
    unpriced: tuple[str, ...] = ()
    """Tasks with work by somebody without a rate: their labour is in no sum."""


Entry = tuple[str, str, str, Fraction]
"""(line, `actual` | `committed` | `left`, currency, amount)"""


# --- rates ------------------------------------------------------------------------------------------------------------


def rate_on(rates: tuple[tuple[date | None, Rate], ...], day: date) -> Rate | None:
    """The rate in force on a day: the latest that began up to it; before the first one, the first."""
    found: Rate | None = None
    for begins, rate in sorted(rates, key=lambda entry: entry[0] or date.min):
        if found is None or begins is None or begins <= day:
            found = rate
    return found


def _per_minute(plan: Plan, rate: Rate) -> Fraction:
    units = plan.workspace.units
    return Fraction(rate.amount) / {"min": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month}[rate.per]


def _currency(plan: Plan, currency: str | None) -> str:
    return currency or plan.workspace.currency


def _rates_of(plan: Plan, who: str) -> tuple[tuple[date | None, Rate], ...]:
    one = plan.workspace.people.get(who) or plan.workspace.resources.get(who)
    return one.rate if isinstance(one, Person | Resource) else ()


def work_cost(plan: Plan, who: str, minutes: Fraction, first: date, last: date) -> tuple[str, Fraction] | None:
    """Currency and money of minutes spread evenly over calendar days, each at the rate of its day; None without a rate.

    A change of currency between two rates is not followed: the first day's rate then holds.
    """
    rates = _rates_of(plan, who)
    opening = rate_on(rates, first)
    if opening is None:
        return None
    if len(rates) == 1:
        return _currency(plan, opening.currency), minutes * _per_minute(plan, opening)
    total = max((last - first).days + 1, 1)
    # the stretches between changes of the rate
    changes = sorted({begins for begins, _ in rates if begins is not None and first < begins <= last})
    amount, at = Fraction(0), first
    for begins in (*changes, None):
        until = begins if begins is not None else date.fromordinal(last.toordinal() + 1)
        rate = rate_on(rates, at) or opening
        rate = rate if rate.currency == opening.currency else opening
        days = max((until - at).days, 1 if total == 1 else 0)
        amount += minutes * days / total * _per_minute(plan, rate)
        at = until
    return _currency(plan, opening.currency), amount


# --- a task -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """One person's part of a task: their hours for each hour of effort left (or of duration), and of those spent."""

    who: str
    left: Fraction
    spent: Fraction


def _parts(plan: Plan, task: Task, scheduled: Scheduled | None) -> list[_Part]:
    """Hours by share of availability; efficiency stretches effort, a fixed duration takes its time from each."""
    people = plan.workspace.people
    taken: dict[str, Fraction] = {}
    for booking in scheduled.bookings if scheduled else ():
        if booking.who in people:
            before = taken.get(booking.who)
            taken[booking.who] = booking.share if before is None else before + booking.share
    if not taken:
        named = [choice.name for one in task.assign or () for choice in one.choices[:1] if choice.name in people]
        if task.assign is None and task.owner in people:
            named = [task.owner]
        taken = dict.fromkeys(named, Fraction(1))
    is_fixed = task.effort is None and task.duration is not None
    if len(taken) == 1 and not is_fixed:
        who = next(iter(taken))
        return [_Part(who, 1 / _of_one(people[who].efficiency), WHOLE)] if taken[who] else []
    hours = {who: share * _of_one(people[who].availability) for who, share in taken.items()}
    worth = sum((hours[who] * _of_one(people[who].efficiency) for who in hours), Fraction(0))
    whole = sum(hours.values(), Fraction(0))
    if not worth or not whole:
        return []
    return [_Part(who, mine if is_fixed else mine / worth, mine / whole) for who, mine in hours.items()]


def _of_one(share: Share | None) -> Fraction:
    return share.value if share else WHOLE


def _labour(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry | None]:
    """The work of people, past and to come; None stands for work of somebody without a rate."""
    if task.milestone or task.external is not None:
        return
    line, today = task.line or LABOUR, plan.today
    start = day_of(scheduled.start) if scheduled else today
    finish = last_day(scheduled) if scheduled else today
    entries = entries_by_item(plan).get(task.id, ())
    for who, entry in entries:
        yield _priced(plan, line, "actual", who, Fraction(entry.spent.minutes), entry.date.first, entry.date.first)
    work = _work(plan, task)
    spent = None if entries else spent_minutes(plan, task)
    done = 0 if entries or spent is not None else work * earned_share(plan, task)
    left = remaining_minutes(plan, task) if work else 0
    for part in _parts(plan, task, scheduled):
        past = part.spent * (spent or 0) + part.left * done
        if past:
            yield _priced(plan, line, "actual", part.who, past, start, max(min(finish, today), start))
        if left:
            begins = max(start, today)
            yield _priced(plan, line, "left", part.who, part.left * left, begins, max(finish, begins))


def _priced(plan: Plan, line: str, state: str, who: str, minutes: Fraction, first: date, last: date) -> Entry | None:
    found = work_cost(plan, who, minutes, first, last)
    return None if found is None else (line, state, *found)


def _work(plan: Plan, task: Task) -> int:
    """Minutes of work: effort, else the fixed duration; elapsed time is nobody's work."""
    estimate = task.effort or task.duration
    if (estimate is not None and estimate.elapsed) or task_categories(plan).get(task.id) == "dropped":
        return 0
    return work_minutes(plan, task)


def _equipment(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry | None]:
    """Resources cost for the working time for which they are booked."""
    if scheduled is None or task_categories(plan).get(task.id) == "dropped":
        return
    start, finish = day_of(scheduled.start), last_day(scheduled)
    for booking in scheduled.bookings:
        if booking.who in plan.workspace.resources and _rates_of(plan, booking.who):
            minutes = Fraction(scheduled.duration) * booking.share
            past = _past_share(plan, scheduled)
            if past:
                until = max(min(finish, plan.today), start)
                yield _priced(plan, task.line or LABOUR, "actual", booking.who, minutes * past, start, until)
            if past < 1:
                begins = max(start, plan.today)
                yield _priced(
                    plan, task.line or LABOUR, "left", booking.who, minutes * (1 - past), begins, max(finish, begins)
                )


def _past_share(plan: Plan, scheduled: Scheduled) -> Fraction:
    """The share of the calendar days of a task that lies before today; what is finished is past."""
    if scheduled.state == "finished":
        return Fraction(1)
    if scheduled.state != "started":
        return Fraction(0)
    start, finish = day_of(scheduled.start), last_day(scheduled)
    days = (finish - start).days + 1
    return Fraction(min(max((plan.today - start).days, 0), days), days)


def _typed_cost(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry]:
    """`cost`: at the start, at the finish (a single amount too), or for each day worked."""
    cost = task.cost
    if cost is None:
        return
    line = task.line or LABOUR
    state = task_categories(plan).get(task.id, "todo")
    if state == "dropped":
        return
    begun = state in ("done", "doing")
    for amount, is_spent in ((cost.start, begun), (cost.finish, state == "done"), (cost.amount, state == "done")):
        if amount is not None:
            money = amount.likely
            kind = "actual" if is_spent else "left"
            yield line, kind, _currency(plan, money.currency), Fraction(money.amount)
    if cost.rate is not None and scheduled is not None:
        whole = scheduled.duration * _per_minute(plan, cost.rate)
        past = Fraction(1) if state == "done" else _past_share(plan, scheduled)
        currency = _currency(plan, cost.rate.currency)
        yield line, "actual", currency, whole * past
        yield line, "left", currency, whole * (1 - past)


# --- a document -------------------------------------------------------------------------------------------------------


@remembered
def _spendings(plan: Plan) -> Mapping[str, tuple[Item, ...]]:
    """Expenses and contracts by document."""
    found: dict[str, list[Item]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Expense | Contract):
            found.setdefault(item.document, []).append(item)
    return {document: tuple(items) for document, items in found.items()}


def _expenses(plan: Plan, document: str) -> Iterable[Entry]:
    for item in _spendings(plan).get(document, ()):
        if isinstance(item, Expense) and item.amount is not None:
            state = "actual" if item.date is not None and item.date.first <= plan.today else "committed"
            yield item.line, state, _currency(plan, item.amount.likely.currency), Fraction(item.amount.likely.amount)
        elif isinstance(item, Contract):
            yield from _payments(plan, item)


def _payments(plan: Plan, contract: Contract) -> Iterable[Entry]:
    """Payments by their day; what the amount of a contract holds beyond its payments is bound."""
    kind = "income" if contract.direction == "receive" else ""
    line = str(contract.x.get("x-line", ""))
    paid = Fraction(0)
    for payment in contract.payments:
        if payment.amount is None:
            continue
        amount = Fraction(payment.amount.likely.amount)
        paid += amount
        state = "actual" if payment.date is not None and payment.date.first <= plan.today else "committed"
        yield line, kind or state, _currency(plan, payment.amount.likely.currency), amount
    if contract.amount is not None and Fraction(contract.amount.likely.amount) > paid and not kind:
        rest = Fraction(contract.amount.likely.amount) - paid
        yield line, "committed", _currency(plan, contract.amount.likely.currency), rest


def _budget(plan: Plan, document: Project | Product) -> dict[str, dict[str, Fraction]]:
    """Line -> currency -> amount."""
    if document.budget is None:
        return {}
    return {
        line: {_currency(plan, amount.likely.currency): Fraction(amount.likely.amount)}
        for line, amount in document.budget.lines.items()
    }


def _cents(sums: Mapping[str, Fraction]) -> dict[str, Decimal]:
    return {
        currency: (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT)
        for currency, amount in sums.items()
    }


class _Table:
    """Sums that grow: line -> column -> currency -> amount."""

    __slots__ = ("cells", "unpriced")

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, dict[str, Fraction]]] = {}
        self.unpriced: dict[str, None] = {}

    def add(self, line: str, column: str, currency: str, amount: Fraction) -> None:
        cell = self.cells.setdefault(line, {}).setdefault(column, {})
        cell[currency] = cell.get(currency, Fraction(0)) + amount

    def total(self, columns: tuple[str, ...], lines: Iterable[str] | None = None) -> dict[str, Decimal]:
        sums: dict[str, Fraction] = {}
        for line in self.cells if lines is None else lines:
            for column in columns:
                for currency, amount in self.cells.get(line, {}).get(column, {}).items():
                    sums[currency] = sums.get(currency, Fraction(0)) + amount
        return _cents(sums)


def _fill(plan: Plan, document: Project | Product, table: _Table) -> None:
    for name, amounts in _budget(plan, document).items():
        for currency, amount in amounts.items():
            table.add(name, "budget", currency, amount)
    for task in leaves_of(plan, document):
        scheduled = plan.schedule.tasks.get(task.id)
        for entry in (*_labour(plan, task, scheduled), *_equipment(plan, task, scheduled)):
            if entry is None:
                table.unpriced[task.id] = None
            else:
                table.add(*entry)
        for cost in _typed_cost(plan, task, scheduled):
            table.add(*cost)
    for spent in _expenses(plan, document.id):
        table.add(*spent)


@remembered
def costs_of(plan: Plan, document: str) -> Costs:
    """The money of a project or product; a product's holds that of its projects (`product: shop`).

    Labour: hours of the time sheets, else `spent`, else the earned part of the effort, at the rate of their day; what
    is left at its rates. Typed `cost`, expenses and payments of `pay` contracts by their day. Source: PMI, actual cost
    and bottom-up estimate at completion.
    """
    found = plan.workspace.documents.get(document)
    if found is None:
        return Costs()
    table = _Table()
    for part in (found, *(projects_of(plan, document) if isinstance(found, Product) else ())):
        _fill(plan, part, table)
    spending = ("actual", "committed", "left")
    lines = tuple(
        Line(
            name,
            table.total(("budget",), (name,)),
            table.total(("actual",), (name,)),
            table.total(("committed",), (name,)),
            table.total(spending, (name,)),
        )
        for name in table.cells
    )
    return Costs(
        lines=lines,
        budget=table.total(("budget",), (name for name in table.cells if name != RESERVE)),
        reserve=table.total(("budget",), (RESERVE,)),
        actual=table.total(("actual",)),
        committed=table.total(("committed",)),
        estimate=table.total(spending),
        income=table.total(("income",)),
        unpriced=tuple(table.unpriced),
    )


def cost_of_task(plan: Plan, task: Item) -> Sums:
    """Everything that a task (a group: its leaves) will have cost, by currency."""
    table = _Table()
    for leaf in leaves_of(plan, task):
        scheduled = plan.schedule.tasks.get(leaf.id)
        for entry in (*_labour(plan, leaf, scheduled), *_equipment(plan, leaf, scheduled)):
            if entry is not None:
                table.add(*entry)
        for cost in _typed_cost(plan, leaf, scheduled):
            table.add(*cost)
    return table.total(("actual", "left"))
