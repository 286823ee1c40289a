"""`fmt` changes how a plan file looks, never what it says: not a value, not a comment, not the order of its items."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.canonical import Untouched, canonical
from pmctl.changes.edits import edits
from pmctl.diagnostic import UserError
from pmctl.edit import Edit, edited, request
from pmctl.load import load
from pmctl.operations.starting import files_of, filled
from pmctl.parse import Map, Seq, Value, parse
from pmctl.plan import plan
from pmctl.quantity import DEFAULT_UNITS
from pmctl.rules.judging.run import findings
from tests.transcript import ROOT, run
from tests.unit.edit_styles import STYLES
from tests.unit.test_edit_styles import EDITS, comments, items, own, plain, read

TODAY = date(2026, 2, 10)
MANY = settings(max_examples=2_000 if os.environ.get("PMCTL_TESTS_SEARCH") else 100)
LEFT_ALONE = {"anchors and merges", "literal and folded texts"}

UGLY = """\
# the plan
kind:   project
tasks:
    # first
    design : { effort:5d ,name: Design,  tags: [ux,web] }   # drawn
    build:

        after: design


        # half of it
        effort:
            3d
        # so far
    launch:
        description: |
            One
              two  # no comment

            three
        milestone: true
id: checkout
due: 2026-03-31
risks: {late: {}}
# the end


"""
NEAT = """\
# the plan
kind: project
id: checkout
due: 2026-03-31
tasks:
  # first
  design: {effort:5d, name: Design, tags: [ux, web]}   # drawn
  build:
    # half of it
    effort: 3d

    after: design
    # so far
  launch:
    description: |
        One
          two  # no comment

        three
    milestone: true

risks: {late: {}}
# the end
"""


def test_a_look_as_it_should_be() -> None:
    ugly = UGLY.replace("effort:5d", "effort: 5d")
    neat = NEAT.replace("{effort:5d, name: Design, tags: [ux, web]}", "{name: Design, effort: 5d, tags: [ux, web]}")
    assert canonical("plan.yaml", ugly.encode()).decode() == neat


@pytest.mark.parametrize("style", STYLES)
def test_every_style_gets_one_look(style: str) -> None:
    data = STYLES[style].encode()
    if style in LEFT_ALONE:
        with pytest.raises(Untouched, match="line [0-9]+: "):
            canonical("plan.yaml", data)
        return
    check(data, canonical("plan.yaml", data))


@MANY
@given(st.sampled_from(sorted(STYLES)), st.lists(st.sampled_from(EDITS), max_size=3), st.data())
def test_the_look_of_edited_plans(style: str, wanted: list[Any], draw: st.DataObject) -> None:
    data = STYLES[style].encode()
    for edit in wanted:
        places = list(items(read(data)))
        if not places:
            return
        try:
            made = edit(draw, data, draw.draw(st.sampled_from(places), "item"))
        except UserError:
            continue
        data = made.data if made is not None else data
    try:
        neat = canonical("plan.yaml", data)
    except Untouched:
        assert style in LEFT_ALONE
        return
    check(data, neat)


def check(data: bytes, neat: bytes) -> None:
    """The look is final, and says the same with the same comments."""
    assert canonical("plan.yaml", neat) == neat
    before, after = read(data), read(neat)
    assert plain(before.root) == plain(after.root)
    assert comments(before) == comments(after)
    assert list(items(before)) == list(items(after))
    assert beside(data) == beside(neat)
    assert neat.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert neat.count(b"\r\n") == (neat.count(b"\n") if b"\r\n" in data else 0)
    assert neat.endswith(b"\n") and not neat.endswith((b"\n\n", b"\r\n\r\n"))


def beside(data: bytes) -> list[tuple[str, ...]]:
    """Which comments stand on the lines of which keys of which items."""
    tree = read(data)
    found = []
    for place in items(tree):
        for key, (start, _, _) in own(tree, place).items():
            line = tree.text[start:].splitlines()[0]
            mark = re.search(r"\s#.*$", line)
            if mark is not None and not re.search("[{}\"']", line):
                found.append((*place, key, mark[0].strip()))
    return sorted(found)


def test_examples_keep_their_meaning() -> None:
    count = 0
    for path in sorted((ROOT / "examples").rglob("*.yaml")):
        data = path.read_bytes()
        try:
            neat = canonical(path.name, data)
        except Untouched:
            continue
        assert canonical(path.name, neat) == neat
        assert ordered(parse("p", neat)[0].root, ()) == ordered(parse("p", data)[0].root, ())  # type: ignore[union-attr]
        count += 1
    assert count > 20


ITEMS = {"tasks", "risks", "features", "people", "teams", "releases", "objectives", "metrics", "issues", "decisions"}


def ordered(value: Value, place: tuple[str, ...]) -> Any:
    """What a tree means; the order of ids in it is part of that, the order of keys is not."""
    if isinstance(value, Seq):
        return [ordered(one, place) for one in value]
    if not isinstance(value, Map):
        return value
    pairs = [(key, ordered(part, (*place, key))) for key, part in value.items()]
    return pairs if place and place[-1] in ITEMS else sorted(pairs, key=lambda pair: pair[0])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kind: project\ntasks: &all\n  a: {}\n", "line 2: there is an anchor or a tag"),
        ("kind: project\nx-a: !!str 5\n", "line 2: there is an anchor or a tag"),
        ("? kind\n: project\n", "stands behind something else"),
        ("kind: project\rtasks: {}\r", "end in an unusual way"),
        ("kind: project\nx-a:\n  - - 1\n", "a list stands in a list"),
        ("kind: [\n", "cannot be changed"),
        ("[]\n", "cannot be changed"),
    ],
)
def test_what_is_not_safe_is_left_alone(text: str, why: str) -> None:
    with pytest.raises(Untouched, match=re.escape(why)):
        canonical("plan.yaml", text.encode())


@pytest.mark.parametrize("starter", ["blank", "software", "product", "construction", "documents"])
def test_what_pmctl_writes_has_the_usual_look(starter: str) -> None:
    for path, text in files_of(starter).items():
        data = filled(text, "shop", TODAY).encode()
        assert canonical(path, data).decode() == data.decode()


def _last_key_first(text: str) -> str:
    """The same file with its top-level keys, but for `kind` or `part-of`, in the reverse order."""
    head, *keys = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    return "".join([head, keys[0], *(key.rstrip() + "\n" for key in reversed(keys[1:]))])


def test_a_whole_plan_keeps_its_meaning(tmp_path: Path) -> None:
    acme = tmp_path / "acme"
    shutil.copytree(ROOT / "examples" / "acme", acme)
    for path in acme.rglob("*.yaml"):
        path.write_text(_last_key_first(path.read_text("utf-8")), "utf-8")
    before = load(acme)
    assert run(["fmt"], acme).status == 0
    after = load(acme)
    assert before.content != after.content
    assert edits(before.workspace, after.workspace) == ()
    for kind in {item.kind for item in before.workspace.items.values()}:
        was, now = ([one.id for one in its.workspace.items.values() if one.kind == kind] for its in (before, after))
        assert was == now, kind
    assert run(["fmt", "--check"], acme).status == 0
    assert Counter(one.code for one in findings(plan(after, TODAY))) == Counter(
        one.code for one in findings(plan(before, TODAY))
    )


@pytest.mark.parametrize("item", ["web", "design", "build"])
@pytest.mark.parametrize(
    "change", ["name=Named", "owner=ana", "after=other", "due=2026-03-31", "tags=ux", "priority=600"]
)
def test_a_key_that_is_set_in_a_file_in_its_usual_look_leaves_it_so(item: str, change: str) -> None:
    plan = (
        b"kind: project\nname: A\n\ntasks:\n"
        b"  web: {name: W, effort: 2d, tags: [a]}\n"
        b"  design:\n    effort: 5d\n    due: 2026-03-02\n    description: |\n      Two\n      lines\n"
        b"  build:\n    name: B\n    priority: 400\n    tasks:\n      core: {effort: 1d}\n"
        b"  other: {effort: 1d}\n"
    )
    text = canonical("plan.yaml", plan)
    made = edited(text, Edit("plan.yaml", ("tasks", item), "task", request(f"{item}.{change}")), DEFAULT_UNITS)
    assert made != text
    assert canonical("plan.yaml", made) == made
