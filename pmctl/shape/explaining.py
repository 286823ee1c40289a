"""A Tree against `schemas/*.schema.json`: what does not fit, at the exact place, in words that a planner uses.

Two steps. jsonschema-rs judges the whole file in milliseconds; most files are right and that is all. Only a file that
it refuses is walked here, to say what and where: the validator's own errors carry a copy of the value that they are
about, so a hostile map of 90,000 wrong keys would take gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from pmctl import grammar
from pmctl.advice import (
    HINTS,
    ID_LIKE,
    KEY_HINTS,
    PRODUCT_ENDS,
    READERS,
    bad_id,
    better_key,
    clear,
    examples,
    limits,
    one_of,
    written,
)
from pmctl.diagnostic import Diagnostic, Replacement, Severity, Span
from pmctl.grammar import KINDS, Fields, resolve
from pmctl.parse import Map, Place, Seq, Tree, Value, scalar_text
from pmctl.quantity import Unreadable
from pmctl.regex import regex
from pmctl.shape.validating import validator
from pmctl.source import echo

Rule = Mapping[str, Any]

_MANY = 200  # findings of one file
_LONGEST = 2_000  # no grammar has longer values; the bounds of the schema come first
_EXACT = ("duration", "estimate", "day", "moment", "when")
"""Values whose readers name a single other form only where it says the same: `5 days` is `5d`."""
_ONE_FORM = regex(r"write `([^`]+)`")


def shape(tree: Tree, kind: str, declared: Fields = ()) -> list[Diagnostic]:
    """What does not fit the schema of a kind, in the order of the file, one finding a value.

    `declared`: keys of the team's own by what carries them (`task`, `feature`, or the collection `tasks`).
    """
    if not isinstance(tree.root, Map):
        message = "the file is empty" if tree.root is None else "the file is not a map of keys"
        return [Diagnostic("PM006", "error", message, Span(tree.path), "begin with `kind: project`")]
    if validator(kind, declared).is_valid(tree.root):
        return []
    rule = grammar.extended(kind, declared)
    reader = _Explainer(tree, grammar.shared(declared)["definitions"])
    with suppress(_Enough):
        reader.value(tree.root, rule, kind, "", (tree.root.start, tree.root.start, tree.root.end))
    if not reader.found and not tree.refused:  # both judge by the same schema, so this cannot be; yet never be silent
        return [
            Diagnostic("PM006", "error", f"this file is not {rule['title']}", Span(tree.path), "see `pmctl schema`")
        ]
    return sorted(reader.found.values(), key=lambda diagnostic: diagnostic.span)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the schemas; `$` is the very end, as it is for every other reader of JSON Schema."""
    return re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)


def _is(value: Value, type_name: str) -> bool:
    if isinstance(value, bool):
        return type_name == "boolean"
    if isinstance(value, int | float):
        return type_name == "number" or (type_name == "integer" and float(value).is_integer())
    return type_name == {str: "string", Map: "object", Seq: "array", type(None): "null"}[type(value)]


class _Enough(Exception):
    """As many findings as one file may have."""


class _Explainer:
    """Walks the values of one file beside the rules of its schema; deep at most as the reader lets trees be.

    `name` is the definition (`task`, `duration`) or kind to which a rule belongs, `key` the key that holds the value.
    """

    def __init__(self, tree: Tree, definitions: Mapping[str, Any]) -> None:
        self.tree = tree
        self.definitions = definitions
        self.found: dict[tuple[int, int], Diagnostic] = {}

    # The walk

    def value(self, value: Value, rule: Rule, name: str, key: str, place: Place) -> None:
        """Judges one value and what is in it."""
        while "$ref" in rule:
            name = str(rule["$ref"]).rpartition("/")[2]
            rule = self.definitions[name]
        if place[1] in self.tree.refused:
            return
        types = rule.get("type", ())
        if types and not any(_is(value, one) for one in ([types] if isinstance(types, str) else types)):
            self.wrong_type(value, rule, name, key, place)
        elif isinstance(value, Map):
            self.map(value, rule, name, key, place)
        elif isinstance(value, Seq):
            for entry, (start, end) in zip(value, value.places, strict=True):
                self.value(entry, rule.get("items", {}), name, "", (start, start, end))
        elif not self.fits(value, rule):
            self.wrong_value(value, rule, name, place)

    @staticmethod
    def fits(value: Value, rule: Rule) -> bool:
        """Whether a scalar of the right type fits: its values, bounds and pattern."""
        if "enum" in rule and not any(value == one and type(value) is type(one) for one in rule["enum"]):
            return False
        if "const" in rule and value != rule["const"]:
            return False
        if isinstance(value, str):
            if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value)):
                return False
            return "pattern" not in rule or (len(value) <= _LONGEST and bool(_pattern(rule["pattern"]).search(value)))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))
        return True

    def map(self, value: Map, rule: Rule, name: str, key: str, place: Place) -> None:
        """Judges the keys of a map, then the value of each."""
        known, names = rule.get("properties", {}), rule.get("propertyNames")
        patterns = rule.get("patternProperties", {})
        other = rule.get("additionalProperties", {})
        for required in rule.get("required", ()):
            if required not in value:
                self.missing_key(value, rule, required, name, key, place)
        for inner, entry in value.items():
            inner_place = value.places[inner]
            if names is not None and not self.fits(inner, names):
                self.wrong_key(inner, names, inner_place[0])
            rules = [known[inner]] if inner in known else []
            rules += [patterns[one] for one in patterns if _pattern(one).search(inner)]
            if not rules and other is False:
                self.unknown_key(value, inner, rule, name)
            for one in rules or ([other] if other else []):
                self.value(entry, one, name, inner, inner_place)

    # Findings

    def report(
        self, code: str, message: str, span: Span, hint: str, severity: Severity = "error", better: str = ""
    ) -> None:
        fix = (Replacement(span, better),) if better else ()
        self.found.setdefault((span.start, span.end), Diagnostic(code, severity, message, span, hint, fix=fix))
        if len(self.found) >= _MANY:
            raise _Enough

    def key_span(self, key: str, start: int) -> Span:
        quotes = 2 if self.tree.text[start : start + 1] in ("'", '"') else 0
        return Span(self.tree.path, start, start + len(key) + quotes)

    def unknown_key(self, value: Map, key: str, rule: Rule, name: str) -> None:
        allowed, start = rule.get("properties", {}), value.places[key][0]
        # without a value between braces it may be the rest of a text that holds a comma
        torn = value[key] is None and self.tree.text.startswith("{", value.start)
        span = self.key_span(key, start)
        hint, better = better_key(key, list(allowed), name, torn)
        if span.end - span.start != len(key) or better in value or not self.would_fit(value, key, allowed.get(better)):
            better = ""
        if name == "product" and key in PRODUCT_ENDS:
            self.report("PM617", f"a product has no end: `{echo(key)}` means nothing here", span, hint)
            return
        self.report("PM005", f"unknown key `{echo(key)}` in {rule['title']}", span, hint, "error", better)

    def would_fit(self, value: Map, key: str, rule: Rule | None) -> bool:
        """Would what a key holds be right under another rule?"""
        if rule is None:
            return False
        apart = _Explainer(self.tree, self.definitions)
        apart.value(value[key], rule, "", "", value.places[key])
        return not apart.found

    def wrong_key(self, key: str, names: Rule, start: int) -> None:
        span, what = self.key_span(key, start), str(names.get("title", "a key"))
        if what == "an id":
            message, hint = bad_id(key)
            self.report("PM007", message, span, hint)
            return
        hint = one_of(key, names["enum"]) if "enum" in names else KEY_HINTS.get(what, "")
        self.report("PM006", f"the key `{echo(key)}` is not {what}", span, hint)

    def missing_key(self, value: Map, rule: Rule, missing: str, name: str, key: str, place: Place) -> None:
        if name in KINDS:
            first = next((known for known in ("kind", "part-of") if known in value), "")
            span = self.key_span(first, value.places[first][0]) if first else Span(self.tree.path)
        elif key and place[0] != place[1]:
            span = self.key_span(key, place[0])
        else:
            span = Span(self.tree.path, place[1], place[2])
        about = str(rule["properties"][missing].get("description", ""))
        hint = f"write `{missing}: ...` ({about[:1].lower()}{about[1:].removesuffix('.')})"
        self.report("PM008", f"{rule['title']} needs the key `{missing}`", span, hint)

    def wrong_type(self, value: Value, rule: Rule, name: str, key: str, place: Place) -> None:
        what = str(_single(rule, name)[0].get("title", "a value"))
        if value is None and place[0] != place[1]:
            message = f"the key `{echo(key)}` has no value"
            self.report("PM012", message, self.key_span(key, place[0]), f"write {what}, or remove the key", "warning")
        elif value is None:
            span = Span(self.tree.path, place[1], place[2])
            self.report("PM006", "an entry of this list has no value", span, f"write {what}, or remove it")
        elif isinstance(value, Map | Seq):
            form = "a map" if isinstance(value, Map) else "a list"
            span = Span(self.tree.path, place[1], place[2])
            hint = "write keys, without `-`" if "object" in rule["type"] else examples(rule)
            self.report("PM006", f"{form} stands where {what} is expected", span, hint)
        elif rule.get("type") in ("object", "array", ["object", "null"], ["object", "array"]):
            span = Span(self.tree.path, place[1], place[2])
            form = "its keys below it, or between `{` and `}`" if "object" in rule["type"] else "a list"
            text = scalar_text(self.tree, place[1], place[2])
            self.report("PM006", f"`{echo(text)}` stands where {what} is expected", span, f"write {form}")
        else:
            self.wrong_value(value, rule, name, place)

    def wrong_value(self, value: Value, rule: Rule, name: str, place: Place) -> None:
        text = value if isinstance(value, str) else scalar_text(self.tree, place[1], place[2])
        message, hint = _words(text, isinstance(value, str), rule, name)
        better = _meant(text, hint, *_single(rule, name))
        self.report("PM006", message, Span(self.tree.path, place[1], place[2]), hint, better=better)


def _single(rule: Rule, name: str) -> tuple[Rule, str]:
    """Of a rule for one or many: the rule for one of them, with its name."""
    one = rule.get("items", {}).get("$ref")
    return (resolve(one), str(one).rpartition("/")[2]) if one else (rule, name)


def _meant(text: str, hint: str, rule: Rule, name: str) -> str:
    """The value that was certainly meant: a word of a list but for its spelling, the same length of time or day."""
    words = [written(one) for one in rule.get("enum", ())]
    if words:
        spelled = {word.lower(): word for word in words}
        return spelled.get(text.lower()) or clear(text, words)
    exact = _ONE_FORM.fullmatch(hint) if name in _EXACT else None
    return exact[1] if exact else ""


def _words(text: str, is_text: bool, rule: Rule, name: str) -> tuple[str, str]:
    """Message and hint for a scalar that is not of its grammar; the readers of quantities know best."""
    rule, name = _single(rule, name)
    what, shown = str(rule.get("title", "a value")), f"`{echo(text)}`"
    if "enum" in rule:
        return f"{shown} is not {what}", one_of(text, [written(value) for value in rule["enum"]])
    if is_text and len(text) > rule.get("maxLength", len(text)):
        return f"{shown} is not {what}: it is too long", f"at most {rule['maxLength']:,} characters"
    reader = READERS.get(name)
    if reader is not None and text:
        try:
            reader(text)
        except Unreadable as unreadable:
            return unreadable.message, unreadable.hint
    if not is_text and "minimum" in rule and "pattern" not in rule:
        return f"{shown} is not {what}", limits(rule) if "maximum" in rule else examples(rule)
    if is_text and name in ID_LIKE:
        return bad_id(text, name)
    return f"{shown} is not {what}", HINTS.get(name) or examples(rule)
