"""The schemas of plan files: where they are, what a reference in them means, where a key is known."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

KINDS: tuple[str, ...] = ("workspace", "people", "project", "product", "timesheet", "comment", "baseline", "part")
ADDRESS = "https://pmctl.example/"
COMMON = "common.schema.json"


def schema_folder() -> Path:
    """Where the schemas are: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    return here / "schemas" if (here / "schemas").is_dir() else here.parent / "schemas"


def schema_text(kind: str) -> str:
    """The schema file of a kind (or `common`) as it stands."""
    return (schema_folder() / f"{kind}.schema.json").read_text(encoding="utf-8")


@cache
def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind (or `common`), its references not resolved. Read it, do not change it."""
    parsed: dict[str, Any] = json.loads(schema_text(kind))
    return parsed


@cache
def resolve(reference: str) -> dict[str, Any]:
    """What a `$ref` means: `#/definitions/duration` or `common.schema.json#/definitions/duration`."""
    found: dict[str, Any] = schema("common")["definitions"][reference.rpartition("/")[2]]
    return found


Fields = tuple[tuple[str, tuple[str, ...]], ...]
"""Declared keys of a team's own, by what carries them: (`task`, (`squad`,)); a collection (`tasks`) does as well."""

_OWN = {
    "title": "a value of a declared field",
    "description": "What it may be is for the workspace to say.",
    "type": ["string", "number", "boolean", "array"],
}


@lru_cache(maxsize=64)  # an editor may see many sets of fields
def extended(kind: str, fields: Fields) -> dict[str, Any]:
    """The schema of a kind, with declared fields as known keys. Read it, do not change it."""
    rule = schema(kind)
    for carrier, keys in fields:
        if carrier == kind:
            rule = _with_keys(rule, keys)
    return rule


@lru_cache(maxsize=8)
def shared(fields: Fields) -> dict[str, Any]:
    """The schema that all others refer to, with declared fields as known keys. Read it, do not change it."""
    common = schema("common")
    definitions = dict(common["definitions"])
    for carrier, keys in fields:
        name = _items_of().get(carrier, carrier)
        if "properties" in definitions.get(name, {}):
            definitions[name] = _with_keys(definitions[name], keys)
    return {**common, "definitions": definitions}


def _with_keys(rule: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """A rule for a map that knows more keys; its own rule for a key goes first."""
    return {**rule, "properties": {**dict.fromkeys(keys, _OWN), **rule["properties"]}}


@cache
def _items_of() -> dict[str, str]:
    """Collection -> the definition of its items: `quality` -> `quality-check`."""
    carriers = [schema(kind) for kind in KINDS] + list(schema("common")["definitions"].values())
    found: dict[str, str] = {}
    for rule in carriers:
        for key, value in rule.get("properties", {}).items():
            inner = value.get("additionalProperties")
            if isinstance(inner, dict) and "$ref" in inner:
                found[key] = inner["$ref"].rpartition("/")[2]
    return found


def bundled(kind: str) -> dict[str, Any]:
    """The schema of a kind in one piece, with the shared definitions inside, as editors like it."""
    whole: dict[str, Any] = json.loads(schema_text(kind).replace(f'"{COMMON}#/', '"#/'))
    return {**whole, "definitions": schema("common")["definitions"]}


@cache
def homes() -> dict[str, list[str]]:
    """Key -> where it may stand, in words: `a project`, `a task` ..."""
    found: dict[str, list[str]] = {}
    carriers = [schema(kind) for kind in KINDS if kind != "part"]
    carriers += [rule for rule in schema("common")["definitions"].values() if "properties" in rule]
    for rule in carriers:
        for key in rule["properties"]:
            titles = found.setdefault(key, [])
            if rule["title"] not in titles:
                titles.append(rule["title"])
    return found
