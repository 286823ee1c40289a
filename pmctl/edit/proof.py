"""What a plan text means as plain data, and the proof that an edit changed only what it was to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmctl.diagnostic import UserError, position
from pmctl.edit import splice
from pmctl.parse import Map, Seq, Tree, Value, parse
from pmctl.source import BYTE_ORDER_MARK, echo

GONE = object()
"""What a key means that was taken away."""


def read(path: str, data: bytes) -> Tree:
    """The tree of a file whose top is a map. UserError for any other."""
    tree, findings = parse(path, data)
    if tree is None or not isinstance(tree.root, Map):
        why = findings[0].message if findings else "it is no map of keys"
        raise UserError(f"{echo(path)} cannot be changed: {why}", "`pmctl check` says where")
    return tree


def plain(value: Value) -> Any:
    """A tree as plain data, less what was said of places; an empty map is nothing."""
    if isinstance(value, Map):
        return {key: plain(part) for key, part in value.items()} or None
    return [plain(part) for part in value] if isinstance(value, Seq) else value


def meaning(root: Any, keys: Sequence[str], value: Any) -> Any:
    """Plain data with another value at the end of some keys; maps that become empty are none."""
    held = dict(root or {})
    if len(keys) > 1:
        held[keys[0]] = meaning(held.get(keys[0]), keys[1:], value)
    elif value is GONE:
        del held[keys[0]]
    else:
        held[keys[0]] = value
    return held or None


def proved(before: bytes, tree: Tree, text: str, wanted: Any, what: str, place: Sequence[str]) -> bytes:
    """A new text of a file as bytes, where reading it gives what is wanted; UserError where it gives anything else.

    `before` and `tree` are the file as it was, `what` and `place` what was to be changed and where.
    """
    made = with_mark(before, text.encode("utf-8"))
    again, _ = parse(tree.path, made)
    if again is None or plain(again.root) != wanted:
        line = position(tree.text, _start_of(tree, place)).line
        raise UserError(f"`{what}` cannot be written without changing something else", f"see {tree.path}:{line}")
    return made


def with_mark(before: bytes, made: bytes) -> bytes:
    """A new text behind the byte order mark that a file began with."""
    return (BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else b"") + made


def _start_of(tree: Tree, place: Sequence[str]) -> int:
    """The offset of the innermost key on a way that is there."""
    start, node = 0, tree.root
    for key in place:
        entry = splice.own_entry(node, key) if isinstance(node, Map) else None
        if entry is None:
            break
        start, node = entry.start, entry.value
    return start
