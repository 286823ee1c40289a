"""How long most finished work of a project took: the service level that unfinished work in it is held against.

Source: cycle time is finished - started + 1 in calendar days; percentiles are nearest ranks.
"""

from __future__ import annotations

from pmctl.insights.flow.measures import EXPECTED, spread_of
from pmctl.insights.flow.pieces import pieces_by_dates
from pmctl.plan import Plan, remembered

FEWEST = 5
"""Finished tasks from which a percentile says something."""


@remembered
def expected_days(plan: Plan, document: str) -> int | None:
    """Calendar days in which 85 % of the finished tasks of a document were done; None where too few are.

    Tasks count that say when they were started and finished.
    """
    found = spread_of(one.cycle_time for one in pieces_by_dates(plan, [plan.workspace.documents[document]]))
    return found.at(EXPECTED) if found is not None and len(found.days) >= FEWEST else None
