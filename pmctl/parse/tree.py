"""What a plan file says: maps, lists and values, each with its place, and the comments that let findings pass."""

from __future__ import annotations

from array import array
from typing import TypeAlias, Union

from pmctl.parse.places import A_KEY, AN_ELEMENT, FIRST, Places
from pmctl.record import dataclass


class Map(dict[str, "Value"]):
    """A mapping in file order, from `start` to `end`; its numbers stand in `marks` from `at` on.

    A key that came by a merge has the place at which it is written; the value of an alias has the place of the alias.
    """

    __slots__ = ("at", "end", "marks", "named", "start")
    marks: array[int]
    at: int
    start: int
    end: int
    named: Places | None
    """Its places, once they were asked for."""

    @property
    def places(self) -> Places:
        """The places of its keys and their values; the same object every time."""
        if self.named is None:
            self.named = Places(self, self.marks, self.at)
        return self.named

    @property
    def key_starts(self) -> array[int]:
        """Where each of its keys begins."""
        first = self.at + FIRST
        return self.marks[first : first + A_KEY * len(self) : A_KEY]


class Seq(list["Value"]):
    """A list, from `start` to `end`; its numbers stand in `marks` from `at` on."""

    __slots__ = ("at", "end", "marks", "start")
    marks: array[int]
    at: int
    start: int
    end: int

    @property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of each element, in characters; made at each call."""
        first = self.at + FIRST
        numbers = self.marks[first : first + AN_ELEMENT * len(self)]
        return list(zip(numbers[::2], numbers[1::2], strict=True))


Value: TypeAlias = Union[str, int, float, bool, None, Map, Seq]  # noqa: UP007 (`|` does not take the names above)


def empty_map() -> Map:
    """A map without keys, at the beginning of a text."""
    node = Map()
    node.marks, node.at, node.start, node.end, node.named = array("I", (0,)), 0, 0, 0, None
    return node


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
