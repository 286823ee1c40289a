"""A file while it is built, and the kinds of functions that read its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from pmctl.diagnostic import Diagnostic, Span
from pmctl.model.item import Item, Source
from pmctl.parse import Map, Value
from pmctl.quantity import Unreadable
from pmctl.record import dataclass

if TYPE_CHECKING:
    from pmctl.build.records import Tables

Found: TypeAlias = dict[str, Any]
Special: TypeAlias = Callable[["File", Map, str, Value, Found, str], None]
Read: TypeAlias = Callable[[str], Any]


class Memory(dict[object, Any]):
    """What texts mean, each read once: plans say `5d` ten thousand times."""

    __slots__ = ("read",)

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: object) -> Any:
        if not isinstance(text, str):
            raise Unreadable("this is no text")
        value = self[text] = self.read(text)
        return value


Entry: TypeAlias = tuple[str, Memory | None, Special | None]
"""Name of the field; what its texts mean, if not just themselves; what reads that which is more than one text.

What is only special reads texts as well; of what is both, one text makes a tuple of one.
"""


@dataclass(slots=True)
class File:
    """One file while it is built: its text, what was wrong, and the items made so far, in file order."""

    path: str
    text: str
    tables: Tables
    diagnostics: list[Diagnostic] = field(default_factory=list)
    document: str = ""
    group: str = ""
    known: dict[str, Source] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, message: str, start: int, end: int, hint: str = "") -> None:
        """A value that is not of its grammar."""
        self.diagnostics.append(Diagnostic("PM006", "error", message, Span(self.path, start, end), hint))

    def refuse(self, error: Unreadable, start: int, end: int) -> None:
        """A text that a reader of quantities refused."""
        self.wrong(error.message, start, end, error.hint)


def source_of(file: File, node: Map) -> Source:
    """The place of a record that is written as a map."""
    return Source(file.path, node.start, node.end, node.places)
