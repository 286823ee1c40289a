"""Workspaces with some of their edits made: any choice can be scheduled; all of them, and none, are the two sides."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.changes.applied import application, applied, made
from pmctl.changes.edits import Edit, edits
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.plan import plan
from pmctl.rules.judging.run import findings
from pmctl.scheduling import schedule
from tests.unit.insights_plan import plan_of
from tests.unit.schedule_plans import SOME, TODAY, Made, Plan, plans

MADE_UP = plans(hard=True, due=True, progress=True)


def dates(workspace: Workspace) -> object:
    found = schedule(workspace, TODAY)
    return found.tasks, found.documents, found.unscheduled


def some_of(everything: tuple[Edit, ...], data: st.DataObject) -> list[Edit]:
    return data.draw(st.lists(st.sampled_from(everything), unique=True)) if everything else []


def both_ends_hold(was: Workspace, now: Workspace) -> tuple[Edit, ...]:
    """All edits make the second side, none the first: the same dates, and nothing left to edit. The edits."""
    prepared = application(was, now)
    for chosen, side in (((), was), (prepared.edits, now)):
        workspace = made(prepared, chosen)
        assert dates(workspace) == dates(side)
        assert edits(workspace, side) == ()
        assert {id: type(item) for id, item in workspace.items.items()} == {
            id: type(item) for id, item in side.items.items()
        }
        assert {id: sorted(one.top) for id, one in workspace.documents.items()} == {
            id: sorted(one.top) for id, one in side.documents.items()
        }
    return prepared.edits


@SOME
@given(MADE_UP, MADE_UP, st.data())
def test_any_choice_of_edits_can_be_scheduled(before: Plan, after: Plan, data: st.DataObject) -> None:
    was, now = before.load(), after.load()
    schedule(applied(was, now, some_of(both_ends_hold(was, now), data)), TODAY)


# --- other ids, other places ------------------------------------------------------------------------------------------


def with_names(plan: Plan) -> Plan:
    """The plan whose tasks have names, by which they are known under other ids."""
    return replace(plan, tasks=tuple({"name": f"Task {number}", **task} for number, task in enumerate(plan.tasks)))


def with_other_ids(plan: Plan, numbers: frozenset[int]) -> Workspace:
    """The plan in which some tasks have other ids, wherever they are named."""

    def other(found: re.Match[bytes]) -> bytes:
        return b"step-" + found[1] if int(found[1]) in numbers else found[0]

    files = {name: re.sub(rb"\bt(\d+)\b", other, content) for name, content in plan.files().items()}
    return load(Path("plans"), files).workspace


def regrouped(plan: Plan, random: Random) -> Plan:
    """The plan with other groups around its tasks, some of which take longer."""
    count = len(plan.tasks)
    first = random.randrange(count)
    groups: tuple[tuple[int, int, Made], ...] = ((first, min(first + random.randrange(3), count - 1), {}),)
    tasks = tuple({**task, "priority": 700} if random.random() < 0.3 else task for task in plan.tasks)
    return replace(plan, groups=groups, tasks=tasks)


@SOME
@given(MADE_UP, st.frozensets(st.integers(0, 11)), st.randoms(use_true_random=False), st.data())
def test_any_choice_among_renames_and_moves_can_be_scheduled(
    plan: Plan, numbers: frozenset[int], random: Random, data: st.DataObject
) -> None:
    named = with_names(plan)
    was, now = named.load(), with_other_ids(regrouped(named, random), numbers)
    schedule(applied(was, now, some_of(both_ends_hold(was, now), data)), TODAY)


@SOME
@given(MADE_UP, st.frozensets(st.integers(0, 11)), st.data())
def test_references_follow_only_the_renames_that_are_made(
    plan: Plan, numbers: frozenset[int], data: st.DataObject
) -> None:
    """Each choice of renames is the plan in which just these tasks have other ids."""
    named = with_names(plan)
    was, now = named.load(), with_other_ids(named, numbers)
    chosen = some_of(edits(was, now), data)
    some = frozenset(int(edit.id.rpartition("-")[2]) for edit in chosen)
    assert dates(applied(was, now, chosen)) == dates(with_other_ids(named, some))


# --- by hand ----------------------------------------------------------------------------------------------------------


def only(was: Workspace, now: Workspace, *ids: str) -> Workspace:
    """`was` with the edits of these ids."""
    found = [edit for edit in edits(was, now) if edit.id in ids]
    assert {edit.id for edit in found} == set(ids)
    return applied(was, now, found)


def test_what_stands_in_a_group_that_is_not_there_stands_around_it() -> None:
    tasks = "{outer: {tasks: {a: {}, inner: {tasks: {b: {effort: 2d}, c: {}}}}}}"
    was = plan_of(p="{kind: project, tasks: {a: {}}}").workspace
    now = plan_of(p=f"{{kind: project, tasks: {tasks}}}").workspace
    some = only(was, now, "p/outer", "p/b")
    outer, b = some.items["p/outer"], some.items["p/b"]
    assert isinstance(outer, Task) and outer.children == ("p/b",) and b.group == "p/outer"
    gone = only(now, was, "p/outer", "p/inner")
    assert {item.group for item in gone.items.values() if item.id in ("p/a", "p/b", "p/c")} == {""} or (
        gone.items["p/a"].group == ""
    )
    assert sorted(gone.documents["p"].top) == ["p/a", "p/b", "p/c"]


def test_two_groups_put_into_each_other_both_stay() -> None:
    was = plan_of(p="{kind: project, tasks: {a: {tasks: {b: {tasks: {x: {}}}}}}}").workspace
    now = plan_of(p="{kind: project, tasks: {b: {tasks: {x: {}, a: {tasks: {}}}}}}").workspace
    both_ends_hold(was, now)
    some = only(was, now, "p/a")  # into b, which is still in it
    assert {"p/a", "p/b", "p/x"} <= set(some.items)
    schedule(some, TODAY)


def test_a_task_that_gets_tasks_is_a_group_as_soon_as_one_is_there() -> None:
    was = plan_of(p="{kind: project, tasks: {a: {effort: 2d}}}").workspace
    now = plan_of(p="{kind: project, tasks: {a: {tasks: {b: {effort: 3d}}}}}").workspace
    both_ends_hold(was, now)
    a = only(was, now, "p/b").items["p/a"]
    assert isinstance(a, Task) and a.is_group and a.children == ("p/b",)


def test_what_belongs_to_a_document_that_is_not_there_is_left_out() -> None:
    was = plan_of(p="{kind: project, tasks: {a: {}}}").workspace
    now = plan_of(p="{kind: project, tasks: {a: {}}}", q="{kind: project, tasks: {b: {after: p/a}}}").workspace
    assert "q/b" not in only(was, now, "q/b").items
    assert "q/b" in only(was, now, "q", "q/b").items


def test_a_document_under_its_former_id_keeps_what_is_edited_in_it() -> None:
    was = plan_of(p="{kind: project, tasks: {a: {}, b: {}}}", q="{kind: project, tasks: {x: {after: p/a}}}").workspace
    now = plan_of(r="{kind: project, tasks: {a: {effort: 3d}, b: {}}}", q="{kind: project, tasks: {x: {after: r/a}}}")
    both_ends_hold(was, now.workspace)
    some = only(was, now.workspace, "r/a")
    a, x = some.items["p/a"], some.items["q/x"]
    assert isinstance(a, Task) and a.effort is not None and a.document == "p"
    assert isinstance(x, Task) and x.after[0].target == "p/a"
    renamed = only(was, now.workspace, "r")
    a, x = renamed.items["r/a"], renamed.items["q/x"]
    assert isinstance(a, Task) and a.effort is None and a.document == "r"
    assert isinstance(x, Task) and x.after[0].target == "r/a"


def test_somebody_under_another_id_is_still_who_does_it() -> None:
    people = "{{kind: people, people: {{{0}: {{name: Ana, availability: 50%}}}}}}"
    plan_text = "{{kind: project, tasks: {{a: {{effort: {1}, assign: {0}}}}}}}"
    was = plan_of(p=plan_text.format("ana", "5d"), people=people.format("ana")).workspace
    now = plan_of(p=plan_text.format("anna", "6d"), people=people.format("anna")).workspace
    both_ends_hold(was, now)
    for ids, who in ((("p/a",), "ana"), (("anna",), "anna")):
        some = only(was, now, *ids)
        assert list(some.people) == [who] == [item.id for item in some.people.values()]
        assert schedule(some, TODAY).tasks["p/a"].bookings[0].who == who


def test_values_follow_the_units_by_which_they_were_read() -> None:
    text = "{kind: project, tasks: {a: {duration: 5d}}}"
    was, now = (plan_of(p=text, pmctl=f"{{kind: workspace, units: {{day: {day}}}}}").workspace for day in ("8h", "4h"))
    both_ends_hold(was, now)


@pytest.mark.parametrize("name", ["acme", "portfolio"])
def test_an_example_without_anything_and_back(name: str) -> None:
    """From one document of an example to all of it, in two halves; every rule can look at what stands between."""
    root = Path(__file__).resolve().parents[2] / "examples" / name
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
    few = {path: content for number, (path, content) in enumerate(files.items()) if number % 3}
    loaded, now = load(root, few), load(root, files).workspace
    found = both_ends_hold(loaded.workspace, now)
    between = applied(loaded.workspace, now, found[::2])
    findings(plan(replace(loaded, workspace=between), TODAY))
