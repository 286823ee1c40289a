"""The earned value and earned schedule of a project, a product with its projects, or all of them: a unit each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.earned_value.earned_schedule import earned_schedule, schedule_measures
from pmctl.insights.earned_value.measures import ZERO, Base, Unavailable, Value, measures
from pmctl.insights.earned_value.planned import Span, day_of_period, days_between, days_gone, planned_share
from pmctl.insights.earned_value.rows import Row, by_unit, rows_of, summed
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import tasks_of, with_projects
from pmctl.insights.working_time import calendars_of
from pmctl.model.workspace import Document
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.worktime import WorkCalendar

NO_BASELINE = "there is no baseline: `pmctl baseline set NAME` freezes the plan"
NO_VALUE = "the baseline holds neither cost nor effort"
NO_TIME = "the baseline plans no work in time"


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """Some documents together in one unit (a currency, or `d` for days of work): rows, their sum, and all measures.

    `schedule` are the measures of earned schedule in working days since `start`; `ends` are the days on which the work
    ends by them: as planned (`pd`, the last day that has a planned value), and (`ieac-t`, `ieac-t-as-planned`) where
    these are near enough to have one.
    """

    unit: str
    rows: tuple[Row, ...]
    base: Base
    value: Mapping[str, Value]
    schedule: Mapping[str, Value] | Unavailable
    start: date | None
    ends: Mapping[str, date]

    @property
    def baseline_end(self) -> date | None:
        """The last day of the baseline, with what has no value: a milestone, say."""
        return max((row.planned.last for row in self.rows if row.planned is not None), default=None)


def reason_of(plan: Plan, document: str) -> str:
    """Why a document has no earned value; empty where it has one."""
    if baseline_of(plan, document) is None:
        return NO_BASELINE
    return "" if rows_of(plan, document) else NO_VALUE


@remembered
def earned_values(plan: Plan, document: str) -> tuple[EarnedValue, ...]:
    """The earned value of a document, a product with its projects, in each unit of their baselines."""
    found = plan.workspace.documents.get(document)
    if found is None:
        return ()
    return _together(plan, with_projects(plan, found), calendars_of(plan).of_document(document))


def earned_values_of_all(plan: Plan) -> tuple[EarnedValue, ...]:
    """All documents together; periods are days of the workspace's calendar."""
    return _together(plan, tuple(plan.workspace.documents.values()), calendars_of(plan)["default"])


def _together(plan: Plan, documents: Sequence[Document], calendar: WorkCalendar) -> tuple[EarnedValue, ...]:
    rows = [row for document in documents for row in rows_of(plan, document.id)]
    return tuple(_value(plan, unit, found, calendar) for unit, found in by_unit(rows).items())


def _value(plan: Plan, unit: str, rows: tuple[Row, ...], calendar: WorkCalendar) -> EarnedValue:
    base = summed(row.base for row in rows)
    found = _schedule(plan, rows, calendar)
    if isinstance(found, Unavailable):
        return EarnedValue(unit, rows, base, measures(base), found, None, {})
    start, finish, schedule = found
    ends = {
        name: day
        for name in ("ieac-t", "ieac-t-as-planned")
        if isinstance(periods := schedule[name], Fraction) and (day := day_of_period(calendar, start, periods))
    }
    return EarnedValue(unit, rows, base, measures(base), schedule, start, {"pd": finish, **ends})


def _schedule(
    plan: Plan, rows: Sequence[Row], calendar: WorkCalendar
) -> tuple[date, date, Mapping[str, Value]] | Unavailable:
    """The first and the last planned day, and earned schedule since; level of effort stays out of it."""
    meant = [row for row in rows if row.base.bac and not row.is_steady]
    timed = [(row.planned, row.base.bac) for row in meant if row.planned is not None]
    if not timed:
        return Unavailable(NO_TIME)
    start, finish = min(span.first for span, _ in timed), max(span.last for span, _ in timed)
    days = days_between(calendar, start, finish)
    if not days:
        return Unavailable(NO_TIME)
    evenings = (*days[:-1], finish)
    earned = sum((row.base.ev for row in meant if row.planned is not None), ZERO)
    is_finished = earned >= sum((value for _, value in timed), ZERO)
    es = earned_schedule(
        lambda periods: planned_value(timed, evenings[periods - 1]) if periods else ZERO, len(days), earned
    )
    at = days_gone(calendar, start, _last_day(plan, meant) if is_finished else plan.today)
    return start, finish, schedule_measures(es, at, len(days), is_finished)


def planned_value(timed: Sequence[tuple[Span, Fraction]], day: date) -> Fraction:
    """What is planned to be earned by the end of a day."""
    return sum((value * planned_share(span, day) for span, value in timed), ZERO)


def _last_day(plan: Plan, rows: Sequence[Row]) -> date:
    """The day on which the last of some work was finished, today at the latest."""
    wanted = {row.item for row in rows if row.item}
    tasks = [task for document in {row.document for row in rows} for task in tasks_of(plan, document)]
    days = [day for task in tasks if task.id in wanted and (day := forecast_of(plan, task).date)]
    return min(max(days, default=plan.today), plan.today)
