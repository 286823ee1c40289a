"""How far each task may slip before another one does, worked out once a plan for those who show it."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.plan import Plan, remembered
from pmctl.scheduling.free_float import free_floats


@remembered
def free_floats_of(plan: Plan) -> Mapping[str, int]:
    """Minutes of working time by full id of everything that has dates."""
    return free_floats(plan.schedule)
