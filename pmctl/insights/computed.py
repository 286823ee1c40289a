"""The computed facts: one small function each, called only when that fact is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.insights import progress, promises
from pmctl.insights.cost import costs_of
from pmctl.insights.estimates import deviation_of, mean_of
from pmctl.insights.free_float import free_floats_of
from pmctl.insights.health.verdict import health_of_item
from pmctl.insights.relations import home_of, leaves_of, waited_by
from pmctl.insights.states import category_of, is_over, status_of
from pmctl.insights.waiting import waiting_for
from pmctl.insights.working_time import calendars_of
from pmctl.insights.written import typed
from pmctl.model.item import Item
from pmctl.model.product import Competitor, Feature, Product, Release
from pmctl.model.project import Cost, Project, Sprint, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import (
    MINUTES_A_DAY,
    Duration,
    Estimate,
    Money,
    Share,
    When,
    day_of,
    instant,
    print_days,
    print_money_plain,
    print_share,
)
from pmctl.scheduling.schedule import Scheduled

Compute = Callable[[Plan, Item], object]

SIGNED = frozenset({"slip", "variance"})
"""Facts that are shown with their sign."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A fact that is worked out: by which function, of which records (none: of all), and what it is."""

    of: Compute
    doc: str
    records: tuple[type, ...] = ()

    def has(self, record: type) -> bool:
        return not self.records or issubclass(record, self.records)


def work(plan: Plan, minutes: int) -> Duration:
    """Working minutes with a text for readers: days with at most one decimal; the record holds the exact number."""
    return Duration(minutes, False, print_days(minutes, plan.workspace.units).removeprefix("+"))


def _signed_days(plan: Plan, days: int | None) -> Duration | None:
    if days is None:
        return None
    minutes = days * plan.workspace.units.day
    return Duration(minutes, False, print_days(minutes, plan.workspace.units))


def _share(value: Fraction | None) -> Share | None:
    return None if value is None else Share(value, print_share(value, 0))


def _scheduled(plan: Plan, item: Item) -> Scheduled | None:
    return plan.schedule.tasks.get(item.id)


# --- what it is -------------------------------------------------------------------------------------------------------


def _leaf(plan: Plan, item: Item) -> bool:
    if isinstance(item, Task):
        return not item.is_group
    return not (isinstance(item, Feature) and item.children)


@remembered
def _codes(plan: Plan) -> Mapping[str, str]:
    """Work breakdown codes by file order: 1, 1.1, 1.2 ..."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Task | Feature):
            above = item.group or f"{item.document}/{item.kind}"
            counts[above] = counts.get(above, 0) + 1
            found[item.id] = f"{found[item.group]}.{counts[above]}" if item.group in found else str(counts[above])
    return found


def workers(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does it: those booked, else what `assign` asks for (people, roles, skills), else the owner."""
    if not isinstance(item, Task):
        return (item.owner,) if item.owner else ()
    scheduled = _scheduled(plan, item)
    if scheduled is not None and scheduled.bookings:
        return tuple(dict.fromkeys(booking.who for booking in scheduled.bookings))
    named = tuple(choice.name for one in item.assign or () for choice in one.choices)
    return named or ((item.owner,) if item.owner else ())


# --- dates ------------------------------------------------------------------------------------------------------------


def _moment(pick: Callable[[Scheduled], int], ends: bool) -> Compute:
    """A day of the schedule; the end of a day that is midnight belongs to the day before."""

    def of(plan: Plan, item: Item) -> date | None:
        scheduled = _scheduled(plan, item)
        if scheduled is None:
            return None
        at = pick(scheduled)
        return day_of(at - 1 if ends and at % MINUTES_A_DAY == 0 and not scheduled.milestone else at)

    return of


def _float(plan: Plan, item: Item) -> Duration | None:
    scheduled = _scheduled(plan, item)
    return None if scheduled is None or scheduled.state == "finished" else work(plan, scheduled.total_float)


def _free_float(plan: Plan, item: Item) -> Duration | None:
    scheduled = _scheduled(plan, item)
    return None if scheduled is None or scheduled.state == "finished" else work(plan, free_floats_of(plan)[item.id])


def _critical(plan: Plan, item: Item) -> bool:
    scheduled = _scheduled(plan, item)
    return scheduled is not None and scheduled.critical and not is_over(plan, item)


def _age(plan: Plan, item: Item) -> Duration | None:
    """Calendar days since it happened, was reviewed or started; a filter's `180d` is compared with days."""
    if isinstance(item, Competitor):
        since = item.reviewed
    elif isinstance(item, Task):
        since = item.started if not is_over(plan, item) else None
    else:
        since = next((one for key in ("date", "at", "last") if isinstance(one := typed(item, key), When)), None)
    if since is None:
        return None
    days = (plan.today - since.last).days + (1 if isinstance(item, Task) else 0)
    return Duration(days * plan.workspace.units.day, False, f"{days}d")


# --- work -------------------------------------------------------------------------------------------------------------


def _effort(plan: Plan, item: Item) -> Estimate | Duration | None:
    if isinstance(item, Task) and not item.is_group:
        return item.effort
    minutes = progress.effort_minutes(plan, item) if isinstance(item, Task | Project | Product) else None
    return None if minutes is None else work(plan, minutes)


def _duration(plan: Plan, item: Item) -> Estimate | Duration | None:
    if isinstance(item, Task) and item.duration is not None:
        return item.duration
    scheduled = _scheduled(plan, item)
    return None if scheduled is None else work(plan, scheduled.duration)


def _remaining(plan: Plan, item: Item) -> Estimate | Duration | None:
    if isinstance(item, Task) and not item.is_group:
        return item.remaining or (None if item.milestone else work(plan, progress.remaining_minutes(plan, item)))
    if isinstance(item, Task | Project):
        leaves = leaves_of(plan, item)
        return work(plan, sum(progress.remaining_minutes(plan, leaf) for leaf in leaves))
    return None


def _range(of: Callable[[Estimate], Fraction]) -> Compute:
    """What a three-point estimate says of the work or length of a task; nothing where it is one value."""

    def compute(plan: Plan, item: Item) -> Duration | None:
        if not isinstance(item, Task) or item.is_group:
            return None
        estimate = item.effort or item.duration
        return work(plan, round(of(estimate))) if estimate is not None and not estimate.certain else None

    return compute


def _spent(plan: Plan, item: Item) -> Duration | None:
    if not isinstance(item, Task | Project | Product):
        return None
    found = [progress.spent_minutes(plan, leaf) for leaf in leaves_of(plan, item)]
    known = [minutes for minutes in found if minutes is not None]
    return work(plan, sum(known)) if known else None


def _cost(_: Plan, item: Item) -> object:
    """The typed cost of a task beside its people: an amount, a rate, or the amounts at start and finish."""
    cost = typed(item, "cost")
    if not isinstance(cost, Cost):
        return cost
    parts = tuple(part for part in (cost.start, cost.finish) if part is not None)
    return cost.amount or cost.rate or parts or None


def _money(pick: str) -> Compute:
    """A sum of a document's money, one amount a currency."""

    def of(plan: Plan, item: Item) -> Money | tuple[Money, ...] | None:
        if not isinstance(item, Project | Product):
            return None
        sums = getattr(costs_of(plan, item.id), pick)
        amounts = tuple(Money(amount, name, print_money_plain(amount, name)) for name, amount in sums.items())
        return amounts[0] if len(amounts) == 1 else amounts or None

    return of


def _health(plan: Plan, item: Item) -> str | None:
    return health_of_item(plan, item)


# --- waiting ----------------------------------------------------------------------------------------------------------


def _needed_by(plan: Plan, item: Item) -> tuple[str, ...] | None:
    """Full ids of those who wait for it, directly."""
    items = plan.workspace.items
    found = dict.fromkeys(wait.after for wait in waited_by(plan, item) if not is_over(plan, items[wait.after]))
    return tuple(found) or None


def is_ready(plan: Plan, item: Item) -> bool:
    """Could somebody begin a leaf task today: not begun, not blocked, nothing left to wait for, no date in the way?"""
    scheduled = _scheduled(plan, item)
    if not isinstance(item, Task) or item.is_group or item.milestone or scheduled is None:
        return False
    if category_of(plan, item) != "todo" or item.blocked or waiting_for(plan, item, to_start=True):
        return False
    next_work = calendars_of(plan).of_document(home_of(item)).next_start(instant(plan.today))
    return day_of(scheduled.early_start) <= day_of(next_work)


def _blocked(plan: Plan, item: Item) -> str | bool | None:
    """The reason, where one is typed, else whether its status says so."""
    reason = typed(item, "blocked")
    if reason and not is_over(plan, item):
        return str(reason)
    return category_of(plan, item) == "blocked"


def _delivers(plan: Plan, item: Item) -> tuple[str, ...] | None:
    return tuple(feature.id for feature in promises.delivered_features(plan, item)) or None


def _held_by(plan: Plan, item: Item) -> str | None:
    """What holds it: the predecessor, the person who is busy, or the word for it (`today`, `constraint` ...)."""
    scheduled = _scheduled(plan, item)
    driver = scheduled.driver if scheduled else None
    if driver is None:
        return None
    return (driver.who if driver.kind == "booking" else driver.item) or driver.kind


def _levelled(plan: Plan, item: Item) -> Duration | None:
    scheduled = _scheduled(plan, item)
    return work(plan, scheduled.levelled) if scheduled and scheduled.levelled else None


_TASK = (Task,)
_DATED = (Task, Project, Product, Feature, Release, Sprint)

COMPUTED: Mapping[str, Computed] = {
    "id": Computed(lambda _, item: item.id, "the full id"),
    "key": Computed(lambda _, item: item.key, "the id inside its document"),
    "kind": Computed(lambda _, item: item.kind, "what it is: task, risk, feature, person and so on"),
    "name": Computed(lambda _, item: item.title, "the name, else the id"),
    "document": Computed(lambda _, item: item.document or None, "the project or product that it belongs to"),
    "group": Computed(lambda _, item: item.group or None, "the task or feature around it", (Task, Feature)),
    "file": Computed(lambda _, item: typed(item, "file") or item.source.path or None, "the file that it stands in"),
    "wbs": Computed(lambda plan, item: _codes(plan).get(item.id), "the code of the work breakdown", (Task, Feature)),
    "depth": Computed(
        lambda plan, item: _codes(plan).get(item.id, "").count("."),
        "how deep it is nested",
        (Task, Feature),
    ),
    "leaf": Computed(_leaf, "has it no parts?", (Task, Feature)),
    "milestone": Computed(lambda _, item: isinstance(item, Task) and item.milestone, "is it a milestone?", _TASK),
    "owner": Computed(lambda _, item: _answers(item), "who answers for it"),
    "people": Computed(lambda plan, item: workers(plan, item) or None, "who does the work"),
    "status": Computed(lambda plan, item: status_of(plan, item) or None, "the state in the team's words"),
    "category": Computed(category_of, "todo, doing, blocked, done or dropped"),
    "due": Computed(promises.promise_of, "the day that was promised"),
    "forecast-start": Computed(lambda plan, item: promises.forecast_of(plan, item).start, "the computed start", _DATED),
    "forecast": Computed(
        lambda plan, item: promises.forecast_of(plan, item).date, "the computed end, or day of a milestone", _DATED
    ),
    "slip": Computed(
        lambda plan, item: _signed_days(plan, promises.slip_of(plan, item)),
        "working days from the promise to the forecast, late is positive",
        _DATED,
    ),
    "early-start": Computed(_moment(lambda one: one.early_start, False), "the earliest start, before levelling", _TASK),
    "early-finish": Computed(_moment(lambda one: one.early_finish, True), "the earliest end, before levelling", _TASK),
    "late-start": Computed(_moment(lambda one: one.late_start, False), "the latest start that harms nothing", _TASK),
    "late-finish": Computed(_moment(lambda one: one.late_finish, True), "the latest end that harms nothing", _TASK),
    "float": Computed(_float, "how far it may slip before the end does", _TASK),
    "free-float": Computed(_free_float, "how far it may slip before another task does", _TASK),
    "critical": Computed(_critical, "has it no float?", _TASK),
    "levelled": Computed(_levelled, "how far levelling moved its start", _TASK),
    "held-by": Computed(_held_by, "what holds its dates", _TASK),
    "baseline-start": Computed(
        lambda plan, item: promises.baseline_dates(plan, item)[0], "the planned start", (Task, Project)
    ),
    "baseline": Computed(lambda plan, item: promises.baseline_dates(plan, item)[1], "the planned end", (Task, Project)),
    "variance": Computed(
        lambda plan, item: _signed_days(plan, promises.variance_of(plan, item)),
        "working days from the baseline to the forecast, late is positive",
        (Task, Project),
    ),
    "effort": Computed(_effort, "the work, of a group the sum of its parts", (Task, Project, Product)),
    "mean": Computed(_range(mean_of), "the mean of an estimate with low and high, quickly", _TASK),
    "deviation": Computed(_range(deviation_of), "the standard deviation of such an estimate", _TASK),
    "duration": Computed(_duration, "the length in working time, typed or computed", _TASK),
    "remaining": Computed(_remaining, "the work that is left", (Task, Project)),
    "spent": Computed(_spent, "the work that was put in", (Task, Project, Product)),
    "progress": Computed(
        lambda plan, item: _share(progress.progress_of(plan, item)),
        "the share that is done, of a group by effort",
        (Task, Project, Feature, Release),
    ),
    "cost": Computed(_cost, "money beside the people", _TASK),
    "budget": Computed(_money("budget"), "what may be spent, without the reserve", (Project, Product)),
    "actual": Computed(_money("actual"), "what was spent up to today", (Project, Product)),
    "estimate": Computed(_money("estimate"), "what it will have cost at the end", (Project, Product)),
    "health": Computed(_health, "green, amber, red, unknown, not-started or done", _DATED),
    "late": Computed(promises.is_late, "is it overdue, or expected after its promise?"),
    "overdue": Computed(promises.is_overdue, "has its promised day passed?"),
    "ready": Computed(is_ready, "can somebody begin it today?", _TASK),
    "blocked": Computed(_blocked, "why it cannot go on", _TASK),
    "waits-for": Computed(lambda plan, item: waiting_for(plan, item) or None, "what it waits for", (Task, Feature)),
    "needed-by": Computed(_needed_by, "what waits for it", (Task, Feature, Project, Product)),
    "delivers": Computed(_delivers, "the features that rest on it", (Task, Project)),
    "age": Computed(_age, "days since it started, happened or was reviewed"),
}
"""The computed facts by name, in the order in which they are listed."""


def _answers(item: Item) -> str | None:
    """Who answers for it: the typed owner; of a project its lead, of a decision who decides, of a team its lead."""
    if item.owner:
        return item.owner
    for key in ("lead", "by", "person"):
        named = typed(item, key)
        if isinstance(named, str):
            return named
    return None
