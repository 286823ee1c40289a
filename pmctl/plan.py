"""A workspace with its schedule and what was found on the way: made once, shared by every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from pmctl.diagnostic import Diagnostic
from pmctl.git import Commit
from pmctl.load import Loaded
from pmctl.model.records import Baseline
from pmctl.model.workspace import Workspace
from pmctl.record import dataclass
from pmctl.scheduling import Memory, schedule
from pmctl.scheduling.dates_alone import dates_alone
from pmctl.scheduling.schedule import Schedule

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a view needs. `memory` holds what insights computed, so that two views ask once.

    `against` are the baselines that were asked for; None: the latest of each document counts. `commits` are those that
    name work (`Task: checkout/api`) on the way to this plan, the oldest first; None: not asked, or git cannot tell.
    """

    workspace: Workspace
    schedule: Schedule
    diagnostics: tuple[Diagnostic, ...]
    today: date
    loaded: Loaded
    against: tuple[Baseline, ...] | None = None
    commits: tuple[Commit, ...] | None = None
    memory: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


def plan(loaded: Loaded, today: date, level: bool = True, memory: Memory | None = None) -> Plan:
    """Schedule what was loaded as of a day; `level` False leaves overlaps (`--no-level`).

    One `memory` for many plans that share most of their items makes each of them sooner, and none of them different.
    """
    found = schedule(loaded.workspace, today, level, memory)
    return Plan(loaded.workspace, found, loaded.diagnostics, today, loaded)


def dated_plan(loaded: Loaded, today: date, level: bool = True, memory: Memory | None = None) -> Plan:
    """`plan` for whoever asks it when tasks start and finish, and nothing else about their schedule."""
    found = dates_alone(loaded.workspace, today, level, memory)
    return Plan(loaded.workspace, found, loaded.diagnostics, today, loaded)


def remembered(
    function: Callable[Concatenate[Plan, Parameters], Result],
) -> Callable[Concatenate[Plan, Parameters], Result]:
    """Compute an insight once a plan and arguments."""

    @wraps(function)
    def ask(plan: Plan, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        key: object = function
        if args or kwargs:
            key = (function, args, tuple(sorted(kwargs.items()))) if kwargs else (function, args)
        found: Result = plan.memory.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = plan.memory[key] = function(plan, *args, **kwargs)
        return found

    return ask
