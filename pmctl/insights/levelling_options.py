"""A better order of levelling as a plan: the priorities that keep it, and what the serial schedule makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from pmctl.plan import Plan
from pmctl.scheduling import prepare, schedule
from pmctl.scheduling.orders import Effort, Levelled, level_by
from pmctl.variation import with_values


@dataclass(frozen=True, slots=True)
class LevellingOption:
    """A plan levelled by one method.

    `priorities` (task -> priority) are those that keep the better order; where they are None, no priorities do, and the
    plan holds dates that nothing written can keep. Otherwise `plan` is the serial schedule with these priorities.
    """

    plan: Plan
    levelled: Levelled
    priorities: Mapping[str, int] | None

    @property
    def gap(self) -> Fraction | None:
        """How far the sum of finishes can at most be from the best (a part of it); None where promises are missed by
        more than what is proven, and where open work lies so far back that the sum is none from today on.
        """
        value, bound = self.levelled.value, self.levelled.bound
        return Fraction(value[1] - bound[1], value[1]) if value[0] == bound[0] and value[1] > 0 else None


def levelling_option(plan: Plan, method: str, effort: Effort) -> LevellingOption:
    """Level a plan by a method. UserError where the solver is wanted and not installed."""
    found = level_by(prepare(plan.workspace, plan.today), method, effort)
    if found.priorities is None:
        return LevellingOption(replace(plan, schedule=found.schedule, memory={}), found, None)
    workspace = with_values(plan.workspace, {id: {"priority": one} for id, one in found.priorities.items()})
    kept = schedule(workspace, plan.today)
    return LevellingOption(replace(plan, workspace=workspace, schedule=kept, memory={}), found, found.priorities)
