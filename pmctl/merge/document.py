"""A plan file in parts that join to its text again: entries of maps and lists, each with its comments and blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, Union

Fact: TypeAlias = Union[str, tuple[str], None, list["Fact"], dict[str, "Fact"]]  # noqa: UP007 (names in quotes)
"""What a text says: words as they are, a number or yes and no as it is typed (in a tuple), lists, maps."""

OPENING = {"map": "{", "list": "["}
CLOSING = {"map": "}", "list": "]"}


class Doubt(Exception):
    """A file is written in a way that cannot be merged by item with certainty; says why."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is taken as a whole: a scalar, or an element of a list whatever it is."""

    text: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or an element of a list.

    In block style `lead` are the lines of comments and blanks above it, `head` the indentation with the key and colon
    (or the hyphen), `gap` what stands before the value, `rest` what stands behind it, line end included. Between braces
    `lead` is what stands before the entry: the comma with its blanks, or the blanks behind the opening brace.
    """

    key: str
    lead: str
    head: str
    gap: str
    value: Node
    rest: str

    @property
    def body(self) -> str:
        """Everything behind the head."""
        return self.gap + self.value.text + self.rest

    @property
    def text(self) -> str:
        """The entry as it is written."""
        return self.lead + self.head + self.body


@dataclass(frozen=True, slots=True)
class Collection:
    """A map or list. `flow`: between braces or brackets; else in lines, each entry `column` characters from the left.

    `tail` is what stands behind the last entry: lines of comments, or what is left before the closing brace.
    """

    kind: str
    flow: bool
    column: int
    entries: tuple[Entry, ...] = ()
    tail: str = ""

    @property
    def text(self) -> str:
        """The collection as it is written."""
        inner = "".join(entry.text for entry in self.entries) + self.tail
        return OPENING[self.kind] + inner + CLOSING[self.kind] if self.flow else inner

    @property
    def fact(self) -> Fact:
        """What it says; an empty map says nothing."""
        if self.kind == "list":
            return [entry.value.fact for entry in self.entries]
        return {entry.key: entry.value.fact for entry in self.entries} or None


Node: TypeAlias = Scalar | Collection


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written as a whole: with a byte order mark, how its lines end, whether its last line does."""

    mark: bool
    line_end: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its form, its root, and around a root between braces what stands before and behind."""

    form: Form
    root: Collection
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The text with LF at the end of each line."""
        return self.before + self.root.text + self.after


def is_block(node: Node) -> bool:
    """Whether a value stands in lines of its own, below its key."""
    return isinstance(node, Collection) and not node.flow


# --- comments ---------------------------------------------------------------------------------------------------------


def comments(text: str) -> list[str]:
    """The comments in what stands between values: blanks, commas and comments only."""
    if "#" not in text:
        return []
    return [part[part.index("#") :].rstrip() for part in text.split("\n") if "#" in part]


def comments_of(entry: Entry) -> Counter[str]:
    """How often each comment stands at an entry and in it."""
    return Counter([*comments(entry.lead), *comments_in_body(entry).elements()])


def comments_in_body(entry: Entry) -> Counter[str]:
    """How often each comment stands behind the head of an entry."""
    return Counter([*comments(entry.gap), *_inside(entry.value), *comments(entry.rest)])


def comments_of_document(document: Document) -> Counter[str]:
    """How often each comment stands in a file."""
    return Counter([*comments(document.before), *_inside(document.root), *comments(document.after)])


def _inside(node: Node) -> Iterator[str]:
    if isinstance(node, Collection):
        for entry in () if node.flow else node.entries:  # one between braces with comments in it is a Scalar
            yield from comments_of(entry).elements()
        yield from comments(node.tail)
    elif isinstance(node.fact, dict | list):
        for line in node.text.split("\n"):
            _, mark, comment = f" {line}".partition(" #")
            if mark:
                yield f"#{comment}".rstrip()
