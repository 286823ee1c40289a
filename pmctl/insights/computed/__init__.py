"""The computed facts: one small function each, called only when that fact is asked for."""

from pmctl.insights.computed.fact import SIGNED, Computed, work
from pmctl.insights.computed.identity import workers
from pmctl.insights.computed.table import COMPUTED

__all__ = ["COMPUTED", "SIGNED", "Computed", "work", "workers"]
