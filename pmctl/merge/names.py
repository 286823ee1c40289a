"""What a place in a plan file is called: the item with its document, as `checkout/api`, and the field of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pmctl.build.collections import COLLECTIONS, LABELS
from pmctl.merge.document import Fact

Place = tuple[str, str]
"""An item, and the field of it with its keys between dots ("" for the item itself)."""


class Names:
    """How the items of one file are called; made of its path and of what stands at its top."""

    __slots__ = ("own", "prefix")

    def __init__(self, path: str, facts: Fact) -> None:
        top = facts if isinstance(facts, dict) else {}
        stem = PurePosixPath(path).stem
        said = top.get("id") or top.get("part-of")
        self.own = said if isinstance(said, str) else stem
        if top.get("kind") == "workspace" and not said:
            self.own = "workspace"
        self.prefix = "" if top.get("kind") == "people" else f"{self.own}/"

    def place(self, keys: Sequence[str]) -> Place:
        """The item and field that some keys lead to, from the top of the file."""
        item, fields, index = self.own, list[str](), 0
        while index < len(keys):
            key = keys[index]
            if key in COLLECTIONS and index + 1 < len(keys):
                item = self.item(key, keys[index + 1])
                fields, index = [], index + 2
            else:
                fields.append(key)
                index += 1
        return item, ".".join(fields)

    def item(self, collection: str, key: str) -> str:
        """The full id of an item of a collection."""
        return f"{self.prefix}{collection}/{key}" if collection in LABELS else f"{self.prefix}{key}"


def items(names: Names, fact: Fact) -> Iterator[str]:
    """The full ids of all items of a file, as often as they stand there."""
    for key, value in fact.items() if isinstance(fact, dict) else ():
        for own, inner in value.items() if isinstance(value, dict) else ():
            if key in COLLECTIONS and (inner is None or isinstance(inner, dict)):
                yield names.item(key, own)
        for part in value.values() if key in COLLECTIONS and isinstance(value, dict) else (value,):
            yield from items(names, part)
