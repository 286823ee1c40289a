"""How an edited fact is said: from what to what, what joined a list and what left it."""

from __future__ import annotations

import pytest

from pmctl.changes.edits import Edit, FieldEdit
from pmctl.diagnostic import Span
from pmctl.views.diff.edited import fact
from pmctl.views.diff.words import subject_of


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("5d", "8d", "key 5d → 8d"),
        (None, "2026-03-31", "key 2026-03-31"),
        ("2026-03-31", None, "key 2026-03-31 taken out"),
        ("a, b", "a, b, c", "key + c"),
        ("a, b, c", "a, c", "key - b"),
        ("a, b + 2d", "a, b + 3d", "key - b + 2d, + b + 3d"),
        ("a", "a, b", "key + b"),
        ("a", "b", "key a → b"),
        ("a, b", "c, d", "key a, b → c, d"),
        ("a, b", "b, a", "key a, b → b, a"),
        ("{x: 1, y: 2}, b", "{x: 1, y: 3}, b", "key - {x: 1, y: 2}, + {x: 1, y: 3}"),
        ('"one, two", b', '"one, two", c', "key - b, + c"),
        ("[a, b], c", "[a, b]", "key - c"),
        ("it's a, b", "it's a, c", "key - b, + c"),
        ("a, a, b", "a, b", "key a, a, b → a, b"),
    ],
)
def test_a_fact_in_words(before: str | None, after: str | None, said: str) -> None:
    assert fact(FieldEdit("key", before, after, None)) == said


@pytest.mark.parametrize(
    ("entity", "id", "said"),
    [
        ("task", "checkout/api", "checkout/api"),
        ("person", "ana", "ana"),
        ("project", "checkout", "checkout"),
        ("calendar", "default", "calendar default"),
        ("workspace", "acme", "workspace"),
        ("key-result", "shop/minute", "shop/minute"),
    ],
)
def test_what_an_edited_entity_is_called(entity: str, id: str, said: str) -> None:
    assert subject_of(Edit("changed", entity, id, None, "", (), Span("x.yaml"))) == said
