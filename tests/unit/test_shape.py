"""Shape: what is right passes, each mistake is found at its place, and the reference validator agrees."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from pmctl.advice import clear
from pmctl.diagnostic import Diagnostic, position
from pmctl.parse import Tree, parse
from pmctl.shape import KINDS, bundled, resolve, schema, schema_folder, schema_text, shape

HERE = Path(__file__).parent
SAMPLES = HERE / "samples_shape"
FORMAT = HERE.parents[1] / ".." / "shared" / "FORMAT.md"
GOOD = sorted((SAMPLES / "good").glob("*.yaml"))
BAD = sorted((SAMPLES / "bad").glob("*.yaml"))


def read(data: bytes) -> tuple[Tree, str]:
    tree, findings = parse("plan.yaml", data)
    assert tree is not None, findings
    assert not findings
    assert isinstance(tree.root, dict)
    return tree, "part" if "part-of" in tree.root else str(tree.root["kind"])


def of(text: str, kind: str = "project", **fields: tuple[str, ...]) -> list[Diagnostic]:
    return shape(read(f"kind: {kind}\n{text}\n".encode())[0], kind, tuple(sorted(fields.items())))


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("{name: Bricks, beams and tiles, milestone: true}", "put a text with a comma in quotes"),
        ("{name: Bricks, beams, milestone: true}", "put a text with a comma in quotes"),
        ("{name: Bricks, due day}", "put a text with a comma in quotes"),
        ("{name: Bricks, not before: 2026-03-02}", "write `not-before`"),
        ("{name: Bricks, not before}", "write `not-before`"),
        ("{name: Bricks, colour of: red}", "keys of your own begin with `x-`"),
        ("{name: Bricks, milestoen}", "did you mean `milestone`?"),
        ("\n    name: Bricks\n    beams and tiles:", "keys of your own begin with `x-`"),
    ],
)
def test_a_comma_tears_a_text_between_braces(entry: str, hint: str) -> None:
    found = [one for one in of(f"tasks:\n  walls: {entry}") if one.code == "PM005"]
    assert [one.hint for one in found] == [hint]


def reference(kind: str) -> Draft7Validator:
    registry: Registry[Any] = Registry().with_resource(
        "https://pmctl.example/common.schema.json", Resource.from_contents(schema("common"))
    )
    return Draft7Validator(schema(kind), registry=registry)


def test_there_are_enough_samples() -> None:
    assert len(GOOD) >= 12
    assert len(BAD) >= 80


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_samples_pass(path: Path) -> None:
    tree, kind = read(path.read_bytes())
    assert shape(tree, kind) == []
    assert list(reference(kind).iter_errors(tree.root)) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_one_mistake_is_one_finding_at_its_place(path: Path) -> None:
    tree, kind = read(path.read_bytes())
    code, line, column = re.match(r"# (PM\d{3}) (\d+):(\d+)", tree.text).groups()  # type: ignore[union-attr]
    found = shape(tree, kind)
    place = position(tree.text, found[0].span.start)
    assert [(one.code, place.line, place.column) for one in found] == [(code, int(line), int(column))]
    assert found[0].span.end >= found[0].span.start
    assert found[0].severity == ("warning" if code == "PM012" else "error")
    assert not reference(kind).is_valid(tree.root)


def test_all_mistakes_of_a_file_are_found_in_one_run() -> None:
    found = of("lead: Ana\ndeu: 2026\ntasks:\n  a: {effort: 5 days, after: [b c, d]}\n  B: {owner: }")
    assert [one.code for one in found] == ["PM006", "PM005", "PM006", "PM006", "PM007", "PM012"]


def test_messages_teach() -> None:
    assert [(one.message, one.hint) for one in of("tasks: {a: {duration: 5 days, dependson: b}}")] == [
        ("`5 days` is not a duration", "write `5d`"),
        ("unknown key `dependson` in a task", "did you mean `after`?"),
    ]
    assert of("sponsor: Mia Holm")[0].hint == "lower-case letters, digits and hyphens only: `mia-holm`"
    assert of("due: 2026-03-31", "product")[0].message == "a product has no end: `due` means nothing here"
    assert of("tasks: {a: {accept: {x: y}}}")[0].message == "a map stands where a text is expected"


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("tasks: {a: {notBefore: 2026-03-02}}", "not-before"),
        ("tasks: {a: {efort: 5d}}", "effort"),
        ("tasks: {a: {efort: soon}}", ""),  # whatever was meant, no effort
        ("tasks: {a: {efort: 5d, effort: 6d}}", ""),  # it is there already
        ("tasks: {a: {deadline: 2026-03-02}}", ""),  # another word: a hint is enough
        ("tasks: {a: {commitment: Target}}", "target"),
        ("tasks: {a: {commitment: tagret}}", "target"),
        ("tasks: {a: {commitment: promised}}", ""),
        ("tasks: {a: {effort: 15 days}}", "15d"),
        ("tasks: {a: {due: 2026-3-2}}", "2026-03-02"),
        ("tasks: {a: {effort: 15}}", ""),  # days or hours?
        ("tasks: {a: {progress: half}}", ""),
    ],
)
def test_a_slip_of_the_fingers_has_a_fix(text: str, better: str) -> None:
    found = of(text)
    assert [one.text for one in found[0].fix] == ([better] if better else [])
    assert all(one.span == found[0].span for one in found[0].fix)


@pytest.mark.parametrize(
    ("word", "names", "meant"),
    [
        ("desing", ["design", "build"], "design"),  # two neighbours swapped
        ("desin", ["design"], "design"),
        ("dessign", ["design"], "design"),
        ("desifn", ["design"], "design"),
        ("design", ["design"], ""),
        ("test", ["text"], ""),  # it may be a name of its own
        ("tests", ["test"], "test"),
        ("load", ["loads", "loan", "road"], "loads"),
        ("loads", ["load", "loads-"], ""),  # two
        ("sprint-2", ["sprint-1"], ""),
        ("sprint", ["sprint-1"], ""),
        ("sprint-", ["sprint-1"], ""),
        ("ab", ["ba"], ""),
        ("signed", ["design"], ""),
    ],
)
def test_a_slip_is_told_from_another_name(word: str, names: list[str], meant: str) -> None:
    assert clear(word, names) == meant


def test_long_and_odd_values_are_cut_and_escaped() -> None:
    found = of("lead: " + "A" * 5000 + '\ntasks: {"\\u202e": {}}'.replace("\\u202e", "x y"))
    assert all(len(one.message) < 160 for one in found)
    tree, _ = parse("plan.yaml", b'kind: project\nlead: "a\\u202eb"\n')
    assert tree is not None
    assert "\\u202e" in shape(tree, "project")[0].message


def test_declared_fields_are_known_keys() -> None:
    text = "tasks: {a: {squad: red, tasks: {b: {squad: blue}}}}\nrisks: {r: {squad: red}}"
    assert [one.message for one in of(text)] == [
        f"unknown key `squad` in a {name}" for name in ("task", "task", "risk")
    ]
    assert [one.message for one in of(text, task=("squad",))] == ["unknown key `squad` in a risk"]
    assert of(text, tasks=("squad",), risk=("squad",)) == []
    assert of("squad: red", project=("squad",)) == []
    assert of("quality: {q: {squad: red, result: pass}}", quality=("squad", "result")) == []
    assert [one.code for one in of("tasks: {a: {owner: Ana, squad: }}", task=("squad", "owner"))] == ["PM006", "PM012"]


def test_a_value_with_a_refused_tag_is_not_judged_again() -> None:
    tree, findings = parse("plan.yaml", b"kind: project\ntasks: !include /etc/passwd\n")
    assert tree is not None
    assert [one.code for one in findings] == ["PM004"]
    assert shape(tree, "project") == []


def test_a_file_that_is_no_map_is_one_finding() -> None:
    for text in (b"", b"- kind: project\n", b"kind\n"):
        tree, _ = parse("plan.yaml", text)
        assert tree is not None
        assert [one.code for one in shape(tree, "project")] == ["PM006"]


def test_findings_are_bounded_whatever_the_size() -> None:
    keys = "".join(f"  K{number}: {{}}\n" for number in range(30_000))
    assert len(of("tasks:\n" + keys)) == 200
    assert len(of("\n".join(f"k{number}: 1" for number in range(30_000)))) == 200


def test_the_explainer_agrees_with_the_validator_on_numbers_and_ends() -> None:
    for value in ("3.0", "1000.0"):
        assert of(f"priority: {value}") == []
    assert of('tasks: {a: {due: "2026-03-02\\n"}}')[0].code == "PM006"
    assert of("tasks: {a: {level: 1}}")[0].code == "PM006"


def test_what_the_validator_refuses_is_explained_and_nothing_else() -> None:
    values = ("5d", "Ana", "2026", "40%", "true", "~", "", "[a, ~]", "{a: b}", "1", "3.0", "1e400", "a/b/c", '"a\\n"')
    judged = refused = 0
    for path in GOOD:
        text = path.read_text(encoding="utf-8-sig")
        for number, word in enumerate(re.finditer(r"(?<=[ \[{])[\w.%/-]+(?=[,\]}\n])|[\w-]+(?=:)", text)):
            changed = text[: word.start()] + values[number % len(values)] + text[word.end() :]
            tree, findings = parse("plan.yaml", changed.encode())
            if tree is None or findings or not isinstance(tree.root, dict):
                continue
            kind = "part" if "part-of" in tree.root else tree.root.get("kind")
            if kind not in KINDS:
                continue
            found = shape(tree, str(kind))
            right = alone(str(kind)).is_valid(tree.root)
            assert right == (not found), changed
            assert not any("pmctl schema" in one.hint for one in found), changed
            judged, refused = judged + 1, refused + (not right)
    assert judged > 300
    assert refused > 100


@cache
def alone(kind: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(bundled(kind))


# --- the schemas themselves


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_schemas_are_draft_7(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))
    assert schema(kind)["$id"] == f"https://pmctl.example/{kind}.schema.json"
    assert schema_text(kind).endswith("}\n")
    assert (schema_folder() / f"{kind}.schema.json").is_file()


def parts(rule: Any) -> list[dict[str, Any]]:
    """All rules inside a rule; the values of `examples` and `enum` are none."""
    if not isinstance(rule, dict):
        return []
    inner = [one for key in ("properties", "patternProperties", "definitions") for one in rule.get(key, {}).values()]
    inner += [
        rule[key] for key in ("items", "propertyNames", "additionalProperties") if isinstance(rule.get(key), dict)
    ]
    return [rule, *(part for one in inner for part in parts(one))]


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_everything_is_described(kind: str) -> None:
    for rule in parts(schema(kind)):
        for key, value in rule.get("properties", {}).items():
            assert value.get("description"), key
            assert "title" in value or "$ref" in value, key
        assert "$ref" in rule or "title" in rule, rule
        if "properties" in rule and kind != "common":
            assert rule.get("type"), rule
    for name, rule in schema("common")["definitions"].items():
        assert rule["title"], name
        assert rule["description"], name
        assert rule["type"], name


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_maps_are_closed_but_for_keys_of_your_own(kind: str) -> None:
    for rule in parts(schema(kind)):
        if rule.get("additionalProperties") is False and rule.get("type") != ["number", "string", "object"]:
            assert "^x-" in rule.get("patternProperties", {}) or rule["title"] == "a Kano class", rule["title"]


def test_examples_of_the_schemas_fit_them() -> None:
    registry: Registry[Any] = Registry().with_resource(
        "https://pmctl.example/common.schema.json", Resource.from_contents(schema("common"))
    )
    for name, rule in schema("common")["definitions"].items():
        check = Draft7Validator(
            {"$ref": f"https://pmctl.example/common.schema.json#/definitions/{name}"}, registry=registry
        )
        for example in rule.get("examples", ()):
            assert check.is_valid(example), (name, example)


def test_one_or_many_says_the_same_of_one_and_of_each() -> None:
    for name, rule in schema("common")["definitions"].items():
        if "array" in rule["type"] and "$ref" in rule.get("items", {}) and "pattern" in rule:
            assert rule["pattern"] == resolve(rule["items"]["$ref"])["pattern"], name


@pytest.mark.parametrize("kind", KINDS)
def test_bundled_schemas_stand_alone(kind: str) -> None:
    whole = bundled(kind)
    Draft7Validator.check_schema(whole)
    assert '"common.schema.json' not in json.dumps(whole)
    path = next(path for path in GOOD if read(path.read_bytes())[1] == kind)
    assert Draft7Validator(whole).is_valid(read(path.read_bytes())[0].root)


# --- the page that is the contract


def blocks() -> list[tuple[str, str]]:
    """Each example of the format page with the file that its heading names."""
    if not FORMAT.is_file():
        return []
    page = FORMAT.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^```yaml\n(.*?)^```", page, re.S | re.M):
        names: list[str] = re.findall(r"`([a-z/]+\.yaml)`", page[: match.start()])
        found.append((names[-1], match[1]))
    return found


@pytest.mark.skipif(not FORMAT.is_file(), reason="the shared format page is not here")
def test_the_examples_of_the_format_page_pass() -> None:
    assert [name for name, _ in blocks()] == [
        "pmctl.yaml",
        "people.yaml",
        "projects/checkout.yaml",
        "projects/legal.yaml",
        "products/shop.yaml",
    ]
    for name, text in blocks():
        tree, kind = read(text.encode())
        assert shape(tree, kind) == [], name
