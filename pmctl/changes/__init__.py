"""Two plans beside each other: which dates move, which promises break, what it costs, who is booked, whom to tell."""

from pmctl.changes.consequences import Consequences, consequences
from pmctl.changes.dates import Move, Shift
from pmctl.changes.figures import Figures, Overload, figures, likely_finish
from pmctl.changes.findings import Findings, compared
from pmctl.changes.money import WorkChange, total
from pmctl.changes.people import LoadChange, Tell, WeekChange
from pmctl.changes.promises import PromiseChange

__all__ = [
    "Consequences",
    "Figures",
    "Findings",
    "LoadChange",
    "Move",
    "Overload",
    "PromiseChange",
    "Shift",
    "Tell",
    "WeekChange",
    "WorkChange",
    "compared",
    "consequences",
    "figures",
    "likely_finish",
    "total",
]
