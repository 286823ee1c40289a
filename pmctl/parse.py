"""YAML text becomes a Tree: every value with its place, within bounds; wrong text becomes findings, not exceptions."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias, Union

from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]
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

from pmctl import source as bounds
from pmctl.diagnostic import Diagnostic, Related, Span, position
from pmctl.record import dataclass
from pmctl.refusal import refusals
from pmctl.source import announces_plan, decode, echo, odd_escapes, read_file, scan, text_of

__all__ = ["Allow", "Map", "Seq", "Tree", "Value", "announces_plan", "parse", "read_file", "scalar_text", "text_of"]


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


def parse(path: str, data: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads one file: its tree, or None where it cannot be read, and all findings about its text. Never raises."""
    text = decode(path, data)
    if isinstance(text, Diagnostic):
        return None, [text]
    diagnostics: list[Diagnostic] = []
    reader = _Reader(path, text, scan(path, data, text, diagnostics), diagnostics)
    try:
        root = _without_collector(reader)
        return Tree(path, text, root, _allows(reader), frozenset(reader.refused)), diagnostics
    except _Stop as stop:
        diagnostics.append(stop.diagnostic)
    except YAMLError as error:
        diagnostics.extend(refusals(path, text, error))
    return None, diagnostics


def _without_collector(reader: _Reader) -> Value:
    """Reads with the garbage collector off: looking in vain at thousands of new objects takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return reader.read()
    finally:
        if was_on:
            gc.enable()


# --- scalars

_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_CONSTANTS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_START = frozenset("0123456789-+.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=4096)
def _plain(text: str) -> str | int | float | bool | None:
    """What a plain scalar means in YAML 1.2 core, without octal, hexadecimal, infinite and endless numbers."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > bounds.NUMBER_LENGTH:
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= bounds.INTEGER_DIGITS else text
    if _FLOAT.fullmatch(text):
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else number
    return text


# --- events to values

_IN_LIST = ""  # stands where a mapping has its pending key: in a list, values need none
_PROPERTIES = re.compile(r"(?:(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)(?:[ \t\r\n]|#[^\n]*\n)*){1,2}")
_TAG = re.compile(r"!(?:<[^>\s]*>|[^\s,\[\]{}]*)")
_STRING_TAG = "tag:yaml.org,2002:str"


class _Stop(Exception):
    """Reading cannot go on; carries the finding that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an anchor stands for: `size` in values, its own aliases counted in full; `text` where it can be a key."""

    value: Value
    size: int
    text: str | None
    complete: bool


class _Reader:
    """One reading of one text. The loop is in `read`; what happens rarely has a method of its own."""

    def __init__(self, path: str, text: str, source: str, diagnostics: list[Diagnostic]) -> None:
        self.path = path
        self.text = text
        self.source = source  # as long as `text`, without the characters that libyaml does not take
        self.diagnostics = diagnostics
        self.anchors: dict[str, _Anchor] = {}
        self.expanded = 0
        self.refused: set[int] = set()
        self.merge_depths: dict[int, tuple[Map, int]] = {}  # the map is kept so that its identity stays its own
        # The places of all scalars, gathered only where comments must be told from texts.
        self.spans: list[tuple[int, int]] | None = [] if "pmctl:" in text else None

    def read(self) -> Value:
        """One pass over the events without recursion, counting, checking and building at once.

        Half of all time on a plan is spent here, so it is one loop over local names, and long; a key takes the
        shortest way. `pending` is the key whose value comes next, None where a key comes next.
        """
        next_event: Callable[[], Any] = CParser(self.source).get_event
        text, spans = self.text, self.spans
        unusual = spans is not None or self.source is not text
        decorated = "&" in text or "!" in text
        constants, number_start, key_length = _CONSTANTS, _NUMBER_START, bounds.KEY_LENGTH
        most, line_length = bounds.NODES, bounds.LINE_LENGTH
        root = Seq()
        container: Any = root
        places: Any = []
        pending: str | None = _IN_LIST
        mapping = False
        stack: list[tuple[Any, Any, bool, str | None, int, int, str | None, int]] = []
        nodes = key_start = last_end = documents = 0
        value: Any
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                nodes += 1
                start = event.start_mark.index
                if nodes > most:
                    self.too_many(start)
                scalar = event.value
                style = event.style
                if unusual:
                    scalar = self.unusual(scalar, start, event.end_mark.index)
                if style == '"' and not scalar.isprintable():
                    self.check_escapes(scalar, start, event.end_mark.index)
                tag = None
                if decorated and (event.tag is not None or event.anchor is not None):
                    tag = event.tag
                    start = self.scalar_properties(event, scalar)
                if pending is None:
                    if scalar in container or len(scalar) > key_length:
                        scalar = self.odd_key(scalar, container, places, start, event.end_mark.index)
                    pending = scalar
                    key_start = start
                    continue
                last_end = end = event.end_mark.index
                value = scalar
                if not style:
                    if scalar in constants or scalar[0] in number_start:
                        value = _plain(scalar) if tag is None else scalar
                elif style in "|>":
                    last_end = end = start + len(text[start:end].rstrip())
                if len(scalar) > line_length:
                    value = self.long_text(scalar, start, end)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                start = event.start_mark.index
                if pending is None:
                    self.stop("PM006", "a key must be a plain text, not a list or a map", start)
                if len(stack) >= bounds.DEPTH:
                    self.stop("PM009", f"more than {bounds.DEPTH} levels of nesting", start, "nest less deep")
                if nodes > most:
                    self.too_many(start)
                anchor = event.anchor
                if anchor is not None or event.tag is not None:
                    start = self.collection_properties(event)
                stack.append((container, places, mapping, pending, key_start, start, anchor, nodes))
                mapping = kind is MappingStartEvent
                if mapping:
                    container, places, pending = Map(), {}, None
                else:
                    container, places, pending = Seq(), [], _IN_LIST
                container.places = places
                container.start = start
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                closing = event.start_mark.index
                if event.end_mark.index == closing + 1 and text[closing] in "}]":
                    last_end = closing + 1
                if mapping and "<<" in container:
                    self.merge(container)
                closed = value = container
                container, places, mapping, pending, key_start, start, anchor, before = stack.pop()
                end = closed.end = last_end if last_end > start else start
                if anchor is not None:
                    self.anchors[anchor] = _Anchor(value, nodes - before + 1, None, True)
            elif kind is AliasEvent:
                start = event.start_mark.index
                last_end = end = event.end_mark.index
                known = self.alias(event.anchor, start, end)
                nodes += known.size
                if pending is None:
                    pending, key_start = self.alias_key(known, container, places, start, end), start
                    continue
                value = known.value
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.second_document(event.start_mark.index)
                    break
                continue
            elif kind is StreamEndEvent:
                break
            else:
                continue
            if mapping:
                container[pending] = value
                places[pending] = (key_start, start, end)
                pending = None
            else:
                container.append(value)
                places.append((start, end))
        return root[0] if root else None

    # What follows happens rarely.

    def report(self, code: str, message: str, start: int, end: int, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, "error", message, Span(self.path, start, end), hint))

    def stop(self, code: str, message: str, start: int, hint: str = "") -> NoReturn:
        raise _Stop(Diagnostic(code, "error", message, Span(self.path, start, start + 1), hint))

    def too_many(self, start: int) -> NoReturn:
        self.stop("PM009", f"more than {bounds.NODES:,} values in one file", start, "split the file with `part-of:`")

    def second_document(self, start: int) -> None:
        hint = "one document a file: move it to a file of its own"
        self.report("PM015", "a second document begins here and is not read", start, start + 3, hint)

    def unusual(self, scalar: str, start: int, end: int) -> str:
        if self.spans is not None:
            self.spans.append((start, end))
        return scalar if self.source is self.text else scalar.translate(bounds.BACK)

    def check_escapes(self, scalar: str, start: int, end: int) -> None:
        self.diagnostics.extend(odd_escapes(scalar, self.text[start:end], Span(self.path, start, end)))

    def scalar_properties(self, event: Any, scalar: str) -> int:
        """Takes note of an anchor and refuses a tag; returns where the scalar itself begins."""
        start, end = int(event.start_mark.index), int(event.end_mark.index)
        value_start = min(self.skip(start), end)
        if event.tag not in (None, _STRING_TAG):
            self.refuse_tag(start, value_start)
        if event.anchor is not None:
            self.check_anchor(event.anchor, start)
            value = _plain(scalar) if not event.style and event.tag is None else scalar
            self.anchors[event.anchor] = _Anchor(value, 1, scalar, True)
        return value_start

    def collection_properties(self, event: Any) -> int:
        start = event.start_mark.index
        value_start = self.skip(start)
        if event.tag is not None:
            self.refuse_tag(start, value_start)
        if event.anchor is not None:
            self.check_anchor(event.anchor, start)
            self.anchors[event.anchor] = _Anchor(None, 0, None, False)
        return value_start

    def check_anchor(self, name: str, start: int) -> None:
        """libyaml ends a name where YAML 1.2 goes on (`&a:b`), and would take the rest for the value."""
        at = self.text.find(f"&{name}", start)
        end = at + 1 + len(name)
        if at >= 0 and not self.text[end : end + 1].isspace() and end < len(self.text):
            hint = "names of anchors have letters, digits, `-` and `_`; a space follows"
            self.report("PM002", f"the anchor `&{echo(name, 40)}` runs into its value", at, end + 1, hint)

    def skip(self, start: int) -> int:
        skipped = _PROPERTIES.match(self.text, start)
        return skipped.end() if skipped else start

    def refuse_tag(self, start: int, end: int) -> None:
        self.refused.add(end)
        found = _TAG.search(self.text, start, max(end, start + 1))
        first, last = found.span() if found else (start, end)
        message = f"the tag `{echo(self.text[first:last])}` is not allowed"
        self.report("PM004", message, first, last, "write the value without a tag")

    def alias(self, name: str, start: int, end: int) -> _Anchor:
        known, shown = self.anchors.get(name), echo(name, 40)
        if known is None:
            hint = f"put a text that begins with `*` in quotes; an alias needs `&{shown}` above it"
            self.report("PM002", f"the alias `*{shown}` has no anchor", start, end, hint)
            return _Anchor(None, 1, "", True)
        if not known.complete:
            hint = f"an alias cannot stand inside what `&{shown}` names"
            self.stop("PM002", f"the alias `*{shown}` refers to itself", start, hint)
        self.expanded += known.size
        if self.expanded > bounds.EXPANSION:
            message = f"the aliases of this file stand for more than {bounds.EXPANSION:,} values"
            self.stop("PM009", message, start, "write the values out, or use fewer aliases")
        return known

    def alias_key(self, known: _Anchor, container: Map, places: dict[str, Any], start: int, end: int) -> str:
        if known.text is None:
            self.stop("PM006", "a key must be a plain text, not a list or a map", start)
        return self.odd_key(known.text, container, places, start, end) if known.text in container else known.text

    def odd_key(self, key: str, container: Map, places: dict[str, Any], start: int, end: int) -> str:
        """A key that is too long or there already; too long ones are cut."""
        if len(key) > bounds.KEY_LENGTH:
            return self.cut(key, start, end, bounds.KEY_LENGTH, "key")
        first = places[key][0]
        hint = f"the first one is in line {position(self.text, first).line}; keep one of them"
        related = (Related(Span(self.path, first, first + end - start), "the first one"),)
        message = f"the key `{echo(key)}` is written twice"
        self.diagnostics.append(Diagnostic("PM003", "error", message, Span(self.path, start, end), hint, "", related))
        return key

    def cut(self, text: str, start: int, end: int, limit: int, what: str) -> str:
        message = f"this {what} has {len(text):,} characters, at most {limit:,} are allowed: `{echo(text)}`"
        self.report("PM009", message, start, end, "shorten it")
        return text[:limit]

    def long_text(self, scalar: str, start: int, end: int) -> str:
        if "\n" not in self.text[start:end]:
            return self.cut(scalar, start, end, bounds.LINE_LENGTH, "value")
        return scalar if len(scalar) <= bounds.TEXT_LENGTH else self.cut(scalar, start, end, bounds.TEXT_LENGTH, "text")

    def merge(self, target: Map) -> None:
        """Puts the keys of `<<` in its place; keys of the map itself win, then those of the first map named."""
        key_start, start, end = target.places["<<"]
        if not self.text.startswith("<<", self.skip(key_start)):
            return  # in quotes it is a key like any other
        value = target["<<"]
        named = list(value) if isinstance(value, Seq) else [value]
        sources = [source for source in named if isinstance(source, Map)]
        if len(sources) < len(named):
            self.report("PM006", "`<<` merges maps only", start, end, "write `<<: *anchor` or `<<: [*one, *two]`")
        depth = 1 + max((self.merge_depths[id(one)][1] for one in sources if id(one) in self.merge_depths), default=0)
        if depth > bounds.MERGE_DEPTH:
            self.stop("PM009", f"more than {bounds.MERGE_DEPTH} merges of merges", start, "write the keys out")
        self.merge_depths[id(target)] = (target, depth)
        own = [(key, target[key], target.places[key]) for key in target]
        explicit = set(target)
        target.clear()
        target.places.clear()
        for key, item, place in own:
            if key != "<<":
                target[key], target.places[key] = item, place
                continue
            for source in sources:
                for other in source:
                    if other not in explicit and other not in target:
                        target[other], target.places[other] = source[other], source.places[other]


# --- comments

_DIRECTIVE = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*pmctl:([^\r\n]*)", re.M)
_ALLOW = re.compile(r"[ \t]*allow[ \t]+(PM[0-9]{3})(?:[ \t]+(\S[^\r\n]*?))?[ \t]*")


def _allows(reader: _Reader) -> tuple[Allow, ...]:
    """The comments that let a finding pass, each one code; what stands inside a text is no comment."""
    if reader.spans is None:
        return ()
    text, path, spans = reader.text, reader.path, sorted(reader.spans)
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
            before = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
            line = position(text, start).line
            allows.append(Allow(wanted[1], wanted[2] or "", start, end, line, not before.strip()))
    return tuple(allows)
