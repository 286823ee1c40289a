"""YAML text becomes a Tree: every value with its place, within bounds; wrong text becomes findings, never an exception."""

from __future__ import annotations

import gc
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, Union

from yaml import YAMLError
from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pmctl.diagnostic import Diagnostic, Related, Replacement, Severity, Span, position

# Every bound on a file stands here. Real plans stay far below; hostile ones stop in milliseconds.
FILE_BYTES = 2 * 1024 * 1024
DEPTH = 64
NODES = 200_000
EXPANSION = 10_000  # nodes that all aliases of a file may stand for
MERGE_DEPTH = 8
KEY_LENGTH = 256
LINE_LENGTH = 8_000  # a value written on one line
TEXT_LENGTH = 64 * 1024  # a block of text
NUMBER_LENGTH = 32
INTEGER_DIGITS = 18
ECHO_LENGTH = 80  # of a value in a message
REPEATS = 20  # findings of one kind from one scan of a file
SECOND_OPINION_LENGTH = 60_000  # the second reader is slow; longer files get the verdict of the first alone


class Map(dict[str, "Value"]):
    """A mapping in file order; `places[key]` is (start of key, start of value, end of value) in characters of the text.

    A key that came by a merge has the place at which it is written; the value of an alias has the place of the alias.
    """

    __slots__ = ("end", "places", "start")
    places: dict[str, tuple[int, int, int]]
    start: int
    end: int


class Seq(list["Value"]):
    """A list; `places[index]` is (start, end) of the value in characters of the text."""

    __slots__ = ("end", "places", "start")
    places: list[tuple[int, int]]
    start: int
    end: int


Value: TypeAlias = Union[str, int, float, bool, None, Map, Seq]  # noqa: UP007 (the classes above need the name)


@dataclass(frozen=True, slots=True)
class Allow:
    """A comment `# pmctl: allow PM204 reason`; `line` counts from 1; `alone`: it speaks of the item on the next line."""

    code: str
    reason: str
    start: int
    end: int
    line: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A file that was read: its path in the workspace, its text behind the byte order mark, and what the text says."""

    path: str
    text: str
    root: Value
    allows: tuple[Allow, ...] = ()


class _Stop(Exception):
    """Reading cannot go on; carries the finding that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


# ---------------------------------------------------------------------------------------------- bytes and text


def read_file(path: Path, limit: int = FILE_BYTES, name: str = "") -> bytes | Diagnostic:
    """The bytes of a regular file that is no link, at most `limit`; else a finding. `name` is its path in the workspace."""
    span = Span(name or path.as_posix())
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        reason = "is a link" if path.is_symlink() else (error.strerror or "cannot be opened").lower()
        return Diagnostic("PM001", "error", f"this file cannot be read: {reason}", span)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Diagnostic("PM001", "error", "this is not a regular file", span, "plans are plain text files")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return Diagnostic("PM001", "error", f"this file cannot be read: {reason}", span)
    finally:
        os.close(handle)
    return _too_big(span.path, limit) if len(data) > limit else data


def _too_big(path: str, limit: int) -> Diagnostic:
    hint = "split the document: a file with `part-of: DOCUMENT` adds its collections"
    return Diagnostic("PM009", "error", f"the file is larger than {limit:,} bytes", Span(path), hint)


_ANNOUNCEMENT = re.compile(rb"""^(?:---[ \t]+)?(?:[!&][^\s]*[ \t]+)*\{?[ \t]*["']?(?:kind|part-of)["']?[ \t]*:""", re.M)
_MARKS = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")


def announces_plan(data: bytes) -> bool:
    """Whether a line begins `kind:` or `part-of:`, looked for behind marks, NULs and tags so that no encoding hides it."""
    return _ANNOUNCEMENT.search(_MARKS.sub(b"", data).replace(b"\0", b"").replace(b"\r", b"\n")) is not None


def text_of(data: bytes) -> str:
    """The text that offsets count in: without byte order mark; bytes that are not UTF-8 stand as U+FFFD."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _decode(path: str, data: bytes) -> str:
    if len(data) > FILE_BYTES:
        raise _Stop(_too_big(path, FILE_BYTES))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            what = "the file is UTF-16, not UTF-8"
        hint = "save the file with the encoding UTF-8"
        raise _Stop(Diagnostic("PM001", "error", what, Span(path, before, before + 1), hint)) from None


# ------------------------------------------------------------------------------------------- characters

_CONTROL_BYTES = bytes(sorted({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D}))
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ODD_IN_VALUE = re.compile(_ODD.pattern.replace("\x0c\x0e", "\x0c\r\x0e"))
# libyaml takes U+2028 and U+2029 for line ends and refuses U+FEFF, as YAML 1.1 did: they travel as noncharacters.
_AWAY = {0x2028: 0xFDD0, 0x2029: 0xFDD1, 0xFEFF: 0xFDD2}
_BACK = {there: here for here, there in _AWAY.items()}
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_NAMES = {0: "NUL character", 7: "bell character", 8: "backspace", 0x1B: "escape character", 0x7F: "delete character"}
_NAMES |= {0x0D: "carriage return", 0xFEFF: "byte order mark inside the text"}


def echo(text: str, length: int = ECHO_LENGTH) -> str:
    """A value as a message may show it: one line, odd characters escaped, at most `length` characters."""
    shown = text[: length + 1]
    shown = shown.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    shown = _ODD_IN_VALUE.sub(lambda found: _escaped(found[0]), shown)
    return shown if len(shown) <= length and len(text) <= length else shown[: length - 1] + "…"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _verdict(text: str, at: int) -> tuple[str, Severity, str] | None:
    """Code, severity and name of an odd character, or None where it belongs (joiners in emoji and in some scripts)."""
    code = ord(text[at])
    if code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or 0xFDD0 <= code <= 0xFDEF:
        kind = "control character" if code < 0xA0 else "lone surrogate" if code < 0xE000 else "noncharacter"
        return "PM010", "error", _NAMES.get(code, kind)
    before = ord(text[at - 1]) if at else 0
    if code in (0x200C, 0x200D) and (0x0600 <= before < 0x2000 or before >= 0x203C):
        return None
    if code >= 0xE0000 and (before >= 0x1F000):
        return None
    direction = code in (0x061C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    kind = "direction control" if direction else "line separator" if code in (0x2028, 0x2029) else "invisible character"
    return "PM011", "warning", _NAMES.get(code, kind)


def _odd_characters(path: str, text: str) -> list[Diagnostic]:
    """Findings about control, direction and invisible characters of the source."""
    found: list[Diagnostic] = []
    for match in _ODD.finditer(text):
        verdict = _verdict(text, match.start())
        if verdict is None:
            continue
        if len(found) == REPEATS:
            found.append(Diagnostic("PM010", "error", "more such characters follow", Span(path, *match.span())))
            break
        found.append(_odd(verdict, match[0], Span(path, *match.span())))
    return found


def _odd(verdict: tuple[str, Severity, str], character: str, span: Span, where: str = "") -> Diagnostic:
    code, severity, name = verdict
    hint = "remove it" if severity == "error" else "remove it, or keep it if the script needs it"
    return Diagnostic(code, severity, f"{name} (U+{ord(character):04X}){where}", span, hint)


# ---------------------------------------------------------------------------------------------- scalars

_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_CONSTANTS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_START = frozenset("0123456789-+.")
_INTEGER = re.compile(r"[-+]?[0-9]+", re.A)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.A)


def _number(text: str) -> str | int | float:
    """The decimal number that a plain scalar writes, else the text itself (YAML 1.2 core without octal, hex, inf, nan)."""
    if len(text) > NUMBER_LENGTH:
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= INTEGER_DIGITS else text
    if _FLOAT.fullmatch(text):
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else number
    return text


def scalar_text(tree: Tree, start: int, end: int) -> str:
    """What a person typed for a value that was resolved to a number, yes/no or nothing: the slice of the text."""
    return tree.text[start:end]


# ------------------------------------------------------------------------------------------- events to tree

_IN_LIST = ""  # stands where a mapping has its pending key; only its being a str matters
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t\r\n]+(?:#[^\n]*\n)?)*)+")
_STRING_TAG = "tag:yaml.org,2002:str"


@dataclass(slots=True)
class _Anchor:
    """What an anchor stands for: `size` counts nodes with aliases expanded; `text` is there for scalars (as keys)."""

    value: Value
    size: int
    text: str | None
    complete: bool


class _Reader:
    """One reading of one text. The loop is in `read`; what rarely happens has a method of its own."""

    def __init__(self, path: str, text: str, source: str, diagnostics: list[Diagnostic]) -> None:
        self.path = path
        self.text = text
        self.source = source  # `text` with the characters replaced that libyaml does not take
        self.diagnostics = diagnostics
        self.anchors: dict[str, _Anchor] = {}
        self.expanded = 0
        self.merge_depths: dict[int, tuple[Map, int]] = {}  # the map is kept so that its identity stays its own
        self.spans: list[tuple[int, int]] | None = None  # of scalars, gathered where comments must be told from texts

    def read(self) -> Value:
        """One pass over the events, without recursion: counts, checks and builds at once. Speed matters in this loop."""
        next_event = CParser(self.source).get_event
        text, spans, restore = self.text, self.spans, self.source is not self.text
        root = Seq()
        root.places, root.start, root.end = [], 0, 0
        container: Map | Seq = root
        mapping, key, key_start = False, _IN_LIST, 0  # in a mapping `key` is None while a key is awaited
        pending: str | None = key
        stack: list[tuple[Map | Seq, bool, str | None, int, int, str | None, int]] = []
        nodes = last_end = documents = 0
        constants, number_start = _CONSTANTS, _NUMBER_START
        value: Value
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                nodes += 1
                if nodes > NODES:
                    self.stop_many(event.start_mark.index)
                scalar = event.value
                start = event.start_mark.index
                last_end = end = event.end_mark.index
                style = event.style
                tag = event.tag
                if restore:
                    scalar = scalar.translate(_BACK)
                if style:
                    if style == '"':
                        if not scalar.isprintable():
                            self.check_escapes(scalar, start, end)
                    elif style != "'":
                        while end > start and text[end - 1] in " \t\r\n":
                            end -= 1
                        last_end = end
                if tag is not None or event.anchor is not None:
                    start = self.properties(tag, event.anchor, start, end, scalar, style)
                if spans is not None:
                    spans.append((start, end))
                if pending is None:
                    if len(scalar) > KEY_LENGTH:
                        scalar = self.cut(scalar, start, end, KEY_LENGTH, "key")
                    if scalar in container:
                        self.duplicate(container, scalar, start, end)
                    pending = scalar
                    key_start = start
                    continue
                value = scalar
                if not style and tag is None:
                    if scalar in constants:
                        value = constants[scalar]
                    elif scalar[0] in number_start:
                        value = _number(scalar)
                if len(scalar) > LINE_LENGTH:
                    value = self.long_text(scalar, start, end)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                start = event.start_mark.index
                if len(stack) >= DEPTH:
                    self.stop("PM009", f"more than {DEPTH} levels of nesting", start, "nest less deep")
                if nodes > NODES:
                    self.stop_many(start)
                anchor = event.anchor
                if anchor is not None or event.tag is not None:
                    start = self.properties(event.tag, anchor, start, start + 1, None, None)
                if pending is None:
                    self.stop("PM006", "a key must be a plain text, not a list or a map", start)
                stack.append((container, mapping, pending, key_start, start, anchor, nodes))
                if kind is MappingStartEvent:
                    container = Map()
                    container.places = {}
                    mapping, pending = True, None
                else:
                    container = Seq()
                    container.places = []
                    mapping, pending = False, _IN_LIST
                container.start = start
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                closing = event.start_mark.index
                if text[closing : closing + 1] in ("}", "]") and event.end_mark.index == closing + 1:
                    last_end = closing + 1
                end = container.end = max(last_end, container.start)
                if mapping and "<<" in container:
                    self.merge(container)  # type: ignore[arg-type]
                value = container
                container, mapping, pending, key_start, start, anchor, before = stack.pop()
                if anchor is not None:
                    self.anchors[anchor] = _Anchor(value, nodes - before + 1, None, True)
            elif kind is AliasEvent:
                start = event.start_mark.index
                last_end = end = event.end_mark.index
                known = self.alias(event.anchor, start, end)
                nodes += known.size
                if pending is None:
                    pending, key_start = self.alias_key(known, container, start, end), start
                    continue
                value = known.value
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.several(event.start_mark.index)
                    break
                continue
            elif kind is StreamEndEvent:
                break
            else:
                continue
            if mapping:
                container[pending] = value  # type: ignore[call-overload]
                container.places[pending] = (key_start, start, end)  # type: ignore[call-overload]
                pending = None
            else:
                container.append(value)  # type: ignore[union-attr]
                container.places.append((start, end))  # type: ignore[union-attr]
        return root[0] if root else None

    # What follows happens rarely.

    def report(
        self, code: str, message: str, start: int, end: int, hint: str = "", **more: tuple[Related, ...]
    ) -> None:
        self.diagnostics.append(Diagnostic(code, "error", message, Span(self.path, start, end), hint, **more))

    def stop(self, code: str, message: str, start: int, hint: str = "") -> None:
        raise _Stop(Diagnostic(code, "error", message, Span(self.path, start, start + 1), hint))

    def stop_many(self, start: int) -> None:
        self.stop("PM009", f"more than {NODES:,} values in one file", start, "split the file with `part-of:`")

    def several(self, start: int) -> None:
        hint = "one document a file: move it to a file of its own"
        self.report("PM015", "a second document begins here and is not read", start, start + 3, hint)

    def properties(
        self, tag: str | None, anchor: str | None, start: int, end: int, scalar: str | None, style: str | None
    ) -> int:
        """Takes note of an anchor, refuses a tag; returns where the value itself begins."""
        skipped = _PROPERTIES.match(self.text, start)
        value_start = skipped.end() if skipped else start
        if tag is not None and not (tag == _STRING_TAG and scalar is not None):
            at = self.text.find("!", start, value_start)
            shown = self.text[at : value_start if at >= 0 else at].split()[:1]
            message = f"the tag `{echo(shown[0] if shown else tag)}` is not allowed"
            place = max(at, start)
            self.report(
                "PM004", message, place, place + len(shown[0] if shown else ""), "write the value without a tag"
            )
        if anchor is not None:
            value: Value = scalar
            if scalar is not None and not style and tag is None:
                value = _CONSTANTS[scalar] if scalar in _CONSTANTS else _number(scalar)
            self.anchors[anchor] = _Anchor(value, 1, scalar, scalar is not None)
        return min(value_start, end) if scalar is not None else value_start

    def alias(self, name: str, start: int, end: int) -> _Anchor:
        known = self.anchors.get(name)
        if known is None:
            hint = f"a text that begins with `*` needs quotes; an alias needs `&{echo(name, 40)}` before it"
            self.report("PM002", f"the alias `*{echo(name, 40)}` has no anchor", start, end, hint)
            return _Anchor(None, 1, "", True)
        if not known.complete:
            self.stop(
                "PM002",
                f"the alias `*{echo(name, 40)}` refers to itself",
                start,
                "an alias cannot stand inside its own anchor",
            )
        self.expanded += known.size
        if self.expanded > EXPANSION:
            message = f"the aliases of this file stand for more than {EXPANSION:,} values"
            self.stop("PM009", message, start, "write the values out, or use fewer aliases")
        return known

    def alias_key(self, known: _Anchor, container: Map | Seq, start: int, end: int) -> str:
        if known.text is None:
            self.stop("PM006", "a key must be a plain text, not a list or a map", start)
        key = known.text or ""
        if key in container:
            self.duplicate(container, key, start, end)
        return key

    def duplicate(self, container: Map | Seq, key: str, start: int, end: int) -> None:
        assert isinstance(container, Map)
        first = container.places[key][0]
        line = position(self.text, first).line
        related = (Related(Span(self.path, first, first + end - start), "the first one"),)
        hint = f"the first one is in line {line}; keep one of them"
        self.report("PM003", f"the key `{echo(key)}` is written twice", start, end, hint, related=related)

    def cut(self, text: str, start: int, end: int, limit: int, what: str) -> str:
        message = f"this {what} has {len(text):,} characters, at most {limit:,} are allowed: `{echo(text)}`"
        self.report("PM009", message, start, end, "shorten it")
        return text[:limit]

    def long_text(self, scalar: str, start: int, end: int) -> str:
        if "\n" not in self.text[start:end]:
            return self.cut(scalar, start, end, LINE_LENGTH, "value")
        return scalar if len(scalar) <= TEXT_LENGTH else self.cut(scalar, start, end, TEXT_LENGTH, "text")

    def check_escapes(self, scalar: str, start: int, end: int) -> None:
        """Characters that came by an escape; those that stand in the source were found there."""
        raw = self.text[start:end]
        seen: set[str] = set()
        for match in _ODD_IN_VALUE.finditer(scalar):
            if match[0] in seen or (match[0] in raw and match[0] != "\r") or len(seen) == REPEATS:
                continue
            seen.add(match[0])
            verdict = _verdict(scalar, match.start())
            if verdict:
                self.diagnostics.append(
                    _odd(verdict, match[0], Span(self.path, start, end), " by an escape in this text")
                )

    def merge(self, target: Map) -> None:
        """Puts the keys of `<<` in its place; keys of the map itself win, then those of the first map named."""
        key_start, start, end = target.places["<<"]
        if not self.text.startswith("<<", key_start):
            return  # in quotes it is a key like any other
        value = target["<<"]
        sources = [value] if isinstance(value, Map) else list(value) if isinstance(value, Seq) else [None]
        maps = [source for source in sources if isinstance(source, Map)]
        if len(maps) < len(sources):
            self.report("PM006", "`<<` merges maps only", start, end, "write `<<: *anchor` or `<<: [*one, *two]`")
        depth = 1 + max((self.merge_depths.get(id(source), (source, 0))[1] for source in maps), default=0)
        if depth > MERGE_DEPTH:
            self.stop("PM009", f"more than {MERGE_DEPTH} merges of merges", start, "write the keys out")
        self.merge_depths[id(target)] = (target, depth)
        own = [(key, target[key], target.places[key]) for key in target]
        target.clear()
        target.places.clear()
        explicit = {key for key, _, _ in own}
        for key, item, place in own:
            if key != "<<":
                target[key], target.places[key] = item, place
                continue
            for source in maps:
                for other in source:
                    if other not in explicit and other not in target:
                        target[other], target.places[other] = source[other], source.places[other]


# ---------------------------------------------------------------------------------------------- comments

_DIRECTIVE = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*pmctl:([^\r\n]*)", re.M)
_ALLOW = re.compile(r"[ \t]*allow[ \t]+(PM[0-9]{3})(?:[ \t]+(\S[^\r\n]*?))?[ \t]*")


def _allows(reader: _Reader) -> tuple[Allow, ...]:
    """The comments that let a finding pass, each one code; what stands inside a text is no comment."""
    text, path = reader.text, reader.path
    spans = sorted(reader.spans or ())
    starts = [start for start, _ in spans]
    allows = []
    for match in _DIRECTIVE.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < spans[at][1]:
            continue
        wanted = _ALLOW.fullmatch(match[1])
        if wanted is None or not wanted[2]:
            message = "this comment does not say why" if wanted else "this comment allows nothing"
            hint = "write `# pmctl: allow PM204 reason`: one code and a reason"
            reader.diagnostics.append(Diagnostic("PM006", "warning", message, Span(path, start, end), hint))
        if wanted:
            line = position(text, start).line
            before = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
            allows.append(Allow(wanted[1], wanted[2] or "", start, end, line, not before.strip()))
    return tuple(allows)


# ------------------------------------------------------------------------------------------- wrong syntax

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?$", re.M)
_TAB_INDENT = re.compile(r"^ *(?:- *)*(\t)[ \t]*(?=[^\s#])", re.M)

# A part of libyaml's words -> our words, the remedy, and whether the place is that of the context (where it began).
_PROBLEMS: tuple[tuple[str, str, str, bool], ...] = (
    ("could not find expected ':'", "a key without `:`", "write `key: value`, or put a text of several lines in quotes", True),
    ("mapping values are not allowed", "`:` is not expected here", "put a text that holds `: ` in quotes; check the indentation", False),
    ("did not find expected key", "the indentation does not fit, or a key is missing here", "indent it like the lines above", False),
    ("did not find expected ',' or '}'", "the `{` that opens here is not closed, or a `,` is missing", "close it with `}`; separate its keys by `,`", True),
    ("did not find expected ',' or ']'", "the `[` that opens here is not closed, or a `,` is missing", "close it with `]`; separate its values by `,`", True),
    ("did not find expected '-' indicator", "a list goes on with `- `", "indent it like the other values of the list", False),
    ("block sequence entries are not allowed", "a list cannot begin here", "put the list on lines of its own, below its key", False),
    ("found unexpected end of stream", "the quote that opens here is not closed", "close the quote", True),
    ("found unexpected document indicator", "the quote that opens here is not closed", "close the quote", True),
    ("found unknown escape character", "this backslash means nothing in double quotes", "use single quotes, or write `\\\\`", False),
    ("invalid Unicode character escape", "this escape is a lone surrogate, or no character at all", "write the character itself", True),
    ("undefined tag handle", "the tag is not allowed", "write the value without a tag", False),
    ("did not find expected alphabetic or numeric", "a text cannot begin with `*` or `&`", "put it in quotes", True),
    ("incompatible YAML document", "pmctl reads YAML 1.2 (and 1.1), not this version", "remove the line `%YAML`", False),
    ("did not find expected <document start>", "the text does not go on like this", "check the indentation of this line", False),
    ("did not find expected node content", "a value is missing here", "write a value, or remove the comma", False),
    ("control characters are not allowed", "a character that YAML does not allow", "remove it", False),
)  # fmt: skip
_CODES = {"undefined tag handle": "PM004", "invalid Unicode character escape": "PM010"}


def _syntax_error(path: str, text: str, error: YAMLError) -> list[Diagnostic]:
    """The finding for a text that libyaml refuses, at the place where a person would mend it."""
    conflicts = [match.span() for match in _CONFLICT.finditer(text)][:REPEATS]
    if conflicts:
        hint = "decide which side stands, and remove the lines of marks"
        return [
            Diagnostic("PM002", "error", "a merge conflict is left here", Span(path, *span), hint) for span in conflicts
        ]
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at = min(mark.index if mark is not None else int(getattr(error, "position", 0) or 0), len(text))
    tab = _tab_near(text, at)
    if tab is not None:
        fix = (Replacement(Span(path, tab, tab + 1), "  "),)
        hint = "use spaces"
        return [Diagnostic("PM014", "error", "a tab is used as indentation", Span(path, tab, tab + 1), hint, fix=fix)]
    code, message, hint = "PM002", problem, ""
    for part, words, remedy, at_context in _PROBLEMS:
        if part in problem:
            code, message, hint = _CODES.get(part, code), words, remedy
            if at_context and context is not None:
                at = min(context.index, len(text))
            break
    else:
        if "cannot start any token" in problem and at < len(text):
            message, hint = f"a value cannot begin with `{echo(text[at])}`", "put the text in quotes"
    if code == "PM002" and _second_opinion(text):
        message += "; other YAML readers take this form, pmctl does not"
        hint = hint or "write it in a plainer form"
    return [Diagnostic(code, "error", message, Span(path, at, min(at + 1, len(text))), hint)]


def _tab_near(text: str, at: int) -> int | None:
    """The tab that indents the line of a place or the one before it, if there is one."""
    here = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(here - 1, 0)) + 1
    stop = text.find("\n", at)
    match = _TAB_INDENT.search(text, above, len(text) if stop < 0 else stop)
    return match.start(1) if match else None


def _second_opinion(text: str) -> bool:
    """Whether a reader of YAML 1.2 takes the text that libyaml refuses; False where it cannot be asked cheaply."""
    if len(text) > SECOND_OPINION_LENGTH:
        return False
    try:
        return _accepts(text)
    except Exception:  # the second reader must not make things worse, whatever it stumbles over
        return False


def _accepts(text: str) -> bool:
    from ruamel.yaml import YAML

    depth = 0
    events: Iterator[object] = YAML(typ="safe", pure=True).parse(text)
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > DEPTH + 2:  # the stream and the document count as well
            return False
    return True


# ------------------------------------------------------------------------------------------------ parse


def parse(path: str, data: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads one file: its tree, or None where it cannot be read, and all findings about its text. Never raises."""
    diagnostics: list[Diagnostic] = []
    try:
        text = _decode(path, data)
        source = _scan(path, data, text, diagnostics)
        reader = _Reader(path, text, source, diagnostics)
        if "pmctl:" in text and _DIRECTIVE.search(text):
            reader.spans = []
        root = _without_collector(reader)
        allows = _allows(reader) if reader.spans is not None else ()
        return Tree(path, text, root, allows), diagnostics
    except _Stop as stop:
        diagnostics.append(stop.diagnostic)
    except YAMLError as error:
        diagnostics.extend(_syntax_error(path, text, error))
    return None, diagnostics


def _scan(path: str, data: bytes, text: str, diagnostics: list[Diagnostic]) -> str:
    """Reports odd characters; returns the text as libyaml may see it: of the same length, without what it refuses."""
    if data.isascii():
        if len(data.translate(None, _CONTROL_BYTES)) == len(data):
            return text
    elif not _ODD.search(text):
        return text
    diagnostics.extend(_odd_characters(path, text))
    return _REFUSED.sub("\ufffd", text).translate(_AWAY)


def _without_collector(reader: _Reader) -> Value:
    """Reads with the garbage collector off: it would look in vain at each of many thousand new objects (a quarter of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return reader.read()
    finally:
        if was_on:
            gc.enable()
