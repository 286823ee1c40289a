"""The examples load, and the largest of them uses every key that a plan can have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmctl import shape
from pmctl.canonical import canonical
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.parse import Map, Seq, parse
from pmctl.plan import plan
from pmctl.quantity import print_iso
from pmctl.rules.judging.run import findings

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKSPACES = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
ACME = EXAMPLES / "acme"

Key = tuple[str, str]
"""Where a key is allowed (a definition, or a kind of file) and the key itself."""

ANYWHERE = ("name", "description", "owner", "tags", "links", "visibility")
"""Every item may carry these; it is enough that some items do."""

NOT_IN_ACME: frozenset[Key] = frozenset()


@pytest.mark.parametrize("root", WORKSPACES, ids=lambda path: path.name)
def test_loads_without_findings(root: Path) -> None:
    found = [f"{finding.span.path}: {finding.code} {finding.message}" for finding in load(root).diagnostics]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("root", WORKSPACES, ids=lambda path: path.name)
def test_stands_in_the_form_that_fmt_writes(root: Path) -> None:
    assert [
        path.name
        for path in sorted(root.rglob("*.yaml"))
        if canonical(path.name, path.read_bytes()) != path.read_bytes()
    ] == []


def test_there_are_a_large_a_small_and_a_many_headed_one() -> None:
    assert [path.name for path in WORKSPACES] == ["acme", "portfolio", "small"]
    assert len(load(ACME).workspace.items) >= 150
    assert sum(len(path.read_text().splitlines()) for path in (EXAMPLES / "small").iterdir()) <= 15
    assert 4 <= len(load(EXAMPLES / "portfolio").workspace.documents) <= 6


def test_acme_has_every_key_that_a_plan_can_have() -> None:
    used: set[Key] = set()
    for path in sorted(ACME.rglob("*.yaml")):
        tree, _ = parse(path.name, path.read_bytes())
        assert tree is not None
        kind = tree.root["kind"] if isinstance(tree.root, Map) and "kind" in tree.root else "part"
        used |= set(_used(shape.schema(str(kind)), tree.root, str(kind)))
    part_keys = {("part", key) for key in shape.schema("part")["properties"] if key != "part-of"}
    common = {(place, key) for place, key in _known() if key in ANYWHERE and any(key == other for _, other in used)}
    missing = _known() - used - part_keys - common - NOT_IN_ACME
    assert not missing, "\n".join(f"{place}: {key}" for place, key in sorted(missing))
    assert not used & NOT_IN_ACME


def test_acme_has_no_errors_and_a_handful_of_warnings() -> None:
    acme = plan(load(ACME), date(2026, 2, 10))
    found = [finding for finding in findings(acme) if finding.severity != "info"]
    assert [finding.message for finding in found if finding.severity == "error"] == []
    assert len(found) <= 12, "\n".join(f"{finding.code} {finding.message}" for finding in found)
    launch = acme.workspace.items["checkout/launch"]
    assert isinstance(launch, Task) and launch.due is not None
    assert launch.due.text == "2026-03-31"
    assert print_iso(acme.schedule.tasks[launch.id].finish).startswith("2026-04-07")


@pytest.mark.parametrize("name", ["portfolio", "small"])
def test_the_others_have_no_errors(name: str) -> None:
    found = findings(plan(load(EXAMPLES / name), date(2026, 2, 10)))
    assert [finding.message for finding in found if finding.severity == "error"] == []


def _known() -> set[Key]:
    """Every key of every schema, by the place where it may stand."""
    found: set[Key] = set()
    seen: set[str] = set()

    def visit(node: Any, place: str) -> None:
        if isinstance(node, list):
            for part in node:
                visit(part, place)
        elif isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                if reference not in seen:
                    seen.add(reference)
                    visit(shape.resolve(reference), _name(reference))
                return
            for key, part in node.get("properties", {}).items():
                found.add((place, key))
                visit(part, _inside(place, key))
            for word in ("additionalProperties", "items", "anyOf", "oneOf", "allOf"):
                visit(node.get(word), place if word != "additionalProperties" else f"{place}.*")

    for kind in shape.KINDS:
        visit(shape.schema(kind), kind)
    return found


def _used(node: Any, value: object, place: str) -> Iterator[Key]:
    """The keys that a value uses, walked along the schema."""
    if not isinstance(node, dict):
        return
    reference = node.get("$ref")
    if isinstance(reference, str):
        yield from _used(shape.resolve(reference), value, _name(reference))
        return
    for word in ("anyOf", "oneOf", "allOf"):
        for part in node.get(word, ()):
            yield from _used(part, value, place)
    if isinstance(value, Map):
        properties = node.get("properties", {})
        for key, part in value.items():
            if key in properties:
                yield (place, key)
                yield from _used(properties[key], part, _inside(place, key))
            else:
                yield from _used(node.get("additionalProperties"), part, f"{place}.*")
    elif isinstance(value, Seq):
        for part in value:
            yield from _used(node.get("items"), part, place)


def _inside(place: str, key: str) -> str:
    return "score" if (place, key) == ("score", "kano") else f"{place}.{key}"


def _name(reference: str) -> str:
    """The definition; the inputs of a second method are those of the first."""
    return reference.rpartition("/")[2].replace("score-inputs", "score")
