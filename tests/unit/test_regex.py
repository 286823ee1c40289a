"""A pattern is compiled when it is first used, and then is what `re.compile` makes of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import pmctl
from pmctl.regex import patterns_put_off, regex


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


def test_patterns_of_a_library_are_put_off_while_it_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "of_others.py").write_text("import re\nWORDS, WRONG = re.compile('[a-z]+'), re.compile('(')\n")
    monkeypatch.syspath_prepend(tmp_path)
    at_once = re.compile
    with pytest.raises(KeyError), patterns_put_off():
        others = import_module("of_others")
        raise KeyError
    assert re.compile is at_once and others.WORDS.findall("a b") == ["a", "b"]
    with pytest.raises(re.error):
        others.WRONG.search("")


def test_the_readers_of_pyyaml_work_with_them() -> None:
    import yaml

    import pmctl.parse  # noqa: F401  # which imports PyYAML so

    text = "{day: 2026-02-10, at: 2026-02-10T10:00:00Z, number: 1_000, half: .5, is: yes, none: ~, name: Größe}"
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader)
    with pytest.raises(yaml.YAMLError):
        yaml.load("name: \x01", yaml.SafeLoader)


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
