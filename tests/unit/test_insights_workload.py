"""Load: what is asked of somebody and what they are booked for, week by week, beside what they can give."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from insights_plan import plan_of

from pmctl.insights.teams import people_of, team_weeks
from pmctl.insights.workload import (
    asked_load,
    asked_weeks,
    bookings_by_person,
    moved_by_levelling,
    overloads,
    weeks_of,
    workers_of,
)
from pmctl.plan import Plan
from pmctl.quantity import instant

MONDAY = date(2026, 2, 9)
HOUR = 60


def test_capacity_is_hours_by_availability_less_time_off() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {availability: 80%, time-off: [2026-02-12]}}}",
        checkout="{kind: project, tasks: {a: {duration: 5d, assign: ana}, b: {duration: 4d, assign: [], after: a}}}",
    )
    week = weeks_of(plan, "ana")[0]
    assert week.capacity == Fraction(256, 10) * HOUR
    assert week.number == 7


def test_asked_above_capacity_is_125_percent_and_booked_100() -> None:
    # 25.6 h can be given, 32 h are asked for: 40 h of working time at 80 % in one task, and what levelling leaves
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {availability: 80%, time-off: [2026-02-13]}}}",
        checkout="""
            kind: project
            tasks:
              a: {effort: 25.6h, assign: ana}
              b: {effort: 6.4h, assign: ana}
        """,
    )
    week, following = weeks_of(plan, "ana")[:2]
    assert (week.asked, week.booked, week.capacity) == (32 * HOUR, Fraction(256, 10) * HOUR, Fraction(256, 10) * HOUR)
    assert (week.asked_share, week.booked_share) == (Fraction(5, 4), 1)
    assert week.is_overloaded
    assert following.booked == Fraction(64, 10) * HOUR
    assert [one.monday for one in overloads(plan, "ana")] == [MONDAY]
    load = asked_load(plan, "ana")
    assert {week: Fraction(*(load.share(week) or (0, 1))) for week in load.weeks()} == {0: Fraction(5, 4)}
    assert load.tasks(load.overloaded()).keys() == {0}
    assert {number: one.asked_share for number, one in asked_weeks(plan, "ana", 8).items()} == {0: Fraction(5, 4)}
    moved = moved_by_levelling(plan, week)
    assert [one.item for one in moved] in (["checkout/a"], ["checkout/b"])


def test_a_weekly_limit_caps_the_capacity() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {limit: 2d/w}}}",
        checkout="{kind: project, tasks: {a: {effort: 4d, assign: ana}}}",
    )
    weeks = weeks_of(plan, "ana")
    assert [week.capacity for week in weeks] == [16 * HOUR, 16 * HOUR]
    assert [week.booked for week in weeks] == [16 * HOUR, 16 * HOUR]


def test_load_without_capacity_is_time_off() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {time-off: [2026-02-09..2026-02-13]}}}",
        checkout="{kind: project, tasks: {a: {effort: 2d, assign: ana}}}",
    )
    first, second = weeks_of(plan, "ana")
    assert (first.capacity, first.asked_share) == (0, None)
    assert second.booked == 16 * HOUR


def test_a_started_task_asks_for_what_is_left() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {}}}",
        checkout="{kind: project, tasks: {a: {effort: 10d, assign: ana, started: 2026-01-12, progress: 70%}}}",
    )
    (week,) = weeks_of(plan, "ana")
    assert (week.asked, week.booked, week.items) == (24 * HOUR, 24 * HOUR, (("checkout/a", 24 * HOUR),))


def test_people_of_a_document_and_weeks_of_a_team() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {}, bo: {}, cy: {}}, teams: {core: {members: [ana, bo, ana]}}}",
        checkout="{kind: project, tasks: {a: {effort: 10d, assign: bo}, b: {effort: 1d, assign: ana}}}",
        other="{kind: project, tasks: {c: {effort: 1d, assign: cy}}}",
    )
    assert people_of(plan, "checkout") == ("ana", "bo")
    weeks = team_weeks(plan, "core")
    assert [week.capacity for week in weeks] == [80 * HOUR, 80 * HOUR]
    assert [week.booked for week in weeks] == [48 * HOUR, 40 * HOUR]
    assert weeks_of(plan, "nobody") == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 80), min_size=1, max_size=5), st.sampled_from(["50%", "80%", "100%"]))
def test_what_is_booked_adds_up_to_the_effort(hours: list[int], availability: str) -> None:
    tasks = ", ".join(f"t{index}: {{effort: {effort}h, assign: ana}}" for index, effort in enumerate(hours))
    plan = plan_of(
        MONDAY,
        people=f"{{kind: people, people: {{ana: {{availability: {availability}}}}}}}",
        checkout=f"{{kind: project, tasks: {{{tasks}}}}}",
    )
    weeks = weeks_of(plan, "ana")
    # a task ends on a whole minute, so each may be off by one
    assert abs(sum(week.booked for week in weeks) - sum(hours) * HOUR) <= len(hours)
    assert abs(sum(week.asked for week in weeks) - sum(hours) * HOUR) <= len(hours)
    assert all(week.booked <= week.capacity + 1 for week in weeks)


def plain_week(plan: Plan, who: str, week: date) -> dict[str, Fraction]:
    """What each unstarted task asks of somebody in seven days: their working time in it, by their share."""
    first, last, workers = instant(week), instant(week + timedelta(weeks=1)), workers_of(plan)
    found: dict[str, Fraction] = {}
    for row, booking in bookings_by_person(plan)[who]:
        calendar = workers.calendar(who, booking.share, booking.limit)
        begin, end = max(row.early_start, first), min(row.early_finish, last)
        minutes = calendar.work_at(end) - calendar.work_at(begin) if begin < end else 0
        if minutes:
            taken = minutes * booking.share * workers[who].availability
            found[row.id] = found.get(row.id, Fraction(0)) + taken
    return found


@settings(max_examples=40, deadline=None)
@given(
    tasks=st.lists(
        st.tuples(
            st.sampled_from(["effort: 1h", "effort: 3d", "effort: 9d", "duration: 12d"]),
            st.sampled_from(["ana", "ana 50%", "ana 150%", "ana 12h/w", "[ana, ana 20%]"]),
            st.sampled_from(["", "not-before: 2026-02-19", "not-before: 2026-03-02"]),
        ),
        min_size=1,
        max_size=5,
    ),
    away=st.sampled_from(["", "2026-02-13", "2026-02-16..2026-02-22", "2026-02-11, 2026-02-23..2026-03-15"]),
    more=st.sampled_from(["", "availability: 80%", "limit: 3d/w"]),
)
def test_asked_is_as_defined(tasks: list[tuple[str, str, str]], away: str, more: str) -> None:
    lines = ", ".join(
        f"t{at}: {{{', '.join(filter(None, (work, f'assign: {who}', later)))}}}"
        for at, (work, who, later) in enumerate(tasks)
    )
    person = ", ".join(filter(None, (f"time-off: [{away}]", more)))
    plan = plan_of(
        MONDAY,
        people=f"{{kind: people, people: {{ana: {{{person}}}}}}}",
        checkout=f"{{kind: project, tasks: {{{lines}}}}}",
    )
    for week in weeks_of(plan, "ana"):
        plain = plain_week(plan, "ana", week.monday)
        assert week.asked == sum(plain.values())
        assert {id for id, _ in week.items} == plain.keys()
    assert [week.monday for week in overloads(plan, "ana")] == [
        week.monday for week in weeks_of(plan, "ana") if week.is_overloaded
    ]


def test_a_weekly_call_takes_an_hour_a_week_and_not_the_days_between() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {}}}",
        checkout="{kind: project, tasks: {call: {effort: 1h, assign: ana, repeat: {every: 1w, times: 3}}}}",
    )
    assert [week.asked for week in weeks_of(plan, "ana")] == [HOUR, HOUR, HOUR]
    assert [week.booked for week in weeks_of(plan, "ana")] == [HOUR, HOUR, HOUR]


def test_what_repeats_faster_than_it_is_done_follows_on_itself() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {}}}",
        checkout="{kind: project, tasks: {watch: {duration: 3d, assign: ana, repeat: {every: 1d, times: 2}}}}",
    )
    assert [week.asked for week in weeks_of(plan, "ana")][:2] == [40 * HOUR, 8 * HOUR]
