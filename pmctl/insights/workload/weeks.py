"""A week of somebody: what they can give, are asked and are booked for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmctl.record import dataclass

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class AskedWeek:
    """A week of one person, minutes of their own working time: what they can give, and are asked for before levelling.

    `monday` is its first day; the current week counts from today. `items` says how many minutes of `asked` each task
    wants, in whole minutes.
    """

    monday: date
    capacity: Fraction
    asked: Fraction
    items: tuple[tuple[str, int], ...] = ()

    @property
    def number(self) -> int:
        """The ISO number of the week."""
        return self.monday.isocalendar().week

    @property
    def asked_share(self) -> Fraction | None:
        """asked / capacity; None where there is no capacity (with load: time off)."""
        return self.asked / self.capacity if self.capacity else None

    @property
    def is_overloaded(self) -> bool:
        """Is more asked for than they can give? A minute of rounding is none."""
        return self.asked > self.capacity + 1


@dataclass(frozen=True, slots=True)
class Week(AskedWeek):
    """A week with what somebody is booked for after levelling as well, and by which tasks."""

    booked: Fraction = ZERO
    booked_items: tuple[tuple[str, int], ...] = ()

    @property
    def booked_share(self) -> Fraction | None:
        """booked / capacity; None where there is no capacity."""
        return self.booked / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that levelling moved, by so many working minutes."""

    item: str
    minutes: int
