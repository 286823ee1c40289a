"""A plan file as one fact a line, in file order: what `git diff` compares in a clone that is set up."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.escape import terminal
from pmctl.merge.cutting import fact_of
from pmctl.merge.document import Fact
from pmctl.merge.names import Names
from pmctl.parse import parse
from pmctl.source import text_of


def lines_of(path: str, data: bytes) -> list[str]:
    """`checkout/api effort: 15d`, a line a fact, each element of a list one; comments and layout are none.

    Of a file that cannot be read, or says a thing twice, its own lines. Control characters are escaped.
    """
    tree, findings = parse(path, data)
    if tree is None or not isinstance(tree.root, dict) or any(one.severity == "error" for one in findings):
        return [terminal(line) for line in text_of(data).replace("\r\n", "\n").removesuffix("\n").split("\n")]
    fact = fact_of(tree.text, tree.root, 0, len(tree.text))
    names = Names(path, fact)
    return [terminal(f"{_named(names, keys)}{value}") for keys, value in _facts((), fact)]


def _named(names: Names, keys: tuple[str, ...]) -> str:
    item, key = names.place(keys)
    return f"{item} {key}" if key else item


def _facts(keys: tuple[str, ...], fact: Fact) -> Iterator[tuple[tuple[str, ...], str]]:
    """The keys to each fact, and what is said there, with the colon before it."""
    if isinstance(fact, dict):
        for key, part in fact.items():
            yield from _facts((*keys, key), part)
    elif isinstance(fact, list) and fact:
        for number, part in enumerate(fact, 1):
            nested = isinstance(part, dict | list)
            yield from _facts((*keys, str(number)) if nested else keys, part)
    else:
        yield keys, "" if fact is None else ": []" if isinstance(fact, list) else f": {_text(fact)}"


def _text(fact: str | tuple[str]) -> str:
    return fact if isinstance(fact, str) else fact[0]
