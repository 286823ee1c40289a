"""In which category each task stood at a revision, with its points and sprint: small enough to keep for every one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmctl.insights.flow.pieces import is_piece
from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan

_LETTERS = {"todo": "t", "doing": "i", "blocked": "b", "done": "d", "dropped": "x"}
_CATEGORIES = {letter: category for category, letter in _LETTERS.items()}
Sized = Mapping[str, Sequence[Any]]
"""Full id -> points (None where nobody said) and sprint as written, of tasks that have one of them."""


@dataclass(frozen=True, slots=True)
class States:
    """Full id of a task that is work of ours -> its category; what is dropped is in it, too."""

    categories: Mapping[str, str]
    sized: Sized


def states_of(plan: Plan) -> States:
    """The states of a plan."""
    known = task_categories(plan)
    tasks = [item for item in plan.workspace.items.values() if isinstance(item, Task)]
    kept = [task for task in tasks if is_piece(plan, task) or (known.get(task.id) == "dropped" and not task.is_group)]
    return States(
        {task.id: known.get(task.id, "todo") for task in kept},
        {task.id: [task.points, task.sprint] for task in kept if task.points is not None or task.sprint},
    )


def kept_states(states: States) -> tuple[str, str, dict[str, list[Any]]]:
    """The ids a line each, a letter for each, and what is sized: the first and the last are the same for many days."""
    letters = "".join(_LETTERS.get(one, "t") for one in states.categories.values())
    return "\n".join(states.categories), letters, {id: list(one) for id, one in states.sized.items()}


def read_states(ids: str, letters: str, sized: Sized) -> States:
    """The states again."""
    names = ids.split("\n") if ids else []
    return States({id: _CATEGORIES[letter] for id, letter in zip(names, letters, strict=True)}, sized)
