"""Changes of plan text: only the line that is meant changes, in whatever style a person wrote the file."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.diagnostic import UserError
from pmctl.edit import Edit, edited, place_of, request
from pmctl.edit.values import as_yaml, read_value, total
from pmctl.load import load
from pmctl.parse import Map, parse
from pmctl.quantity import DEFAULT_UNITS

BLOCK = """\
# the plan
kind: project
tasks:
  design:
    name: "Design"   # quoted
    effort: 5d       # guessed

  api:
    after: design
    assign:
      - ana
      - bo 50%       # half
  launch: {milestone: true, due: 2026-03-31}  # one line
"""

STYLES = {
    "a value in block style, the comment behind it stays": (
        BLOCK,
        "tasks design",
        "design.effort=10d",
        "    effort: 5d  ",
        "    effort: 10d  ",
    ),
    "a value in quotes keeps them": (BLOCK, "tasks design", "design.name=Draft", '"Design"', '"Draft"'),
    "a key is added behind its neighbours": (
        BLOCK,
        "tasks design",
        "design.due=2026-02-01",
        "guessed\n",
        "guessed\n    due: 2026-02-01\n",
    ),
    "a key that comes first between braces": (
        BLOCK,
        "tasks launch",
        "launch.assign=bo",
        "{milestone: true",
        "{assign: bo, milestone: true",
    ),
    "a key in its place between braces": (
        BLOCK,
        "tasks launch",
        "launch.status=doing",
        "2026-03-31}",
        "2026-03-31, status: doing}",
    ),
    "a key that comes first": (
        "kind: project\ntasks:\n  api:\n    # how long\n    effort: 2d\n    after: a\n",
        "tasks api",
        "api.name=API",
        "    # how long\n",
        "    name: API\n    # how long\n",
    ),
    "a key in its place, behind the comment of the one before": (
        BLOCK,
        "tasks design",
        "design.owner=ana",
        "# quoted\n",
        "# quoted\n    owner: ana\n",
    ),
    "a key that comes first in a file": (
        "tasks: {}\nkind: project\n",
        "",
        "a.name=A",
        "project\n",
        "project\nname: A\n",
    ),
    "keys in an order of their own: the new one comes last": (
        "kind: project\ntasks:\n  api: {effort: 2d, owner: bo}\n",
        "tasks api",
        "api.name=API",
        "bo}",
        "bo, name: API}",
    ),
    "a value between braces": (BLOCK, "tasks launch", "launch.due=2026-04-07", "2026-03-31", "2026-04-07"),
    "a key between braces is taken away": (BLOCK, "tasks launch", "launch.due=", ", due: 2026-03-31}", "}"),
    "the first key between braces is taken away": (BLOCK, "tasks launch", "launch.milestone=", "milestone: true, ", ""),
    "a line is taken away": (BLOCK, "tasks design", "design.effort=", "    effort: 5d       # guessed\n", ""),
    "a single value becomes a list": (
        BLOCK,
        "tasks api",
        "api.after+=legal/c + 3d",
        "design\n    assign",
        "[design, legal/c + 3d]\n    assign",
    ),
    "an entry in a line of its own": (
        BLOCK,
        "tasks api",
        "api.assign+=dee 20%",
        "# half\n",
        "# half\n      - dee 20%\n",
    ),
    "a text with a comma is one entry": (
        "tasks:\n  api: {accept: [It works]}\n",
        "tasks api",
        "api.accept+=Fast, and safe",
        "works]",
        'works, "Fast, and safe"]',
    ),
    "names between commas are several": (
        "tasks:\n  api: {after: [a]}\n",
        "tasks api",
        "api.after+=b, c + 2d",
        "[a]",
        "[a, b, c + 2d]",
    ),
    "an entry of several lines is taken away": (
        BLOCK,
        "tasks api",
        "api.assign-=bo",
        "      - bo 50%       # half\n",
        "",
    ),
    "a list of several lines is written anew": (
        BLOCK,
        "tasks api",
        "api.assign=dee, cy",
        ":\n      - ana\n      - bo 50%       # half\n",
        ": [dee, cy]       # half\n",
    ),
    "the last link takes its key along": (BLOCK, "tasks api", "api.after-=design", "    after: design\n", ""),
    "a sum": (BLOCK, "tasks design", "design.effort+=1.5d", "5d  ", "6.5d  "),
    "an empty item": (
        "tasks:\n  design:\n  api: {}\n",
        "tasks design",
        "design.effort=2d",
        "design:",
        "design: {effort: 2d}",
    ),
    "an empty item with a comment": (
        "tasks:\n  design:   # later\n",
        "tasks design",
        "design.effort=2d",
        "design:",
        "design: {effort: 2d}",
    ),
    "an item that is null": ("tasks:\n  design: ~\n", "tasks design", "design.effort=2d", "~", "{effort: 2d}"),
    "an item between empty braces": ("tasks: {api: {}}\n", "tasks api", "api.effort=2d", "{}", "{effort: 2d}"),
    "an item without a colon": ("tasks: {api, b: }\n", "tasks api", "api.effort=2d", "api", "api: {effort: 2d}"),
    "line ends of two characters": (
        "tasks:\r\n  api:\r\n    effort: 2d\r\n",
        "tasks api",
        "api.due=2026-03-02",
        "2d\r\n",
        "2d\r\n    due: 2026-03-02\r\n",
    ),
    "a byte order mark": ("\ufefftasks:\n  api: {effort: 2d}\n", "tasks api", "api.effort=3d", "2d", "3d"),
    "tabs before a comment": ("tasks:\n  api:\n    effort: 2d\t# why\t?\n", "tasks api", "api.effort=3d", "2d", "3d"),
    "a nested task": (
        "tasks:\n  a:\n    tasks:\n      b: {effort: 1d}\n",
        "tasks a tasks b",
        "b.effort=2d",
        "1d",
        "2d",
    ),
    "a group takes keys before its tasks": (
        "tasks:\n  a:\n    name: A\n    tasks:\n      b: {effort: 1d}\n",
        "tasks a",
        "a.due=2026-03-02",
        "name: A\n",
        "name: A\n    due: 2026-03-02\n",
    ),
    "a part of a document": (
        "part-of: checkout\nrisks:\n  late: {probability: 40%}\n",
        "risks late",
        "late.probability+=20%",
        "40%",
        "60%",
    ),
    "a document": (
        "kind: project\nname: A\ntasks: {}\n",
        "",
        "a.due=2026-03-31",
        "name: A\n",
        "name: A\ndue: 2026-03-31\n",
    ),
    "a list of several lines between brackets": (
        "tasks:\n  api:\n    after: [\n      design,\n      plan,\n    ]\n",
        "tasks api",
        "api.after+=legal",
        "plan,",
        "plan,\n      legal,",
    ),
    "keys of several lines between braces": (
        "tasks:\n  api: {\n    effort: 2d,\n    owner: ana\n  }\n",
        "tasks api",
        "api.due=2026-03-02",
        "ana\n",
        "ana,\n    due: 2026-03-02\n",
    ),
    "a key that a merge brought becomes its own": (
        "x-d: &d {effort: 1d}\ntasks:\n  api: {<<: *d, owner: bo}\n",
        "tasks api",
        "api.effort=2d",
        "bo}",
        "bo, effort: 2d}",
    ),
    "a map inside": ("risks:\n  r: {impact: {time: 5d, cost: 8k}}\n", "risks r", "r.impact.cost-=1.5k", "8k", "6500"),
    "a map that is not there yet": ("risks:\n  r: {}\n", "risks r", "r.impact.time=5d", "{}", "{impact: {time: 5d}}"),
    "text that needs quotes": (
        "tasks:\n  api: {name: A}\n",
        "tasks api",
        "api.name=Bricks, beams: all",
        "A}",
        '"Bricks, beams: all"}',
    ),
    "several lines become a text with line ends": (
        "tasks:\n  api: {name: A}\n",
        "tasks api",
        "api.name=One\ntwo",
        "A}",
        '"One\\ntwo"}',
    ),
    "a text of several lines": (
        "tasks:\n  api:\n    description: |\n      One\n      two\n    effort: 1d\n",
        "tasks api",
        "api.description=Short",
        "|\n      One\n      two\n",
        "Short\n",
    ),
    "no line end at the end": (
        "tasks:\n  api:\n    effort: 2d",
        "tasks api",
        "api.owner=bo",
        "2d",
        "2d\n    owner: bo",
    ),
    "the only key": (
        "tasks:\n  api:\n    effort: 2d\n  b: {}\n",
        "tasks api",
        "api.effort=",
        "\n    effort: 2d\n",
        "\n",
    ),
    "a key in quotes": ("tasks:\n  'api':\n    \"effort\": 2d\n", "tasks api", "api.effort=3d", "2d", "3d"),
    "nobody is left": ("tasks:\n  api: {assign: ana 50%}\n", "tasks api", "api.assign-=ana", "ana 50%", "[]"),
}


def edit(text: str, place: str, change: str, kind: str = "task", implied: tuple[str, ...] = ()) -> str:
    keys = tuple(place.split())
    made = edited(text.encode(), Edit("plan.yaml", keys, kind, request(change), implied), DEFAULT_UNITS)
    return made.decode()


@pytest.mark.parametrize("name", STYLES)
def test_only_what_is_meant_changes(name: str) -> None:
    text, place, change, before, after = STYLES[name]
    assert text.count(before) == 1, "the table names a text that is there once"
    kind = {"risks": "risk", "": "project"}.get(place.partition(" ")[0], "task")
    assert edit(text, place, change, kind) == text.replace(before, after)


def test_who_owns_a_task_works_on_it_beside_who_joins() -> None:
    text = "tasks:\n  api: {owner: ana}\n"
    assert edit(text, "tasks api", "api.assign+=dee", implied=("ana",)) == text.replace(
        "ana}", "ana, assign: [ana, dee]}"
    )


@pytest.mark.parametrize(
    ("text", "change", "said"),
    [
        ("tasks: {api: {effort: 2d}}\n", "api.duration+=2d", "there is no `duration` to change"),
        ("tasks: {api: {effort: 2d}}\n", "api.effort+=2ed", "cannot be added"),
        ("tasks: {api: {due: 2026-03-02}}\n", "api.due+=2d", "cannot be added"),
        ("tasks: {api: {cost: 2 EUR}}\n", "api.cost+=2 USD", "cannot be added"),
        ("tasks: {api: {after: [a, b]}}\n", "api.after+=a", "in it already"),
        ("tasks: {api: {after: [alpha, b]}}\n", "api.after-=alhpa", "not in it"),
        ("tasks: {api: {effort: 2d}}\n", "api.due=", "nothing to take away"),
        ("tasks: {api: {effort: 2d}}\n", "api.effort.low=2d", "holds no keys"),
        ("tasks: {b: &x {effort: 2d}, api: *x}\n", "api.effort=3d", "is an alias"),
        ("tasks: {b: {effort: &x 2d}, api: {effort: *x}}\n", "api.effort=3d", "is an alias"),
        ("tasks: {api: {effort: &x 2d}, b: {effort: *x}}\n", "api.effort=3d", "without changing something else"),
        ("tasks: [\n", "api.effort=3d", "cannot be changed"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_says_why(text: str, change: str, said: str) -> None:
    with pytest.raises(UserError) as error:
        edit(text, "tasks api", change)
    assert said in error.value.message


@pytest.mark.parametrize(
    "text", ["", "api", "api=5d", "api.=5d", "api.effort", "api.effort+=", ".a=b", "a..b=c", "a.b.=c"]
)
def test_a_change_says_item_key_and_value(text: str) -> None:
    with pytest.raises(UserError) as error:
        request(text)
    assert error.value.hint


def test_a_change_is_read() -> None:
    found = request(" checkout/api.not-before -= 2026-03-02 ")
    assert (found.item, found.keys, found.sign, found.value) == ("checkout/api", ("not-before",), "-=", "2026-03-02")
    assert request("a.after-=b").keys == ("after",)
    assert request("r.impact.time=").text == "r.impact.time="


def test_an_item_is_found_by_where_its_id_stands() -> None:
    tree, _ = parse("plan.yaml", BLOCK.encode())
    assert tree is not None
    assert place_of(tree, BLOCK.index("api:")) == ("tasks", "api")
    assert place_of(tree, BLOCK.index("launch:")) == ("tasks", "launch")
    assert place_of(tree, 3) is None


def test_sums() -> None:
    table = [
        ("5d", "+=", "4h", "5.5d"), ("3d..5d..9d", "+=", "1d", "4d..6d..10d"), ("2w", "-=", "1d", "9d"),
        ("40%", "-=", "10%", "30%"), ("600", "+=", "100", "700"), ("80k", "+=", "500", "80500"),
        ("8k EUR", "-=", "1k", "7000 EUR"), ("2ed", "+=", "1ed", "3ed"),
    ]  # fmt: skip
    assert [total(old, sign, part, DEFAULT_UNITS) for old, sign, part, _ in table] == [want for *_, want in table]
    assert total("2d", "+=", "ana", DEFAULT_UNITS) is None


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_written_so_that_it_is_read_back(text: str) -> None:
    tree, findings = parse("plan.yaml", f"{{k: {as_yaml(text)}}}".encode())
    root = tree.root if tree is not None else None
    if findings:
        return  # an odd character, which a plan may not hold however it is written
    assert isinstance(root, Map) and set(root) == {"k"}
    assert root["k"] == read_value(text) or root["k"] == text


# --- every item of a real plan ----------------------------------------------------------------------------------------

ACME = Path(__file__).parents[2] / "examples" / "acme"


@pytest.mark.parametrize("change", ["name=Something else", "x-mark=1", "tags+=new"])
def test_any_item_of_a_plan_changes_in_one_line(change: str) -> None:
    loaded = load(ACME)
    changed = 0
    for item in list(loaded.workspace.items.values())[::2]:
        path = ACME / item.source.path
        tree = parse(item.source.path, path.read_bytes())[0]
        assert tree is not None
        place = () if item.id in loaded.workspace.documents else place_of(tree, item.source.start)
        if place is None or item.kind in ("timesheet", "comment", "baseline"):
            continue
        node = tree.root
        for key in place:
            assert isinstance(node, Map)
            node = node[key]
        if not isinstance(node, Map | None):
            continue  # a short form, `{cloud: 10k}`, holds no keys
        asked = request(f"it.{change}")
        made = edited(path.read_bytes(), Edit(item.source.path, place, item.kind, asked)).decode()
        old, new = tree.text.splitlines(), made.splitlines()
        same = sum(1 for line in difflib.ndiff(old, new) if line.startswith("  "))
        assert len(old) - same <= 1 and len(new) - same <= 1, item.id
        changed += 1
    assert changed > 80


def test_a_merged_map_is_the_only_one_that_changes() -> None:
    text = "x: &d {owner: ana}\ntasks:\n  a: {<<: *d, effort: 1d}\n  b: {<<: *d}\n"
    made = edit(text, "tasks a", "a.owner=bo")
    assert made == text.replace("effort: 1d}", "effort: 1d, owner: bo}")


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x7f", "\x9b"])
def test_a_control_character_is_refused_by_name(sign: str) -> None:
    with pytest.raises(UserError, match="control character"):
        request(f"a.name=x{sign}[31m")
    assert request("a.name=two\nlines\tÄ 设计 🚀").value == "two\nlines\tÄ 设计 🚀"
