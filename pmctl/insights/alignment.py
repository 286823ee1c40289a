"""From the company's objectives to teams: what supports each objective, who works on it, and what supports none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmctl.insights.computed import workers
from pmctl.insights.objectives import supporters
from pmctl.insights.promises import work_behind
from pmctl.insights.ranking.places import open_features
from pmctl.insights.relations import deliveries, groups_above, home_of, leaves_of, resolved, tasks_of
from pmctl.insights.served import features_for
from pmctl.insights.states import category_of, is_over
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered


@dataclass(frozen=True, slots=True)
class Aligned:
    """An objective with what supports it; `level` counts the objectives above it, `who` are ids of teams and people.

    `gap` says why nobody works on it, "" where somebody does, or where its time is over. What supports two above stands
    under both: with all it has under the first, and without under the others, which name the first as `also_under`.
    """

    objective: Objective
    level: int
    features: tuple[Feature, ...]
    projects: tuple[Project, ...]
    who: tuple[str, ...]
    gap: str
    also_under: Objective | None = None


def aligned(plan: Plan, objectives: Sequence[Objective]) -> tuple[Aligned, ...]:
    """Objectives, each under all that it supports, with those below it behind it; what has none above begins anew."""
    wanted = {one.id for one in objectives}
    below = {id for id in wanted for id in supporters(plan).get(id, ()) if id in wanted}
    found: list[Aligned] = []
    first: dict[str, Objective | None] = {}
    for one in (*(one for one in objectives if one.id not in below), *objectives):  # circles have no top
        if one.id not in first:
            found += _branch(plan, one, (), wanted, first)
    return tuple(found)


def _branch(
    plan: Plan, one: Objective, above: tuple[Objective, ...], wanted: set[str], first: dict[str, Objective | None]
) -> Iterator[Aligned]:
    """An objective with those below it; `first` gathers under which one each stands first."""
    if one.id in first:
        yield Aligned(one, len(above), (), (), (), "", first[one.id])
        return
    first[one.id] = above[-1] if above else None
    features = tuple(each for each in features_for(plan, one) if not is_over(plan, each))
    projects = projects_for(plan, one)
    yield Aligned(one, len(above), features, projects, _who(plan, features, projects), gap_of(plan, one))
    around = {one.id, *(each.id for each in above)}
    for id in supporters(plan).get(one.id, ()):
        under = plan.workspace.items[id]
        if id in wanted and id not in around and isinstance(under, Objective):
            yield from _branch(plan, under, (*above, one), wanted, first)


def projects_for(plan: Plan, objective: Objective) -> tuple[Project, ...]:
    """The open projects that support an objective (or a key result of it), or deliver a feature that does."""
    documents = plan.workspace.documents
    homes = {home_of(one) for feature in features_for(plan, objective) for one in work_behind(plan, feature.id)}
    homes |= {one.id for one in documents.values() if isinstance(one, Project) and _supports(plan, one, objective)}
    found = (documents[id] for id in documents if id in homes)
    return tuple(one for one in found if isinstance(one, Project) and not is_over(plan, one))


def _supports(plan: Plan, item: Project | Product, objective: Objective) -> bool:
    meant = {objective.id, *objective.key_results}
    return any(one.id in meant for one in resolved(plan, item, item.supports))


def _who(plan: Plan, features: Sequence[Feature], projects: Sequence[Project]) -> tuple[str, ...]:
    """Teams (and people who are in none) on the unfinished work: of features, else of the projects."""
    behind = [work for one in features for work in work_behind(plan, one.id)] or list(projects)
    tasks = {task.id: task for work in behind for task in leaves_of(plan, work)}
    doing = (who for task in tasks.values() if not is_over(plan, task) for who in workers(plan, task))
    people = (who for who in dict.fromkeys(doing) if who in plan.workspace.people or who in plan.workspace.teams)
    return tuple(dict.fromkeys(_team_of(plan, who) for who in people))


def _team_of(plan: Plan, who: str) -> str:
    """The first team of a person, else who is meant."""
    return next((id for id, team in plan.workspace.teams.items() if who in team.members), who)


@remembered
def _gap(plan: Plan, id: str) -> str:
    objective = plan.workspace.items[id]
    assert isinstance(objective, Objective)
    features = [one for one in features_for(plan, objective) if category_of(plan, one) != "dropped"]
    if any(_is_worked_on(plan, one) for one in features) or projects_for(plan, objective):
        return ""
    if features:
        return f"nothing delivers {', '.join(one.title for one in features)}"
    below = [plan.workspace.items[one].title for one in supporters(plan).get(id, ())]
    return f"nobody works on {', '.join(below)}" if below else "nothing supports it"


def gap_of(plan: Plan, objective: Objective) -> str:
    """Why nobody works on an objective, or on one below it; "" where somebody does, or where its time is over."""
    if objective.period is not None and objective.period.last < plan.today:
        return ""
    seen, waiting = {objective.id}, [objective.id]
    while waiting:
        id = waiting.pop()
        if not _gap(plan, id):
            return ""
        more = [one for one in supporters(plan).get(id, ()) if one not in seen]
        seen.update(more)
        waiting += more
    return _gap(plan, objective.id)


def _is_worked_on(plan: Plan, feature: Feature) -> bool:
    """Is there work behind it, or is it done?"""
    return category_of(plan, feature) == "done" or any(isinstance(one, Task) for one in _work(plan, feature))


def _work(plan: Plan, feature: Feature) -> Iterator[Item]:
    for one in work_behind(plan, feature.id):
        yield from leaves_of(plan, one)


def unaligned(plan: Plan, product: Product) -> tuple[Feature, ...]:
    """The open features of a product that neither name an objective or key result nor stand in one that does."""
    return tuple(one for one in open_features(plan, product.id) if not _serves(plan, one))


def _serves(plan: Plan, feature: Feature) -> bool:
    around = (one for one in (feature, *groups_above(plan, feature)) if isinstance(one, Feature))
    return any(one.supports or one.success for one in around)


def unaligned_projects(plan: Plan, projects: Sequence[Project]) -> tuple[Project, ...]:
    """The open projects that support no objective and deliver no feature."""
    delivering = {home_of(plan.workspace.items[id]) for id in deliveries(plan)}
    return tuple(
        one
        for one in projects
        if not is_over(plan, one) and not one.supports and one.id not in delivering and tasks_of(plan, one.id)
    )
