"""Crews: what each of them works is what the plain definition says, in fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.crews import NOBODY, Crews
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.quantity import Share, estimate
from pmctl.scheduling.schedule import Booking, Scheduled

SHARES = st.sampled_from([Fraction(0), Fraction(1, 5), Fraction(1, 3), Fraction(1), Fraction(3, 2)])
PEOPLE = st.tuples(SHARES, st.none() | SHARES, st.none() | SHARES)
"""Taken for a task, of their availability, with an efficiency."""


def _scheduled(bookings: tuple[Booking, ...]) -> Scheduled:
    return Scheduled("d/t", 0, 480, 0, 480, 0, 480, 0, False, 480, bookings=bookings)


def _share(value: Fraction | None) -> Share | None:
    return None if value is None else Share(value, "")


def _plain(taken: list[tuple[Fraction, Fraction, Fraction]], is_fixed: bool) -> list[tuple[Fraction, Fraction]]:
    """Minutes of each for a minute of the work, and for a minute spent; nothing where they do nothing."""
    if len(taken) == 1 and not is_fixed:
        return [(1 / taken[0][2], Fraction(1))] if taken[0][0] and taken[0][2] else []
    hours = [share * available for share, available, _ in taken]
    worth = sum(hour * good for hour, (*_, good) in zip(hours, taken, strict=True))
    return [(hour if is_fixed else hour / worth, hour / sum(hours)) for hour in hours] if worth else []


@given(drawn=st.lists(PEOPLE, min_size=1, max_size=4), is_fixed=st.booleans())
def test_parts_are_as_defined(drawn: list[tuple[Fraction, Fraction | None, Fraction | None]], is_fixed: bool) -> None:
    people = {
        f"p{at}": Person(id=f"p{at}", kind="person", availability=_share(available), efficiency=_share(good))
        for at, (_, available, good) in enumerate(drawn)
    }
    bookings = tuple(Booking(f"p{at}", share) for at, (share, *_) in enumerate(drawn))
    work = {"duration": estimate("1d")} if is_fixed else {"effort": estimate("1d")}
    crew = Crews(people).of(Task(id="d/t", kind="task", **work), _scheduled(bookings))
    one = Fraction(1)
    plain = _plain([(share, one if a is None else a, one if g is None else g) for share, a, g in drawn], is_fixed)
    found = [(hours * Fraction(*crew.left), hours * Fraction(*crew.spent)) for _, hours in crew.hours]
    assert found == plain


def test_those_who_are_booked_alike_are_one_crew() -> None:
    people = {"ana": Person(id="ana", kind="person"), "bo": Person(id="bo", kind="person")}
    crews, both = Crews(people), (Booking("ana", Fraction(1)), Booking("bo", Fraction(1, 2)))
    first, second = (Task(id=id, kind="task", effort=estimate("1d")) for id in ("d/a", "d/b"))
    assert crews.of(first, _scheduled(both)) is crews.of(second, _scheduled(both))


def test_who_is_named_works_where_nobody_is_booked() -> None:
    crews = Crews({"ana": Person(id="ana", kind="person")})
    owned = Task(id="d/a", kind="task", effort=estimate("1d"), owner="ana")
    rig = _scheduled((Booking("rig", Fraction(1)),))
    assert crews.of(owned, None).hours == crews.of(owned, rig).hours == (("ana", 1),)
    assert crews.of(Task(id="d/b", kind="task", effort=estimate("1d"), owner="ana", assign=()), None) is NOBODY
