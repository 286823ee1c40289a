"""What the parts of an import share: units, ids, the project's calendar, and the notes collected on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from pmctl.formats.msproject.calendars import Calendar, Shifts
from pmctl.formats.names import Ids
from pmctl.quantity import Units, print_duration


@dataclass(slots=True)
class Notes:
    """Sentences about what could not be held; what is said of many is said once, with a few names."""

    about: dict[str, list[str]] = field(default_factory=dict)

    def add(self, sentence: str, name: str = "") -> None:
        """Say a sentence, about an item where one is named."""
        names = self.about.setdefault(sentence, [])
        if name and name not in names:
            names.append(name)

    def sentences(self) -> tuple[str, ...]:
        """What was collected, in the order of its first saying."""
        return tuple(_with_names(sentence, names) for sentence, names in self.about.items())


def _with_names(sentence: str, names: list[str]) -> str:
    if not names:
        return sentence
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{sentence}: {', '.join(names[:5])}{more}"


@dataclass(frozen=True, slots=True)
class Context:
    """The frame of one import."""

    units: Units
    calendars: Mapping[int, Calendar]
    week: tuple[Shifts, ...]
    """The week of the project's calendar."""
    weeks: tuple[tuple[Shifts, ...], ...]
    """The weeks of all calendars of the file, each once."""
    calendar_uid: int
    calendar_keys: Mapping[int, str]
    backwards: bool
    """Scheduled from the finish."""
    ids: Ids
    notes: Notes

    def duration(self, minutes: int, elapsed: bool = False) -> str:
        """Plan text of a length of time."""
        return print_duration(minutes, self.units, elapsed)

    def begin(self, at: datetime) -> str:
        """Plan text of an instant at which something starts: the date alone where that is the first working minute."""
        return _moment_text(at, self._all(at, 0))

    def end(self, at: datetime) -> str:
        """Plan text of an instant at which something ends: the date alone where that is the last working minute."""
        return _moment_text(at, self._all(at, -1))

    def _all(self, at: datetime, which: int) -> bool:
        """Whether this is the first (0) or last (-1) working minute of its day in every calendar that works on it."""
        day, minute = at.weekday(), 60 * at.hour + at.minute
        own = self.week[day]
        return bool(own) and all(not week[day] or week[day][which][min(-which, 1)] == minute for week in self.weeks)


def _moment_text(at: datetime, whole_day: bool) -> str:
    return f"{at:%Y-%m-%d}" if whole_day else f"{at:%Y-%m-%dT%H:%M}"


def amount_text(amount: Decimal) -> str:
    """An amount of money as the plan writes it, to the cent."""
    rounded = amount.quantize(Decimal("0.01"))
    return str(int(rounded)) if rounded == rounded.to_integral_value() else f"{rounded:f}".rstrip("0")


def money_value(amount: Decimal) -> int | str:
    """An amount as a value of the plan: a number where it is whole."""
    written = amount_text(amount)
    return int(written) if written.lstrip("-").isdigit() else written
