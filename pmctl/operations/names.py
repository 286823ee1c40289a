"""Every name in a plan file that stands for something else, with its place: where they may be, the schemas say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pmctl.grammar import KINDS, resolve, schema
from pmctl.parse import Map, Seq, Tree, Value
from pmctl.regex import regex

_ITEMS = frozenset(("reference", "references", "link", "links"))
_PEOPLE = frozenset(("person-id", "person-ids", "assignment", "assignments"))
"""Definitions in the schemas whose values name items, or people, teams and resources."""
_REFERENCE = "a reference"
"""The title of a map whose keys are names."""
_OTHER_KEYS = {("baseline", "of"), ("comment", "reply-to"), ("part", "part-of")}
"""Keys whose definition is that of an id, or that name a document."""
_OTHER_PEOPLE = {("change", "requested-by")}
"""Keys for any text, which may be the id of somebody."""
_KEYED = ("baseline", "tasks")
"""A map whose keys are ids in the document that its file is about."""
_NAME = regex(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)?")
_CHOICE = regex(r"(?:^|\|)[ \t]*(?!(?:role|skill):)([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written: its place in the text, and whether it is one of those who do work, else of an item.

    `is_key`: it names what belongs to the document of its file, and nothing else.
    """

    start: int
    end: int
    text: str
    is_person: bool
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class _Walk:
    """A file on which names are looked for, and the fields of the team's own that name people."""

    tree: Tree
    people_fields: frozenset[str]


def names_in(tree: Tree, people_fields: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names in a file, in the order of the text; `people_fields` are declared fields whose values are people."""
    root = tree.root
    kind = _kind(root)
    if not isinstance(root, Map) or not kind:
        return ()
    found = _in_map(_Walk(tree, people_fields), root, schema(kind), kind)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.start))


def home_of(tree: Tree, workspace: str) -> str:
    """The document in which the names of a file are read: its own, that which it is a part of, or is about; `workspace`
    is the id of the workspace, in which the settings are read.
    """
    root, kind = tree.root, _kind(tree.root)
    if isinstance(root, Map) and kind == "baseline":
        return str(root.get("of", ""))
    return workspace if kind == "workspace" else document_of(tree)


def document_of(tree: Tree) -> str:
    """The id of the document that a file is of, or is a part of; "" for other files."""
    root = tree.root
    kind = _kind(root)
    if not isinstance(root, Map) or kind not in ("project", "product", "part"):
        return ""
    return str(root["part-of"] if kind == "part" else root.get("id") or PurePosixPath(tree.path).stem)


def _kind(root: Value) -> str:
    if not isinstance(root, Map):
        return ""
    kind = "part" if "part-of" in root else str(root.get("kind", ""))
    return kind if kind in KINDS else ""


def _in_map(walk: _Walk, node: Map, rule: Mapping[str, Any], carrier: str) -> Iterator[Name]:
    """The names under the keys of a map, and among the keys."""
    properties = rule.get("properties", {})
    keys_are_names = rule.get("propertyNames", {}).get("title") == _REFERENCE
    for key, value in node.items():
        start, value_start, value_end = node.places[key]
        if keys_are_names:
            yield from _matches(_NAME, walk.tree.text, start, _end_of_key(walk.tree.text, start, key), False)
        if (carrier, key) == _KEYED and isinstance(value, Map):
            yield from _keys(walk, value)
        inner = properties.get(key, rule.get("additionalProperties"))
        if (carrier, key) in _OTHER_KEYS:
            yield from _matches(_NAME, walk.tree.text, value_start, value_end, False)
        elif key in walk.people_fields or (carrier, key) in _OTHER_PEOPLE:
            yield from _in_value(walk, value, {"$ref": "person-id"}, value_start, value_end)
        elif isinstance(inner, dict):
            yield from _in_value(walk, value, inner, value_start, value_end)


def _keys(walk: _Walk, node: Map) -> Iterator[Name]:
    """The keys of a map as names."""
    for key, (start, *_) in node.places.items():
        for name in _matches(_NAME, walk.tree.text, start, _end_of_key(walk.tree.text, start, key), False):
            yield replace(name, is_key=True)


def _in_value(walk: _Walk, value: Value, rule: Mapping[str, Any], start: int, end: int) -> Iterator[Name]:
    name = str(rule.get("$ref", "")).rpartition("/")[2]
    if isinstance(value, Seq):
        elements = resolve(name).get("items", rule) if name in _defined() else rule.get("items", {})
        inner = rule if name in _ITEMS | _PEOPLE else elements
        for one, place in zip(value, value.places, strict=True):
            yield from _in_value(walk, one, inner, *place)
    elif isinstance(value, Map):
        yield from _in_map(walk, value, resolve(name) if name in _defined() else rule, name)
    elif name in _ITEMS:
        yield from _matches(_NAME, walk.tree.text, start, end, False)
    elif name in _PEOPLE:
        yield from _matches(_CHOICE, walk.tree.text, start, end, True)


def _defined() -> Mapping[str, Any]:
    return schema("common")["definitions"]  # type: ignore[no-any-return]


def _end_of_key(text: str, start: int, key: str) -> int:
    return start + len(key) + 2 * (text[start : start + 1] in ("'", '"'))


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int, is_person: bool) -> Iterator[Name]:
    """The names in one value: the first, or each of those between which one may choose; none where it is an alias."""
    if text[start : start + 1] in ("*", "&"):
        return
    if text[start : start + 1] in ("'", '"'):
        start, end = start + 1, end - 1
    for match in pattern.finditer(text[start:end]) if is_person else filter(None, (pattern.match(text[start:end]),)):
        at = match.start(match.lastindex or 0)
        name = match[match.lastindex or 0]
        yield Name(start + at, start + at + len(name), name, is_person)
