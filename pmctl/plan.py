"""A workspace with its schedule and what was found on the way: made once, shared by every view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from pmctl.diagnostic import Diagnostic
from pmctl.load import Loaded
from pmctl.model.workspace import Workspace
from pmctl.scheduling import schedule
from pmctl.scheduling.schedule import Schedule

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a view needs. `memory` holds what insights computed, so that two views ask once."""

    workspace: Workspace
    schedule: Schedule
    diagnostics: tuple[Diagnostic, ...]
    today: date
    loaded: Loaded
    memory: dict[object, object] = field(default_factory=dict, compare=False, repr=False)


def plan(loaded: Loaded, today: date, level: bool = True) -> Plan:
    """Schedule what was loaded as of a day; `level` False leaves overlaps (`--no-level`)."""
    return Plan(loaded.workspace, schedule(loaded.workspace, today, level), loaded.diagnostics, today, loaded)


def remembered(
    function: Callable[Concatenate[Plan, Parameters], Result],
) -> Callable[Concatenate[Plan, Parameters], Result]:
    """Compute an insight once a plan and arguments."""

    @wraps(function)
    def ask(plan: Plan, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        key: Any = (function.__module__, function.__qualname__, args, tuple(sorted(kwargs.items())))
        memory: Mapping[object, object] = plan.memory
        if key not in memory:
            plan.memory[key] = function(plan, *args, **kwargs)
        return cast(Result, plan.memory[key])

    return ask
