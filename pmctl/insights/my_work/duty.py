"""One thing that somebody has to do by a day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pmctl.record import dataclass

What = Literal[
    "work", "start", "due", "decide", "review", "reading", "check-in", "outcome", "tell", "meet", "sprint", "end"
]
"""`work` is under way or ready, `start` begins, `end` runs out; all else is to be done by the day."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done about an item, by which day (of work the day on which it is done), and a few words."""

    item: str
    what: What
    day: date | None
    text: str = ""
