"""The health of documents in two plans: which of its sides have another level, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.health.levels import Dimension, Level, rank
from pmctl.insights.health.verdict import health_of
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class HealthChange:
    """A document (`dimension` empty) or one side of its health that has another level, with the text that shows it."""

    document: str
    dimension: str
    was: Level
    now: Level
    text: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Did it get worse? What cannot be judged any more did not."""
        return rank(self.now) > rank(self.was)


def health_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[HealthChange, ...]:
    """Every document of both plans whose health, or a side of it, has another level; the document before its sides."""
    found: list[HealthChange] = []
    for id in after.workspace.documents:
        earlier = former_id(id, former)
        if earlier in before.workspace.documents:
            found += _of_document(before, after, earlier, id)
    return tuple(found)


def _of_document(before: Plan, after: Plan, earlier: str, id: str) -> Iterator[HealthChange]:
    was, now = health_of(before, earlier), health_of(after, id)
    if was.level != now.level:
        yield HealthChange(id, "", was.level, now.level)
    sides = {side.name: side for side in was.dimensions}
    for side in now.dimensions:
        other = sides.get(side.name)
        if other is not None and other.level != side.level:
            yield HealthChange(id, side.name, other.level, side.level, _shown(side), side.evidence)


def _shown(side: Dimension) -> str:
    return side.text or side.value
