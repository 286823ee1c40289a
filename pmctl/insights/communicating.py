"""When somebody is to be told next, and how late that is."""

from __future__ import annotations

from datetime import date, timedelta

from pmctl.model.control import Communication


def told_next(entry: Communication) -> date | None:
    """The day on which it is due again: `every` calendar days after `last`; None without one of them."""
    if entry.every is None or entry.last is None:
        return None
    return entry.last.last + timedelta(days=entry.every.days)
