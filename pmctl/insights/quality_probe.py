"""Point 12 of schedule quality: does a delay of the critical path move the end? Tried by rescheduling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pmctl.insights.quality import Found, Point, base_of, limit_of, minutes_of, say_limit
from pmctl.insights.quality_links import NO_WORK
from pmctl.insights.relations import waits
from pmctl.insights.working_time import calendars_of
from pmctl.model.workspace import Workspace
from pmctl.network import FROM_FINISH, Network, network
from pmctl.plan import Plan, remembered
from pmctl.scheduling import schedule
from pmctl.scheduling.schedule import Schedule
from pmctl.variation import slipped

NEAR = Fraction(95, 100)
"""Absences and calendars along the path make a delay a little longer or shorter."""


@remembered
def broken_critical_path(plan: Plan, document: str) -> Point:
    """Point 12: with a task at the head of the path 600 working days longer, by how many the project's end moves.

    The plan is rescheduled without levelling, for it asks about links. What is found is the task that was made longer.
    """
    limit = limit_of(plan, "probe")
    if not base_of(plan, document).tasks:
        return Point("n/a", limit=limit, text=NO_WORK)
    world = _without_strangers(plan, document)
    before = schedule(world, plan.today, level=False)
    head = _head(network(world), before, document)
    if not head:
        return Point("n/a", limit=limit, text=NO_WORK)
    after = schedule(slipped(world, before, head, minutes_of(plan, "probe")), plan.today, level=False)
    ends = before.documents[document].finish, after.documents[document].finish
    minutes = calendars_of(plan).of_document(document).work_between(*ends)
    value = Fraction(minutes, plan.workspace.units.day)
    found = (Found(head, f"made {say_limit(plan, 'probe')} longer"),)
    return Point("pass" if value >= limit * NEAR else "fail", value, limit, found=found, text=f"on {head}")


def _without_strangers(plan: Plan, document: str) -> Workspace:
    """The workspace less the documents that this one does not wait for: they cannot move its end."""
    workspace = plan.workspace
    before: dict[str, set[str]] = {}
    for wait in waits(plan):
        home, other = wait.after.partition("/")[0], wait.before.partition("/")[0]
        before.setdefault(home, set()).add(other)
    needed, left = {document}, [document]
    while left:
        new = before.get(left.pop(), set()) - needed
        needed |= new
        left += sorted(new)
    strangers = workspace.documents.keys() - needed
    items = {id: item for id, item in workspace.items.items() if id.partition("/")[0] not in strangers}
    documents = {id: one for id, one in workspace.documents.items() if id not in strangers}
    return replace(workspace, items=items, documents=documents)


def _head(graph: Network, dates: Schedule, document: str) -> str:
    """The first open work on the path that leads, link by link, to the last task of a document; "" where none is open.

    At each step the predecessor is taken whose event is the latest, whether or not a typed date broke the link.
    """
    rows = dates.tasks
    ends = [index for index, task in enumerate(graph.tasks) if task and task.document == document and task.id in rows]
    at = max(ends, key=lambda index: (rows[graph.ids[index]].finish, graph.ids[index]), default=None)
    head = ""
    while at is not None:
        row = rows[graph.ids[at]]
        if row.state != "finished" and not row.milestone:
            head = row.id
        at = max(_open_before(graph, dates, at), default=(0, "", None))[2]
    return head


def _open_before(graph: Network, dates: Schedule, index: int) -> Iterator[tuple[int, str, int]]:
    """The open predecessors of a node, through groups: the instant of the event that is waited for, id and node."""
    left, seen = [index], {index}
    while left:
        for before, kind, lag, _ in graph.incoming[left.pop()]:
            row = dates.tasks.get(graph.ids[before]) if graph.tasks[before] else None
            if graph.tasks[before] is None and before not in seen:
                seen.add(before)
                left.append(before)
            elif row is not None and row.state != "finished":
                event = row.finish if kind in FROM_FINISH else row.start
                yield event + (lag.minutes if lag else 0), row.id, before
