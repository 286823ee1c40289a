"""What "why this date?" is answered with: a chain of steps, each held by one fact and explained by others."""

from __future__ import annotations

from datetime import date

from pmctl.diagnostic import Span
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Instant


@dataclass(frozen=True, slots=True)
class Fact:
    """One reason, in words, with the place where it is written.

    `kind` is that of a driver (`link`, `booking`, `constraint`, `today` ...), or `delivers`, `last-part`, `affects`,
    `length`, `holiday`, `day-off`, `weekend`, `absence`, `pause`. `effect` is by how many working minutes it moves the
    finish of its task, None where that was not worked out; `first` and `last` are the days that it is about.
    """

    kind: str
    text: str
    span: Span | None = None
    who: str = ""
    first: date | None = None
    last: date | None = None
    effect: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An item of the chain: the instant that matters for the step above (its `side`: start or finish), and why then.

    `total_float` is in working minutes, None where an item has none; `before` is the full id of the next step, "" at
    the end.
    """

    item: str
    side: str
    at: Instant
    day: date
    held: Fact
    facts: tuple[Fact, ...] = ()
    total_float: int | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """From what was asked for back to a fact that no task can change; `aside` is what one would suspect and does not
    matter.
    """

    item: str
    steps: tuple[Step, ...]
    aside: tuple[Fact, ...] = ()
