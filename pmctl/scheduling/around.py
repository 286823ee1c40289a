"""What surrounds a task: the dates, calendar and priority that it has from its groups and its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmctl.model.project import USUAL_PRIORITY, Project, Task
from pmctl.model.workspace import Workspace, category
from pmctl.quantity import When
from pmctl.record import dataclass
from pmctl.scheduling.node import FAR, PAST
from pmctl.scheduling.rows import Driver
from pmctl.scheduling.typed_dates import begin, end


@dataclass(frozen=True, slots=True)
class Around:
    """What a task inherits from the groups around it and its document.

    `rank` are the priorities of the document and of a task that has none of its own, as levelling orders by them (the
    higher, the smaller the number); `waits` says that open work waits for today (not with `rescheduling:
    false`), `from_finish` that the document is scheduled from its finish.
    """

    calendar: str
    rank: tuple[int, int]
    level: bool
    floor: int = PAST
    driver: Driver | None = None
    due: int = FAR
    done: bool = False
    waits: bool = True
    from_finish: bool = False
    caps: tuple[tuple[str, When], ...] = ()


class Surroundings:
    """What holds in each group and document of a workspace, worked out once; what is as `before` is the same object."""

    def __init__(self, workspace: Workspace, levelling: bool, before: Surroundings | None = None) -> None:
        self.workspace = workspace
        self.levelling = levelling
        self._known: dict[str, Around] = {}
        self._before: Mapping[str, Around] = before._known if before is not None else {}

    def of(self, group: str, document: str) -> Around:
        """What holds for everything in a group, or (without one) in a document."""
        key = group or document
        found = self._known.get(key)
        if found is None:
            item = self.workspace.items.get(group) if group and group != document else None
            found = self._of_group(item) if isinstance(item, Task) else self._of_document(document)
            earlier = self._before.get(key)
            found = self._known[key] = earlier if earlier == found and earlier is not None else found
        return found

    def _of_document(self, document: str) -> Around:
        project = self.workspace.documents.get(document)
        calendar = project.calendar if project is not None else ""
        weight = USUAL_PRIORITY if project is None or project.priority is None else project.priority
        rank = (-weight, -USUAL_PRIORITY)
        if not isinstance(project, Project):
            return Around(calendar, rank, self.levelling and self.workspace.levelling)
        from_finish = project.schedule_from == "finish"
        floor = begin(project.start) if project.start and not from_finish else PAST
        return Around(
            calendar,
            rank,
            level=self.levelling and (self.workspace.levelling if project.levelling is None else project.levelling),
            floor=floor,
            driver=Driver("document-start", document) if floor > PAST else None,
            due=end(project.due) if project.due else FAR,
            waits=project.rescheduling,
            from_finish=from_finish,
        )

    def _of_group(self, group: Task) -> Around:
        outer = self.of(group.group, group.document)
        if not _says_something(group):
            return outer
        floor, driver, caps = outer.floor, outer.driver, outer.caps
        early = [("SNET", group.not_before), ("SNET", group.start)]
        if group.constraint is not None:
            if group.constraint.type == "SNET":
                early.append(("SNET", group.constraint.date))
            elif group.constraint.date is not None:
                caps = (*caps, (group.constraint.type, group.constraint.date))
        for kind, when in early:
            if when is not None and begin(when) > floor:
                floor, driver = begin(when), Driver("constraint", group.id, detail=kind)
        return replace(
            outer,
            calendar=group.calendar or outer.calendar,
            level=outer.level and group.level,
            floor=floor,
            driver=driver,
            due=min(outer.due, end(group.due)) if group.due else outer.due,
            rank=(outer.rank[0], -group.priority) if group.priority is not None else outer.rank,
            done=outer.done or bool(group.status and category(self.workspace, group.status) == "done"),
            caps=caps,
        )


def _says_something(group: Task) -> bool:
    """Whether a group says anything that holds for its members; most do nothing but gather them."""
    dates = group.not_before or group.start or group.due or group.constraint
    return bool(dates or group.calendar or group.status or group.priority is not None or not group.level)
