"""A name in the place of an id is answered with the id, where an id is meant and one alone has that name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmctl.load import load

PEOPLE = b"kind: people\npeople: {bo: {name: Bo}, ana: {name: Ana Ruiz}, one: {name: Kim}, two: {name: Kim}}\n"


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("owner: Bo", "write the id: `bo`"),
        ("assign: Ana Ruiz 50%", "write the id: `ana 50%`"),
        ("after: The design", "write the id: `design`"),
    ],
)
def test_a_name_where_an_id_is_meant(field: str, hint: str) -> None:
    assert hint_of(field) == hint


@pytest.mark.parametrize("field", ["effort: Bo", "due: Bo", "priority: Bo", "progress: Bo", "owner: Kim", "after: Bo"])
def test_a_name_where_none_is_meant_or_which_two_have(field: str) -> None:
    assert not hint_of(field).startswith("write the id")


def hint_of(field: str) -> str:
    text = f"kind: project\ntasks:\n  design: {{name: The design}}\n  build: {{{field}}}\n"
    (found,) = load(Path("plans"), {"people.yaml": PEOPLE, "p.yaml": text.encode()}).diagnostics
    assert found.code == "PM006"
    return found.hint
