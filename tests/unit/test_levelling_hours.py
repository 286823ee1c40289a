"""What drafts of a schedule look up in short says what the calendar and the bookings say."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pmctl.scheduling.ledger import Ledger
from pmctl.scheduling.orders.hours import MOST_YEARS, YEAR, Hours
from pmctl.worktime import CLOCK, DAY, Working
from tests.unit.test_simulation_tables import LOW, SOME, calendars, instants

FULL = 100
bookings = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from([-50, 0, 25, 50, FULL])), max_size=12
)
"""Begin, length and load; with a load below nothing, as when a booking is taken back."""


@SOME
@given(calendar=st.one_of(calendars(), st.just(CLOCK)), at=instants, first=st.integers(LOW - 9 * DAY, LOW + 9 * DAY))
def test_hours_answer_as_their_calendar(calendar: Working, at: list[int], first: int) -> None:
    found = Hours(calendar, first)
    edges = [first, first + YEAR, first + MOST_YEARS * YEAR]
    for moment in (*at, *edges, *(edge - 1 for edge in edges)):
        work = calendar.work_at(moment)
        assert found.work_at(moment) == work
        for amount in (work - 1, work, work + 1):
            assert found.start_at(amount) == calendar.start_at(amount)
            assert found.finish_at(amount) == calendar.finish_at(amount)


@SOME
@given(booked=bookings)
def test_a_ledger_adds_up_what_is_taken(booked: Sequence[tuple[int, int, int]]) -> None:
    ledger, plain = Ledger(CLOCK, FULL), [0] * 50
    for first, length, load in booked:
        ledger.take(first, first + length, load)
        for minute in range(first, first + length):
            plain[minute] += load
    changes = [minute for minute in range(50) if plain[minute] != (plain[minute - 1] if minute else 0)]
    assert ledger.times[1:] == changes
    assert ledger.loads[1:] == [plain[minute] for minute in changes]


@SOME
@given(booked=bookings, work=st.integers(0, 40), minutes=st.integers(1, 9), room=st.sampled_from([0, 25, 50, FULL]))
def test_the_first_room_is_where_no_obstacle_is_left(
    booked: Sequence[tuple[int, int, int]], work: int, minutes: int, room: int
) -> None:
    ledger = Ledger(CLOCK, FULL)
    for first, length, load in booked:
        ledger.take(first, first + length, load)
    found = work
    while (busy := ledger.free_from(found, found + minutes, room)) is not None:
        found = busy
    assert ledger.first_room(work, minutes, room) == found
