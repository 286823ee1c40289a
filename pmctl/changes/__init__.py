"""Two plans beside each other: what was edited, and what follows: dates, promises, cost, load, health, whom to tell."""

from pmctl.changes.consequences import Consequences, consequences
from pmctl.changes.critical import PathChange
from pmctl.changes.dates import FloatChange, Move, Shift
from pmctl.changes.figures import Figures, Overload, figures, likely_finish
from pmctl.changes.findings import Findings, compared
from pmctl.changes.former import former_ids
from pmctl.changes.health import HealthChange
from pmctl.changes.money import BudgetChange, WorkChange, total
from pmctl.changes.odds import OddsChange, odds_changes
from pmctl.changes.people import LoadChange, Tell, WeekChange
from pmctl.changes.promises import PromiseChange
from pmctl.changes.reached import ResultChange, WorthChange

__all__ = [
    "BudgetChange",
    "Consequences",
    "Figures",
    "Findings",
    "FloatChange",
    "HealthChange",
    "LoadChange",
    "Move",
    "OddsChange",
    "Overload",
    "PathChange",
    "PromiseChange",
    "ResultChange",
    "Shift",
    "Tell",
    "WeekChange",
    "WorkChange",
    "WorthChange",
    "compared",
    "consequences",
    "figures",
    "former_ids",
    "likely_finish",
    "odds_changes",
    "total",
]
