"""Whole items in plan text: added behind their siblings in their style, taken out with the comments that are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pmctl.diagnostic import UserError
from pmctl.edit import splice
from pmctl.edit.proof import GONE, meaning, plain, proved, read, with_mark
from pmctl.edit.splice import Entry
from pmctl.edit.values import as_yaml, read_value
from pmctl.parse import Map, Tree, parse
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.source import echo

LONGEST_LINE = 160
"""An item whose siblings stand on one line each has lines of its own where it would be longer than this."""
_INDENT = 2
_COMMENT = regex(r"([ \t]*)#[^\r\n]*")
_BLANK = regex(r"[ \t]*(?:\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class Block:
    """A key with all that stands under it, as lines without their common indentation and without line ends; comments
    above it included. `value` is what it means, as plain data.
    """

    key: str
    lines: tuple[str, ...]
    value: Any


def added(data: bytes, path: str, into: Sequence[str], key: str, fields: Mapping[str, str]) -> bytes:
    """The bytes of a file with one item more in the collection at `into` (`("tasks", "build", "tasks")`), which is made
    where it is missing. `fields` are the item's keys, each with its value as YAML (`as_yaml`).

    It stands behind its siblings, on one line or on several as they do. UserError where that cannot be.
    """
    tree = read(path, data)
    node, missing = _reach(tree, into)
    value = f"{{{', '.join(f'{as_yaml(name)}: {text}' for name, text in fields.items())}}}"
    line = f"{as_yaml(key)}: {value}"
    lines: tuple[str, ...] = (line,)
    if fields and not _is_between_braces(tree, node, missing) and not _is_short(tree, node, missing, line):
        indent = " " * _indent_of(tree)
        lines = (f"{as_yaml(key)}:", *(f"{indent}{as_yaml(name)}: {text}" for name, text in fields.items()))
    return put_in(data, path, into, Block(key, lines, plain(read_value(value))))


def put_in(data: bytes, path: str, into: Sequence[str], block: Block) -> bytes:
    """The bytes of a file with a block more in the collection at `into`, which is made where it is missing.

    UserError where its key is taken there, or the collection stands between braces and the block has lines of its own.
    """
    tree = read(path, data)
    node, missing = _reach(tree, into)
    if not missing and block.key in node:
        raise UserError(f"`{echo(block.key)}` is in `{'.'.join(into)}` of {echo(path)} already")
    put = _put_between_braces if _is_between_braces(tree, node, missing) else _put_below
    wanted = meaning(plain(tree.root), (*into, block.key), block.value)
    return proved(data, tree, put(tree, node, missing, block), wanted, f"add {block.key}", into)


def taken(data: bytes, path: str, place: Sequence[str]) -> tuple[bytes, Block]:
    """The bytes of a file without the item at `place`, and the item; collections that held nothing else go along.

    UserError where it is not written there as a key of its own.
    """
    tree = read(path, data)
    node, missing = _reach(tree, place[:-1])
    entry = splice.own_entry(node, place[-1]) if not missing else None
    if entry is None or splice.is_alias(tree.text, entry):
        raise UserError(f"`{echo(place[-1])}` is not written in {echo(path)} as a key of its own")
    block = Block(place[-1], _lines_of(tree.text, node, entry), plain(entry.value))
    while len(splice.own_entries(node)) == 1 and len(place) > 1:
        place = place[:-1]
        node, _ = _reach(tree, place[:-1])
        entry = _entry(node, place[-1])
    text = splice.drop_key(tree.text, node, entry) if splice.is_flow(tree.text, node) else _without(tree.text, entry)
    wanted = meaning(plain(tree.root), place, GONE)
    return proved(data, tree, text, wanted, f"take {block.key} out", place), block


def replaced(data: bytes, spans: Iterable[tuple[int, int, str]]) -> bytes:
    """The bytes of a file with other text in some stretches (start, end, text), which do not overlap.

    Offsets are those of a `Span`: in characters, behind the byte order mark.
    """
    text = data.decode("utf-8").removeprefix("\ufeff")
    for start, end, instead in sorted(spans, reverse=True):
        text = text[:start] + instead + text[end:]
    return with_mark(data, text.encode("utf-8"))


# --- where an item belongs --------------------------------------------------------------------------------------------


def _reach(tree: Tree, keys: Sequence[str]) -> tuple[Map, Sequence[str]]:
    """The innermost map on a way of keys that holds anything, and the keys that are left: they hold nothing yet."""
    node = tree.root
    assert isinstance(node, Map)
    for index, key in enumerate(keys):
        entry = splice.own_entry(node, key)
        if entry is None or (not entry.value and not splice.is_alias(tree.text, entry)):
            return node, keys[index:]
        if splice.is_alias(tree.text, entry) or not isinstance(entry.value, Map):
            raise UserError(f"`{'.'.join(keys[: index + 1])}` of {echo(tree.path)} is no map that is written there")
        node = entry.value
    return node, ()


def _entry(node: Map, key: str) -> Entry:
    entry = splice.own_entry(node, key)
    assert entry is not None, "who leads to an item is written where the item is"
    return entry


def _is_between_braces(tree: Tree, node: Map, missing: Sequence[str]) -> bool:
    """Would an item stand between braces: in a map that does, or in a collection of an item that holds nothing?"""
    return splice.is_flow(tree.text, node) or not splice.own_entries(node) or len(missing) > 1


def _is_short(tree: Tree, node: Map, missing: Sequence[str], line: str) -> bool:
    """Would an item stand on one line: as the last of its siblings does (without any: yes), if that is not too long?"""
    siblings = [one for one in splice.own_entries(node) if isinstance(one.value, Map)] if not missing else []
    last = siblings[-1].value if siblings else None
    is_line = not isinstance(last, Map) or splice.is_flow(tree.text, last) or splice.is_alias(tree.text, siblings[-1])
    return is_line and len(line) < LONGEST_LINE


def _indent_of(tree: Tree) -> int:
    """By how many blanks a file indents: as its first map in a map does."""
    root = tree.root
    assert isinstance(root, Map)
    for entry in splice.own_entries(root):
        if isinstance(entry.value, Map) and not splice.is_flow(tree.text, entry.value):
            inner = splice.own_entries(entry.value)
            if inner and inner[0].start > entry.start:
                return splice.column(tree.text, inner[0].start) - splice.column(tree.text, entry.start)
    return _INDENT


# --- putting in -------------------------------------------------------------------------------------------------------


def _put_between_braces(tree: Tree, node: Map, missing: Sequence[str], block: Block) -> str:
    """A block as a pair between braces, in maps that are made where they are missing."""
    if len(block.lines) > 1:
        what = f"`{echo(block.key)}` has lines of its own, and {echo(tree.path)} holds its siblings between braces"
        raise UserError(what, "write one line for each of them first")
    pair = block.lines[0]
    alone, _ = parse(tree.path, f"{{{pair}}}".encode())
    if alone is None or plain(alone.root) != {block.key: block.value}:
        what = f"`{echo(block.key)}` has a comment behind it, and {echo(tree.path)} holds its siblings between braces"
        raise UserError(what, "write one line for each of them first")
    for key in reversed(missing[1:]):
        pair = f"{as_yaml(key)}: {{{pair}}}"
    if not missing:
        return splice.add_pair(tree.text, node, pair)
    entry = splice.own_entry(node, missing[0])
    if entry is None:
        return splice.add_pair(tree.text, node, f"{as_yaml(missing[0])}: {{{pair}}}")
    return splice.put(tree.text, entry, f"{{{pair}}}")


def _put_below(tree: Tree, node: Map, missing: Sequence[str], block: Block) -> str:
    """A block on lines of its own, behind those of its siblings; a collection that holds nothing is begun."""
    text, entries = tree.text, splice.own_entries(node)
    column, indent = splice.column(text, entries[0].start), _indent_of(tree)
    if not missing:
        gap = [""] if _stand_apart(text, entries) else []
        return _inserted(text, _behind(text, entries[-1]), [*gap, *_indented(block.lines, column)])
    lines = _indented(block.lines, column + indent)
    entry = splice.own_entry(node, missing[0])
    if entry is None:
        gap = [""] if _stand_apart(text, entries) else []
        lines = [*gap, f"{' ' * column}{as_yaml(missing[0])}:", *lines]
        return _inserted(text, _behind(text, entries[-1]), lines)
    if entry.end > entry.value_start:  # `risks: {}`
        text = text[: entry.value_start].rstrip(" ") + text[entry.end :]
    return _inserted(text, splice.past_line(text, entry.start), lines)


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [" " * column + line if line.strip() else line for line in lines]


def _stand_apart(text: str, entries: Sequence[Entry]) -> bool:
    """Is there a blank line between the last two entries?"""
    if len(entries) < 2:
        return False
    between = text[_behind(text, entries[-2]) : splice.line_start(text, entries[-1].start)]
    return any(not line.strip() for line in between.splitlines())


def _behind(text: str, entry: Entry) -> int:
    """Behind the last line of an entry and the comments below it that are indented like it, or more."""
    column = splice.column(text, entry.start)
    return _past_comments(text, splice.past_line(text, splice.end_of(text, entry)), max(column, 1))


def _past_comments(text: str, at: int, least: int) -> int:
    """Behind the comments from a line on that are indented by so much at least."""
    while (comment := _COMMENT.match(text, at)) and len(comment[1]) >= least:
        at = splice.past_line(text, at)
    return at


def _inserted(text: str, at: int, lines: Sequence[str]) -> str:
    """A text with more lines from a line's beginning on; the last line of the text may have no end."""
    end = splice.new_line(text)
    if at == len(text) and text[-1:] not in ("\n", "\r"):
        return text + end + end.join(lines)
    return text[:at] + end.join(lines) + end + text[at:]


# --- taking out -------------------------------------------------------------------------------------------------------


def _lines_of(text: str, node: Map, entry: Entry) -> tuple[str, ...]:
    """An entry's lines, without their common indentation."""
    if splice.is_flow(text, node):
        start, end = entry.start, entry.end
    else:
        start, end = _stretch(text, entry)
    column = splice.column(text, entry.start)
    first, *rest = (text[start:end]).splitlines()
    return (first.strip() if start == entry.start else _less(first, column), *(_less(line, column) for line in rest))


def _less(line: str, column: int) -> str:
    """A line with so many blanks less before it, as far as there are some."""
    return line[min(column, len(line) - len(line.lstrip(" "))) :]


def _stretch(text: str, entry: Entry) -> tuple[int, int]:
    """The lines of an entry: from the comments right above it to the comments below that are indented more."""
    column = splice.column(text, entry.start)
    start = splice.above_comments(text, entry.start)
    return start, _past_comments(text, splice.past_line(text, splice.end_of(text, entry)), column + 1)


def _without(text: str, entry: Entry) -> str:
    """A text less the lines of an entry; of blank lines before and behind it one side is enough."""
    start, end = _stretch(text, entry)
    if end == len(text) or _BLANK.match(text, end):
        before = text[:start]
        kept = before.rstrip(" \t\r\n")
        blank = before[splice.past_line(before, len(kept)) :] if kept else ""
        start -= len(blank)
    return text[:start] + text[end:]
