"""The dates that bind a task: where it may begin and end at the earliest and at the latest, and what is promised."""

from __future__ import annotations

from pmctl.model.project import Task
from pmctl.quantity import When
from pmctl.scheduling.around import Around
from pmctl.scheduling.node import FAR, PAST, Node
from pmctl.scheduling.rows import Driver
from pmctl.scheduling.typed_dates import begin, end, first_minute, last_minute
from pmctl.scheduling.work import INSTANTLY


def bind(node: Node, task: Task, around: Around) -> None:
    """Dates that hold: floors, caps, the promise, and what is fixed."""
    node.floor, node.floor_driver = around.floor, around.driver
    node.rank = around.rank if task.priority is None else (around.rank[0], -task.priority)
    node.due = min(around.due, end(task.due)) if task.due else around.due
    constraint = task.constraint
    node.alap = around.from_finish if constraint is None else constraint.type == "ALAP"
    has_one_end = (task.start is None) != (task.finish is None)  # both are no dates that bind, but a span
    if around.caps or constraint is not None or task.not_before is not None or has_one_end:
        _bind_typed(node, task, around)


def _bind_typed(node: Node, task: Task, around: Around) -> None:
    """Dates that are typed in a task or in the groups around it."""
    if task.not_before is not None:
        _raise(node, begin(task.not_before), "SNET")
    for kind, when in around.caps:
        _constrain(node, kind, when)
    if task.constraint is not None and task.constraint.date is not None:
        _constrain(node, task.constraint.type, task.constraint.date)
    if task.start is not None and task.finish is None:
        _constrain(node, "MSO", task.start)
    if task.finish is not None and task.start is None:
        _constrain(node, "MFO", task.finish)


def snap(node: Node) -> None:
    """Typed days become working minutes: the first where something starts, the last where it ends. A node that none
    of them caps, and that may move, is `free`.
    """
    calendar = node.calendar
    if node.work is INSTANTLY and node.floor > PAST:
        node.floor = first_minute(calendar, node.floor)
    if node.due < FAR:
        node.due = last_minute(calendar, node.due)
    if is_uncapped(node):
        node.free = node.state == "planned" and node.fixed is None and not node.open
        return
    node.free = False
    if node.work is INSTANTLY and node.cap_start < FAR:
        node.cap_start = first_minute(calendar, node.cap_start)
    if node.floor_finish > PAST:
        node.floor_finish = last_minute(calendar, node.floor_finish)
    if node.cap_finish < FAR:
        node.cap_finish = last_minute(calendar, node.cap_finish)


def is_uncapped(node: Node) -> bool:
    """Whether no typed date caps a node or asks for its finish."""
    return node.floor_finish == PAST and node.cap_start == node.cap_finish == FAR


def _raise(node: Node, floor: int, detail: str) -> None:
    if floor > node.floor:
        node.floor, node.floor_driver = floor, Driver("constraint", detail=detail)


def _constrain(node: Node, kind: str, when: When) -> None:
    """SNET and FNET push, SNLT and FNLT pull, MSO and MFO do both."""
    node.pinned |= kind in ("MSO", "MFO")
    if kind in ("SNET", "MSO"):
        _raise(node, begin(when), kind)
    if kind in ("SNLT", "MSO"):
        node.cap_start = min(node.cap_start, begin(when))
    if kind in ("FNET", "MFO"):
        node.floor_finish = max(node.floor_finish, end(when))
    if kind in ("FNLT", "MFO"):
        node.cap_finish = min(node.cap_finish, end(when))
