"""Two workspaces and the revisions between them, made into what triggers compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from pmctl.changes.edits import Readings, edits
from pmctl.changes.former import former_ids
from pmctl.insights.readings import table_of
from pmctl.load import Loaded
from pmctl.plan import Plan, plan
from pmctl.scheduling import Memory
from pmctl.triggers.telling.between import Between, Step


def between(
    older: Loaded,
    newer: Plan,
    since: date,
    steps: Sequence[Step] = (),
    earlier: Callable[[date], tuple[Step, ...]] = lambda _: (),
    level: bool = True,
) -> Between:
    """What lies between an older workspace on the day `since` and a plan of today; equal ones are scheduled once.

    Files beside the plans (readings, say) may differ where the plans do not.
    """
    memory = Memory()
    same = older.content == newer.loaded.content
    still = replace(newer, loaded=older, memory={}) if same else plan(older, newer.today, level, memory)
    base = still if since == newer.today else plan(older, since, level, memory)
    changed = edits(older.workspace, newer.workspace, (_readings(still), _readings(newer)))
    renamed = former_ids(older.workspace, newer.workspace, changed)
    return Between(base, newer, still, changed, renamed, tuple(steps), earlier, level=level)


def _readings(plan: Plan) -> Readings:
    """What was read of the metrics of a plan, by the file that they name."""
    return lambda path: table_of(plan, path).readings
