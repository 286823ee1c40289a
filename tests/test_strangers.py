"""What a stranger can send beside words in a plan: file names, keys, links, templates, settings, branches."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import judges
from tests.sandbox import CANARY, Box, errors_have_places, run
from tests.test_attacks import CHECKS, GRAPHS, VIEWS, judged, quoted

PLAN = "kind: project\nname: P\nvisibility: public\ntasks: {a: {name: A, duration: 1d}}\n"
WRONG = "kind: project\nname: P\nwhat: ever\ntasks: {a: {name: A, duration: 1x, after: nowhere}}\n"
WORDS = (
    "\x1b[2J",
    "::error::x",
    "a\n::error::b",
    "##[error]c",
    "##vso[task.x]d",
    "x,y%0A::error::z",
    "  ::error::f",
    "g ##[stop-commands]h",
    "<script>alert(1)</script>".replace("/", "∕"),
    "\u202egnp",
    "\x9b31m",
    "a|b`c`",
    "{{7*7}}",
    "@everyone #1",
)


@pytest.fixture
def box(tmp_path: Path) -> Box:
    made = Box(tmp_path / "box")
    made.settings()
    return made


@pytest.mark.parametrize("text", [PLAN, WRONG], ids=["right", "wrong"])
def test_names_of_files_and_folders(box: Box, text: str) -> None:
    """A name that cannot be printed is not read; all others are shown escaped."""
    for number, word in enumerate(WORDS):
        folder = box.workspace / "plans" / word
        folder.mkdir(parents=True)
        (folder / f"in{number}.yaml").write_text(text)
        (box.workspace / f"{word}.yaml").write_text(text)
    with open(os.fsencode(box.workspace) + b"/plans/caf\xe9.yaml", "w") as latin:
        latin.write(text)
    watched = run(box, [*CHECKS, *VIEWS, *GRAPHS])
    judged(watched)
    for one in errors_have_places(watched.of("check", "--json")):
        assert one["path"]


def test_keys(box: Box) -> None:
    """Keys come from strangers as well: of the file, of items, of maps, of own fields."""
    keys = [quoted(word) for word in WORDS]
    lines = ["kind: project", "visibility: public", *(f"{key}: 1" for key in keys)]
    lines += [*(f"{quoted('x-' + word)}: {quoted(word)}" for word in WORDS), "tasks:"]
    lines += [f"  {key}: {{name: N, duration: 1d, {key}: 1, after: {key}}}" for key in keys]
    lines += ["  a: {duration: 1d, assign: [" + ", ".join(keys) + "], status: " + keys[1] + ", line: " + keys[2] + "}"]
    lines += ["budget: {" + ", ".join(f"{key}: 1k" for key in keys) + "}"]
    lines += ["raci: {" + ", ".join(f"{key}: {{accountable: {key}}}" for key in keys) + "}"]
    (box.workspace / "plan.yaml").write_text("\n".join(lines) + "\n")
    watched = run(box, [*CHECKS, *VIEWS, *GRAPHS, ["show", "plan"], ["show", "plan", "--json"]])
    assert watched.of("check").status == 1
    errors_have_places(watched.of("check", "--json"))
    judged(watched)


def test_settings(box: Box) -> None:
    """Words of the workspace: statuses, fields, views, calendars, units, rules, policies."""
    lines = ["kind: workspace", "name: W", "statuses:"]
    lines += [f"  {quoted(word)}: doing" for word in WORDS]
    lines += ["fields:", *(f"  {quoted(word)}: {{of: task, type: text}}" for word in WORDS)]
    lines += ["rules:", *(f"  {quoted(word)}: error" for word in WORDS)]
    lines += [
        "views:",
        *(f"  {quoted(word)}: {{of: task, where: {quoted(word)}, columns: [{quoted(word)}]}}" for word in WORDS),
    ]
    lines += ["calendars:"]
    lines += [
        f"  {quoted(word)}: {{holidays: {quoted(word)}, timezone: {quoted(word)}, based-on: {quoted(word)}}}"
        for word in WORDS
    ]
    lines += [
        "policies:",
        *(f"  {quoted(word)}: {{of: plan, where: {quoted(word)}, say: {quoted(word)}}}" for word in WORDS),
    ]
    (box.workspace / "pmctl.yaml").write_text("\n".join(lines) + "\n")
    (box.workspace / "plan.yaml").write_text(PLAN)
    views = [["list", "--view", word, "--format", "md"] for word in WORDS] + [
        ["list", "--where", word] for word in WORDS
    ]
    watched = run(box, [*CHECKS, *VIEWS, *views])
    errors_have_places(watched.of("check", "--json"))
    judged(watched)


@pytest.mark.parametrize("key", ["holidays", "timezone"])
def test_tables_are_looked_up_not_imported(box: Box, key: str) -> None:
    for word in ("os", "../../../etc/passwd", "__class__", "US-__init__", "A" * 5000):
        (box.workspace / "pmctl.yaml").write_text(
            f"kind: workspace\nname: W\ncalendars: {{default: {{{key}: {quoted(word)}}}}}\n"
        )
        (box.workspace / "plan.yaml").write_text(PLAN)
        watched = run(box, [["check", "--json"], ["status"]])
        assert [one["line"] for one in errors_have_places(watched.calls[0]) if one["severity"] == "error"], word


def test_data_through_links_and_devices(box: Box) -> None:
    """`data:` opens plain files of the workspace only, whatever stands on the way."""
    (box.workspace / "out").symlink_to(box.top / "outside")
    (box.workspace / "file.csv").symlink_to(box.top / "outside" / "m.csv")
    os.mkfifo(box.workspace / "pipe.csv")
    (box.workspace / ".git").mkdir()
    (box.workspace / ".git" / "config").write_text(f"date,value\n2026-01-01,{CANARY}\n")
    names = ["out/m.csv", "file.csv", "pipe.csv", ".git/config", "./../outside/m.csv", "a\\..\\..\\outside\\m.csv", "."]
    metrics = [
        f"  m{number}: {{name: M, from: 1, target: 2, data: {quoted(name)}}}" for number, name in enumerate(names)
    ]
    (box.workspace / "product.yaml").write_text("kind: product\nname: S\nmetrics:\n" + "\n".join(metrics) + "\n")
    watched = run(box, [["check", "--json"], ["check"], ["list", "metrics"], ["export", "json"]])
    errors = {one["line"] for one in errors_have_places(watched.calls[0]) if one["severity"] == "error"}
    assert errors == set(range(4, 4 + len(names)))


def test_a_template_commands_nothing(box: Box) -> None:
    """What a stranger's template says itself is no more trusted than what a plan says."""
    (box.workspace / "plan.yaml").write_text(PLAN)
    folder = box.workspace / "templates"
    folder.mkdir()
    evil = "::error::x\n\x1b[2J\x9b31m\u202e\n##[error]x\n  ::stop-commands::y\n{{ '\\n::add-mask::z' }}\n"
    for name in ("own.j2", "own.md.j2", "own.html.j2", "status.txt.j2", "status.md.j2", "status.html.j2"):
        (folder / name).write_text(evil)
    calls = [["report", "status", "--template", name] for name in ("own.j2", "own.md.j2", "own.html.j2")]
    watched = run(box, [*calls, *(["report", "status", "--format", format] for format in ("text", "md", "html"))])
    assert {call.status for call in watched.calls} == {0}


def test_nothing_is_written_through_a_link(box: Box) -> None:
    """A committed link in place of an output, or of its folder, leads no write elsewhere."""
    (box.workspace / "plan.yaml").write_text(PLAN)
    target = box.top / "outside"
    (box.workspace / "out").symlink_to(target)
    (box.workspace / "deep").mkdir()
    (box.workspace / "deep" / "out").symlink_to(target)
    (box.workspace / "report.html").symlink_to(target / "plan.yaml")
    (box.workspace / "templates").symlink_to(target)
    calls = [
        ["report", "status", "-o", "out/"],
        ["report", "status", "-o", "out/status.html"],
        ["report", "status", "-o", str(box.workspace / "out" / "status.html")],
        ["report", "status", "-o", "deep/out/more/"],
        ["report", "status", "-o", "report.html"],
        ["report", "--copy-template", "status"],
        ["report", "--copy-template", "status", "-C", str(box.workspace)],
        ["timeline", "-o", "out/t.svg"],
        ["list", "--format", "csv", "-o", "out/l.csv"],
        ["init", "out/new"],
    ]
    watched = run(box, calls)
    assert {call.status for call in watched.calls} == {2}


def test_a_hostile_branch(box: Box) -> None:
    """The revision in a printed view is a stranger's word."""
    (box.workspace / "plan.yaml").write_text(PLAN)
    branch = "x<img/src=x|@everyone>`a`\u202eb"
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.email=a@b.example", "-c", "user.name=n", "commit", "-qm", "::error::x"],
        ["checkout", "-q", "-b", branch],
    ):
        subprocess.run(["git", *words], cwd=box.workspace, check=True)
    reports = [["report", "status", "--format", format] for format in ("text", "md", "html", "json")]
    watched = run(box, [*reports, ["check"], ["status"]])
    assert {call.status for call in watched.calls} <= {0, 1}
    judged(watched)
    assert "img/src=x" in judges.html(watched.of("report", "status", "--format", "html").output).text()


def test_modules_of_the_repository_are_not_imported(box: Box) -> None:
    """`yaml.py`, `jinja2.py` and their kin in the plan's folder stay what they are: files."""
    (box.workspace / "plan.yaml").write_text(PLAN)
    mark = box.top / "tmp" / "imported"
    for name in ("yaml", "jinja2", "click", "numpy", "json", "resource", "sitecustomize", "usercustomize", "holidays"):
        (box.workspace / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n")
    (box.workspace / "templates").mkdir()
    (box.workspace / "templates" / "own.j2").write_text("{{ today }}\n")
    watched = run(
        box, [["check"], ["report", "status", "--template", "own.j2"], ["report", "status", "--format", "html"]]
    )
    assert {call.status for call in watched.calls} == {0}
    program = shutil.which("pmctl")
    if program:
        subprocess.run([program, "report", "status", "--template", "own.j2"], cwd=box.workspace, capture_output=True)
    assert not mark.exists()
