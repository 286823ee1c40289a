"""Is the work on time, inside its money and inside its scope? Three dimensions of health."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.baselines.scope import scope_of
from pmctl.insights.cost import Costs, costs_of
from pmctl.insights.health.levels import Dimension, Level, in_days, in_share, level_above, rank, threshold_of, unknown
from pmctl.insights.promises import due_of, forecast_of, last_day, slip_of
from pmctl.insights.relations import leaves_of, tasks_of
from pmctl.insights.states import is_over, task_categories
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_money_short, print_share
from pmctl.record import dataclass

TEN_PERCENT, FIVE_PERCENT, TWO_PERCENT = Fraction(1, 10), Fraction(1, 20), Fraction(1, 50)


# --- schedule ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one promise stands: working days late, and above how many it is amber and red."""

    item: Item
    level: Level
    slip: int
    amber: Fraction
    red: Fraction
    missed: bool


def _days(plan: Plan, days: Fraction | int) -> str:
    """`6.2d`, without a sign."""
    return print_days(round(Fraction(days) * plan.workspace.units.day), plan.workspace.units).lstrip("+")


def span_days(plan: Plan, item: Item, start: date, due: date) -> int:
    """Working days from start to promise, both included."""
    return working_days(plan, item, start - timedelta(days=1), due)


def judge(plan: Plan, item: Item, start: date | None) -> Verdict | None:
    """The promise of an item beside its forecast. None where nothing is promised or expected."""
    due, slip = due_of(plan, item), slip_of(plan, item)
    if due is None or slip is None:
        return None
    span = max(span_days(plan, item, start, due), 0) if start is not None else 0
    limits = threshold_of(plan, "schedule")
    amber = in_days(plan, limits.amber, Fraction(0), span)
    red = in_days(plan, limits.red, TEN_PERCENT * span, span)
    missed = getattr(item, "commitment", "") == "committed" and due < plan.today and not is_over(plan, item)
    level = "red" if missed else level_above(Fraction(slip), amber, max(red, amber))
    return Verdict(item, level, slip, amber, red, missed)


def _candidates(plan: Plan, document: Project | Product) -> list[Item]:
    """What is promised: the document, its committed milestones and what else was committed and missed.

    Without these its promised milestones; of a product its releases and features.
    """
    found: list[Item] = [document] if due_of(plan, document) else []
    if isinstance(document, Product):
        for id in (*document.members.get("releases", ()), *document.members.get("features", ())):
            item = plan.workspace.items.get(id)
            if isinstance(item, Release | Feature) and not is_over(plan, item):
                found.append(item)
        return found
    for task in tasks_of(plan, document.id):
        due = task.due if task.commitment == "committed" and not is_over(plan, task) else None
        if due is not None and (task.milestone or due.last < plan.today):
            found.append(task)
    if not found:
        found += [
            task for task in tasks_of(plan, document.id) if task.milestone and task.due and not is_over(plan, task)
        ]
    return found


def last_of(plan: Plan, document: Project | Product) -> Task | None:
    """What ends a document: the unfinished task (or milestone, first) with the latest finish."""
    latest: tuple[date, bool] | None = None
    found: Task | None = None
    states = task_categories(plan)
    for task in leaves_of(plan, document):
        scheduled = plan.schedule.tasks.get(task.id)
        if scheduled is None or states[task.id] in ("done", "dropped"):
            continue
        key = (last_day(scheduled), task.milestone)
        if latest is None or key > latest:
            latest, found = key, task
    return found


def start_of(plan: Plan, item: Item) -> date | None:
    """Where the span of a promise begins: the typed start of its document, else the first day of the work."""
    document = plan.workspace.documents.get(item.document or item.id)
    if isinstance(document, Project):
        return document.start.first if document.start else forecast_of(plan, document).start
    return forecast_of(plan, item).start


def schedule_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The worst promise of a document; where several are equally bad the latest one."""
    verdicts = [verdict for item in _candidates(plan, document) if (verdict := judge(plan, item, start_of(plan, item)))]
    if not verdicts:
        return unknown("schedule", "nothing is promised")
    verdict = max(verdicts, key=lambda one: (rank(one.level), one.slip))
    item = verdict.item
    shown = (last_of(plan, document) or item) if item is document else item
    forecast, due = forecast_of(plan, item).date, due_of(plan, item)
    limits = f"amber above {_days(plan, verdict.amber)}, red above {_days(plan, verdict.red)}"
    slip = print_days(verdict.slip * plan.workspace.units.day, plan.workspace.units)
    text = f"{shown.key} {slip} ({limits})"
    if verdict.missed and due is not None:
        text = f"{shown.key} missed its promise of {print_date(due, plan.today)} ({slip})"
    dates = f"forecast {forecast.isoformat()}, promised {due.isoformat()}" if forecast and due else ""
    return Dimension("schedule", verdict.level, f"slip: {dates}", slip, limits, (shown.id,), text)


# --- cost -------------------------------------------------------------------------------------------------------------


def judge_cost(
    estimate: Decimal, actual: Decimal, budget: Decimal, amber: Fraction = FIVE_PERCENT, red: Fraction = TEN_PERCENT
) -> Level:
    """Amber beyond `amber` of the budget either way; red above `red` over it, or when more is spent than there is."""
    off = Fraction(estimate) / Fraction(budget) - 1
    if off > red or actual > budget:
        return "red"
    return "amber" if abs(off) > amber else "green"


def cost_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The estimate at completion beside the budget without its reserve; the worst currency."""
    costs = costs_of(plan, document.id)
    if not costs.budget or not any(costs.budget.values()):
        return unknown("cost", "no budget")
    if costs.unpriced and not any(costs.estimate.values()):
        return unknown("cost", "nobody has a rate")
    limits = threshold_of(plan, "cost")
    amber, red = in_share(limits.amber, FIVE_PERCENT), in_share(limits.red, TEN_PERCENT)
    found: list[tuple[Level, str]] = []
    for currency, budget in costs.budget.items():
        if budget > 0:
            estimate = costs.estimate.get(currency, Decimal(0))
            level = judge_cost(estimate, costs.actual.get(currency, Decimal(0)), budget, amber, red)
            found.append((level, currency))
    if not found:
        return unknown("cost", "no budget")
    level, currency = max(found, key=lambda one: rank(one[0]))
    threshold = f"amber beyond ±{print_share(amber)}, red above +{print_share(red)}"
    value = print_share(Fraction(costs.estimate.get(currency, Decimal(0))) / Fraction(costs.budget[currency]), 0)
    return Dimension(
        "cost", level, "estimate of budget", value, threshold, (document.id,), _cost_text(plan, costs, currency, level)
    )


def _cost_text(plan: Plan, costs: Costs, currency: str, level: Level) -> str:
    named = None if currency == plan.workspace.currency else currency
    expected, budget = costs.estimate.get(currency, Decimal(0)), costs.budget[currency]
    text = f"estimate {print_money_short(expected, named)} of {print_money_short(budget, named)}"
    off = Fraction(expected) / Fraction(budget) - 1
    if level != "green":
        # what was spent beyond the budget can still come back, as a credit that is bound
        text += f", {_off(off)}" if off > 0 or level == "amber" else ", more is spent than there is"
    reserve = costs.reserve.get(currency)
    return f"{text}, reserve {print_money_short(reserve, named)} apart" if reserve else text


def _off(off: Fraction) -> str:
    """How far from the budget: `53% under`, `12% over`; with a decimal where a whole number would hide the limit."""
    share = print_share(abs(off), 0 if abs(off) >= TEN_PERCENT else 1)
    return f"{'less than 0.1%' if share == '0%' else share} {'over' if off > 0 else 'under'}"


# --- scope ------------------------------------------------------------------------------------------------------------


def scope_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Growth of the effort against the baseline; what no approved change explains counts as unapproved."""
    scope = scope_of(plan, document.id)
    if scope is None:
        return unknown("scope", "no baseline")
    limits = threshold_of(plan, "scope")
    amber, red = in_share(limits.amber, FIVE_PERCENT), in_share(limits.red, TEN_PERCENT)
    grown, loose = Fraction(scope.growth, scope.agreed), Fraction(scope.unapproved, scope.agreed)
    level = level_above(grown, amber, red)
    if level == "green" and loose > TWO_PERCENT:
        level = "amber"
    text = f"{'+' if grown >= 0 else ''}{print_share(grown, 0)} since the baseline, {print_share(loose, 0)} unapproved"
    threshold = f"amber above {print_share(amber)} or 2% unapproved, red above {print_share(red)}"
    return Dimension("scope", level, "growth of effort", print_share(grown, 1), threshold, tuple(scope.loose), text)


# --- single items -----------------------------------------------------------------------------------------------------


def task_level(plan: Plan, task: Task) -> Level:
    """Of one task: red when overdue or with negative float; amber when behind its time, its promise or its start."""
    scheduled = plan.schedule.tasks.get(task.id)
    if is_over(plan, task):
        return "done"
    if scheduled is None:
        return "unknown"
    due = due_of(plan, task)
    if (due is not None and due < plan.today) or scheduled.total_float < 0:
        return "red"
    calendar = calendars_of(plan).of_document(task.document)
    begun = scheduled.state == "started"
    if begun and task.progress is not None:
        first, last = forecast_of(plan, task).start, forecast_of(plan, task).date
        if first is not None and last is not None:
            whole = calendar.working_days(first, last) + 1
            passed = max(calendar.working_days(first, plan.today), 0)
            if Fraction(passed, max(whole, 1)) - task.progress.value > TEN_PERCENT:
                return "amber"
    if due is not None and (slip_of(plan, task) or 0) > 0:
        return "amber"
    planned = task.start.first if task.start else None
    if not begun and planned is not None and planned < plan.today:
        return "amber"
    return "green" if begun else "not-started"


def promise_level(plan: Plan, item: Item) -> Level:
    """The level of a feature, release or sprint by its promise alone."""
    if is_over(plan, item):
        return "done"
    verdict = judge(plan, item, start_of(plan, item))
    return verdict.level if verdict else "unknown"
