"""What a plan file says: maps, lists and values, each with its place, and the comments that let findings pass."""

from __future__ import annotations

from typing import TypeAlias, Union

from pmctl.record import dataclass


class Map(dict[str, "Value"]):
    """A mapping in file order; `places[key]` is (start of key, start of value, end of value), in characters.

    A key that came by a merge has the place at which it is written; the value of an alias has the place of the alias.
    """

    __slots__ = ("end", "places", "start")
    places: dict[str, tuple[int, int, int]]
    start: int
    end: int


class Seq(list["Value"]):
    """A list; `places[index]` is (start, end) of the value, in characters of the text."""

    __slots__ = ("end", "places", "start")
    places: list[tuple[int, int]]
    start: int
    end: int


Value: TypeAlias = Union[str, int, float, bool, None, Map, Seq]  # noqa: UP007 (`|` does not take the names above)


@dataclass(frozen=True, slots=True)
class Allow:
    """A comment `# pmctl: allow PM204 reason`; `line` counts from 1; `alone`: it is about the next line."""

    code: str
    reason: str
    start: int
    end: int
    line: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A file that was read: its path in the workspace, its text behind the byte order mark, and what the text says.

    `refused` holds the starts of values whose tag is not allowed: what they mean is unknown, so nobody judges them.
    """

    path: str
    text: str
    root: Value
    allows: tuple[Allow, ...] = ()
    refused: frozenset[int] = frozenset()


def scalar_text(tree: Tree, start: int, end: int) -> str:
    """What a person typed for a value that was resolved to a number, yes or no, or nothing: the slice of the text."""
    return tree.text[start:end]
