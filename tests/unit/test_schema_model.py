"""The schemas and the model say the same: every key has a field, every field a key, and grammars have one type each."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from pmctl.build import COLLECTIONS, DOCUMENT_COLLECTIONS, tables
from pmctl.build.documents import PartFields
from pmctl.model import control, item, money, people, product, project, records, workspace
from pmctl.shape import schema

MODULES = (control, item, money, people, product, project, records, workspace)
FILES = ("workspace", "project", "product", "timesheet", "comment", "baseline")
NAMES = {"field-declaration": "field"}
NO_TABLE = {
    "item": "what all items share",
    "source": "a place",
    "timesheet-entry": "made of two keys and a value",
    "rule-setting": "made of keys and a value",
    "budget": "amounts by line",
    "cost": "several forms; its map is tested in test_build",
}
ONLY_MODEL = {
    "update": {"date"},  # its key
    "check-in": {"date"},
    "feature": {"moscow", "kano"},  # they stand in `score`
    "timesheet": {"name", "description", "owner", "tags", "links", "visibility"},
    "comment": {"name", "description", "owner", "tags", "links"},
    "baseline": {"description", "owner", "tags", "links", "visibility"},
}
HEADER = {"kind", "id", "part-of"}
GRAMMARS = {
    "text": "str",
    "markdown": "str",
    "texts": "tuple[str, ...]",
    "reference": "str",
    "references": "tuple[str, ...]",
    "person-id": "str",
    "person-ids": "tuple[str, ...]",
    "tags": "tuple[str, ...]",
    "addresses": "tuple[str, ...]",
    "when": "When",
    "moment": "When",
    "days-list": "tuple[Days, ...]",
    "duration": "Duration",
    "signed-duration": "Duration",
    "weekly-limit": "Duration",
    "estimate": "Estimate",
    "share": "Share",
    "percentage": "Share",
    "money": "Money",
    "money-range": "MoneyRange",
    "rates": "tuple[tuple[date | None, Rate], ...]",
    "number-range": "NumberRange",
    "number": "float",
    "priority": "int",
    "yes-no": "bool",
    "milestone": "bool",
    "links": "tuple[Link, ...]",
    "assignments": "tuple[Assignment, ...]",
    "every": "Every",
    "approvals": "tuple[Approval, ...]",
    "hours": "Hours",
}


def definition_name(cls: type) -> str:
    name = re.sub(r"(?<!^)([A-Z])", r"-\1", cls.__name__).lower()
    return NAMES.get(name, name)


def classes() -> list[type]:
    found = []
    for module in MODULES:
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__
        ]
    return found


def definition(name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema(name) if name in FILES else schema("common")["definitions"][name]
    return found


RECORDS = [cls for cls in classes() if definition_name(cls) not in NO_TABLE]


@pytest.mark.parametrize("cls", RECORDS, ids=definition_name)
def test_keys_and_fields_are_the_same(cls: type) -> None:
    name = definition_name(cls)
    in_schema = set(definition(name)["properties"]) - HEADER
    in_model = set(tables()[cls].entries) - ONLY_MODEL.get(name, set())
    assert in_schema == in_model


def test_every_object_of_the_schema_has_a_record() -> None:
    names = {definition_name(cls) for cls in classes()}
    objects = {
        name
        for name, one in schema("common")["definitions"].items()
        if one.get("type") == "object" and one.get("additionalProperties") is False and "properties" in one
    }
    without = {"approvals", "score", "score-inputs", "units", "health", "timesheet-day"}
    without |= {"notice", "notice-after", "notice-before", "notice-late"}
    assert objects - names <= without
    assert not {name for name in NO_TABLE if name in objects} - {"cost", "budget"}


@pytest.mark.parametrize("kind", DOCUMENT_COLLECTIONS)
def test_documents_have_the_collections_of_their_schema(kind: str) -> None:
    properties = set(schema(kind)["properties"])
    assert set(DOCUMENT_COLLECTIONS[kind]) <= properties
    assert properties & set(COLLECTIONS) == set(DOCUMENT_COLLECTIONS[kind])


def test_a_part_may_hold_what_its_schema_says() -> None:
    held = {name for names in DOCUMENT_COLLECTIONS.values() for name in names} | {
        one.name for one in fields(PartFields)
    }
    assert set(schema("part")["properties"]) - HEADER - {"fields"} == held


def test_one_grammar_is_one_type() -> None:
    found: dict[str, set[str]] = {}
    for cls in RECORDS:
        types = {one.name: str(one.type) for one in fields(cls)}
        entries = tables()[cls].entries
        for key, rule in definition(definition_name(cls))["properties"].items():
            if "$ref" in rule and key in entries and entries[key][0] in types:
                found.setdefault(rule["$ref"].rpartition("/")[2], set()).add(
                    types[entries[key][0]].removesuffix(" | None")
                )
    for grammar, expected in GRAMMARS.items():
        assert found[grammar] == {expected}, grammar
    mixed = {grammar for grammar, types in found.items() if len(types) > 1}
    assert mixed <= {"columns"}
