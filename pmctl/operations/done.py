"""`done`: an item is over in the good way; what kind it is says which keys tell that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmctl.insights.approvals import approvals
from pmctl.insights.states import category_of
from pmctl.model.item import Item, is_a
from pmctl.model.project import Project, Task
from pmctl.operations.step import Asked, Step, refused, taken_before
from pmctl.plan import Plan

NAMED = 5
"""Open tasks of a group that are named."""


@dataclass(frozen=True, slots=True)
class _End:
    """The key and word that say that a kind is over, the key of its day, and the words from which there is no way."""

    key: str
    word: str
    day: str = ""
    never_from: tuple[str, ...] = ()


_ENDS: Mapping[str, _End] = {
    "risk": _End("status", "closed", never_from=("occurred",)),
    "issue": _End("status", "closed"),
    "decision": _End("status", "accepted", "date", ("rejected", "superseded")),
    "change": _End("status", "done", never_from=("proposed", "rejected")),
    "action": _End("status", "done", never_from=("dropped",)),
    "quality": _End("result", "pass", "date"),
    "document": _End("status", "approved", never_from=("retired",)),
    "feature": _End("status", "shipped", never_from=("dropped",)),
    "release": _End("status", "released", "date", ("cancelled",)),
    "communication": _End("", "", "last"),
}
_APPROVED: Mapping[str, str] = {
    "deliverable": "accepted",
    "handover": "accepted",
    "gate": "passed",
    "transfer": "approved",
    "comment": "resolved",
}
"""Kinds that are over when somebody says so, and the key under which that stands."""
_ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "assumption": ("is an assumption: it turned out to be true or not", "`pmctl set ID status=confirmed`, or `=false`"),
    "product": ("is a product, which has no end", "`pmctl set ID stage=retired` says that it is withdrawn"),
    "sprint": ("is a sprint: it ends on its day", "`pmctl set ID finish=2026-03-13` names another day"),
}


def ended(plan: Plan, item: Item, asked: Asked) -> Step:
    """What to set where an item is over. UserError where it is not at its end, or is nothing that ends."""
    if isinstance(item, Task):
        return _group(plan, item) if item.is_group else _task(plan, item, asked)
    if isinstance(item, Project):
        closed = item.phase == "closed"
        return Step(already=f"Nothing to do: {item.id} is closed.") if closed else Step(("phase=closed",))
    if item.kind in _ENDS:
        return _settled(item, _ENDS[item.kind], asked)
    if item.kind in _APPROVED:
        return _approved(item, _APPROVED[item.kind], asked)
    why, hint = _ELSEWHERE.get(item.kind, (f"{is_a(item)}, which is never done", "`pmctl set ID key=value`"))
    raise refused(item, why, hint)


def needs_person(item: Item) -> bool:
    """Is an item over only when a person says so?"""
    return item.kind in _APPROVED


# --- work -------------------------------------------------------------------------------------------------------------


def _task(plan: Plan, task: Task, asked: Asked) -> Step:
    category = category_of(plan, task)
    if category == "dropped":
        raise refused(task, "was dropped", "`pmctl set ID status=done` says that it was done all the same")
    is_done = bool(task.status) and category == "done"
    if is_done and task.finished is not None:
        return taken_before(task, "finished", "was done", asked)
    if task.finished is not None:
        taken_before(task, "finished", "was done", asked)  # on another day than is said now?
    if task.started is not None and task.started.first > asked.day:
        raise refused(task, f"began on {task.started.text}, after {asked.text}", "`--on DATE` names a later day")
    changes = [] if is_done else ["status=done"]
    changes += [f"finished={asked.text}"] if task.finished is None else []
    changes += ["blocked="] if task.blocked else []
    # what is over has nothing left, and is not half done
    changes += ["progress="] if task.progress is not None and task.progress.value < 1 else []
    changes += ["remaining="] if task.remaining is not None and task.remaining.minutes else []
    return Step(tuple(changes))


def _group(plan: Plan, group: Task) -> Step:
    """A group is done when its tasks are."""
    left = [one for one in _leaves(plan, group) if category_of(plan, one) not in ("done", "dropped")]
    if not left:
        return Step(already=f"Nothing to do: all tasks of {group.id} are done.")
    named = ", ".join(one.id for one in left[:NAMED]) + (" …" if len(left) > NAMED else "")
    how_many = "a task" if len(left) == 1 else f"{len(left)} tasks"
    raise refused(group, f"is a group with {how_many} to do", f"it is done when these are: {named}")


def _leaves(plan: Plan, group: Task) -> list[Task]:
    found = []
    for child in group.children:
        task = plan.workspace.items[child]
        if isinstance(task, Task):
            found += _leaves(plan, task) if task.is_group else [task]
    return found


# --- all else ---------------------------------------------------------------------------------------------------------


def _settled(item: Item, end: _End, asked: Asked) -> Step:
    """A kind with a word for its end, and perhaps a day."""
    if not end.key:  # what happens again and again has a last day only
        last = getattr(item, end.day)
        same = last is not None and last.text == asked.text
        return Step(already=f"Nothing to do: {item.id} says so.") if same else Step((f"{end.day}={asked.text}",))
    word = str(getattr(item, end.key) or "")
    if word in end.never_from:
        raise refused(item, f"has the {end.key} `{word}`", f"`pmctl set ID {end.key}={end.word}` says it all the same")
    has_day = bool(end.day) and getattr(item, end.day) is not None
    if word == end.word and (has_day or not end.day):
        if end.day:
            return taken_before(item, end.day, f"is {word}", asked)
        return Step(already=f"Nothing to do: {item.id} is {word}.")
    changes = [] if word == end.word else [f"{end.key}={end.word}"]
    return Step((*changes, *([f"{end.day}={asked.text}"] if end.day and not has_day else [])))


def _approved(item: Item, key: str, asked: Asked) -> Step:
    """A kind that is over when somebody says so: who, and on which day."""
    given = getattr(item, key) if item.kind == "comment" else approvals(item)
    if any(one.date is not None for one in given):
        by = ", ".join(f"{one.by} on {one.date.text}" for one in given if one.date is not None)
        return Step(already=f"Nothing to do: {item.id} is {key} by {by}.")
    if not given:
        return Step((f"{key}={{by: {asked.by}, date: {asked.text}}}",))
    if len(given) == 1 and given[0].by in ("", asked.by):
        return Step((f"{key}.date={asked.text}",))
    wanted = ", ".join(one.by for one in given)
    raise refused(item, f"waits for {wanted}, not for {asked.by}", f"`--me {given[0].by}` says it for {given[0].by}")
