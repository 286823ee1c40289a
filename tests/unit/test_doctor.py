"""The doctor names what stops work and what could be better, each with what mends it."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import jsonschema
import pytest

from pmctl.doctor import machine, machine_lines
from pmctl.doctor.machine import EXTRAS, LIBRARIES, PYTHON
from pmctl.writing.place import place_of
from tests.history import git, needs_git
from tests.transcript import ROOT, run

PLAN = "kind: project\ntasks:\n  design: {effort: 2d, owner: ana}\n"
PEOPLE = "kind: people\npeople:\n  ana: {name: Ana, email: ana@acme.example}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "project.yaml").write_text(PLAN)
    (tmp_path / "people.yaml").write_text(PEOPLE)
    return tmp_path


def lines(folder: Path, *parts: str) -> dict[str, dict[str, str]]:
    """What the doctor says, by what it looked at."""
    found = json.loads(run(["doctor", *parts, "--json"], folder, {"PMCTL_USER": "ana"}).output)
    schema = json.loads((ROOT / "pmctl" / "views" / "schemas" / "doctor.schema.json").read_text())
    jsonschema.validate(found, schema)
    return {line["what"]: line for part in ("machine", "clone", "plan") for line in found.get(part, ())}


def test_what_the_doctor_looks_for_is_what_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {f"{name}>={least}" for name, least in LIBRARIES.items()} == set(project["dependencies"])
    assert project["requires-python"] == f">={'.'.join(map(str, PYTHON))}"
    for name, (extra, _) in EXTRAS.items():
        assert any(one.startswith(name) for one in project["optional-dependencies"][extra])


@pytest.mark.parametrize(
    ("versions", "state", "fact"),
    [
        ({"click": None}, "problem", "not there: click"),
        ({"jinja2": "3.1.5"}, "problem", "too old: jinja2 3.1.5"),
        ({}, "ok", "click 9999"),
    ],
)
def test_libraries_that_are_missing_or_old(
    versions: dict[str, str | None], state: str, fact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_version", lambda name: versions.get(name, "9999"))
    (line,) = (one for one in machine_lines() if one.what == "libraries")
    assert line.state == state and line.fact.startswith(fact)


def test_without_git_nothing_of_the_past_can_be_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(plan))
    assert lines(plan, "machine")["git"]["state"] == "problem"
    assert run(["doctor"], plan).status == 1


def test_a_folder_without_a_plan(tmp_path: Path) -> None:
    found = lines(tmp_path)
    assert found["plan"]["mend"] == "pmctl init" and found["repository"]["mend"] == "git init"


@needs_git
def test_a_clone_is_well_when_it_is_set_up(plan: Path) -> None:
    git(plan, "init", "-q", "-b", "main")
    assert "without a commit" in lines(plan, "clone")["repository"]["fact"]
    git(plan, "add", "-A")
    git(plan, "commit", "-q", "-m", "plan")
    found = lines(plan, "clone")
    assert found["repository"]["state"] == "ok"
    assert {line["mend"] for line in found.values() if line["state"] != "ok"} == {"pmctl git-setup"}
    run(["git-setup"], plan)
    assert {line["state"] for line in lines(plan, "clone").values()} == {"ok"}
    (plan / "new").mkdir()
    (plan / "new" / "other.yaml").write_text(PLAN)
    assert "new/other.yaml" in lines(plan, "clone")[".gitattributes"]["fact"]


@needs_git
def test_a_shallow_clone_and_a_bare_repository(plan: Path) -> None:
    git(plan, "init", "-q", "-b", "main")
    for message in ("one", "two"):
        git(plan, "add", "-A")
        git(plan, "commit", "-q", "--allow-empty", "-m", message)
    git(plan, "clone", "-q", "--depth", "1", f"file://{plan}", "shallow")
    assert lines(plan / "shallow", "clone")["history"]["mend"] == "git fetch --unshallow"
    git(plan.parent, "clone", "-q", "--bare", str(plan), f"{plan.name}.bare")
    bare = plan.parent / f"{plan.name}.bare"
    assert lines(bare, "clone")["repository"]["state"] == "problem"


def test_who_is_asking(plan: Path) -> None:
    assert lines(plan, "plan")["you"]["fact"] == "ana, Ana"
    assert "`eve`" in run(["doctor", "plan"], plan, {"PMCTL_USER": "eve"}).output


def test_what_writers_leave_behind(plan: Path) -> None:
    lock = place_of(plan).lock
    lock.write_text(f"{os.getppid()} {os.uname().nodename}\n")
    assert "writes plans here" in lines(plan, "plan")["lock"]["fact"]
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    lock.write_text(f"{child} {os.uname().nodename}\n")
    (plan / ".pmctl-x.tmp").write_text("half")
    os.utime(plan / ".pmctl-x.tmp", (1, 1))
    found = lines(plan, "plan")
    assert found["lock"]["mend"] == found["drafts"]["mend"] == "pmctl doctor --recover"
    assert run(["doctor", "--recover"], plan).output == "removed .pmctl-x.tmp\n"
    assert set(lines(plan, "plan")) == {"plan", "you"}


def test_a_plan_with_errors_stops_no_work(plan: Path) -> None:
    (plan / "project.yaml").write_text(PLAN + "  build: {efort: 2d}\n")
    found = run(["doctor", "plan"], plan, {"PMCTL_USER": "ana"})
    assert found.status == 0 and "pmctl check" in found.output
