"""What the schedule before was prepared from, so that for the next one only that is prepared which differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import NamedTuple

from pmctl.model.workspace import Workspace
from pmctl.network import network, renewed
from pmctl.record import dataclass
from pmctl.scheduling.around import Around
from pmctl.scheduling.node import Node
from pmctl.scheduling.preparation import Preparation


class _Kept(NamedTuple):
    """The node of a task as it is on any day, and as of the day of the schedule, with what surrounded it."""

    around: Around
    draft: Node
    node: Node


@dataclass(slots=True)
class Memory:
    """What was prepared last. Empty: nothing was.

    Give one to the schedules of workspaces that share most of their items (`is`): revisions read by one `Reader`,
    choices of edits, variations; on another day as well. It never changes a schedule, and holds that of one workspace.
    Nodes are shared by the schedules, so nobody changes them; those that a pass may change are made anew.
    """

    _last: Preparation | None = None
    _kept: Mapping[str, _Kept] = field(default_factory=dict)

    def prepared(self, workspace: Workspace, today: date, level: bool) -> tuple[Preparation, list[Node]]:
        """What turns the tasks of a workspace into nodes, and these nodes."""
        last = self._last
        graph = renewed(last.graph, last.workspace, workspace) if last is not None else None
        if graph is None:
            graph = network(workspace)
        preparation = Preparation(workspace, graph, today, level, last)
        nodes = self._nodes(preparation)
        self._last = preparation
        return preparation, nodes

    def _nodes(self, preparation: Preparation) -> list[Node]:
        """A node for each of the graph, those of unchanged tasks as they were."""
        last, graph, around_of = self._last, preparation.graph, preparation.surroundings.of
        known = self._kept if last is not None and last.terms == preparation.terms else {}
        is_same_day = last is not None and last.today == preparation.today
        found: list[Node] = []
        kept: dict[str, _Kept] = {}
        for index, task in enumerate(graph.tasks):
            if task is None:
                found.append(preparation.node(index))
                continue
            one, around = known.get(task.id), around_of(task.group, task.document)
            if one is None or one.draft.task is not task or one.around is not around:
                one = _made(preparation, around, preparation.draft(index, around))
            elif one.draft.index != index:
                one = _made(preparation, around, one.draft.numbered(index))
            elif not (is_same_day or one.node is one.draft) or one.node.open or one.node.alap:
                one = _made(preparation, around, one.draft)
            kept[task.id] = one
            found.append(one.node)
        self._kept = kept
        return found


def _made(preparation: Preparation, around: Around, draft: Node) -> _Kept:
    """What is kept of a task, its node as of today made anew."""
    if draft.state == "finished":
        return _Kept(around, draft, draft)
    return _Kept(around, draft, preparation.dated(draft.numbered(draft.index), around))
