"""What a picture says of a feature."""

from __future__ import annotations

from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A feature: lines of words, its health, and what only a pointer over it tells."""

    id: str
    name: str
    why: str = ""
    facts: str = ""
    day: str = ""
    late: str = ""
    sure: str = ""
    level: str = "unknown"
    tip: str = ""
