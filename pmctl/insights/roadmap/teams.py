"""Which teams work on a feature, and what one team waits for that another does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmctl.insights.computed import workers
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import leaves_of, waits
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.people import Team
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Handing:
    """`after`, which one lane does, waits for `before`, which another lane does; both lanes by their key."""

    lane_before: str
    lane_after: str
    before: Item
    after: Item


def teams_of(plan: Plan, item: Item) -> tuple[Team, ...]:
    """The teams of a task or feature: one that owns it or is assigned; else the team, where it is one only, of each who
    does it, or of who owns it.
    """
    teams = plan.workspace.teams
    named = [choice.name for one in getattr(item, "assign", None) or () for choice in one.choices]
    found = [teams[name] for name in (item.owner, *named) if name in teams]
    if not found:
        homes = _homes(plan)
        found = [homes[who] for who in workers(plan, item) if who in homes]
    return tuple({team.id: team for team in found}.values())


@remembered
def _homes(plan: Plan) -> Mapping[str, Team]:
    """The team of each person who is in one only."""
    found: dict[str, list[Team]] = {}
    for team in plan.workspace.teams.values():
        for who in dict.fromkeys(team.members):
            found.setdefault(who, []).append(team)
    return {who: teams[0] for who, teams in found.items() if len(teams) == 1}


def teams_behind(plan: Plan, feature: Feature) -> tuple[Team, ...]:
    """The teams of the open work behind a feature; where no work tells one, of the feature itself."""
    found = {team.id: team for task in open_work(plan, feature) for team in teams_of(plan, task)}
    return tuple(found.values()) or teams_of(plan, feature)


def open_work(plan: Plan, feature: Feature) -> tuple[Task, ...]:
    """The open tasks without parts that deliver a feature."""
    found = {leaf.id: leaf for part in work_behind(plan, feature.id) for leaf in leaves_of(plan, part)}
    return tuple(leaf for leaf in found.values() if not is_over(plan, leaf))


def links_between_teams(plan: Plan, features: Iterable[Feature]) -> tuple[Handing, ...]:
    """The links from open work of one team to open work of another, behind some features."""
    lanes: dict[str, Sequence[str]] = {}
    for feature in features:
        lanes[feature.id] = [team.id for team in teams_behind(plan, feature)]
        for task in open_work(plan, feature):
            lanes[task.id] = [team.id for team in teams_of(plan, task)]
    return links_between(plan, lanes)


def links_between(plan: Plan, lanes: Mapping[str, Sequence[str]]) -> tuple[Handing, ...]:
    """The links between items that share no lane, as the plan has them; `lanes` has the keys of each item's."""
    items = plan.workspace.items
    found: list[Handing] = []
    for wait in waits(plan):
        before, after = lanes.get(wait.before, ()), lanes.get(wait.after, ())
        if set(before) & set(after):
            continue
        found += [Handing(one, other, items[wait.before], items[wait.after]) for one in before for other in after]
    return tuple(found)
