"""`pmctl whatif`: what is asked in which words, that nothing is written, branches beside the work tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from pmctl.commands.calling.asking import FIELDS, read
from pmctl.commands.whatif import command
from pmctl.diagnostic import UserError
from pmctl.views.whatif.premise import with_premise
from pmctl.views.whatif.view import Asked, Part
from tests.transcript import ROOT, Ran, run

PLAN = ROOT / "tests" / "plans" / "checkout"
IDENTITY = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.example", "-c", "commit.gpgsign=false"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(PLAN, tmp_path / "plan")
    return tmp_path / "plan"


def options_of(ran: Ran) -> list[dict[str, object]]:
    assert ran.status == 0, ran.errors
    found = json.loads(ran.output)["options"]
    assert isinstance(found, list)
    return found


# --- words ------------------------------------------------------------------------------------------------------------

QUESTIONS: dict[str, list[Asked]] = {
    "api --slip 5d": [Asked((Part(("api",), "5d"),))],
    "--slip 5d api": [Asked((Part(("api",), "5d"),))],
    "api --slip=-2d": [Asked((Part(("api",), "-2d"),))],
    "api design --slip 5d ana --away 2026-03": [
        Asked((Part(("api", "design"), "5d"), Part(("ana",), away="2026-03")))
    ],
    "psp-late": [Asked((Part(("psp-late",)),))],
    "api --slip 1d psp-late --set a.b=c": [Asked((Part(("api",), "1d"), Part(("psp-late",))), ("a.b=c",))],
    "--set a.b=c --or --set d.e=f": [Asked(sets=("a.b=c",)), Asked(sets=("d.e=f",))],
    "--branch plan-b plan-c --or api --slip 1d": [
        Asked(branch="plan-b"), Asked(branch="plan-c"), Asked((Part(("api",), "1d"),))
    ],
    "--branch=plan-b --json": [Asked(branch="plan-b")],
    "--width 80 api --slip 5d -C dir --today 2026-02-10": [Asked((Part(("api",), "5d"),))],
    "--json api --slip 5d": [Asked((Part(("api",), "5d"),))],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_question_is_read(words: str) -> None:
    question, _ = read(words.split(), command.params)
    assert list(question.alternatives) == QUESTIONS[words]


def test_options_of_the_command_are_left_to_it() -> None:
    words = "--width 80 api --slip 5d -C dir --json options --all --then list tasks --where critical --or x"
    question, rest = read(words.split(), command.params)
    assert rest == ["--width", "80", "-C", "dir", "--json", "options", "--all"]
    assert question.then == ("list", "tasks", "--where", "critical", "--or", "x")


QUOTED = {
    "list tasks --where critical": ("list", "tasks", "--where", "critical", "--width", "80"),
    "list tasks --where 'owner == ana'": ("list", "tasks", "--where", "owner == ana", "--width", "80"),
}


@pytest.mark.parametrize("words", QUOTED)
def test_a_command_behind_then_may_stand_in_quotes(words: str) -> None:
    question, _ = read(["api", "--slip", "5d", "--then", words, "--width", "80"], command.params)
    assert question.then == QUOTED[words]


@pytest.mark.parametrize("words", ["", "  ", "list --where 'x"])
def test_quotes_hold_a_whole_command(words: str) -> None:
    with pytest.raises(UserError, match="--then"):
        read(["api", "--slip", "5d", "--then", words], command.params)


@pytest.mark.parametrize(
    "words", ["--slip 5d", "api --slip", "--or", "api --slip 1d --or", "--or --set a.b=c", "x --then"]
)
def test_a_question_without_its_half_says_what_is_missing(words: str) -> None:
    with pytest.raises(UserError):
        read(words.split(), command.params)


def test_the_fields_of_json_are_known(plan: Path) -> None:
    assert set(json.loads(run(["whatif", "api", "--slip", "5d", "--json"], plan).output)) == FIELDS


def test_the_shell_completes_items() -> None:
    context = click.Context(command, resilient_parsing=True)
    assert command.parse_args(context, ["--slip", "5d", "--nope"]) is not None


# --- nothing is written -----------------------------------------------------------------------------------------------


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nothing_is_written(plan: Path) -> None:
    before = state(plan)
    for words in (
        "api --slip 5d", "ana --away 2026-03", "psp-late", "--set api.effort=10d --set launch.due=2026-04-07",
        "--set api.after= --or api --slip 1d --format md", "--set api.effort=1d --then status", "api --slip 2d --odds",
    ):  # fmt: skip
        ran = run(["whatif", *words.split()], plan)
        assert ran.status == 0, ran.errors
    assert state(plan) == before


# --- the same answer whichever way it is asked ------------------------------------------------------------------------


def test_a_changed_line_gives_what_the_changed_file_gives(plan: Path) -> None:
    found = options_of(run(["whatif", "--set", "api.effort=10d", "--json"], plan))[0]
    path = plan / "projects" / "checkout.yaml"
    path.write_text(path.read_text("utf-8").replace("effort: 15d", "effort: 10d"), "utf-8")
    after = json.loads(run(["list", "tasks", "--json"], plan).output)
    dates = {row["id"]: row["forecast"] for row in after["items"]}
    moves = found["moves"]
    assert isinstance(moves, list) and moves
    assert {one["item"]: one["forecast"] for one in moves} == {one["item"]: dates[one["item"]] for one in moves}


def test_two_lines_of_one_file_change_together(plan: Path) -> None:
    words = [
        "whatif",
        "--set",
        "api.description=",
        "--set",
        "launch.due=2026-04-07",
        "--set",
        "api.effort+=1d",
        "--json",
    ]
    promises = options_of(run(words, plan))[0]["promises"]
    assert isinstance(promises, list)
    assert ("checkout/launch", "2026-04-07") in [(one["item"], one["due"]) for one in promises]


def test_several_things_happen_at_once(plan: Path) -> None:
    alone = [options_of(run(["whatif", "api", "--slip", f"{days}d", "--json"], plan))[0] for days in (2, 3, 5)]
    both = options_of(run(["whatif", "api", "--slip", "2d", "api", "--slip", "3d", "--json"], plan))[0]
    assert both["moves"] == alone[2]["moves"] != alone[1]["moves"]


def test_new_errors_are_said_by_the_exit_status(plan: Path) -> None:
    ran = run(["whatif", "--set", "design.after+=api"], plan)
    assert ran.status == 1
    assert "1 new error: these tasks wait for each other" in ran.output


def test_a_varied_plan_is_looked_at_with_the_options_of_the_call(plan: Path) -> None:
    words = [
        "whatif",
        "-C",
        str(plan),
        "--today",
        "2026-02-12",
        "api",
        "--slip",
        "5d",
        "--then",
        "list",
        "tasks",
        "--json",
    ]
    ran = run(words, plan.parent)
    assert ran.status == 0 and ran.errors == ""
    found = json.loads(ran.output)
    assert found["what-if"] == ["checkout/api takes 5d longer (ana 80% and bo stay booked)"]
    assert found["today"] == "2026-02-12"
    assert {row["id"]: row["forecast"] for row in found["items"]}["checkout/launch"] == "2026-03-24"


SAID = "What if: checkout/api takes 5d longer (ana 80% and bo stay booked)"


@pytest.mark.parametrize(
    ("look", "begins"),
    [
        ("status", f"{SAID}\n\n"),
        ("timeline --format text", f"{SAID}\n\n"),
        ("list tasks --format md", f"> **{SAID}**\n\n"),
        ("deps --format dot", f"// {SAID}\n"),
        ("deps --format mermaid", "%% What if"),
        ("export json", '{\n "schema": "pmctl/export/1",\n "what-if": ["checkout/api takes'),
        ("timeline --format html", f'<body>\n<p role="note"><strong>{SAID}</strong></p>'),
    ],
)
def test_what_shows_a_varied_plan_says_so(plan: Path, look: str, begins: str) -> None:
    ran = run(["whatif", "api", "--slip", "5d", "--then", *look.split()], plan)
    assert (ran.status, ran.errors) == (0, "")
    text = ran.output[ran.output.index("<body") :] if "html" in look else ran.output
    assert text.startswith(begins)


@pytest.mark.parametrize("look", ["list tasks --format csv", "timeline --format svg"])
def test_formats_without_room_leave_it_to_standard_error(plan: Path, look: str) -> None:
    ran = run(["whatif", "api", "--slip", "5d", "--then", *look.split()], plan)
    assert ran.errors == f"{SAID}\n" and "What if" not in ran.output


def test_files_say_what_is_supposed_each_in_its_format(plan: Path) -> None:
    ran = run(["whatif", "api", "--slip", "5d", "--then", "report", "status", "-o", "out/"], plan)
    assert ran.status == 0
    assert (plan / "out" / "status.md").read_text("utf-8").startswith(f"> **{SAID}**\n\n# ")
    assert f"<strong>{SAID}</strong>" in (plan / "out" / "status.html").read_text("utf-8")


def test_what_is_supposed_is_escaped() -> None:
    words = ["x is <script>alert(1)</script> **bold**\n::error::", "b"]
    assert "<script>" not in with_premise("<body>", "html", words)
    assert "\n" not in with_premise("", "md", words).rstrip("\n") and "**bold" not in with_premise("", "md", words)[5:]
    assert json.loads(with_premise('{"schema": "x"}', "json", words)) == {"schema": "x", "what-if": words}


# --- branches ---------------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = ["git", *IDENTITY, *words]
    subprocess.run(done, cwd=folder, env=environment, check=True, capture_output=True, timeout=60)


def test_a_branch_that_cannot_be_read_says_first_why(plan: Path) -> None:
    path = plan / "projects" / "checkout.yaml"
    text = path.read_text("utf-8")
    git(plan.parent, "init", "-q", "-b", "main")
    git(plan.parent, "add", "-A")
    git(plan.parent, "commit", "-q", "-m", "plan")
    git(plan.parent, "checkout", "-q", "-b", "broken")
    path.write_text(text.replace("tasks:", "tasks: [", 1), "utf-8")
    git(plan.parent, "commit", "-q", "-a", "-m", "broken")
    git(plan.parent, "checkout", "-q", "main")
    ran = run(["whatif", "--branch", "broken"], plan)
    assert ran.status == 1
    assert ran.output.split("\n\n")[1].startswith("1 new error: projects/checkout.yaml:14: the `[` here is not closed")
    assert ran.output.index("New findings\n PM002") < ran.output.index("Product\n")


def test_branches_stand_beside_the_work_tree(plan: Path) -> None:
    path = plan / "projects" / "checkout.yaml"
    text = path.read_text("utf-8")
    git(plan.parent, "init", "-q", "-b", "main")
    for branch, effort in (("main", "15d"), ("plan-b", "10d"), ("plan-c", "20d")):
        if branch != "main":
            git(plan.parent, "checkout", "-q", "-b", branch, "main")
        path.write_text(text.replace("effort: 15d", f"effort: {effort}"), "utf-8")
        git(plan.parent, "add", "-A")
        git(plan.parent, "commit", "-q", "--allow-empty", "-m", branch)
    git(plan.parent, "checkout", "-q", "main")
    found = options_of(run(["whatif", "--branch", "plan-b", "plan-c", "--json"], plan))
    assert [str(one["changes"])[2:8] for one in found] == ["plan-b", "plan-c"]
    sets = [options_of(run(["whatif", "--set", f"api.effort={days}d", "--json"], plan))[0] for days in (10, 20)]
    for key in ("moves", "promises", "cost", "figures"):
        assert [one[key] for one in found] == [one[key] for one in sets]
    assert run(["whatif", "--branch", "plan-d"], plan).errors.startswith(
        "pmctl: there is no revision `plan-d`. Did you mean `plan-c`?"
    )
