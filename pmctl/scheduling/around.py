"""What surrounds a task: the dates, calendar and priority that it has from its groups and its document."""

from __future__ import annotations

from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, category
from pmctl.quantity import When
from pmctl.record import dataclass
from pmctl.scheduling.node import FAR
from pmctl.scheduling.schedule import Driver
from pmctl.scheduling.typed_dates import begin, end


@dataclass(frozen=True, slots=True)
class Around:
    """What a task inherits from the groups around it and its document."""

    floor: int
    driver: Driver | None
    due: int
    calendar: str
    priority: int | None
    done: bool
    level: bool
    caps: tuple[tuple[str, When], ...]


class Surroundings:
    """What holds in each group and document of a workspace, worked out once."""

    def __init__(self, workspace: Workspace, levelling: bool) -> None:
        self.workspace = workspace
        self.levelling = levelling
        self._known: dict[str, Around] = {}

    def of(self, group: str, document: str) -> Around:
        """What holds for everything in a group, or (without one) in a document."""
        key = group or document
        found = self._known.get(key)
        if found is None:
            item = self.workspace.items.get(group) if group and group != document else None
            found = self._of_group(item) if isinstance(item, Task) else self._of_document(document)
            self._known[key] = found
        return found

    def _of_document(self, document: str) -> Around:
        project = self.workspace.documents.get(document)
        calendar = project.calendar if project is not None else ""
        if not isinstance(project, Project):
            return Around(-FAR, None, FAR, calendar, None, False, self.levelling and self.workspace.levelling, ())
        floor = begin(project.start) if project.start and project.schedule_from != "finish" else -FAR
        due = end(project.due) if project.due else FAR
        driver = Driver("document-start", document) if floor > -FAR else None
        level = self.levelling and (self.workspace.levelling if project.levelling is None else project.levelling)
        return Around(floor, driver, due, calendar, None, False, level, ())

    def _of_group(self, group: Task) -> Around:
        outer = self.of(group.group, group.document)
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
        due = min(outer.due, end(group.due)) if group.due else outer.due
        done = outer.done or bool(group.status and category(self.workspace, group.status) == "done")
        priority = group.priority if group.priority is not None else outer.priority
        return Around(
            floor, driver, due, group.calendar or outer.calendar, priority, done, outer.level and group.level, caps
        )
