"""The computed dates of one task, milestone or group, and what holds them in place."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from pmctl.record import dataclass

Instant = int
"""Minutes since 1970-01-01T00:00 on the workspace's local clock."""


class Driver(NamedTuple):
    """What holds a start (or, for `FF` and `SF`, a finish) where it is.

    `kind` is `link` (then `item` is the full id of the predecessor and `detail` the link as written), `booking`
    (levelling: `who` was busy with `item` until `at`), `constraint` (`detail`: `SNET` ...), `document-start`, `today`,
    `started`, `finished`, `event` or `fixed`.
    """

    kind: str
    item: str = ""
    who: str = ""
    detail: str = ""
    at: Instant = 0


Wait = tuple[int, str, Instant]
"""The node (-1: it is not known) whose booking another waits for, whose time that takes, and until when."""


class Booking(NamedTuple):
    """Somebody (or something) taken for a task, from its start to its finish.

    `share` is of a person's availability, of one unit of a resource.
    """

    who: str
    share: Fraction
    limit: int | None = None
    """Minutes a week, where the assignment has a weekly limit."""


class Scheduled(NamedTuple):
    """The dates of a task. Early dates are before levelling, `start` and `finish` (the forecast) after it.

    Late dates look back from the forecast end. Floats are minutes of working time of the task's calendar; `duration` is
    working time between start and finish; `state` is `planned`, `started` or `finished`. For a group the dates span its
    leaves, and `total_float` is the smallest of theirs.
    """

    id: str
    early_start: Instant
    early_finish: Instant
    late_start: Instant
    late_finish: Instant
    start: Instant
    finish: Instant
    total_float: int
    critical: bool
    duration: int
    state: str = "planned"
    milestone: bool = False
    bookings: tuple[Booking, ...] = ()
    levelled: int = 0
    """Working minutes by which levelling moved the start."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The first start and last finish of a document's scheduled work."""

    start: Instant
    finish: Instant
