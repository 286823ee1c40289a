"""Every trigger fires once for exactly the right people, and keeps silent otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pmctl.notices import digests
from pmctl.triggers import TRIGGERS
from tests.trigger_cases import CASES, Case, compare, read_case, reformatted, said, told

SHARED = Path(__file__).parents[1] / ".." / "shared" / "triggers.yaml"
BY_NAME = {trigger.name: trigger for trigger in TRIGGERS}
ALL = [read_case(path) for path in sorted(CASES.glob("*.case"))]
cases = pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)


def name_of(case: Case) -> str:
    """`overdue.case` and `overdue+again.case` are both cases of `overdue`."""
    return case.name.partition("+")[0]


@cases
def test_who_is_told_what(case: Case) -> None:
    assert told(case, name_of(case)) == list(case.told)


@cases
def test_reformatting_is_no_occasion(case: Case) -> None:
    """Nobody is told of anything where files are only written otherwise."""
    same = compare(case.after, reformatted(case.after), case.today, case.today)
    assert said(digests(same)) == []


@cases
def test_a_second_run_says_nothing(case: Case) -> None:
    assert said(digests(compare(case.after, case.after, case.today, case.today))) == []


@cases
def test_the_author_is_not_told(case: Case) -> None:
    """What only the passing of time did has no author, and of what breaks `check` its author is told as well."""
    trigger = BY_NAME[name_of(case)]
    found = digests(compare(case.before, case.after, case.since, case.today), [trigger])
    by_time = [said((replace(digest, notices=(one,)),)) for digest in found for one in digest.notices if one.by_time]
    for who in dict.fromkeys(line.partition(" ")[0] for line in case.told):
        others = [line for line in case.told if not line.startswith(f"{who} ") or [line] in by_time]
        wanted = list(case.told) if trigger.tells_author else others
        assert told(case, trigger.name, who) == wanted, f"{who} edited it"


def test_every_trigger_has_a_case() -> None:
    assert sorted({name_of(case) for case in ALL}) == sorted(BY_NAME)
    assert [case.name for case in ALL if not case.told and "+" not in case.name] == []


def test_every_file_is_in_the_registry() -> None:
    folder = Path(__file__).parents[1] / "pmctl" / "triggers"
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert files == set(BY_NAME)
    assert [trigger.id for trigger in TRIGGERS] == [f"N{number:02}" for number in range(1, len(TRIGGERS) + 1)]


def test_triggers_are_those_of_the_table() -> None:
    if not SHARED.exists():
        pytest.skip("the table of triggers is not beside this repository")
    table = yaml.safe_load(SHARED.read_text("utf-8"))["triggers"]
    wanted = [
        (row["id"], row["name"], row["kind"], tuple(row["entity"]), row["rule"], tuple(row["to"]), row["severity"])
        for row in table
    ]
    assert [(one.id, one.name, one.kind, one.entity, one.rule, one.to, one.severity) for one in TRIGGERS] == wanted
    assert [one.dedupe for one in TRIGGERS] == [row["dedupe"] for row in table]
