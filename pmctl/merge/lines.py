"""A plan file as one fact a line, in file order: what `git diff` compares in a clone that is set up."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl import clone
from pmctl.escape import terminal
from pmctl.merge.cutting import fact_of
from pmctl.merge.document import Fact
from pmctl.merge.names import Names
from pmctl.merge.pieces import MARKER_SIZE, sides_of
from pmctl.parse import parse
from pmctl.source import text_of


def lines_of(path: str, data: bytes) -> list[str]:
    """`checkout/api effort: 15d`, a line a fact, each element of a list one; comments and layout are none.

    A file with markers of a merge is both its sides so, between markers again where they differ. Of any other file that
    cannot be read, or says a thing twice, the lines are its own. Control characters are escaped.
    """
    lines = _of_plan(path, data)
    if lines is not None:
        return lines
    text = text_of(data).replace("\r\n", "\n")
    sides = [_of_plan(path, side.encode("utf-8")) for side in sides_of(text) or ()]
    both = ["".join(f"{line}\n" for line in side).encode("utf-8", "replace") for side in sides if side is not None]
    made = clone.merge_file(both[0], b"", both[1], MARKER_SIZE) if len(both) == 2 else None
    if made is not None:
        text = made[0].decode("utf-8")
    return [terminal(line) for line in text.removesuffix("\n").split("\n")] if text else []


def _of_plan(path: str, data: bytes) -> list[str] | None:
    """The facts of a file that is a map of keys and can be read."""
    tree, findings = parse(path, data)
    if tree is None or not isinstance(tree.root, dict) or any(one.severity == "error" for one in findings):
        return None
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
