"""How long finished work of a whole plan took, and how long most of it takes: the service level that unfinished work
is held against.

Source: cycle time is finished - started + 1 in calendar days; percentiles are nearest ranks.
"""

from __future__ import annotations

from pmctl.insights.flow.measures import EXPECTED, spread_of
from pmctl.insights.flow.pieces import pieces_by_dates
from pmctl.plan import Plan, remembered

FEWEST = 5
"""Finished tasks from which a percentile says something."""


@remembered
def cycle_times(plan: Plan) -> tuple[int, ...]:
    """Calendar days of every finished task that says when it was started and finished, the shortest first."""
    found = spread_of(one.cycle_time for one in pieces_by_dates(plan, plan.workspace.documents.values()))
    return found.days if found is not None else ()


def expected_days(plan: Plan) -> int | None:
    """Calendar days in which 85 % of finished tasks were done; None where too few are."""
    found = spread_of(cycle_times(plan))
    return found.at(EXPECTED) if found is not None and len(found.days) >= FEWEST else None
