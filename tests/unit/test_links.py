"""Links in columns, and what is looked up for many at once, are what is said of each link and item alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmctl.insights.links import all_links
from pmctl.insights.quality.links import with_predecessor, with_successor
from pmctl.insights.quality.points import base_of
from pmctl.insights.relations import groups_above, wait_at, waited_by, waits, waits_of, with_members, written_links
from pmctl.insights.states import task_categories
from pmctl.load import load
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.model.workspace import resolve
from pmctl.plan import Plan, plan
from pmctl.rules import dangling_finish, dangling_start
from pmctl.rules.references import found, problems
from tests.unit.insights_plan import TODAY

NAMES = ("a", "b", "c", "d", "e", "ana", "two", "g", "two/b", "one/c", "two/x", "nobody")
"""Keys, some of which stand in both projects; a person and a project, which keys may be called as, too; nothing."""


def odd(seed: int) -> Plan:
    """Two projects and a product whose links, people and sprints may mean anything, or nothing."""
    chance = random.Random(seed)
    files = {
        "pmctl.yaml": b"kind: workspace\n",
        "people.yaml": b"kind: people\npeople: {ana: {}, bo: {}}\nteams: {core: {members: [ana, nobody]}}\n",
        "projects/one.yaml": project(chance).encode(),
        "projects/two.yaml": project(chance).encode(),
        "products/shop.yaml": b"kind: product\nid: shop\nfeatures: {f: {after: [g, one/a]}, g: {after: [two, f SS]}}\n",
    }
    return plan(load(Path("plan"), files), TODAY)


def project(chance: random.Random) -> str:
    """Tasks in two groups, one in the other, with links between all of them."""
    keys = ["a", "b", "c", "d", "e", *chance.sample(("ana", "two", "core"), chance.randint(0, 2))]
    tasks = [f"{key}: {{{', '.join(fields(chance))}}}" for key in keys]
    heads = [f"after: [{', '.join(written(chance))}]", "owner: " + chance.choice(("ana", "nobody", "core"))]
    group = ["  g:", f"    {chance.choice(heads)}", "    tasks:", f"      {tasks[0]}", "      h:", "        tasks:"]
    group += [f"          {tasks[1]}", f"          {tasks[2]}"]
    return "\n".join(["kind: project", "tasks:", *group, *(f"  {task}" for task in tasks[3:]), ""])


def fields(chance: random.Random) -> Iterator[str]:
    yield "duration: 1d"
    yield f"after: [{', '.join(written(chance))}]"
    for key, values in {
        "assign": ("ana", "bo | core", "nobody", "role:dev", "two"),
        "owner": ("ana", "core", "nobody", "two"),
        "sprint": ("s1", "a"),
        "status": ("done", "dropped", "doing"),
        "earned-value": ("effort",),
    }.items():
        if chance.random() < 0.2:
            yield f"{key}: {chance.choice(values)}"


def written(chance: random.Random) -> list[str]:
    names = chance.sample(NAMES, chance.randint(0, 4))
    return [name + chance.choice(["", "", "", " SS", " FF", " SF", " + 1d", " FF - 1d"]) for name in names]


PLANS = pytest.mark.parametrize("made", [odd(seed) for seed in range(40)], ids=range(40))


@PLANS
def test_columns_say_of_each_link_what_it_means(made: Plan) -> None:
    workspace, links = made.workspace, all_links(made)
    expected, far, unclear = [], [], set()
    for item in workspace.items.values():
        for place, link in enumerate(item.after if isinstance(item, (Task, Feature)) else ()):
            target = resolve(workspace, item.document, link.target)
            expected.append((item.id, link.text, place, target.id if target else ""))
            far.append(target is not None and target.document != item.document)
            if link.target in workspace.items and f"{item.document}/{link.target}" in workspace.items:
                unclear.add(link.target)
    numbers = range(len(links.afters))
    assert [(links.afters[n], links.links[n].text, links.place(n), links.befores[n]) for n in numbers] == expected
    assert [n in links.far for n in numbers] == far and links.unclear == unclear
    special = [n for n, (_, text, _, before) in enumerate(expected) if before and " " in text]
    assert list(links.special) == special
    assert [wait_at(made, n) for n in numbers if links.befores[n]] == list(waits(made))
    assert [wait for item in workspace.items.values() for wait in written_links(made, item)] == list(waits(made))


@PLANS
def test_a_reference_that_is_not_looked_at_is_sound(made: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = problems.problems(made)
    made.memory.clear()
    monkeypatch.setattr(found, "_doubtful_tasks", lambda plan: set(plan.workspace.items))
    assert problems.problems(made) == usual


@PLANS
def test_who_has_a_predecessor_and_a_successor(made: Plan) -> None:
    states, items = task_categories(made), made.workspace.items
    before = {wait.after for wait in waits(made) if states.get(wait.before) != "dropped"}
    behind = {wait.before for wait in waits(made) if states.get(wait.after) != "dropped"}
    for item in items.values():
        around = {item.id, *(group.id for group in groups_above(made, item))}
        assert (item.id in with_predecessor(made)) == bool(around & before)
        assert (item.id in with_successor(made)) == bool((around | {item.document}) & behind)
    assert with_members(made, ["one/g"]) == {"one/g", "one/a", "one/h", "one/b", "one/c"}


@PLANS
def test_links_to_open_work_are_counted(made: Plan) -> None:
    for project in ("one", "two"):
        base = base_of(made, project)
        bound = {id for task in base.tasks for id in (task.id, *(group.id for group in groups_above(made, task)))}
        expected = [wait for wait in waits(made) if wait.after in bound]
        special = [wait for wait in expected if wait.link.lag or wait.link.kind != "FS"]
        assert base.links == len(expected) and [wait_at(made, number) for number in base.special] == special


@PLANS
def test_what_hangs_by_one_end(made: Plan) -> None:
    starts, ends = {one.item for one in dangling_start.check(made)}, {one.item for one in dangling_finish.check(made)}
    for task in made.workspace.items.values():
        if not isinstance(task, Task) or task.is_group or task_categories(made)[task.id] in ("done", "dropped"):
            continue
        before = [wait.link.kind for wait in waits_of(made, task)]
        of_project = [wait for wait in waits(made) if wait.before == task.document]
        behind = [wait.link.kind for wait in (*waited_by(made, task), *of_project)]
        assert (task.id in starts) == bool(before and not {"FS", "SS"} & {*before})
        assert (task.id in ends) == bool(behind and not {"FS", "FF"} & {*behind})
