"""Every rule's page is its test: each Bad block is found at its mark, each Good block and Near miss is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib import import_module
from pathlib import Path

import pytest

from pmctl.diagnostic import Diagnostic, position
from pmctl.git import Commit
from pmctl.git.commits import trailers_of
from pmctl.load import load
from pmctl.model.people import Team
from pmctl.plan import Plan, plan
from pmctl.rules import BY_CODE, RULES
from pmctl.rules.judging.page import HEADINGS, Example, page
from pmctl.rules.judging.rule import LOOKS, Rule
from pmctl.rules.judging.run import findings, held
from pmctl.views.diff.view import Side
from pmctl.views.review.view import reviewed

WITHOUT_BAD = {"PM001", "PM020", "PM112"}
"""What no text on a page can show: bytes that are no text, and files beside the plan."""

FOLDER = Path(__file__).parents[2] / "pmctl" / "rules"


def _examples(heading: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{rule.name}-{number}")
        for rule in RULES
        for number, example in enumerate(page(rule.text).section(heading).examples)
    ]


def _plan(example: Example, root: Path) -> Plan:
    files = {path: text.encode() for path, text in example.files.items()}
    for path, data in files.items():
        if path.endswith(".csv"):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
    made = plan(load(root, {path: data for path, data in files.items() if not path.endswith(".csv")}), example.today)
    return replace(made, commits=_commits(example)) if example.commits else made


def _commits(example: Example) -> tuple[Commit, ...]:
    """The history that an example tells of."""
    days = [(datetime.combine(day, time(12), UTC), trailers_of(trailer)) for day, trailer in example.commits]
    return tuple(Commit(f"{n:040x}", "", (), at, "Ana", "", "Work", said) for n, (at, said) in enumerate(days))


def _found(rule: Rule, example: Example, root: Path) -> tuple[Plan, list[Diagnostic]]:
    """The plan of an example, and all that is found in it; in a change, where there is a plan before it."""
    made = _plan(example, root)
    if not example.base:
        return made, list(findings(made))
    side = Side("base", "", _plan(replace(example, files=example.base), root))
    found = reviewed(
        side, Side("head", "", made), level=True, approvers=example.approvers, authors=example.authors or None
    )
    return made, [one for one in found.review.findings if one.severity != "info"]


def _lines(made: Plan, found: list[Diagnostic]) -> list[tuple[str, int]]:
    texts = made.loaded.texts
    return sorted({(one.span.path, position(texts.get(one.span.path, ""), one.span.start).line) for one in found})


def _shown(found: list[Diagnostic]) -> str:
    return "\n".join(f"{one.code} {one.span.path}:{one.span.start} {one.message}" for one in found)


@pytest.mark.parametrize(("rule", "example"), _examples("Bad"))
def test_a_bad_block_is_found_at_its_marks_and_nowhere_else(rule: Rule, example: Example, tmp_path: Path) -> None:
    made, everything = _found(rule, example, tmp_path)
    found = [one for one in everything if one.code == rule.code]
    assert example.marks, "a Bad block says where: `# <- here`"
    assert _lines(made, found) == sorted(example.marks), _shown(everything)
    assert all(one.message and one.span.path for one in found)


@pytest.mark.parametrize(("rule", "example"), [*_examples("Good"), *_examples("Near miss")])
def test_a_good_block_and_a_near_miss_are_silent(rule: Rule, example: Example, tmp_path: Path) -> None:
    _, everything = _found(rule, example, tmp_path)
    found = [one for one in everything if one.code == rule.code]
    assert not found, _shown(found)
    broken = [one for one in everything if one.severity == "error" and one.code[:3] in ("PM0", "PM1")]
    assert not broken, _shown(broken)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_page_has_its_headings_in_order(rule: Rule) -> None:
    made = page(rule.text)
    named = [section.heading for section in made.sections]
    assert made.summary.endswith(".") and len(made.summary) < 120
    assert named == [heading for heading in HEADINGS if heading in named]
    assert set(HEADINGS) - set(named) <= {"Near miss"}
    for heading in ("What it finds", "Why it matters", "How to fix or allow"):
        assert made.section(heading).text
    assert made.section("Good").examples
    assert bool(made.section("Bad").examples) is (rule.code not in WITHOUT_BAD)


def test_every_file_of_the_folder_is_registered_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert sorted(rule.file for rule in RULES) == sorted(files)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert len(BY_CODE) == len(RULES) == len({rule.name for rule in RULES})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_names_codes_and_what_a_rule_looks_at_are_well_formed(rule: Rule) -> None:
    assert rule.code[:2] == "PM" and len(rule.code) == 5 and rule.code[2:].isdigit()
    assert rule.file == rule.name.replace("-", "_")
    assert rule.looks_at in LOOKS
    assert rule.severity in ("error", "warning", "info")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_is_entered_of_a_rule_is_what_its_module_says(rule: Rule) -> None:
    module = import_module(f"pmctl.rules.{rule.file}")
    assert (rule.code, rule.name) == (module.CODE, module.NAME)
    assert (rule.when == "history") == (rule.looks_at == "history")
    assert (rule.when == "change") == (rule.looks_at == "changes")
    assert (rule.when in ("plan", "history")) == (rule.check is not None)
    assert rule.compare is None or rule.family == "PM9xx"


def test_a_rule_finds_nothing_where_there_is_none_of_what_it_is_about(tmp_path: Path) -> None:
    examples = [
        (heading, n, example)
        for rule in RULES
        for heading in ("Bad", "Good", "Near miss")
        for n, example in enumerate(page(rule.text).section(heading).examples)
    ]
    wrong = []
    for number, (heading, n, example) in enumerate(examples):
        made = _plan(example, tmp_path / str(number))
        there = held(made)
        for rule in RULES:
            if rule.check is not None and rule.when == "plan" and rule.about and there.isdisjoint(rule.about):
                wrong += [(rule.code, heading, n, one.message) for one in rule.check(made)]
    assert not wrong


def test_of_two_with_one_id_both_are_judged(tmp_path: Path) -> None:
    people = b"kind: people\nteams:\n  checkout: {}\n"
    project = b"kind: project\ntasks:\n  design: {effort: 2d, assign: checkout}\n"
    made = plan(load(tmp_path, {"people.yaml": people, "checkout.yaml": project}), date(2026, 2, 10))
    assert not any(isinstance(item, Team) for item in made.workspace.items.values())
    assert "PM308" in {one.code for one in findings(made)}


def test_there_are_as_many_rules_as_promised() -> None:
    assert len(RULES) >= 80
