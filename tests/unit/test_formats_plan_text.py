"""Plan text that is written reads back as the value that it was made from."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.formats.names import Ids, one_line, paragraphs, slug
from pmctl.formats.plan_text import Value, document, scalar
from pmctl.parse import Map, Seq, Tree, parse


def read(text: str) -> Any:
    """What our own reader makes of a file, as plain maps and lists; nothing may be wrong with it."""
    tree, findings = parse("a.yaml", text.encode("utf-8"))
    assert tree is not None, text
    assert [finding.code for finding in findings if finding.severity == "error"] == [], text
    return _plain(tree, tree.root)


def _plain(tree: Tree, value: object) -> Any:
    if isinstance(value, Map):
        return {key: _plain(tree, part) for key, part in value.items()}
    return [_plain(tree, part) for part in value] if isinstance(value, Seq) else value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Payment API", "Payment API"),
        ("2.1", '"2.1"'),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02T14:00", "2026-03-02T14:00"),
        ("2026-02-16..2026-02-20", "2026-02-16..2026-02-20"),
        ("no", '"no"'),
        ("On", '"On"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("", '""'),
        ("30%", "30%"),
        ("ana | bo", "ana | bo"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a, b", '"a, b"'),
        ("- a", '"- a"'),
        ("*a", '"*a"'),
        ("!x", '"!x"'),
        ("12:30", '"12:30"'),
        ("08:00-12:00 13:00-17:00", "08:00-12:00 13:00-17:00"),
        ("1e3", '"1e3"'),
        ("0x1F", '"0x1F"'),
        ("tab\there", '"tab\\there"'),
        ('say "hi"', 'say "hi"'),
        ("back\\slash", "back\\slash"),
        ("ends with space ", '"ends with space "'),
        (5, "5"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_scalar(value: str | int | bool | None, written: str) -> None:
    assert scalar(value) == written
    assert read(f"a: {written}\n")["a"] == value
    assert read(f"a: [{written}]\n")["a"] == [value]


def test_shape_of_a_file() -> None:
    text = document(
        {
            "kind": "project",
            "tasks": {
                "design": {"name": "Design", "effort": "8d", "after": ["kick-off", "api + 2d"]},
                "build": {"name": "Build", "description": "Two\n\nparagraphs", "tasks": {"api": {}}},
            },
        }
    )
    assert text == (
        "kind: project\n"
        "tasks:\n"
        "  design: {name: Design, effort: 8d, after: [kick-off, api + 2d]}\n"
        "  build:\n"
        "    name: Build\n"
        "    description: |-\n"
        "      Two\n"
        "\n"
        "      paragraphs\n"
        "    tasks:\n"
        "      api: {}\n"
    )


text_values = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\u2028\u2029\ufeff"), max_size=40
)
some_text = text_values | st.sampled_from(["a\nb", " lead\n", "x\n\n", "\n", "# no", "? a", "yes", "1_000", "- x\n- y"])
plain_values = st.recursive(
    some_text | st.integers(-(10**12), 10**12) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcz09-", min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text("abcz09-", min_size=1, max_size=8), plain_values, min_size=1, max_size=5))
def test_reads_back_equal(value: dict[str, Value]) -> None:
    text = document(value)
    assert read(text) == value
    assert yaml.safe_load(text) == value


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Design the flow", "design-the-flow"),
        ("Straße & Brücke", "strasse-brucke"),
        ("  --  ", "other"),
        ("日本", "other"),
        ("no", "other"),
        ("Phase 1: Über 40 Zeichen lang, also abgeschnitten", "phase-1-uber-40-zeichen-lang-also"),
    ],
)
def test_slug(name: str, id: str) -> None:
    assert slug(name, "other") == id


def test_ids_are_given_once() -> None:
    ids = Ids()
    assert [ids.give(name, "x") for name in ("Design", "design", "design-2", "DESIGN")] == [
        "design",
        "design-2",
        "design-2-2",
        "design-3",
    ]


def test_text_is_cleaned() -> None:
    assert one_line("a\x1b[31m\r\n b\u202ec") == "a [31m b c"
    assert paragraphs("\r\na\x00b\r\n\r\nc  \n") == "a b\n\nc"
