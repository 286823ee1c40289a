"""What was edited between two workspaces: every fact that can be typed shows up, nothing that only looks otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.changes.edits import Edit, edits
from pmctl.load import load
from pmctl.model.workspace import Workspace
from pmctl.parse import Map, Seq, Value, parse
from tests.unit.schedule_plans import SOME, Plan, plans

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared"


def workspace(**files: str) -> Workspace:
    """`p="..."` is p.yaml, `pmctl` and `people` are the workspace's own."""
    loaded = load(Path("plan"), {f"{name}.yaml": dedent(text).encode() for name, text in files.items()})
    assert not [found for found in loaded.diagnostics if found.severity == "error"], loaded.diagnostics
    return loaded.workspace


def told(found: tuple[Edit, ...]) -> list[str]:
    """Edits in one line each: `changed task p/a: effort 5d > 8d`."""
    return [
        f"{one.change} {one.entity} {f'{one.before_id} > ' if one.before_id else ''}{one.id}"
        + (": " if one.fields else "")
        + ", ".join(f"{field.key} {field.before} > {field.after}" for field in one.fields)
        for one in found
    ]


def between(before: str, after: str) -> list[str]:
    """The edits between two forms of p.yaml."""
    return told(edits(workspace(p=before), workspace(p=after)))


def tasks(*lines: str) -> str:
    """A project of tasks, each on a line."""
    return "kind: project\ntasks:\n" + "".join(f"  {line}\n" for line in lines)


# --- what is only written otherwise -----------------------------------------------------------------------------------

SAME = {
    "order": ("{a: {duration: 1d}, b: {after: a}}", "{b: {after: a}, a: {duration: 1d}}"),
    "units": ("{a: {effort: 5d, due: 2026-03-02}}", "{a: {effort: 40h, due: '2026-03-02'}}"),
    "one or many": ("{a: {}, b: {after: [a], assign: [ana]}}", "{a: {}, b: {after: a, assign: ana}}"),
    "order of a list": ("{a: {}, c: {}, b: {after: [a, c]}}", "{a: {}, c: {}, b: {after: [c, a]}}"),
    "full ids": ("{a: {}, b: {after: a + 1d}}", "{a: {}, b: {after: p/a FS + 8h}}"),
    "defaults": ("{a: {}}", "{a: {level: true, manual: false}}"),
    "money": ("{a: {cost: 12.5k}}", "{a: {cost: 12500 EUR}}"),
    "a range whose middle is said": ("{a: {effort: 3d..9d}}", "{a: {effort: 3d..6d..9d}}"),
    "all of somebody": ("{a: {assign: ana 100%}}", "{a: {assign: ana}}"),
    "days": (
        "{a: {splits: [2026-02-10, 2026-02-11, 2026-02-12]}}",
        "{a: {splits: [2026-02-11..2026-02-12, 2026-02-10]}}",
    ),
    "lines of a text": ('{a: {description: "One two."}}', '{a: {description: "One\\n  two.\\n"}}'),
}


@pytest.mark.parametrize("name", SAME)
def test_what_means_the_same_is_no_edit(name: str) -> None:
    before, after = SAME[name]
    assert between(f"{{kind: project, tasks: {before}}}", f"kind: project\n# a comment\ntasks: {after}") == []


def test_a_document_that_is_split_is_not_edited() -> None:
    whole = workspace(
        p="{kind: project, budget: {labour: 1k}, tasks: {a: {}, b: {after: a}}, risks: {r: {owner: ana}}}"
    )
    parts = workspace(
        p="{kind: project, tasks: {b: {after: a}}}",
        tasks="{part-of: p, budget: {labour: 1k}, tasks: {a: {}}}",
        risks="{part-of: p, risks: {r: {owner: ana}}}",
    )
    assert edits(whole, parts) == () == edits(parts, whole)


@SOME
@given(plans(hard=True, due=True, progress=True), st.integers(0, 1000))
def test_a_plan_in_another_order_is_not_edited(plan: Plan, seed: int) -> None:
    assert edits(plan.load(), plan.load(Random(seed))) == ()


# --- every fact that can be typed -------------------------------------------------------------------------------------

OTHER_WORDS = {"green": "red", "open": "closed", "accepted": "proposed", "execution": "closing", "done": "doing"} | {
    "committed": "target", "employee": "contractor", "doing": "todo", "todo": "doing", "now": "next", "true": "false",
    "internal": "client", "client": "internal", "false": "true",
}  # fmt: skip


def leaves(node: Value, keys: tuple[str, ...] = (), place: tuple[int, int] = (0, 0)) -> Iterator[tuple[str, int, int]]:
    """The path of keys and the place of every scalar in a tree, but what says which file it is."""
    if isinstance(node, Map):
        for key, value in node.items():
            yield from leaves(value, (*keys, key), node.places[key][1:])
    elif isinstance(node, Seq):
        for value, element in zip(node, node.places, strict=True):
            yield from leaves(value, keys, element)
    elif node is not None and keys[-1] not in ("kind", "part-of", "id", "person", "plans", "hours"):
        yield ".".join(keys), *place


def variants(text: str) -> Iterator[str]:
    """Other values that may stand in the place of one."""
    bare = text.strip("\"'")
    if bare in OTHER_WORDS:
        yield text.replace(bare, OTHER_WORDS[bare])
    number = re.search(r"\d+(?=\D*$)", text)
    if number is not None:
        for step in (1, -1, 2):
            digits = str(int(number[0]) + step).zfill(len(number[0]))
            yield text[: number.start()] + digits + text[number.end() :]
    yield text[:-1] + "x" + text[-1] if text[-1] in "\"'" else text + "x"


def each_fact_shows(files: dict[str, bytes], every: int) -> int:
    """Change one scalar after the other (every so many); each is one edit of its key. How many could be changed."""
    base = load(Path("acme"), files)
    wrong = {found.message for found in base.diagnostics if found.severity == "error"}
    changed = 0
    scalars = [(path, *leaf) for path in sorted(files) for leaf in leaves(parse(path, files[path])[0].root)]  # type: ignore[union-attr]
    for path, keys, start, end in scalars[::every]:
        text = files[path].decode()
        for variant in variants(text[start:end]):
            other = load(Path("acme"), {**files, path: (text[:start] + variant + text[end:]).encode()})
            if {found.message for found in other.diagnostics if found.severity == "error"} <= wrong:
                (found,) = edits(base.workspace, other.workspace)
                typed = re.sub(r"(\.hours)\..*", r"\1", keys)  # hours are one fact
                shown = [re.sub(r"(waivers|approved)\.(2|[^.]*/[^.]*)", r"\1", field.key) for field in found.fields]
                assert found.change == "changed", (path, keys, found)
                assert any(typed.endswith(key) for key in shown), (path, keys, shown)
                changed += 1
                break
    return changed


def test_each_fact_of_the_format_shows() -> None:
    page = SHARED / "FORMAT.md"
    if not page.exists():
        pytest.skip("the reference pages are not beside the repository")
    names = ("pmctl", "people", "projects/checkout", "projects/legal", "products/shop")
    blocks = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    files = {f"{name}.yaml": block.encode() for name, block in zip(names, blocks, strict=False)}
    assert each_fact_shows(files, 1) > 200


def test_each_fact_of_an_example_shows() -> None:
    root = ROOT / "examples" / "acme"
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}
    assert each_fact_shows(files, 80) > 25


def test_places_are_those_of_the_values() -> None:
    before, after = tasks("a: {effort: 5d, due: 2026-03-02}"), tasks("a: {name: New, effort: 8d}")
    (found,) = edits(workspace(p=before), workspace(p=after))
    where = {field.key: field.span for field in found.fields}
    assert {key: after[span.start : span.end] for key, span in where.items() if span and key != "due"} == {
        "name": "New",
        "effort": "8d",
    }
    gone = where["due"]
    assert gone is not None and before[gone.start : gone.end] == "2026-03-02"
    assert after[found.span.start : found.span.end] == "a"


def test_records_of_a_list_stand_under_their_own_keys() -> None:
    project = "kind: project\ncharter: {{approved: {}}}\nupdates: {}\n"
    before = project.format("{by: mia}", "{2026-02-02: {health: green}}")
    after = project.format("[{by: mia, date: 2026-02-03}, {by: bo}]", "{2026-02-02: {health: red}}")
    assert between(before, after) == [
        "changed project p: charter.approved.date None > 2026-02-03, charter.approved.2.by None > bo, "
        "updates.2026-02-02.health green > red"
    ]


def test_readings_of_a_metric() -> None:
    text = "{kind: product, metrics: {sales: {data: sales.csv}, empty: {}}}"
    before = [(date(2026, 2, 1), Decimal("3.60"))]
    after = [(date(2026, 2, 1), Decimal("3.6")), (date(2026, 2, 8), Decimal(4))]
    found = edits(workspace(p=text), workspace(p=text), (lambda _: before, lambda _: after))
    assert told(found) == ["changed metric p/sales: readings.2026-02-08 None > 4"]


def test_values_are_read_as_each_side_counts() -> None:
    """Another length of the day is one edit, not one of every estimate."""
    plan = "{kind: project, tasks: {a: {effort: 5d, after: b + 1d}, b: {duration: 3d}}}"
    before, after = (workspace(p=plan, pmctl=f"{{kind: workspace, units: {{day: {day}}}}}") for day in ("8h", "7h"))
    assert told(edits(before, after)) == ["changed workspace plan: units.day None > 7h"]


# --- what came, went, was renamed, moved ------------------------------------------------------------------------------


def test_what_came_and_what_went() -> None:
    before = tasks("a: {effort: 5d}", "b: {milestone: true}")
    after = tasks("a: {effort: 5d}", "c: {milestone: 2026-03-02, after: a}")
    assert between(before, after) == [
        "removed milestone p/b: milestone true > None",
        "added milestone p/c: after None > a, milestone None > 2026-03-02",
    ]


def test_a_rename_is_one_edit_and_what_follows_it_is_none() -> None:
    before = tasks("a: {name: Alpha, effort: 5d}", "b: {after: a + 1d}", "c: {tasks: {d: {after: [a, b]}}}")
    after = tasks("z: {name: Alpha, effort: 6d}", "b: {after: z + 1d}", "c: {tasks: {d: {after: [b, z]}}}")
    assert between(before, after) == ["renamed task p/a > p/z: effort 5d > 6d"]


def test_a_chain_that_is_renamed() -> None:
    before = tasks("a: {effort: 5d, owner: ana, tags: x}", "b: {after: a, effort: 3d, owner: bo}")
    after = tasks("y: {effort: 5d, owner: ana, tags: x}", "z: {after: y, effort: 3d, owner: bo}")
    assert between(before, after) == ["renamed task p/a > p/y", "renamed task p/b > p/z"]


def test_a_person_renamed() -> None:
    people = "{{kind: people, people: {{{0}: {{name: Ana Ruiz, rate: 600/d}}}}, teams: {{core: {{members: [{0}]}}}}}}"
    plan = "{{kind: project, lead: {0}, tasks: {{a: {{assign: [{0} 50%]}}}}}}"
    before, after = (workspace(p=plan.format(who), people=people.format(who)) for who in ("ana", "anna"))
    assert told(edits(before, after)) == ["renamed person ana > anna"]


def test_a_document_renamed_takes_its_items_along() -> None:
    before = workspace(p=tasks("a: {effort: 5d}", "b: {after: a}"), q=tasks("x: {after: p/b}"))
    after = workspace(r=tasks("a: {effort: 5d}", "b: {after: a, due: 2026-03-02}"), q=tasks("x: {after: r/b}"))
    assert told(edits(before, after)) == ["renamed project p > r", "changed task r/b: due None > 2026-03-02"]


def test_moves_to_another_group_and_document() -> None:
    task, other = "a: {name: Alpha, effort: 5d}", tasks("x: {after: p/a}")
    before = workspace(p=tasks(f"g: {{tasks: {{{task}}}}}", "h: {tasks: {}}"), q=other)
    after = workspace(p=tasks("g: {tasks: {}}", f"h: {{tasks: {{{task}}}}}"), q=other)
    assert told(edits(before, after)) == ["moved task p/a > p/a: group g > h"]
    after = workspace(p=tasks("g: {tasks: {}}", "h: {tasks: {}}"), q=tasks("x: {after: a}", task))
    assert told(edits(before, after)) == ["moved task p/a > q/a: group g > None"]


def test_of_equals_that_of_the_same_document_is_meant() -> None:
    before = {name: tasks("a: {name: Tests, effort: 5d}", "z: {}") for name in ("p", "q")}
    after = {name: tasks("b: {name: Tests, effort: 5d}", "z: {}") for name in ("q", "p")}
    assert told(edits(workspace(**before), workspace(**after))) == ["renamed task p/a > p/b", "renamed task q/a > q/b"]


def test_what_has_little_in_common_is_another() -> None:
    before = tasks("a: {milestone: true}", "b: {effort: 5d, owner: ana}", "c: {after: [a, b]}")
    after = tasks("x: {milestone: true}", "y: {effort: 3d, owner: ana}", "c: {after: [x, y]}")
    assert [line.split(":")[0] for line in between(before, after)] == [
        "removed milestone p/a", "added milestone p/x", "removed task p/b", "added task p/y", "changed task p/c"
    ]  # fmt: skip


def test_a_task_that_becomes_a_group() -> None:
    before, after = tasks("a: {effort: 5d}"), tasks("a: {tasks: {b: {effort: 5d}}}")
    assert [line.split(":")[0] for line in between(before, after)] == ["changed task p/a", "added task p/b"]


@SOME
@given(plans(), st.randoms(use_true_random=False))
def test_new_ids_all_over_are_renames_and_nothing_else(plan: Plan, random: Random) -> None:
    """Each task with a name of its own gets another id, everywhere; then the way back."""
    files = {
        name: re.sub(rb'"t(\d+)": \{', rb'"t\1": {"name": "Task \1", ', content).replace(b", }", b"}")
        for name, content in plan.files().items()
    }
    renamed = {name: re.sub(rb"\bt(\d+)\b", rb"step-\1", content) for name, content in files.items()}
    assert json.loads(renamed["p.yaml"])
    before, after = load(Path("plan"), files).workspace, load(Path("plan"), renamed).workspace
    for one, other in ((before, after), (after, before)):
        found = edits(one, other)
        assert {edit.change for edit in found} == {"renamed"}
        assert len(found) == len(plan.tasks)
        assert all(not edit.fields for edit in found)


# --- what nobody wrote --------------------------------------------------------------------------------------------


def test_a_default_that_becomes_something_else_says_what_it_was() -> None:
    rig = "kind: people\nresources: {{rig: {{{}}}}}\n"
    risk = "kind: project\nrisks: {{late: {{response: accept{}}}}}\n"
    assert between(rig.format("name: Rig"), rig.format("name: Rig, capacity: 2")) == [
        "changed resource rig: capacity 1 > 2"
    ]
    assert between(rig.format("name: Rig, capacity: 2"), rig.format("name: Rig")) == [
        "changed resource rig: capacity 2 > 1"
    ]
    for written in ("", ", status: open"):
        assert between(risk.format(written), risk.format(", status: closed")) == [
            "changed risk p/late: status open > closed"
        ]
    assert between(tasks("a: {effort: 1d}"), tasks("a: {effort: 1d, level: false}")) == [
        "changed task p/a: level true > false"
    ]
    assert between(tasks("a: {effort: 1d}"), tasks("a: {effort: 1d, due: 2026-03-02}")) == [
        "changed task p/a: due None > 2026-03-02"
    ]
