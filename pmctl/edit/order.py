"""The order of keys: as the schemas have them; ids, dates and keys of the team's own stay in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pmctl.grammar import KINDS, resolve, schema
from pmctl.parse import Map, Value

Part = TypeVar("Part")
Rule = Mapping[str, Any]
NO_RULE: Rule = {}


def rule_of_file(root: Map) -> Rule:
    """The schema of a file, by its `kind` or `part-of`; nothing for a file that is not ours."""
    kind = "part" if "part-of" in root else root.get("kind")
    return schema(kind) if isinstance(kind, str) and kind in KINDS else NO_RULE


def known_keys(root: Value, above: Iterable[str]) -> tuple[str, ...]:
    """The keys that a map of a file may have, in their order; `above` are the keys on the way to it."""
    rule = rule_of_file(root) if isinstance(root, Map) else NO_RULE
    for key in above:
        rule = rule_of_key(rule, key)
    return tuple(rule.get("properties", ()))


def rule_of_key(rule: Rule, key: str) -> Rule:
    """What may stand under a key."""
    known = rule.get("properties", {})
    inner = known[key] if key in known else rule.get("additionalProperties", {})
    return _resolved(inner)


def rule_of_element(rule: Rule) -> Rule:
    """What may stand in a list."""
    return _resolved(rule.get("items", {}))


def _resolved(rule: Any) -> Rule:
    while isinstance(rule, Mapping) and "$ref" in rule:
        rule = resolve(str(rule["$ref"]))
    return rule if isinstance(rule, Mapping) else NO_RULE


def in_order(
    rule: Rule, entries: Iterable[Part], key: Callable[[Part], str], is_long: Callable[[Part], bool]
) -> list[Part]:
    """Entries of a map, whatever stands for them, in the order of its schema; those that are long (they have maps of
    their own below them) come last.
    """
    known = rule.get("properties", {})
    entries = list(entries)
    if not known:
        return entries
    rank = {name: place for place, name in enumerate(known)}
    return sorted(entries, key=lambda one: (is_long(one), rank.get(key(one), len(rank))))
