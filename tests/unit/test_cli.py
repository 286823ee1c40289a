"""The command line as a process: how fast it answers, what it imports, how it ends."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pmctl import cli
from pmctl.commands.init import STARTERS, starter_files
from pmctl.diagnostic import UserError
from pmctl.guesses import GUESSES, OTHER_NAMES
from pmctl.operations.starting import files_of, filled

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PMCTL_TODAY": "2026-02-10", "PYTHONDONTWRITEBYTECODE": "1"}


def pmctl(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pmctl", *arguments],
        cwd=cwd or ROOT,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text("kind: project\ntasks:\n  a: {name: Grün, effort: 1d}\n  b: {after: a}\n")
    return tmp_path


# --- the table --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_command_of_the_table_is_there_and_explains_itself(name: str) -> None:
    command = importlib.import_module(f"pmctl.commands.{cli.COMMANDS[name].module}").command
    assert isinstance(command, click.Command) and command.name == name
    assert (command.help or "").strip(), "a command says what it does"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[-1]} has no help"


def test_every_module_of_commands_is_in_the_table() -> None:
    """What calls are made of stands in a folder of its own."""
    modules = {path.stem for path in (ROOT / "pmctl" / "commands").glob("*.py")} - {"__init__"}
    assert modules == {entry.module for entry in cli.COMMANDS.values()}


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and words of every call in backticks that a text of the module names; what no user reads is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node.body[0] for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    unseen = {id(first.value) for first in classes if isinstance(first, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen:
            for found in re.finditer(r"`pmctl ([^`]+)", node.value):
                yield node.lineno, found[1]


def unknown_in(call: str) -> str:
    """The word of a call that is no command or no option; nothing where all are there."""
    name, *words = call.split() or [""]
    if not re.fullmatch(r"[a-z-]+", name):
        return ""  # `COMMAND`, or a name that is filled in
    if name.startswith("-"):
        return "" if any(name in option.opts for option in cli.pmctl.get_params(click.Context(cli.pmctl))) else name
    if name not in cli.COMMANDS:
        return name
    command = importlib.import_module(f"pmctl.commands.{cli.COMMANDS[name].module}").command
    known = {one for option in command.get_params(click.Context(command)) for one in option.opts}
    return next((word for word in words if re.fullmatch(r"-[a-z]|--[a-z-]+", word) and word not in known), "")


def test_a_word_that_is_no_command_is_found() -> None:
    assert unknown_in("wherefore ITEM") == "wherefore" and unknown_in("list --nonsense") == "--nonsense"
    assert unknown_in("--nonsense") == "--nonsense"
    assert not unknown_in("list --where late") and not unknown_in("--version") and not unknown_in("COMMAND --help")


def test_every_call_that_pmctl_names_is_there() -> None:
    """A hint that names a command of tomorrow sends people to nothing; pages of rules are read here too."""
    found = [(path, line, call) for path in sorted((ROOT / "pmctl").rglob("*.py")) for line, call in calls(path)]
    assert len(found) > 50, "this test reads the calls that pmctl names"
    assert [f"{path.relative_to(ROOT)}:{line}: `pmctl {call}`" for path, line, call in found if unknown_in(call)] == []


def test_a_guess_is_no_command_and_what_it_names_is_one() -> None:
    for name, answer in GUESSES.items():
        assert name not in cli.COMMANDS and name not in OTHER_NAMES
        for part in answer.split("`pmctl ")[1:]:
            word = part.split()[0].rstrip("`;.")
            assert word in cli.COMMANDS or word.startswith("-") or word == "COMMAND", f"{name}: {answer}"


def test_the_first_screen_fits_eighty_columns() -> None:
    assert all(len(line) <= 80 for line in cli.first_screen().splitlines())
    assert all(len(line) <= 80 for line in cli.all_commands().splitlines())


# --- the process ------------------------------------------------------------------------------------------------------


def imported_by(*arguments: str, cwd: Path) -> set[str]:
    """The modules that a call imports."""
    run = "from pmctl.__main__ import main\ntry: main()\nexcept SystemExit: pass\n"
    script = f"import sys\n{run}print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True
    )
    return set(ran.stderr.splitlines()[-1].split())


def test_the_version_imports_nothing(tmp_path: Path) -> None:
    modules = imported_by("--version", cwd=tmp_path)
    assert "click" not in modules and "pmctl.cli" not in modules
    assert pmctl("--version").stdout.startswith("pmctl ")


@pytest.mark.parametrize("arguments", [["list"], ["status"], ["show", "a"], ["deps", "--people"]])
def test_text_needs_no_heavy_library(arguments: list[str], plan: Path) -> None:
    heavy = {"rich", "numpy", "networkx", "matplotlib", "jinja2", "ruamel.yaml", "holidays"}
    assert imported_by(*arguments, cwd=plan) & heavy == set()


def test_a_process_that_ends_at_once_loses_nothing(tmp_path: Path) -> None:
    script = "import atexit\nfrom pmctl.__main__ import program\natexit.register(print, 'the last words')\nprogram()"
    ran = subprocess.run(
        [sys.executable, "-c", script, "check"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (2, "the last words")
    assert ran.stderr.startswith("pmctl: no plan here")


def test_a_module_of_a_stranger_is_not_imported(plan: Path) -> None:
    for name in ("yaml", "click", "pmctl"):
        (plan / f"{name}.py").write_text("raise SystemExit('imported')")
    ran = pmctl("list", cwd=plan, PYTHONPATH="", PYTHONSAFEPATH="1") if _is_installed() else _script(plan)
    assert ran.returncode == 0 and "imported" not in ran.stdout + ran.stderr
    assert "Grün" in ran.stdout


def _is_installed() -> bool:
    return subprocess.run([sys.executable, "-P", "-c", "import pmctl"], cwd="/", capture_output=True).returncode == 0


def _script(plan: Path) -> subprocess.CompletedProcess[str]:
    """As the console script does: the project's folder on the path, the current one not."""
    command = [sys.executable, "-P", "-m", "pmctl", "list"]
    return subprocess.run(command, cwd=plan, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8")


def test_output_is_utf8_whatever_the_locale(plan: Path) -> None:
    ran = pmctl("list", cwd=plan, LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == 0 and "Grün" in ran.stdout


def test_a_closed_pipe_ends_quietly(plan: Path) -> None:
    tasks = "".join(f"  t{number}: {{name: {'x' * 200}}}\n" for number in range(2000))
    (plan / "plan.yaml").write_text(f"kind: project\ntasks:\n{tasks}")
    process = subprocess.Popen(
        [sys.executable, "-m", "pmctl", "list"],
        cwd=plan,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_streams_that_are_closed_or_full_are_no_bug(plan: Path) -> None:
    call = f'"{sys.executable}" -m pmctl list'
    assert subprocess.run(f"{call} >&-", shell=True, cwd=plan, env=ENVIRONMENT).returncode == 0
    if Path("/dev/full").exists():
        ran = subprocess.run(
            f"{call} >/dev/full", shell=True, cwd=plan, env=ENVIRONMENT, capture_output=True, text=True
        )
        assert ran.returncode == 2 and "no space left" in ran.stderr and "Traceback" not in ran.stderr


def test_same_bytes_whatever_the_hash_seed_and_locale(plan: Path) -> None:
    said = {
        pmctl("list", "--json", cwd=plan, PYTHONHASHSEED=seed, LC_ALL=locale, TZ=zone).stdout
        for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Tokyo"), ("2", "POSIX", "America/Lima"))
    }
    assert len(said) == 1


# --- the three ends ---------------------------------------------------------------------------------------------------


class Broken(click.Command):
    """A command with a bug."""

    def invoke(self, ctx: click.Context) -> None:
        raise KeyError("SECRET of the plan")


def run_broken(monkeypatch: pytest.MonkeyPatch, command: click.Command) -> int:
    monkeypatch.setattr(cli.Commands, "get_command", lambda *_: command)
    return cli.run(["list"])


def test_a_bug_says_where_to_report_it_and_nothing_of_the_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PMCTL_DEBUG", raising=False)
    assert run_broken(monkeypatch, Broken("list")) == 3
    said = capsys.readouterr().err
    assert "this is a bug" in said and cli.PROJECT_PAGE in said
    assert "SECRET" not in said and "Traceback" not in said


def test_the_traceback_is_there_for_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PMCTL_DEBUG", "1")
    assert run_broken(monkeypatch, Broken("list")) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert run_broken(monkeypatch, click.Command("list", callback=interrupted)) == 130


def test_a_wrong_call_ends_with_2_and_its_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong() -> None:
        raise UserError("no such thing", "try another")

    assert run_broken(monkeypatch, click.Command("list", callback=wrong)) == 2
    assert capsys.readouterr().err == "pmctl: no such thing\n  try another\n"


def test_findings_end_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_broken(monkeypatch, click.Command("list", callback=lambda: 1)) == 1


# --- init -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("today", ["2026-02-10", "2026-12-30", "2028-02-29"])
def test_a_new_plan_checks_clean_on_any_day(starter: str, today: str, tmp_path: Path) -> None:
    from datetime import date

    from pmctl.load import load
    from pmctl.plan import plan
    from pmctl.rules.judging.run import findings

    day = date.fromisoformat(today)
    for path, text in files_of(starter).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filled(text, "new-plan", day))
    found = findings(plan(load(tmp_path), day))
    assert [f"{one.span.path} {one.code} {one.message}" for one in found] == []


@pytest.mark.parametrize(
    ("folder", "id", "name"),
    [
        ("My Plan", "my-plan", '"My Plan"'),
        ("web-shop", "web-shop", "Web shop"),
        ("2026", "2026", "2026"),
        ("日本", "plan", '"日本"'),
        ("Größe", "grosse", '"Größe"'),
        ('A: "x" #b', "a-x-b", '"A: \\"x\\" #b"'),
        ("null", "plan", "Plan"),
        ("a--b__c", "a-b-c", "A b c"),
    ],
)
def test_a_folder_gives_its_plan_an_id_and_a_name(folder: str, id: str, name: str, tmp_path: Path) -> None:
    from datetime import date

    place = tmp_path / folder
    text = starter_files(place, "blank", date(2026, 2, 10))[place / "pmctl.yaml"]
    assert text.splitlines()[2:4] == [f"id: {id}", f"name: {name}"]


def test_what_a_starter_leaves_blank_is_filled_in() -> None:
    for starter in STARTERS:
        for path, text in files_of(starter).items():
            from datetime import date

            assert "{start" not in filled(text, "x", date(2026, 2, 10)), path
