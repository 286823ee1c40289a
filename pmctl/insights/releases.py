"""What a release brings, how much of it is there, and whether its launch is ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmctl.insights.promises import forecast_of, is_late
from pmctl.insights.relations import deliverers, family, release_of
from pmctl.insights.states import category_of, is_over
from pmctl.insights.voices import below
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

ENABLING: Mapping[str, str] = {"docs": "user documentation", "support": "support training"}
"""Tags of launch tasks that somebody must plan, and what is lacking where no task has one."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Launch tasks that were not dropped, those that are done, and those that are late."""

    tasks: tuple[Task, ...]
    done: tuple[Task, ...]
    late: tuple[Task, ...]

    @property
    def text(self) -> str:
        """`READY 14/17`."""
        return f"READY {len(self.done)}/{len(self.tasks)}"


@remembered
def _scopes(plan: Plan) -> Mapping[str, tuple[Feature, ...]]:
    found: dict[str, list[Feature]] = {}
    for item in plan.workspace.items.values():
        release = release_of(plan, item) if isinstance(item, Feature) and not item.children else None
        if release is not None and isinstance(item, Feature) and category_of(plan, item) != "dropped":
            found.setdefault(release.id, []).append(item)
    return {id: tuple(features) for id, features in found.items()}


def scope_of(plan: Plan, release: Release) -> tuple[Feature, ...]:
    """The features of a release in file order, those of its groups of features too; less what was dropped."""
    return _scopes(plan).get(release.id, ())


def without_plan(plan: Plan, item: Item) -> tuple[Feature, ...]:
    """The open features in a planned release, or in a feature with parts, of which its forecast knows nothing.

    No plan delivers them, nor what they are part of, or what delivers them has no date.
    """
    if is_over(plan, item):
        return ()
    parts = (
        scope_of(plan, item) if isinstance(item, Release) else below(plan, item) if isinstance(item, Feature) else ()
    )
    return tuple(one for one in parts if not (one.children or is_over(plan, one) or _is_dated(plan, one)))


def _is_dated(plan: Plan, feature: Feature) -> bool:
    """Does work with a date deliver a feature, or the whole of which it is a part?"""
    behind = (feature, *(work for one in family(plan, feature) for work in deliverers(plan, one)))
    return any(forecast_of(plan, one).date is not None for one in behind)


def say_without_plan(count: int) -> str:
    """What is said behind a forecast that knows nothing of so many features: `2 without a plan`; "" for none."""
    return f"{count} without a plan" if count else ""


def shipped(plan: Plan, features: Iterable[Feature]) -> tuple[Feature, ...]:
    """Those features that are there."""
    return tuple(one for one in features if category_of(plan, one) == "done")


def launch_tasks(plan: Plan, release: Release) -> tuple[Task, ...]:
    """What is to be done for the launch, in file order, less what was dropped."""
    found = (plan.workspace.items.get(id) for id in release.launch)
    return tuple(one for one in found if isinstance(one, Task) and category_of(plan, one) != "dropped")


def readiness(plan: Plan, tasks: Sequence[Task]) -> Readiness:
    """How far some launch tasks are; late is what is not done and overdue, or expected after its promise."""
    done = tuple(one for one in tasks if category_of(plan, one) == "done")
    return Readiness(tuple(tasks), done, tuple(one for one in tasks if is_late(plan, one)))


def not_planned(tasks: Iterable[Task]) -> tuple[str, ...]:
    """What no launch task is for: `no user documentation planned`."""
    tags = {tag for one in tasks for tag in one.tags}
    return tuple(f"no {what} planned" for tag, what in ENABLING.items() if tag not in tags)


def talking_point(feature: Feature) -> str:
    """What is said of a feature: the first paragraph of its description, on one line."""
    for paragraph in feature.description.split("\n\n"):
        if paragraph.strip():
            return " ".join(paragraph.split())
    return ""
