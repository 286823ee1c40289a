"""The YAML test suite: 402 texts, none of which may surprise; where the reader differs stands here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pmctl.parse import parse

CASES = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "yaml-test-suite" / "cases.jsonl"
pytestmark = pytest.mark.skipif(not CASES.is_file(), reason="the YAML test suite is not here")

# Wrong texts that the reader takes, each looked at: the values are what a person would expect, nothing is lost.
TAKEN = {
    "9C9N": "a list in brackets that goes on at the left margin",
    "QB6E": "a quoted text that goes on at the left margin",
    "9JBA": "a `#` right behind a bracket is a comment",
    "CVW2": "a `#` right behind a comma is a comment",
    "SU5Z": "a `#` right behind a quote is a comment",
    "X4QW": "a `#` right behind `>` is a comment",
    "DK95/01": "a tab that begins a line of a quoted text",
    "Y79Y/003": "a tab that begins a line inside brackets",
    "G5U8": "a lone dash inside brackets is a text",
    "YJV2": "a lone dash inside brackets is a text",
    "MUS6/00": "a `#` right behind `%YAML 1.1`",
    "S98Z": "empty lines of a block that are indented deeper than its text",
}

# Right texts that are refused, by code; the reason is one for all.
REFUSED = {
    "PM004": "tags are not allowed",
    "PM006": "keys are plain texts, not lists or maps",
    "PM010": "control characters are not allowed, by an escape neither",
    "PM015": "one document a file",
    "PM014": "tabs do not indent",
    "PM002": "forms that libyaml does not read; the finding says that other readers do",
}

# Right texts that are read otherwise than the suite says, each looked at.
OTHERWISE = {
    "652Z": "libyaml: a key inside braces that begins with `?` loses it",
    "HM87/01": "libyaml: a text inside brackets that begins with `?` becomes a key",
    "JEF9/02": "libyaml: a kept empty line at the end of the file",
    "L24T/01": "libyaml: a kept empty line at the end of the file",
}


def cases() -> list[dict[str, Any]]:
    if not CASES.is_file():
        return []
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def expected(text: str) -> list[Any]:
    """The values of the documents, one behind the other."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        found.append(value)
    return found


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def written(value: Any) -> str:
    """As text, so that `1`, `1.0` and `true` differ."""
    return json.dumps(value, sort_keys=True)


def test_all_cases_are_there() -> None:
    assert len(cases()) == 402
    assert sum(bool(case.get("error")) for case in cases()) == 94


def test_every_wrong_text_is_refused_or_reviewed() -> None:
    taken = set()
    for case in cases():
        tree, findings = parse(case["id"], case["yaml"].encode())
        if case.get("error") and not any(one.severity == "error" for one in findings):
            assert tree is not None
            taken.add(case["id"])
    assert taken == set(TAKEN)


def test_every_right_text_is_read_as_the_suite_says_or_reviewed() -> None:
    otherwise, refused, equal = set(), set(), 0
    for case in cases():
        if case.get("error"):
            continue
        tree, findings = parse(case["id"], case["yaml"].encode())
        errors = [one for one in findings if one.severity == "error"]
        if errors:
            refused.add(errors[0].code)
        elif "json" in case:
            assert tree is not None
            values = expected(case["json"])
            same = written(plain(tree.root)) == written(values[0]) if len(values) == 1 else not values
            equal += same
            if not same:
                otherwise.add(case["id"])
    assert refused == set(REFUSED)
    assert otherwise == set(OTHERWISE)
    assert equal >= 180


def test_every_finding_has_its_place_inside_the_text() -> None:
    for case in cases():
        text = case["yaml"].removeprefix("\ufeff")
        for finding in parse(case["id"], case["yaml"].encode())[1]:
            assert 0 <= finding.span.start <= finding.span.end <= len(text) + 3, case["id"]
            assert finding.code.startswith("PM0")
            assert finding.message
