"""What is called otherwise or stands elsewhere: every name follows, nothing else is said, the way back is exact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.changes import consequences, former_ids
from pmctl.changes.edits import edits
from pmctl.diagnostic import UserError
from pmctl.insights.responsibilities import duties
from pmctl.load import load
from pmctl.model.item import Item
from pmctl.operations import file_bytes, read_again, with_files
from pmctl.operations.move import refuse_other_meaning, with_move
from pmctl.operations.names import names_in
from pmctl.operations.placing import holders_of, spot_in
from pmctl.parse import parse
from pmctl.plan import Plan, plan
from pmctl.rules.judging.run import findings
from tests.transcript import ROOT, TODAY

ACME = ROOT / "examples" / "acme"


def planned(files: dict[str, bytes], root: Path = Path()) -> Plan:
    return plan(load(root, files), date.fromisoformat(TODAY))


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ACME), date.fromisoformat(TODAY))


def one_of_each_kind(present: Plan) -> list[Item]:
    """Of each kind the item that is named most often."""
    text = "\n".join(present.loaded.texts.values())
    found: dict[str, Item] = {}
    for item in present.workspace.items.values():
        best = found.get(item.kind)
        if best is None or text.count(item.key) > text.count(best.key):
            found[item.kind] = item
    return [item for kind, item in found.items() if kind not in ("raci", "gate", "timesheet", "comment", "baseline")]


def test_every_kind_of_item_may_have_another_id_and_the_way_back_is_exact(acme: Plan) -> None:
    files = file_bytes(acme)
    kinds = one_of_each_kind(acme)
    assert len(kinds) > 25
    for item in kinds:
        moved = with_move(acme, files, item, "quite-another")
        changed = with_files(files, moved.files)
        loaded = read_again(acme, changed)
        refuse_other_meaning(loaded.workspace, moved.renaming, item.id)
        assert not [one for one in loaded.diagnostics if one.severity == "error"], item.id
        renamed = loaded.workspace.items[moved.renaming.items[item.id]]
        after = plan(loaded, date.fromisoformat(TODAY))
        back = with_move(after, changed, renamed, item.key)
        assert with_files(changed, back.files) == files, item.id


def test_no_name_is_left_behind(acme: Plan) -> None:
    """A walk over all files, whatever the schemas say: the former id stands nowhere but in texts for people."""
    files = file_bytes(acme)
    moved = with_move(acme, files, acme.workspace.items["checkout/webhooks"], "hooks")
    left = [
        (path, line)
        for path, data in with_files(files, moved.files).items()
        for line in data.decode().splitlines()
        if "webhooks" in line.replace("Review webhooks", "")
    ]
    assert left == []


def test_names_of_all_sorts_are_found_where_they_stand() -> None:
    text = (
        "kind: project\nlead: 'ana'\nproduct: shop\ntasks:\n"
        '  api: {assign: [ana 50% | bo, "role:dee", core 2], after: ["x/design + 2d", 12 SS], change: cr}\n'
        "raci: {api: {responsible: ana}}\nstakeholders: {s: {person: bo, expects: {api: 2026-01-01}}}\n"
        "quality: {q: {of: api}}\nrisks: {r: {affects: api, name: ana}}\n"
    )
    tree, _ = parse("projects/p.yaml", text.encode())
    assert tree is not None
    found = [(text[one.start : one.end], one.is_person) for one in names_in(tree)]
    assert found == [
        *(("ana", True), ("shop", False), ("ana", True), ("bo", True), ("core", True), ("x/design", False)),
        *(("12", False), ("cr", False), ("api", False), ("ana", True), ("bo", True), ("api", False), ("api", False)),
        ("api", False),
    ]


TWO = {
    "projects/a.yaml": b"""kind: project
tasks:
  one: {effort: 1d}
  group:
    tasks:
      two: {effort: 1d, after: one}
      three: {effort: 1d, after: [two, b/four]}
  five: {effort: 1d, after: group}
""",
    "projects/b.yaml": b"""kind: project
tasks:
  four: {effort: 1d}
  six: {effort: 1d, after: a/two}
""",
}


def test_a_group_takes_its_tasks_to_another_project(tmp_path: Path) -> None:
    present = planned(TWO)
    spot = spot_in(present, TWO, present.workspace.items["b"], "task")
    moved = with_move(present, TWO, present.workspace.items["a/group"], "group", spot)
    assert moved.files == {
        "projects/a.yaml": b"""kind: project
tasks:
  one: {effort: 1d}
  five: {effort: 1d, after: b/group}
""",
        "projects/b.yaml": b"""kind: project
tasks:
  four: {effort: 1d}
  six: {effort: 1d, after: b/two}
  group:
    tasks:
      two: {effort: 1d, after: a/one}
      three: {effort: 1d, after: [two, b/four]}
""",
    }
    after = load(tmp_path, with_files(TWO, moved.files)).workspace
    refuse_other_meaning(after, moved.renaming, "a/group")


def test_what_would_be_said_otherwise_is_refused() -> None:
    present = planned(TWO)
    moved = with_move(present, TWO, present.workspace.items["a/one"], "first")
    wrong = {path: data.replace(b"effort", b"duration") if data else data for path, data in moved.files.items()}
    after = load(Path(), with_files(TWO, wrong)).workspace
    with pytest.raises(UserError, match="would say something else: duration, effort"):
        refuse_other_meaning(after, moved.renaming, "a/one")
    lost = with_files(TWO, {**moved.files, "projects/b.yaml": None})
    with pytest.raises(UserError, match="would be lost"):
        refuse_other_meaning(load(Path(), lost).workspace, moved.renaming, "a/one")


def test_an_id_that_is_taken_where_it_goes_is_refused() -> None:
    files = {**TWO, "projects/b.yaml": b"kind: project\ntasks: {two: {effort: 1d}}\n"}
    present = planned(files)
    spot = spot_in(present, files, present.workspace.items["b"], "task")
    with pytest.raises(UserError, match="`b/two` is the id of a task already"):
        with_move(present, files, present.workspace.items["a/group"], "group", spot)


def test_a_document_takes_its_file_along_where_that_is_its_id() -> None:
    present = planned(TWO)
    moved = with_move(present, TWO, present.workspace.items["a"], "till")
    assert moved.files["projects/a.yaml"] is None
    assert moved.files["projects/till.yaml"] == TWO["projects/a.yaml"]
    assert moved.files["projects/b.yaml"] == TWO["projects/b.yaml"].replace(b"a/two", b"till/two")


def test_a_part_that_is_empty_then_goes_away() -> None:
    files = {"a.yaml": b"kind: project\ntasks: {one: }\n", "part.yaml": b"part-of: a\nrisks:\n  r: {name: R}\n"}
    present = planned(files)
    spot = spot_in(present, files, present.workspace.items["a"], "risk", "a.yaml")
    moved = with_move(present, files, present.workspace.items["a/r"], "r", spot)
    assert moved.files == {"part.yaml": None, "a.yaml": b"kind: project\ntasks: {one: }\nrisks:\n  r: {name: R}\n"}


@pytest.mark.parametrize("id", ["checkout/api", "wallet", "bo", "checkout/psp-late", "core"])
def test_a_renaming_is_one_edit_of_which_nothing_follows(acme: Plan, id: str) -> None:
    """What was frozen in a baseline, booked in a time sheet or said in a comment is not edited by it."""
    files = file_bytes(acme)
    moved = with_move(acme, files, acme.workspace.items[id], "zz")
    after = plan(read_again(acme, with_files(files, moved.files)), date.fromisoformat(TODAY))
    found = edits(acme.workspace, after.workspace)
    assert [(one.change, one.before_id, one.fields) for one in found] == [("renamed", id, ())]
    former = former_ids(acme.workspace, after.workspace, found)
    follows = consequences(acme, after, findings(acme), findings(after), former)
    assert follows.is_nothing, follows


def test_every_kind_of_item_may_go_to_another_document(acme: Plan) -> None:
    """What the old document called by a short name is called by its whole one there, and the other way round."""
    files = file_bytes(acme)
    gone = set()
    for item in one_of_each_kind(acme):
        others = [one for one in acme.workspace.documents.values() if one.kind in holders_of(item.kind)]
        target = next((one for one in others if one.id != item.document), None)
        if target is None or item.document not in acme.workspace.documents:
            continue
        moved = with_move(acme, files, item, item.key, spot_in(acme, files, target, item.kind))
        loaded = read_again(acme, with_files(files, moved.files))
        assert not [one for one in loaded.diagnostics if one.severity == "error"], item.id
        refuse_other_meaning(loaded.workspace, moved.renaming, item.id)
        gone.add(item.kind)
    assert {"task", "feature", "risk", "stakeholder", "metric", "change", "objective", "sprint"} <= gone


def test_what_is_of_the_workspace_is_named_by_its_key_from_anywhere() -> None:
    files = {
        "pmctl.yaml": b"kind: workspace\nid: w\nobjectives:\n  rise: {name: Up}\n  more: {name: More, supports: rise}\n"
        b"sprints:\n  s1: {name: One}\n",
        "a.yaml": b"kind: project\nsupports: [w/rise]\ntasks:\n  one: {sprint: s1}\n",
    }
    present = planned(files)
    for id, key, changes in (
        ("w/rise", "top", {"pmctl.yaml": (b"rise", b"top"), "a.yaml": (b"w/rise", b"w/top")}),
        ("w/s1", "s2", {"pmctl.yaml": (b"s1", b"s2"), "a.yaml": (b"s1", b"s2")}),
    ):
        moved = with_move(present, files, present.workspace.items[id], key)
        assert moved.files == {path: files[path].replace(*both) for path, both in changes.items()}
        after = load(Path(), with_files(files, moved.files)).workspace
        refuse_other_meaning(after, moved.renaming, id)


def test_who_answers_for_a_task_does_so_in_another_document_too() -> None:
    raci = b"raci:\n  # agreed in May\n  five: {responsible: ana, accountable: bo}   # both know\n"
    people = {"people.yaml": b"kind: people\npeople: {ana: {}, bo: {}}\n"}
    files = {**TWO, **people, "projects/a.yaml": TWO["projects/a.yaml"] + raci}
    present = planned(files)
    spot = spot_in(present, files, present.workspace.items["b"], "task")
    moved = with_move(present, files, present.workspace.items["a/five"], "five", spot)
    assert (moved.files["projects/a.yaml"] or b"").endswith(raci.replace(b"five", b"b/five"))
    after = planned(with_files(files, moved.files))
    refuse_other_meaning(after.workspace, moved.renaming, "a/five")
    (row,) = duties(after, ["a"])
    assert (row.entry.key, row.item) == ("b/five", after.workspace.items["b/five"])
    assert not [one for one in findings(after) if one.code in ("PM101", "PM504")]
