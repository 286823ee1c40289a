"""Links that others imply: which ones, and that the schedule is the same without them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pmctl.insights.quality import redundant
from pmctl.insights.quality.redundant import Redundant, redundant_links
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.plan import Plan, plan
from pmctl.quantity import Lag
from pmctl.scheduling import schedule
from tests.unit.insights_plan import TODAY, plan_of


def found(**tasks: str) -> list[str]:
    """The redundant links of a project: `c="2d, after: [a, b]"` is a task of two days."""
    rows = "\n".join(f"  {key}: {{duration: {text}}}" for key, text in tasks.items())
    made = plan_of(checkout=f"kind: project\ntasks:\n{rows}\n")
    return [f"{one.item.rpartition('/')[2]}: {one.text}" for one in redundant_links(made)]


@pytest.mark.parametrize(
    ("b", "c", "redundant"),
    [
        ("2d, after: a", "1d, after: [a, b]", ["c: a"]),
        ("2d, after: a", "1d, after: [a SS, b]", ["c: a SS"]),
        ("2d, after: a", "1d, after: [a FF, b SS]", ["c: a FF"]),
        ("2d, after: a SS", "1d, after: [a SS, b SS]", ["c: a SS"]),
        ("2d, after: a FF", "1d, after: [a FF, b FF]", ["c: a FF"]),
        ("2d, after: a FF", "1d, after: [a, b]", ["c: a"]),  # the finish of b is not before that of a
        ("2d, after: a + 1d", "1d, after: [a, b]", ["c: a"]),
        ("2d, after: a", "1d, after: [a + 1d, b + 1d]", ["c: a + 1d"]),
        ("2d, after: a", "1d, after: [a - 1d, b]", ["c: a - 1d"]),
        # what may bind
        ("2d, after: a SS", "1d, after: [a, b]", []),
        ("2d, after: a FF", "1d, after: [a, b SS]", []),
        ("2d, after: a", "1d, after: [a, b FF]", []),
        ("2d, after: a", "1d, after: [a + 1d, b]", []),
        ("2d, after: a", "1d, after: [a + 1ed, b + 1d]", []),
        ("2d, after: a", "1d, after: [a + 1d, b + 1ed]", []),
        ("2d, after: a - 1d", "1d, after: [a, b]", []),
        ("2d, after: a", "1d, after: [a, b - 25%]", []),
        ("2d, after: a, start: 2026-02-11", "1d, after: [a, b]", []),
        ("2d, after: a, constraint: {type: FNLT, date: 2026-02-11}", "1d, after: [a, b]", []),
        ("2d, after: a, started: 2026-02-09", "1d, after: [a, b]", []),
        ("2d, after: a, status: dropped", "1d, after: [a, b]", []),
        ("2d, after: a", "1d, after: [a, b], started: 2026-02-09", []),
        ("2d, after: a", "1d, after: [a, a + 1d]", []),  # the same link twice has a rule of its own
    ],
)
def test_a_link_that_a_chain_implies(b: str, c: str, redundant: list[str]) -> None:
    assert found(a="3d", b=b, c=c) == redundant


def test_through_groups() -> None:
    made = plan_of(
        checkout="""
        kind: project
        tasks:
          a: {duration: 1d}
          g: {after: a, tasks: {b: {duration: 1d, after: a}, c: {duration: 1d, after: b}}}
          d: {duration: 1d, after: [g, c]}
        """
    )
    assert {(one.item, one.text, one.via) for one in redundant_links(made)} == {
        ("checkout/b", "a", "checkout/g"),
        ("checkout/d", "c", "checkout/g"),
    }


def test_a_long_chain_from_end_to_end() -> None:
    tasks = {f"t{n}": f"1d, after: t{n - 1}" for n in range(1, 300)}
    tasks["t299"] = "1d, after: [t298, t0]"
    assert found(t0="1d", **tasks) == ["t299: t0"]


# --- what nobody would think of ---------------------------------------------------------------------------------------


def tangle(chance: random.Random) -> str:
    """A project of fourteen tasks in two groups, linked in all ways, some pinned, begun or in other calendars."""
    lines = []
    for n in range(14):
        links = [f"t{before}{kind_and_lag(chance)}" for before in chance.sample(range(n), min(n, chance.randint(0, 4)))]
        more = chance.choice([""] * 8 + [", start: 2026-02-16", ", calendar: short", ", started: 2026-02-09"])
        lines.append(f"t{n}: {{duration: {chance.randint(1, 5)}d, after: [{', '.join(links)}]{more}}}")
    inner, outer = lines[4:7], lines[:4] + lines[7:]
    group = ["  g:", f"    after: t{chance.randint(0, 3)}", "    tasks:", *(f"      {line}" for line in inner)]
    return "\n".join(["kind: project", "tasks:", *(f"  {line}" for line in outer), *group])


def kind_and_lag(chance: random.Random) -> str:
    kind = chance.choice(["", "", "", " SS", " FF", " SF"])
    return kind + chance.choice([""] * 5 + [" + 1d", " + 2d", " - 1d", " + 1ed", " + 50%"])


def without(workspace: Workspace, item: str, text: str) -> Workspace:
    """The workspace less one link."""
    task = workspace.items[item]
    assert isinstance(task, Task)
    place = next(index for index, link in enumerate(task.after) if link.text == text)
    changed = replace(task, after=task.after[:place] + task.after[place + 1 :])
    return replace(workspace, items={**workspace.items, item: changed})


@pytest.mark.parametrize("seed", range(60))
def test_nothing_moves_without_a_redundant_link(seed: int) -> None:
    settings = b"kind: workspace\ncalendars: {short: {hours: {mon-wed: '10:00-15:00'}}}\n"
    files = {"pmctl.yaml": settings, "projects/p.yaml": tangle(random.Random(seed)).encode()}
    loaded = load(Path("plan"), files)
    assert not [one for one in loaded.diagnostics if one.severity == "error"], loaded.diagnostics
    made = plan(loaded, TODAY)
    before = {id: (row.start, row.finish) for id, row in schedule(made.workspace, TODAY, level=False).tasks.items()}
    for one in redundant_links(made):
        after = schedule(without(made.workspace, one.item, one.text), TODAY, level=False).tasks
        assert {id: (row.start, row.finish) for id, row in after.items()} == before, one


@pytest.mark.parametrize("seed", range(60))
def test_what_is_found_is_what_the_definition_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In circles, too: half of the plans have some. A few goals at a time find what all at once find."""
    text = tangle(random.Random(seed)) + ("\n  t99: {duration: 1d, after: [g, t13]}" if seed % 2 else "")
    if seed % 2:
        text = text.replace("t2: {duration: 1d, after: [", "t2: {duration: 1d, after: [t8, ")
    made = plan(load(Path("plan"), {"projects/p.yaml": text.replace(", calendar: short", "").encode()}), TODAY)
    expected = list(by_definition(made))
    assert list(redundant_links(made)) == expected
    monkeypatch.setattr(redundant, "MOST_GOALS", 3)
    assert list(redundant_links(replace(made, memory={}))) == expected


def by_definition(made: Plan) -> Iterator[Redundant]:
    """Every link for which another one of the same node is found from which links lead back to the same event."""
    graph, rows = made.schedule.graph, made.schedule.tasks
    states = ["planned" if task is None else rows[task.id].state if task.id in rows else "" for task in graph.tasks]
    typed = [task is not None and bool(task.start) for task in graph.tasks]
    loose = [state == "planned" and not pinned for state, pinned in zip(states, typed, strict=True)]
    place = {node: place for place, node in enumerate(graph.order)}

    def before(event: tuple[int, bool], earliest: int) -> set[tuple[int, bool]]:
        """What leads to the start of a node, or to its finish (True), less what is in a circle."""
        node, is_finish = event
        links = [arrow for arrow in graph.incoming[node] if loose[node] and (is_finish or arrow[1] in TO_START)]
        near = {source(arrow) for arrow in links if waits(arrow[2]) >= 0} | ({(node, False)} if is_finish else set())
        near = {one for one in near if place.get(one[0], -1) >= earliest}
        return near.union(*[before(one, earliest) for one in near if place.get(one[0], -1) >= 0])

    for node in graph.order:
        for meant in graph.incoming[node] if loose[node] else ():
            earliest = place.get(meant[0], -1)
            for last in graph.incoming[node] if meant[3] and states[meant[0]] != "finished" else ():
                far = {source(last)} | (before(source(last), earliest) if last[0] in place or earliest < 0 else set())
                is_other = last[:2] != meant[:2] and (meant[1] not in TO_START or last[1] in TO_START)
                if is_other and source(meant) in far and is_as_long(last[2], meant[2]):
                    yield Redundant(graph.ids[node], meant[3], graph.ids[meant[0]], graph.ids[last[0]])
                    break


def source(arrow: Arrow) -> tuple[int, bool]:
    return arrow[0], arrow[1] in FROM_FINISH


def waits(lag: Lag | None) -> float:
    return 0 if lag is None else lag.minutes or float(lag.share or 0)


def is_as_long(lag: Lag | None, wanted: Lag | None) -> bool:
    if waits(wanted) <= 0:
        return waits(lag) >= 0
    alike = (
        lag is not None
        and wanted is not None
        and (lag.elapsed, lag.share, wanted.share) == (wanted.elapsed, None, None)
    )
    return alike and waits(lag) >= waits(wanted)


def test_tangles_hold_redundant_links() -> None:
    """The test above looks at something."""
    texts = (tangle(random.Random(seed)).replace(", calendar: short", "") for seed in range(60))
    plans = (plan(load(Path("plan"), {"projects/p.yaml": text.encode()}), TODAY) for text in texts)
    assert sum(len(redundant_links(made)) for made in plans) > 100
