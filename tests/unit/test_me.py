"""Who is asking: `--me`, PMCTL_USER, git's user.email, and what is said where that is nobody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl import git
from pmctl.commands.calling import me
from pmctl.commands.calling.me import person_of
from pmctl.diagnostic import UserError
from pmctl.load import load
from pmctl.plan import Plan, plan

PEOPLE = """kind: people
people:
  ana: {name: Ana Ruiz, email: ana@acme.example}
  bo: {name: Bo Li, email: Shared@acme.example}
  cy: {name: Cy Okoye, email: shared@acme.example}
teams: {core: {lead: ana, members: [ana, bo]}}
"""


@pytest.fixture
def team(tmp_path: Path) -> Plan:
    (tmp_path / "people.yaml").write_text(PEOPLE, "utf-8")
    return plan(load(tmp_path), date(2026, 2, 10))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine says who is asking."""
    monkeypatch.delenv(me.VARIABLE, raising=False)
    monkeypatch.setattr(git, "user_email", lambda: None)


def refusal(team: Plan, named: str | None) -> UserError:
    with pytest.raises(UserError) as found:
        person_of(team, named)
    return found.value


@pytest.mark.parametrize("name", ["ana", "ANA", "ana@acme.example", "Ana@Acme.Example", "ana ruiz"])
def test_by_id_email_or_name(team: Plan, name: str) -> None:
    assert person_of(team, name).id == "ana"


def test_first_what_is_said_then_the_variable_then_git(team: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "user_email", lambda: "ana@acme.example")
    assert person_of(team, None).id == "ana"
    monkeypatch.setenv(me.VARIABLE, "bo")
    assert person_of(team, None).id == "bo"
    assert person_of(team, "cy").id == "cy"


def test_nobody_says_who_asks(team: Plan) -> None:
    error = refusal(team, None)
    assert "user.email" in str(error)
    assert "people: ana, bo, cy" in error.hint and me.VARIABLE in error.hint


def test_a_stranger(team: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "user_email", lambda: "eve@evil.example")
    assert "eve@evil.example" in str(refusal(team, None))
    assert "Did you mean `ana`?" in str(refusal(team, "anna"))
    assert "is a team" in str(refusal(team, "core"))
    assert "\\x1b" in str(refusal(team, "\x1b[31m"))


def test_an_email_of_two(team: Plan) -> None:
    assert str(refusal(team, "shared@acme.example")) == "`shared@acme.example` is `bo` and `cy`"


def test_a_plan_of_nobody(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("kind: project\ntasks: {a: {effort: 1d}}\n", "utf-8")
    assert "kind: people" in refusal(plan(load(tmp_path), date(2026, 2, 10)), None).hint
