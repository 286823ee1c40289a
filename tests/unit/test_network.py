"""The dependency graph: order, hubs of groups, circles as they are written, and what hangs on what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.load import load
from pmctl.model.workspace import Workspace
from pmctl.network import FF, FS, SS, Network, cycles, dependencies, graph_of, network, reach

NUMBERS = st.integers(0, 8)


def workspace(*documents: str, **named: str) -> Workspace:
    """A workspace of projects `p`, `q` ...: each text is the content of `tasks`."""
    projects = dict(zip("pqr", documents, strict=False)) | named
    files = {f"{name}.yaml": f"kind: project\ntasks:\n{text}\n".encode() for name, text in projects.items()}
    return load(Path("plans"), files).workspace


def links(graph: Network) -> list[tuple[str, str, str]]:
    """The arrows that people wrote: from, to, as written; a hub is `id*`."""
    found = []
    for then, arrows in enumerate(graph.incoming):
        for first, _, _, text in arrows:
            if text:
                names = [graph.ids[node] + ("*" if graph.tasks[node] is None else "") for node in (first, then)]
                found.append((names[0], names[1], text))
    return sorted(found)


def arrows(graph: Network) -> int:
    return sum(len(found) for found in graph.incoming)


def ways(workspace: Workspace) -> list[list[str]]:
    """Each cycle as lines `who waits: link (place)`."""
    graph = network(workspace)
    return [[f"{step.item.id}: {step.link.text} ({step.place})" for step in way] for way in cycles(workspace, graph)]


# --- order ------------------------------------------------------------------------------------------------------------


def test_each_task_comes_after_what_it_waits_for() -> None:
    graph = network(workspace("  a: {after: c}\n  b: {after: [a, c]}\n  c: {after: d SS + 1d}\n  d:"))
    assert [graph.ids[node] for node in graph.order] == ["p/d", "p/c", "p/a", "p/b"]
    assert links(graph) == [
        ("p/a", "p/b", "a"),
        ("p/c", "p/a", "c"),
        ("p/c", "p/b", "c"),
        ("p/d", "p/c", "d SS + 1d"),
    ]
    first, kind, lag, _ = graph.incoming[graph.index["p/c"]][0]
    assert (graph.ids[first], kind) == ("p/d", SS)
    assert lag is not None and lag.minutes == 480


def test_what_nothing_holds_keeps_the_order_of_the_file() -> None:
    graph = network(workspace("  b:\n  a:\n  c: {after: a}", "  z:\n  y:"))
    assert [graph.ids[node] for node in graph.order] == ["p/b", "p/a", "q/z", "q/y", "p/c"]


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(2, 9),
    pairs=st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from(["FS", "SS", "FF", "SF"])), max_size=14),
)
def test_order_and_circles_share_out_all_tasks(count: int, pairs: list[tuple[int, int, str]]) -> None:
    """Every task is either in order behind all that it waits for, or in exactly one circle (then it reaches itself)."""
    waits: dict[int, set[int]] = {number: set() for number in range(count)}
    texts: dict[int, list[str]] = {number: [] for number in range(count)}
    for then, first, kind in pairs:
        if then < count and first < count and first != then:
            waits[then].add(first)
            texts[then].append(f"t{first} {kind}")
    plan = workspace("\n".join(f"  t{number}: {{after: [{', '.join(texts[number])}]}}" for number in range(count)))
    graph = network(plan)
    reaches = {number: set(waits[number]) for number in range(count)}
    for _ in range(count):
        for number in range(count):
            reaches[number] |= {far for near in reaches[number] for far in reaches[near]}
    in_circle = {number for number in range(count) if number in reaches[number]}
    order = [int(graph.ids[node][3:]) for node in graph.order]
    assert sorted(order) == sorted(set(range(count)) - in_circle)
    for place, number in enumerate(order):
        assert waits[number] - in_circle <= set(order[:place])
    circles = [{int(graph.ids[node][3:]) for node in circle} for circle in graph.circles]
    for circle in circles:
        for number in circle:
            assert circle == {other for other in in_circle if number in reaches[other] and other in reaches[number]}
    assert sorted(number for circle in circles for number in circle) == sorted(in_circle)
    for way in cycles(plan, graph):  # a way around is closed: each step waits for the item of the next
        for step, following in zip(way, (*way[1:], way[0]), strict=True):
            assert following.item.id == f"p/{step.link.target}"
            assert step.item.after[step.place] is step.link
        assert len({step.item.id for step in way}) == len(way)


# --- groups -----------------------------------------------------------------------------------------------------------


def group(name: str, leaves: int, after: str = "") -> str:
    members = ", ".join(f"{name}{number}: {{}}" for number in range(leaves))
    return f"  {name}: {{{f'after: {after}, ' if after else ''}tasks: {{{members}}}}}\n"


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 5), (40, 60)])
@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_a_link_between_groups_is_one_arrow_more_than_their_leaves(n: int, m: int, kind: str) -> None:
    graph = network(workspace(group("g", n) + group("h", m, f"g {kind} + 1d")))
    assert len(graph.hubs) == 2
    assert arrows(graph) == n + m + 1
    assert links(graph) == [("p/g*", "p/h*", f"g {kind} + 1d")]


def test_hubs_are_shared_by_all_links_of_a_group() -> None:
    text = group("g", 5) + group("h", 4, "[g, g SS]") + group("i", 3, "g") + "  x: {after: [g, g FF + 1d]}\n"
    graph = network(workspace(text))
    # g finished, g started, h may start, i may start
    assert sorted(graph.hubs) == [
        ("p/g", "finished"), ("p/g", "started"), ("p/h", "may start"), ("p/i", "may start"),
    ]  # fmt: skip
    assert arrows(graph) == 2 * 5 + 4 + 3 + 5


def test_groups_nest_hub_by_hub() -> None:
    text = "  g:\n    after: a\n    tasks:\n      b:\n      inner: {tasks: {c: {}, d: {}}}\n  a:\n  z: {after: g}\n"
    graph = network(workspace(text))
    gate, done = graph.hubs["p/g", "may start"], graph.hubs["p/g", "finished"]
    inner_gate, inner_done = graph.hubs["p/inner", "may start"], graph.hubs["p/inner", "finished"]
    assert {node for node, _, _ in graph.outgoing(gate)} == {graph.index["p/b"], inner_gate}
    assert {node for node, _, _, _ in graph.incoming[done]} == {graph.index["p/b"], inner_done}
    assert {node for node, _, _ in graph.outgoing(inner_gate)} == {graph.index["p/c"], graph.index["p/d"]}
    order = [graph.ids[node] for node in graph.order if graph.tasks[node]]
    assert order.index("p/a") == 0
    assert order[-1] == "p/z"


def test_a_share_of_a_group_counts_each_leaf() -> None:
    graph = network(workspace("  g: {tasks: {a: {duration: 2d}, b: {duration: 4d}}}\n  x: {after: g + 50%}\n"))
    (hub,) = graph.hubs.values()
    assert [(graph.ids[node], kind, lag and lag.share) for node, kind, lag, _ in graph.incoming[hub]] == [
        ("p/a", FS, 1 / 2),
        ("p/b", FS, 1 / 2),
    ]
    assert [(kind, lag) for _, kind, lag in graph.outgoing(hub)] == [(FS, None)]


def test_what_holds_the_finish_of_a_group_holds_the_finish_of_its_leaves() -> None:
    graph = network(workspace("  g: {after: x FF, tasks: {a: {}, b: {}}}\n  x:\n"))
    (hub,) = graph.hubs.values()
    assert [kind for _, kind, _, _ in graph.incoming[hub]] == [FF]
    assert [kind for _, kind, _ in graph.outgoing(hub)] == [FF, FF]


def test_a_whole_document_can_be_waited_for() -> None:
    graph = network(workspace("  a: {after: q}", "  x:\n  g: {tasks: {y: {}}}"))
    assert links(graph) == [("q*", "p/a", "q")]
    assert [graph.ids[node] for node in graph.order][-1] == "p/a"
    assert arrows(graph) == 1 + 2 + 1


@pytest.mark.parametrize(
    "text",
    [
        "  a: {after: a}",
        "  g: {after: a, tasks: {a: {}}}",
        "  g: {tasks: {a: {after: g}}}",
        "  g: {after: inner, tasks: {inner: {tasks: {a: {}}}}}",
        "  g: {tasks: {inner: {tasks: {a: {after: g}}}}}",
        "  a: {after: p}",
        "  a: {after: nobody}",
        "  a: {after: q/nobody}",
        "  g: {tasks: {}}\n  a: {after: g}",
        "  a:\n  g: {after: a, tasks: {}}",
    ],
)
def test_links_that_bind_nothing(text: str) -> None:
    graph = network(workspace(text))
    assert arrows(graph) == 0
    assert graph.circles == []
    assert sorted(graph.order) == list(range(len(graph.ids)))


def test_a_link_to_a_neighbour_in_the_own_group_binds() -> None:
    graph = network(workspace("  g: {tasks: {a: {}, h: {after: a, tasks: {b: {}}}}}"))
    assert links(graph) == [("p/a", "p/h*", "a")]


def test_dropped_tasks_are_no_nodes_and_bind_nothing() -> None:
    text = (
        "  a: {status: dropped}\n  g: {status: dropped, tasks: {b: {status: todo}, inner: {tasks: {c: {}}}}}\n"
        "  x: {after: [a, g, b, c]}\n  h: {tasks: {d: {status: dropped}, e: {}}}\n  y: {after: h}\n"
    )
    graph = network(workspace(text))
    assert set(graph.index) == {"p/x", "p/e", "p/y"}
    assert links(graph) == [("p/h*", "p/y", "h")]


# --- cycles -----------------------------------------------------------------------------------------------------------


def test_a_cycle_is_shown_with_all_its_links() -> None:
    assert ways(workspace("  a: {after: [x, c + 1d]}\n  b: {after: a SS}\n  c: {after: b}\n  x:\n  y: {after: c}")) == [
        ["p/a: c + 1d (1)", "p/c: b (0)", "p/b: a SS (0)"]
    ]


def test_the_shortest_way_around_is_shown() -> None:
    (way,) = ways(workspace("  a: {after: d}\n  b: {after: a}\n  c: {after: b}\n  d: {after: [c, b]}"))
    assert sorted(way) == ["p/a: d (0)", "p/b: a (0)", "p/d: b (1)"]


def test_a_cycle_through_groups_is_shown_by_the_links_that_people_wrote() -> None:
    text = "  g: {after: z, tasks: {a: {}, inner: {tasks: {b: {}}}}}\n  y: {after: inner}\n  z: {after: y}"
    (way,) = ways(workspace(text))
    assert sorted(way) == ["p/g: z (0)", "p/y: inner (0)", "p/z: y (0)"]
    graph = network(workspace(text))
    inside = {graph.ids[node] for node in graph.circles[0] if graph.tasks[node]}
    assert inside == {"p/b", "p/y", "p/z"}  # `a` waits for the circle, nothing in it waits for `a`
    assert [graph.ids[node] for node in graph.order if graph.tasks[node]] == ["p/a"]


def test_a_cycle_across_documents_is_shown_from_end_to_end() -> None:
    (way,) = ways(workspace("  a: {after: q/y}\n  b: {after: a}", "  x: {after: p/b FF}\n  y: {after: x - 1d}"))
    assert sorted(way) == ["p/a: q/y (0)", "p/b: a (0)", "q/x: p/b FF (0)", "q/y: x - 1d (0)"]


def test_two_documents_that_wait_for_each_other() -> None:
    (way,) = ways(workspace("  a: {after: q}", "  x: {after: p}\n  y:"))
    assert sorted(way) == ["p/a: q (0)", "q/x: p (0)"]


def test_each_circle_is_shown_once() -> None:
    found = ways(workspace("  a: {after: b}\n  b: {after: a}\n  c: {after: [d, a]}\n  d: {after: c}"))
    assert [sorted(way) for way in found] == [["p/a: b (0)", "p/b: a (0)"], ["p/c: d (0)", "p/d: c (0)"]]


# --- dependencies and reach -------------------------------------------------------------------------------------------


CHAIN = workspace(
    "  a:\n  g:\n    after: a\n    tasks:\n      b:\n      c: {after: b}\n  d: {after: g + 1d}\n  e:\n  f: {after: c}",
    "  x: {after: [p/d, e]}\n  y: {after: p}\n  e:",
)


def test_links_can_be_read_from_both_ends() -> None:
    found = dependencies(CHAIN)
    assert [(edge.item.id, edge.target.id, edge.link.text, edge.place) for edge in found.up("q/x")] == [
        ("q/x", "p/d", "p/d", 0),
        ("q/x", "q/e", "e", 1),
    ]
    assert [(edge.item.id, edge.link.text) for edge in found.down("p/g")] == [("p/d", "g + 1d")]
    assert [edge.item.id for edge in found.down("p")] == ["q/y"]
    assert found.up("p/e") == found.down("p/e") == found.up("nobody") == ()


@pytest.mark.parametrize(
    ("item", "up", "down"),
    [
        ("p/a", [], ["p/g", "p/b", "p/c", "p/d", "p/f", "q/x", "q/y"]),
        ("p/b", ["p/a"], ["p/c", "p/d", "p/f", "q/x", "q/y"]),
        ("p/g", ["p/a"], ["p/d", "q/x", "q/y"]),
        ("p/c", ["p/a", "p/b"], ["p/d", "p/f", "q/x", "q/y"]),
        ("p/d", ["p/a", "p/g", "p/b", "p/c"], ["q/x", "q/y"]),
        ("p/e", [], ["q/y"]),
        ("q/y", ["p/a", "p/g", "p/b", "p/c", "p/d", "p/e", "p/f"], []),
        ("q/e", [], ["q/x"]),
    ],
)
def test_reach(item: str, up: list[str], down: list[str]) -> None:
    assert list(reach(CHAIN, CHAIN.items[item], down=False)) == up
    assert list(reach(CHAIN, CHAIN.items[item], down=True)) == down


def test_people_reach_nothing() -> None:
    plan = workspace("  a:")
    assert reach(plan, next(iter(plan.documents.values())), down=True) == ()
    assert set(graph_of(plan).edges) == {("p >", "p <"), ("p >", "p/a"), ("p/a", "p <")}
