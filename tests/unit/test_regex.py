"""A pattern is compiled when it is first used, and then is what `re.compile` makes of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmctl
from pmctl.regex import regex


def test_what_is_asked_of_it_is_asked_of_the_compiled_one() -> None:
    words = regex(r"(?P<first>[a-z]+) (?P<last>[a-z]+)", re.IGNORECASE)
    found = words.fullmatch("Ana RUIZ")
    assert found is not None and found["last"] == "RUIZ"
    assert words.sub(r"\2 \1", "ana ruiz") == "ruiz ana"
    assert words.groupindex == {"first": 1, "last": 2} and words.flags & re.IGNORECASE
    assert regex(rb"\d").findall(b"a1b2") == [b"1", b"2"]


def test_a_wrong_one_is_said_at_its_first_use() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        regex("a").colour  # type: ignore[attr-defined]  # noqa: B018


FOLDER = Path(pmctl.__file__).parent


def compiled_at_import(tree: ast.AST) -> Iterator[int]:
    """The lines outside of functions that call `re.compile`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield node.lineno
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from compiled_at_import(node)


def test_no_module_compiles_a_pattern_while_it_is_imported() -> None:
    # 120 of them took a fifth of the time until a command begins
    found = {
        str(path.relative_to(FOLDER)): list(compiled_at_import(ast.parse(path.read_text(encoding="utf-8"))))
        for path in FOLDER.rglob("*.py")
    }
    assert {path: lines for path, lines in found.items() if lines} == {}
