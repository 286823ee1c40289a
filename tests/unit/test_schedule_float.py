"""What holds for links, float and the critical path of any plan, without levelling."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmctl.quantity import print_iso
from tests.unit.schedule_plans import KINDS, LAGS, SOME, Made, Plan, plans, read


@settings(SOME, max_examples=20)
@given(plan=plans(hard=True, due=True, progress=True), data=st.data())
def test_another_predecessor_makes_nothing_earlier(plan: Plan, data: st.DataObject) -> None:
    then = data.draw(st.integers(1, len(plan.tasks) - 1))
    first = data.draw(st.integers(0, then - 1))
    text = f"{plan.name(first)} {data.draw(st.sampled_from(KINDS))}{data.draw(st.sampled_from(LAGS))}"
    task = plan.tasks[then]
    changed = {**task, "after": [*task["after"], text]}
    more = replace(plan, tasks=(*plan.tasks[:then], changed, *plan.tasks[then + 1 :]))
    before, after = plan.schedule(level=False).tasks, more.schedule(level=False).tasks
    for full_id, row in before.items():
        assert after[full_id].start >= row.start, full_id
        assert after[full_id].finish >= row.finish, full_id


def simple_plans() -> st.SearchStrategy[Plan]:
    """Plans in which a day more of a task is a day later for what waits for it (a share of it as lag would be more)."""
    lags = tuple(lag for lag in LAGS if "%" not in lag)
    return plans(most_documents=1, choices=False, elapsed=False, calendars=False, kinds=("FS",), lags=lags)


@settings(SOME, max_examples=20)
@given(plan=simple_plans(), data=st.data())
def test_what_is_critical_holds_the_end(plan: Plan, data: st.DataObject) -> None:
    plan = replace(plan, people=_on_one_calendar(plan.people))
    found = plan.schedule(level=False)
    rows = [found.tasks[plan.name(number)] for number in range(len(plan.tasks))]
    assert all(row.critical == (row.total_float <= 0) for row in rows)
    critical = [n for n, task in enumerate(plan.tasks) if rows[n].total_float == 0 and not task.get("milestone")]
    assume(critical)
    number = data.draw(st.sampled_from(critical))
    assert _a_day_longer(plan, number).schedule(level=False).documents["p"].finish > found.documents["p"].finish


@settings(SOME, max_examples=20)
@given(plan=simple_plans(), data=st.data())
def test_float_is_how_long_a_task_can_slip_before_the_end_moves(plan: Plan, data: st.DataObject) -> None:
    lasting = [number for number, task in enumerate(plan.tasks) if "duration" in task]
    assume(lasting)
    number = data.draw(st.sampled_from(lasting))
    found = plan.schedule(level=False)
    later = _a_day_longer(plan, number).schedule(level=False)
    moved = later.documents["p"].finish > found.documents["p"].finish
    assert moved == (found.tasks[plan.name(number)].total_float < 480)


@settings(SOME, max_examples=30)
@given(plan=plans(most_documents=1, choices=False, progress=True), data=st.data())
def test_the_end_moves_when_a_task_slips_by_more_than_its_float(plan: Plan, data: st.DataObject) -> None:
    found = plan.schedule(level=False)
    rows = {number: found.tasks.get(plan.name(number)) for number in range(len(plan.tasks))}
    open_ = [number for number, row in rows.items() if row is not None and row.state == "planned"]
    assume(open_)
    number = data.draw(st.sampled_from(open_))
    row = found.tasks[plan.name(number)]
    assert row.total_float >= 0
    share = data.draw(st.sampled_from([Fraction(1, 3), Fraction(1)]))
    assert end(_slipped(plan, number, int(row.total_float * share))) == end(plan)
    if _keeps_its_calendar(plan.tasks[number]):
        assert end(_slipped(plan, number, row.total_float + 1)) > end(plan)


def end(plan: Plan) -> int:
    return plan.schedule(level=False).documents["p"].finish


def _keeps_its_calendar(task: Made) -> bool:
    """Whether each working minute of its calendar is one of the task: float counts those."""
    return "splits" not in task and "effort" not in task


def _slipped(plan: Plan, number: int, minutes: int) -> Plan:
    """The plan with a task that may not begin until so many working minutes after it did."""
    reading = read(plan, level=False)
    task = next(task for task in reading.tasks if task.id == plan.name(number))
    calendar, start = reading.calendar(task), reading.row(task).start
    at = calendar.finish_at(calendar.work_at(start) + minutes) if minutes else start
    made = {**plan.tasks[number], "not-before": print_iso(at)}
    return replace(plan, tasks=(*plan.tasks[:number], made, *plan.tasks[number + 1 :]))


def _a_day_longer(plan: Plan, number: int) -> Plan:
    task = plan.tasks[number]
    key = "effort" if "effort" in task else "duration"
    longer = {"30min": "8.5h", "3h": "11h", "1d": "2d", "2d": "3d", "3.5d": "4.5d"}[task[key]]
    return replace(plan, tasks=(*plan.tasks[:number], {**task, key: longer}, *plan.tasks[number + 1 :]))


def _on_one_calendar(people: Made) -> Made:
    """Float counts working time of the task's calendar: there, people keep it too."""
    own = {
        who: {key: value for key, value in person.items() if key != "calendar"}
        for who, person in people["people"].items()
    }
    return {**people, "people": own}


@SOME
@given(plan=plans(most_documents=1), level=st.booleans())
def test_without_promises_there_is_no_negative_float(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    found = reading.found
    for full_id, row in found.tasks.items():
        assert row.total_float >= 0, full_id
        assert row.late_start >= row.start, full_id
        assert row.late_finish <= found.documents["p"].finish
    for task in reading.tasks:  # what ends at a start of work, as it was asked to, may as well end before the pause
        row = reading.row(task)
        assert not any(reading.works(task, at) for at in range(row.late_finish, row.finish)), task.id
    last = [row for row in found.tasks.values() if row.finish == found.documents["p"].finish]
    assert any(row.critical for row in last)
