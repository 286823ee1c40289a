"""A plan file in its usual look: two blanks of indentation, keys in order, a blank line behind each block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pmctl.canonical.flow import flow
from pmctl.canonical.written import Untouched, beside, is_block, key_of, line_of, raw
from pmctl.diagnostic import UserError
from pmctl.edit import splice
from pmctl.edit.order import NO_RULE, Rule, in_order, rule_of_element, rule_of_file, rule_of_key
from pmctl.edit.proof import plain, proved, read
from pmctl.edit.splice import Entry
from pmctl.parse import Map, Seq, Value
from pmctl.regex import regex

INDENT = 2
_COMMENT = regex(r"([ \t]*)(#[^\n]*)")
_DASH = regex(r"-[ \t]+")


@dataclass(slots=True)
class _Part:
    """An entry of a map or list as its lines will be: comments and blank lines above it, itself, comments below it."""

    key: str
    above: list[str]
    lines: list[str]
    is_long: bool = False
    below: list[str] = field(default_factory=list)

    @property
    def whole(self) -> list[str]:
        """All of its lines."""
        return [*self.above, *self.lines, *self.below]


def canonical(path: str, data: bytes) -> bytes:
    """The bytes of a plan file in its usual look; Untouched where that is not safe."""
    try:
        tree = read(path, data)
    except UserError as error:
        raise Untouched(error.message) from error
    ends = splice.new_line(tree.text)
    text = tree.text.replace("\r\n", "\n")
    if "\r" in text:
        raise Untouched("its lines end in an unusual way")
    even = read(path, text.encode())
    root = even.root
    assert isinstance(root, Map)
    if not splice.own_entries(root):
        raise Untouched("it holds no keys")
    made = _Writer(text).file(root).replace("\n", ends)
    try:
        return proved(data, tree, made, plain(tree.root), "fmt", ())
    except UserError as error:
        raise Untouched("it cannot be written without changing its meaning") from error


class _Writer:
    """Writes the parts of one text anew."""

    def __init__(self, text: str) -> None:
        self.text = text

    def file(self, root: Map) -> str:
        """The whole file: what stands before its first key and behind its last one stays."""
        rule, text = rule_of_file(root), self.text
        first = splice.own_entries(root)[0]
        if splice.is_flow(text, root):
            line = text[: root.start] + flow(text, root, root.start, root.end, rule) + text[root.end :]
            return "\n".join(_trimmed(line.split("\n"))).rstrip("\n") + "\n"
        begin = splice.line_start(text, first.start)
        if text[begin : first.start].strip(" "):
            raise Untouched("its first key stands behind something else")
        parts, end = self.map(root, 0, rule, len(text), begin)
        _separate(parts)
        head = _trimmed(text[:begin].split("\n")[:-1])
        lines = [line for part in parts for line in part.whole]
        return "\n".join([*head, *lines, *_trimmed(text[end:].split("\n"))]).rstrip("\n") + "\n"

    # Blocks

    def map(self, node: Map, indent: int, rule: Rule, limit: int, at: int) -> tuple[list[_Part], int]:
        """The entries of a map on lines of its own, from the line at `at` on, and where the rest of the text begins."""
        entries = splice.own_entries(node)
        column = splice.column(self.text, entries[0].start)
        parts, lines_end = [], at
        for index, entry in enumerate(entries):
            below = splice.line_start(self.text, entries[index + 1].start) if index + 1 < len(entries) else limit
            above = self.comments(lines_end, entry.start, indent)
            inner = rule_of_key(rule, entry.key)
            lines, lines_end = self.entry(entry, indent, inner, below)
            parts.append(_Part(entry.key, above, lines, _is_long(entry.value, lines, inner if not indent else NO_RULE)))
        ordered = in_order(rule, parts, lambda one: one.key, lambda one: one.is_long)
        ordered[-1].below, lines_end = self.tail(lines_end, limit, column, indent)
        _drop_first_blank(ordered)
        return ordered, lines_end

    def entry(self, entry: Entry, indent: int, rule: Rule, limit: int) -> tuple[list[str], int]:
        """A key with its value, and where the next line begins."""
        key = key_of(self.text, entry)
        head = f"{' ' * indent}{key.text}:"
        if is_block(self.text, entry.value):
            return self.block(head, key.end, entry, indent, rule, limit)
        span = (entry.value_start, entry.end)
        if span[0] == span[1]:
            comment, end = beside(self.text, key.end)
            return [head + comment], end
        shift = indent - splice.column(self.text, entry.start)
        between = self.text[key.end : span[0]]
        if not between.strip(" \t\n"):
            is_apart = "\n" in between and isinstance(entry.value, Map | Seq)
            shift = len(head) + 1 - splice.column(self.text, span[0]) if is_apart else shift
            return self.value(f"{head} ", entry.value, span, rule, shift)
        comment, end = beside(self.text, key.end)
        if self.text[end : span[0]].strip(" \t\n"):
            raise Untouched(f"line {line_of(self.text, end)}: a comment stands before a value")
        lines, end = self.value(" " * (indent + INDENT), entry.value, span, rule, shift)
        return [head + comment, *lines], end

    def block(self, head: str, colon: int, entry: Entry, indent: int, rule: Rule, limit: int) -> tuple[list[str], int]:
        """A key with a map or list on lines below it."""
        comment, begin = beside(self.text, colon)
        value = entry.value
        if isinstance(value, Map):
            parts, end = self.map(value, indent + INDENT, rule, limit, begin)
        else:
            assert isinstance(value, Seq)
            parts, end = self.sequence(
                value, indent + INDENT, rule, limit, begin, splice.column(self.text, entry.start)
            )
        return [head + comment, *(line for part in parts for line in part.whole)], end

    def sequence(self, node: Seq, indent: int, rule: Rule, limit: int, at: int, outer: int) -> tuple[list[_Part], int]:
        """The elements of a list on lines of their own; `outer` is the column of the key above them."""
        column, inner = 0, rule_of_element(rule)
        parts, lines_end = [], at
        places = node.places
        for index, (one, (start, end)) in enumerate(zip(node, places, strict=True)):
            line = splice.line_start(self.text, start)
            dash = line + len(self.text[line:start]) - len(self.text[line:start].lstrip(" "))
            found = _DASH.match(self.text, dash)
            if found is None or found.end() != start:
                raise Untouched(f"line {line_of(self.text, start)}: a list is written in an unusual way")
            column = splice.column(self.text, dash)
            above = self.comments(lines_end, dash, indent)
            below = splice.line_start(self.text, places[index + 1][0]) if index + 1 < len(node) else limit
            lines, lines_end = self.element(one, (start, end), indent, inner, below, indent - column)
            parts.append(_Part("", above, lines))
        if column > outer:
            parts[-1].below, lines_end = self.tail(lines_end, limit, column, indent)
        _drop_first_blank(parts)
        return parts, lines_end

    def element(
        self, value: Value, span: tuple[int, int], indent: int, rule: Rule, limit: int, shift: int
    ) -> tuple[list[str], int]:
        """One element behind its dash."""
        dash = f"{' ' * indent}- "
        if not is_block(self.text, value):
            return self.value(dash, value, span, rule, shift)
        if not isinstance(value, Map):
            raise Untouched("a list stands in a list")
        parts, end = self.map(value, indent + INDENT, rule, limit, splice.line_start(self.text, span[0]))
        lines = [line for part in parts for line in part.whole]
        if parts[0].above:
            raise Untouched("a comment stands behind a dash")
        return [dash + lines[0].lstrip(" "), *lines[1:]], end

    def value(self, before: str, value: Value, span: tuple[int, int], rule: Rule, shift: int) -> tuple[list[str], int]:
        """A single value or one between braces, with the comment beside it."""
        comment, end = beside(self.text, span[1])
        first, *rest = raw(self.text, *span, shift)
        if not rest:
            first = flow(self.text, value, *span, rule)
        lines = [before + first, *rest]
        lines[-1] += comment
        return lines, end

    # Comments and blank lines

    def comments(self, at: int, until: int, indent: int) -> list[str]:
        """The comments between two entries, indented like the second one; of blank lines one at a time."""
        lines = self.text[at : splice.line_start(self.text, until)].split("\n")[:-1]
        return list(_single_blanks(_comment(line, indent) for line in lines))

    def tail(self, at: int, limit: int, column: int, indent: int) -> tuple[list[str], int]:
        """The comments behind a last entry that are indented like it, and where the rest begins."""
        kept, blank, end = list[str](), False, at
        while at < limit:
            stop = self.text.find("\n", at)
            stop = len(self.text) if stop < 0 else stop
            line = self.text[at:stop]
            found = _COMMENT.fullmatch(line)
            if found is not None and len(found[1]) >= column:
                kept += [*([""] if blank else []), _comment(line, indent)]
                blank, end = False, min(stop + 1, len(self.text))
            elif line.strip():
                break
            else:
                blank = True
            at = stop + 1
        return kept, end


def _is_long(value: Value, lines: Sequence[str], rule: Rule) -> bool:
    """Does a key come behind the short ones: it holds a map on several lines, or (by its rule) things by their ids?"""
    if isinstance(value, Map) and len(lines) > 1:
        return True
    return isinstance(value, Map | None) and isinstance(rule.get("additionalProperties"), Mapping)


def _comment(line: str, indent: int) -> str:
    """A line that holds a comment or nothing; Untouched for anything else."""
    found = _COMMENT.fullmatch(line)
    if found is None and line.strip():
        raise Untouched(f"`{line.strip()[:40]}` is written in an unusual way")
    return " " * indent + found[2].rstrip() if found is not None else ""


def _single_blanks(lines: Iterator[str]) -> Iterator[str]:
    last = None
    for line in lines:
        if line or last != "":
            yield line
        last = line


def _drop_first_blank(parts: Sequence[_Part]) -> None:
    """Nothing stands between a key and the first line below it."""
    while parts and parts[0].above[:1] == [""]:
        del parts[0].above[0]


def _separate(parts: Sequence[_Part]) -> None:
    """One blank line behind each block of a document."""
    for before, after in zip(parts, parts[1:], strict=False):
        if len(before.lines) > 1 and "" not in after.above:
            after.above.insert(0, "")


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Lines without blanks at their ends."""
    return [line.rstrip(" \t") for line in lines]
