"""Better orders of levelling than the shown one, and how good the best can be."""

from __future__ import annotations

from pmctl.scheduling.orders.levelled import METHODS, Effort, Levelled, level_by
from pmctl.scheduling.orders.trial import MOST_SCHEDULES

__all__ = ["METHODS", "MOST_SCHEDULES", "Effort", "Levelled", "level_by"]
