"""A draft is the plan as the edited files would make it; what would make it wrong is refused before it is written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.load import load
from pmctl.operations import drafted, file_bytes
from pmctl.plan import Plan, plan
from tests.transcript import run

PROJECT = """\
kind: project
id: p
tasks:
  a: {effort: 2d, owner: ana}
  b: {effort: 3d, owner: ana, after: a}
"""


@pytest.fixture
def present(tmp_path: Path) -> Plan:
    (tmp_path / "p.yaml").write_text(PROJECT)
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {}}\n")
    return plan(load(tmp_path), date(2026, 2, 10))


def test_a_draft_is_the_plan_as_it_would_be(present: Plan, tmp_path: Path) -> None:
    made = PROJECT.replace("3d", "5d").encode()
    draft = drafted(present, {"p.yaml": made, "people.yaml": (tmp_path / "people.yaml").read_bytes()}, True)
    assert draft.files == {"p.yaml": (PROJECT.encode(), made)}
    (tmp_path / "p.yaml").write_bytes(made)
    after = load(tmp_path)
    assert draft.after.workspace == after.workspace and draft.after.loaded.content == after.content
    assert draft.after.schedule == plan(after, date(2026, 2, 10)).schedule


def test_files_come_and_go(present: Plan) -> None:
    new = b"kind: project\ntasks: {c: {effort: 1d, owner: ana}}\n"
    draft = drafted(present, {"q.yaml": new, "p.yaml": None}, True)
    assert set(draft.after.workspace.documents) == {"q"}
    assert draft.files == {"q.yaml": (None, new), "p.yaml": (PROJECT.encode(), None)}


def test_nothing_is_nothing(present: Plan) -> None:
    draft = drafted(present, {"p.yaml": PROJECT.encode(), "q.yaml": None}, True)
    assert draft.is_nothing and draft.after is present


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("effort: 3d", "effort: soon", "PM006 wrong-value"),
        ("effort: 3d", "efort: 3d", "PM005 unknown-key"),
        ("after: a", "after: c", "PM101 unknown-reference"),
        ("owner: ana}\n  b", "owner: ana, after: b}\n  b", "PM201 cycle"),
        ("kind: project", "kind: [", "PM002 syntax-error"),
    ],
)
def test_what_makes_the_plan_wrong_is_refused(present: Plan, old: str, new: str, said: str) -> None:
    for force in (False, True):
        with pytest.raises(UserError) as error:
            drafted(present, {"p.yaml": PROJECT.replace(old, new, 1).encode()}, True, ("p/b",), force)
        assert error.value.message.startswith(said) and "nothing was written" in error.value.hint


def test_what_was_wrong_before_is_no_reason(tmp_path: Path) -> None:
    text = PROJECT + "  c: {after: nowhere, effort: much}\n"
    (tmp_path / "p.yaml").write_text(text)
    present = plan(load(tmp_path), date(2026, 2, 10))
    assert not drafted(present, {"p.yaml": text.replace("3d", "4d").encode()}, True, ("p/b",)).is_nothing


def test_an_error_of_the_rules_stops_what_is_about_it_and_can_be_forced(present: Plan, tmp_path: Path) -> None:
    closed = PROJECT.replace("id: p", "id: p\nphase: closed").encode()
    with pytest.raises(UserError) as error:
        drafted(present, {"p.yaml": closed}, True, ("p",))
    assert error.value.message.startswith("PM510") and "`--force` writes it all the same" in error.value.hint
    assert not drafted(present, {"p.yaml": closed}, True, ("p",), force=True).is_nothing
    assert not drafted(present, {"p.yaml": closed}, True, ("p/a",)).is_nothing  # told, and written
    ran = run(["set", "p", "phase=closed", "--force"], tmp_path)
    assert ran.status == 0 and "\n  error PM510: p is closed" in ran.output


def test_a_plan_that_changed_meanwhile_is_left_alone(present: Plan, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(PROJECT + "  c: {}\n")
    with pytest.raises(UserError, match="`p.yaml` changed meanwhile"):
        file_bytes(present)


def test_a_look_back_is_not_edited(tmp_path: Path, present: Plan) -> None:
    assert present.workspace.documents
    for verb in (["set", "a", "effort=1d"], ["start", "a"], ["done", "a"]):
        assert run([*verb, "--at", "HEAD"], tmp_path).status == 2


HOSTILE = ["\x1b[31mred", "::error::it is", "##[error]it is", "\u202edesrever", "a\rb", "x" * 5000, "`pmctl rm`", "<b>"]


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_do_no_harm(tmp_path: Path, word: str) -> None:
    escaped = json.dumps(word)
    (tmp_path / "p.yaml").write_text(PROJECT + f"  c:\n    name: {escaped}\n    {escaped}: 1\n    # {word[:50]}\n")
    calls = [
        ["set", "p/c", f"name={word} again", "--dry-run"],
        ["set", "p/c", f"x-note+={word}"],
        ["set", "p/a", f"after={word}"],
        ["set", word, "effort=1d"],
        ["set", "p/a", f"{word}=1"],
        ["done", word],
        ["start", "p/c", "--dry-run"],
        ["check", "--fix"],
        ["check", "--diff"],
        ["fmt", "--diff"],
        ["fmt", word],
    ]
    for call in calls:
        ran = run(call, tmp_path)
        assert ran.status in (0, 1, 2), (call, ran.errors)
        for line in (ran.output + ran.errors).splitlines():
            assert line.isprintable() and not line.lstrip().startswith(("::", "##[")), (call, line)
