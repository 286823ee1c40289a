"""Cuts a plan file into its parts; whatever is not plainly a key, value, blank or comment raises Doubt."""

from __future__ import annotations

import re

from pmctl.diagnostic import Diagnostic, position
from pmctl.edit import splice
from pmctl.merge.document import Collection, Document, Doubt, Entry, Fact, Form, Node, Scalar
from pmctl.parse import Map, Seq, Tree, Value, parse
from pmctl.regex import regex
from pmctl.source import BYTE_ORDER_MARK, decode, echo

_LINES = regex(r"(?:[ ]*(?:#[^\n]*)?\n)*")
_FIRST_LINES = regex(r"(?:[ ]*(?:#[^\n]*)?\n)*(?:---[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*)?")
_GAP = regex(r"(?:[ ]*(?:#[^\n]*)?\n)*[ ]*")
_REST = regex(r"[ ]*(?:#[^\n]*)?\n")
_QUOTED = regex(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_COLON = regex(r"[ ]*:")
_BLANKS = regex(r"[ \n]*")
_COMMA = regex(r"[ \n]*,[ \n]*")
_TAIL = regex(r"[ \n]*(?:,[ \n]*)?")
_KEPT_ENDS = regex(r"[|>][1-9]?\+")


def cut(path: str, data: bytes, known: dict[str, Node] | None = None) -> Document:
    """The parts of a file; Doubt where it cannot be read, or holds what is not merged by item.

    `known` holds what stands between braces, by its text, for files that are nearly alike.
    """
    form, text = _normal(path, data)
    tree, findings = parse(path, text.encode("utf-8"))
    wrong = next((one for one in findings if one.severity == "error"), None)
    if tree is None or wrong is not None:
        raise Doubt(_words(wrong, text))
    return _Cutter(tree, {} if known is None else known).document(form)


def _normal(path: str, data: bytes) -> tuple[Form, str]:
    """How a file is written as a whole, and its text with LF behind every line."""
    text = decode(path, data)
    if isinstance(text, Diagnostic):
        raise Doubt(_words(text, ""))
    ends = text.count("\r\n")
    if ends and ends != text.count("\n") or text.count("\r") != ends:
        raise Doubt("its lines do not all end alike")
    text = text.replace("\r\n", "\n")
    if "\t" in text:
        raise Doubt(f"line {position(text, text.index(chr(9))).line} holds a tab")
    form = Form(data.startswith(BYTE_ORDER_MARK), "\r\n" if ends else "\n", not text or text.endswith("\n"))
    return form, text if form.ended else text + "\n"


def _words(finding: Diagnostic | None, text: str) -> str:
    if finding is None:
        return "it cannot be read"
    return f"line {position(text, finding.span.start).line}: {finding.message}" if text else finding.message


def fact_of(text: str, value: Value, start: int, end: int) -> Fact:
    """What a value says; numbers, yes and no are kept as they are typed."""
    if isinstance(value, Map):
        return {key: fact_of(text, part, *value.places[key][1:]) for key, part in value.items()} or None
    if isinstance(value, Seq):
        return [fact_of(text, part, *place) for part, place in zip(value, value.places, strict=True)]
    return value if value is None or isinstance(value, str) else (text[start:end],)


class _Cutter:
    """One cutting of one text, all of whose lines end in LF."""

    def __init__(self, tree: Tree, known: dict[str, Node]) -> None:
        self.text = tree.text
        self.known = known
        self.root = tree.root

    def document(self, form: Form) -> Document:
        text, root = self.text, self.root
        if root is None and _LINES.fullmatch(text):
            return Document(form, Collection("map", False, 0, (), text))
        if not isinstance(root, Map):
            raise Doubt("it is no map of keys")
        if text[root.start] != "{":
            return Document(form, self.block(root, 0, len(text), _FIRST_LINES))
        before, after = self.checked(_FIRST_LINES, 0, root.start), self.checked(_LINES, root.end, len(text))
        value = self.flow(root)
        if isinstance(value, Scalar):
            raise Doubt("there are comments between its braces")
        return Document(form, value, before, after)

    def checked(self, pattern: re.Pattern[str], start: int, end: int) -> str:
        """What stands between two values, which must be nothing but that."""
        part = self.text[start:end]
        if not pattern.fullmatch(part):
            line = position(self.text, start).line
            raise Doubt(f"line {line}: `{echo(part.strip(), 40)}` is not merged by item")
        return part

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def past_line(self, at: int) -> int:
        return self.text.index("\n", at) + 1

    # Lines.

    def block(self, node: Map | Seq, start: int, end: int, lines: re.Pattern[str] = _LINES) -> Collection:
        """A collection in block style, all lines from `start` to `end`."""
        if isinstance(node, Seq):
            return self.block_list(node, start, end)
        found, written = [], splice.own_entries(node)
        column = written[0].start - self.line_start(written[0].start) if written else 0
        for index, entry in enumerate(written):
            line = self.line_start(entry.start)
            lead = self.checked(lines if index == 0 else _LINES, start, line)
            limit = self.line_start(written[index + 1].start) if index + 1 < len(written) else end
            if self.text[line : entry.start] != " " * column:
                raise Doubt(f"line {position(self.text, line).line}: a key that is not written plainly")
            behind = self.behind_key(entry.key, entry.start, True)
            head = self.text[line:behind]
            part, start = self.block_entry(entry, behind, limit, column)
            found.append(Entry(entry.key, lead, head, *part))
        return Collection("map", False, column, tuple(found), self.checked(_LINES, start, end))

    def block_entry(
        self, entry: splice.Entry, behind: int, limit: int, column: int
    ) -> tuple[tuple[str, Node, str], int]:
        """Gap, value and rest of a key, and where its last line ends."""
        value, at, end = entry.value, entry.value_start, entry.end
        if isinstance(value, Map | Seq) and self.text[at] not in "{[*":
            body = self.past_line(behind)
            gap = self.checked(_REST, behind, body)
            stop = self.reach(self.past_line(end), limit, column)
            return (gap, self.block(value, body, stop), ""), stop
        at, end = (behind, behind) if value is None and at == end else (at, end)
        gap = self.checked(_GAP, behind, at)
        stop = self.past_line(end)
        return (gap, self.value(value, at, end), self.checked(_REST, end, stop)), stop

    def block_list(self, node: Seq, start: int, end: int) -> Collection:
        found = []
        first = self.text[self.line_start(node.places[0][0]) : node.places[0][0]]
        column = len(first) - len(first.lstrip(" "))
        mark = re.compile(f"[ ]{{{column}}}-[ ]+")
        for value, (at, stop) in zip(node, node.places, strict=True):
            line = self.line_start(at)
            lead = self.checked(_LINES, start, line)
            before = self.checked(mark, line, at)
            head, gap = before[: column + 1], before[column + 1 :]
            start = self.past_line(stop)
            found.append(Entry("", lead, head, gap, self.element(value, at, stop), self.checked(_REST, stop, start)))
        return Collection("list", False, column, tuple(found), self.checked(_LINES, start, end))

    def reach(self, start: int, end: int, column: int) -> int:
        """How far the comments go that are indented deeper than a key, and so belong to what is below it."""
        reached = at = start
        while at < end:
            line_end = self.past_line(at)
            line = self.text[at:line_end]
            if line.strip() and len(line) - len(line.lstrip(" ")) > column:
                reached = line_end
            at = line_end
        return reached

    # Values.

    def behind_key(self, key: str, start: int, colon_needed: bool) -> int:
        """Where the key and its colon end."""
        quoted = _QUOTED.match(self.text, start)
        if not quoted and not self.text.startswith(key, start):
            raise Doubt(f"line {position(self.text, start).line}: a key that is not written plainly")
        end = quoted.end() if quoted else start + len(key)
        colon = _COLON.match(self.text, end)
        if colon_needed and not colon:
            raise Doubt(f"line {position(self.text, start).line}: a key without a colon")
        return colon.end() if colon else end

    def value(self, value: Value, start: int, end: int) -> Node:
        """A value that is not in lines of its own."""
        if isinstance(value, Map | Seq) and self.text[start] in "{[":
            text = self.text[start:end]
            if text not in self.known:
                self.known[text] = self.flow(value)
            return self.known[text]
        return self.element(value, start, end)

    def element(self, value: Value, start: int, end: int) -> Scalar:
        text = self.text[start:end]
        if text.startswith("*") or _KEPT_ENDS.match(text):
            raise Doubt(f"line {position(self.text, start).line}: `{echo(text, 40)}` is not merged by item")
        return Scalar(text, fact_of(self.text, value, start, end))

    def flow(self, node: Map | Seq) -> Node:
        """A collection between braces or brackets; one with comments in it is taken as a whole."""
        found: list[Entry] = []
        at = node.start + 1
        entries = self.flow_map(node) if isinstance(node, Map) else self.flow_list(node)
        for start, entry, end in entries:
            lead = self.text[at:start]
            if "#" in lead:
                return self.element(node, node.start, node.end)
            self.checked(_COMMA if found else _BLANKS, at, start)
            found.append(Entry(entry.key, lead, entry.head, entry.gap, entry.value, ""))
            at = end
        tail = self.text[at : node.end - 1]
        if "#" in tail:
            return self.element(node, node.start, node.end)
        self.checked(_TAIL, at, node.end - 1)
        return Collection("map" if isinstance(node, Map) else "list", True, 0, tuple(found), tail)

    def flow_map(self, node: Map) -> list[tuple[int, Entry, int]]:
        """Where each entry begins, the entry, and where it ends."""
        found = []
        for entry in splice.own_entries(node):
            behind = self.behind_key(entry.key, entry.start, False)
            empty = entry.value is None and entry.value_start == entry.end
            at, end = (behind, behind) if empty else (entry.value_start, entry.end)
            gap = self.checked(_BLANKS, behind, at)
            head = self.text[entry.start : behind]
            found.append((entry.start, Entry(entry.key, "", head, gap, self.value(entry.value, at, end), ""), end))
        return found

    def flow_list(self, node: Seq) -> list[tuple[int, Entry, int]]:
        found = []
        for value, (start, end) in zip(node, node.places, strict=True):
            element = self.element(value, start, end)
            found.append((start, Entry("", "", "", "", element, ""), end))
        return found
