"""Whatever can be in a plan can be added to it: it is read back as it was said, and all else says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.commands.add import ELSEWHERE
from pmctl.diagnostic import UserError
from pmctl.edit import change
from pmctl.insights.collections import KINDS
from pmctl.load import load
from pmctl.model.item import Item
from pmctl.operations import file_bytes, read_again, with_files
from pmctl.operations.add import DOCUMENTS, New, spot_for, with_document, with_item, with_release
from pmctl.operations.placing import collection_of, holders_of, in_own_file, is_folk, spot_in
from pmctl.plan import Plan, plan
from pmctl.rules.judging.run import findings
from tests.transcript import ROOT, TODAY, run

KEYS = {"gate": "planning", "raci": "vault"}
"""Ids of what is called by something else."""


def new(kind: str, *said: str) -> New:
    return New(kind, KEYS.get(kind, "quite-new"), tuple(change("x", text) for text in said))


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ROOT / "examples" / "acme"), date.fromisoformat(TODAY))


def holder_of(present: Plan, kind: str) -> Item:
    """A document in which items of a kind may stand, else an item."""
    every = (*present.workspace.documents.values(), *present.workspace.items.values())
    return next(one for one in every if collection_of(one.kind, kind))


def test_an_item_of_every_kind_can_be_added(acme: Plan) -> None:
    files = file_bytes(acme)
    kinds = [kind for kind in KINDS if kind not in ELSEWHERE and kind not in DOCUMENTS]
    assert len(kinds) > 25
    for kind in kinds:
        spot = spot_for(acme, files, kind) if is_folk(kind) else spot_in(acme, files, holder_of(acme, kind), kind)
        if spot.id_of(new(kind).key) in acme.workspace.items:
            continue
        changed = with_files(files, with_item(acme, files, new(kind), spot))
        loaded = read_again(acme, changed)
        added = loaded.workspace.items[spot.id_of(new(kind).key)]
        assert added.kind == kind and added.document == spot.document
        assert [id for id in loaded.workspace.items if id != added.id] == list(acme.workspace.items), kind
        (path,) = [path for path in files if files[path] != changed[path]]
        before, after = files[path].splitlines(), changed[path].splitlines()
        inside = not holders_of(kind)  # between the braces of another item
        assert inside or [line for line in before if line not in after] == [], kind


def test_a_release_brings_its_launch_tasks() -> None:
    files = {"shop.yaml": b"kind: product\nowner: pia\nreleases:\n  r1: {name: One}\n"}
    present = plan(load(Path(), files), date.fromisoformat(TODAY))
    spot = spot_in(present, files, present.workspace.items["shop"], "release")
    made = with_release(present, files, new("release", "name=Two", "due=2026-Q4", "description=a: b #c"), spot)
    assert made["shop.yaml"].startswith(files["shop.yaml"])
    workspace = load(Path(), made).workspace
    tasks = [
        workspace.items[id] for id in ("shop/quite-new-docs", "shop/quite-new-training", "shop/quite-new-handover")
    ]
    assert [(task.owner, task.tags) for task in tasks] == [
        ("pia", ("docs",)),
        ("pia", ("support",)),
        ("pia", ("support",)),
    ]
    assert workspace.items["shop/quite-new"].description == "a: b #c"


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_a_document_that_is_new_checks_clean(kind: str, acme: Plan) -> None:
    made = with_document(acme, new(kind, "name=Another", "owner=pia"), acme.today)
    assert list(made) == [f"{DOCUMENTS[kind]}/quite-new.yaml"]
    loaded = read_again(acme, with_files(file_bytes(acme), made))
    found = [one for one in findings(plan(loaded, acme.today)) if one.span.path in made]
    assert found == []


def test_where_there_are_several_places_somebody_says_which(acme: Plan) -> None:
    files = file_bytes(acme)
    with pytest.raises(UserError, match="where shall the task be"):
        spot_for(acme, files, "task")
    with pytest.raises(UserError, match="a product holds no task"):
        spot_in(acme, files, acme.workspace.items["shop"], "task")
    empty = plan(load(Path(), {}), acme.today)
    with pytest.raises(UserError, match="there is no project that could hold a task"):
        spot_for(empty, {}, "task")


def test_the_first_person_begins_a_file() -> None:
    present = plan(load(Path(), {}), date.fromisoformat(TODAY))
    made = with_item(present, {}, new("person", "name=Ana"), spot_for(present, {}, "person"))
    assert made == {"people.yaml": b"kind: people\npeople:\n  quite-new: {name: Ana}\n"}


def test_where_siblings_have_a_file_each_so_has_what_is_new() -> None:
    one = b"part-of: a\nrisks:\n  r1: {name: One}\n"
    files = {"a.yaml": b"kind: project\n", "risks/r1.yaml": one, "risks/r2.yaml": one.replace(b"r1", b"r2")}
    present = plan(load(Path(), files), date.fromisoformat(TODAY))
    spot = spot_in(present, files, present.workspace.items["a"], "risk")
    own = in_own_file(present, files, spot, "r3")
    assert with_item(present, files, New("risk", "r3"), own) == {"risks/r3.yaml": b"part-of: a\nrisks:\n  r3: {}\n"}
    for other in (b"part-of: a\nrisks: {r2: {}, r9: {}}\n", b"part-of: a\nrisks: {r2: {}}\nissues: {i: {}}\n"):
        mixed = {**files, "risks/r2.yaml": other}
        present = plan(load(Path(), mixed), date.fromisoformat(TODAY))
        spot = spot_in(present, mixed, present.workspace.items["a"], "risk")
        assert in_own_file(present, mixed, spot, "r3") == spot


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["task", "x", "after=api", "effort=2d", "squad=red", "owner=ana"], "x: {owner: ana, effort: 2d, after: api, "),
        (["risk", "y", "response=accept", "owner=ana", "name=Rain"], "y: {name: Rain, owner: ana, response: accept}"),
    ],
)
def test_what_is_new_has_its_keys_in_the_order_of_fmt(tmp_path: Path, words: list[str], line: str) -> None:
    plan = "kind: project\nid: p\ntasks:\n  api: {effort: 1d}\n\nrisks:\n  late: {owner: ana}\n"
    (tmp_path / "plan.yaml").write_text(plan, "utf-8")
    (tmp_path / "people.yaml").write_text("kind: people\npeople:\n  ana: {}\n", "utf-8")
    (tmp_path / "pmctl.yaml").write_text("kind: workspace\nfields:\n  squad: {type: text}\n", "utf-8")
    assert run(["add", *words], tmp_path).status == 0
    assert line in (tmp_path / "plan.yaml").read_text("utf-8")
    assert run(["fmt", "--check"], tmp_path).status == 0
