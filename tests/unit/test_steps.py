"""`start` and `done` have an answer for every item of every kind, and what they write is read as meant."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.edit import change
from pmctl.insights.states import category_of
from pmctl.load import load
from pmctl.operations import drafted, file_bytes, with_settings
from pmctl.operations.done import ended, needs_person
from pmctl.operations.start import begun
from pmctl.operations.step import Asked, Step
from pmctl.plan import Plan, plan
from tests.transcript import ROOT

TODAY = date(2026, 2, 10)
ASKED = Asked(TODAY, by="ana")
OF_WORK = {"task", "risk", "issue", "decision", "action", "quality", "feature", "release", "change", "document"}


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ROOT / "examples" / "acme"), TODAY)


def settled(present: Plan, id: str, step: Step) -> Plan:
    """The plan after a step."""
    settings = [(present.workspace.items[id], change(id, text)) for text in step.changes]
    files = with_settings(present, file_bytes(present), settings)
    return drafted(present, files, True, (id,), force=True).after


def test_done_has_an_answer_for_every_item(acme: Plan) -> None:
    counts = Counter[str]()
    for item in acme.workspace.items.values():
        try:
            step = ended(acme, item, ASKED)
        except UserError as why:
            assert why.message.startswith(f"`{item.id}` ") and why.hint
            continue
        assert bool(step.changes) != bool(step.already)
        if not step.changes:
            continue
        counts[item.kind] += 1
        if counts[item.kind] > 2:
            continue  # the plan is scheduled for each
        after = settled(acme, item.id, step)
        now = after.workspace.items[item.id]
        assert ended(after, now, ASKED).already, item.id
        if item.kind in OF_WORK:
            assert category_of(after, now) == ("doing" if item.kind == "document" else "done"), item.id
    assert set(counts) >= {"task", "risk", "issue", "action", "decision", "deliverable", "feature", "release"}


def test_start_has_an_answer_for_every_item(acme: Plan) -> None:
    counts = Counter[str]()
    for item in acme.workspace.items.values():
        try:
            step = begun(acme, item, ASKED)
        except UserError as why:
            assert why.message.startswith(f"`{item.id}` ")
            continue
        assert bool(step.changes) != bool(step.already)
        counts[item.kind] += bool(step.changes)
        if step.changes and counts[item.kind] <= 2:
            after = settled(acme, item.id, step)
            now = after.workspace.items[item.id]
            assert category_of(after, now) == "doing" or item.kind == "project", item.id
            assert begun(after, now, ASKED).already, item.id
    assert counts["task"] > 10 and counts["feature"] >= 1


def test_who_must_say_it_is_asked(acme: Plan) -> None:
    kinds = {item.kind for item in acme.workspace.items.values() if needs_person(item)}
    assert kinds == {"deliverable", "handover", "gate", "transfer", "comment"}


@pytest.mark.parametrize(
    ("accepted", "by", "said"),
    [
        ("", "ana", "accepted={by: ana, date: 2026-02-10}"),
        ("accepted: {by: mia}", "mia", "accepted.date=2026-02-10"),
        ("accepted: {by: mia}", "ana", "waits for mia, not for ana"),
        ("accepted: {by: mia, date: 2026-02-01}", "ana", "Nothing to do: p/book is accepted by mia on 2026-02-01."),
        ("accepted: [{by: mia}, {by: bo}]", "mia", "waits for mia, bo"),
    ],
)
def test_what_somebody_accepts(tmp_path: Path, accepted: str, by: str, said: str) -> None:
    text = f"kind: project\nid: p\ndeliverables:\n  book:\n    name: Book\n    {accepted}\n"
    (tmp_path / "p.yaml").write_text(text)
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {}, mia: {}, bo: {}}\n")
    present = plan(load(tmp_path), TODAY)
    book = present.workspace.items["p/book"]
    try:
        step = ended(present, book, Asked(TODAY, by=by))
        assert (" ".join(step.changes) or step.already) == said
    except UserError as why:
        assert said in why.message


def test_the_teams_own_words_are_kept(tmp_path: Path) -> None:
    (tmp_path / "pmctl.yaml").write_text("kind: workspace\nstatuses: {review: doing, shipped: done, parked: todo}\n")
    tasks = "a: {status: review}, b: {status: shipped}, c: {status: parked}, d: {finished: 2026-02-06}"
    (tmp_path / "p.yaml").write_text(f"kind: project\ntasks: {{{tasks}}}\n")
    present = plan(load(tmp_path), TODAY)
    items = {key: present.workspace.items[f"p/{key}"] for key in "abcd"}
    assert begun(present, items["a"], ASKED).changes == ("started=2026-02-10",)
    assert ended(present, items["b"], ASKED).changes == ("finished=2026-02-10",)
    assert begun(present, items["c"], ASKED).changes == ("status=doing", "started=2026-02-10")
    assert ended(present, items["d"], ASKED).changes == ("status=done",)
    with pytest.raises(UserError, match="was done on 2026-02-06 already"):
        ended(present, items["d"], Asked(TODAY, is_named=True))
