"""Every view says the same of an item: whatever writes JSON is compared with `list`, item by item, field by field."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from pmctl.cli import COMMANDS, pmctl
from pmctl.insights.collections import COLLECTIONS
from pmctl.reports import REPORTS
from tests import history
from tests.transcript import ROOT, run

ACME = ROOT / "examples" / "acme"
SCHEMAS = ROOT / "pmctl" / "views" / "schemas"
SHARED = frozenset(
    ("start", "finish", "started", "finished", "status", "health", "forecast-start", "forecast", "due")
    + ("slip", "slip-days", "progress-share", "category", "baseline", "baseline-start", "milestone", "critical")
)
"""Facts that two views may not tell otherwise of one item."""

ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("communication", "due"): "the next time, which follows from `last` and `every`",
    ("feature", "due"): "in a closure the day on which its outcome is looked at",
}
"""Facts of a kind that a report works out, and `list` does not know."""

OTHERWISE: Mapping[str, str] = {
    **dict.fromkeys(("promised", "promise", "promised-was", "deadline", "due-date"), "due"),
    **dict.fromkeys(("begin", "begins", "start-date"), "start"),
    **dict.fromkeys(("finish-date", "end-date"), "finish"),
    **dict.fromkeys(("assignee", "assignees", "assigned"), "assign"),
    **dict.fromkeys(("delay", "late-days", "slip-working-days"), "slip-days"),
    **dict.fromkeys(("percent-done", "done-share", "completion"), "progress"),
    **dict.fromkeys(("predecessors", "depends-on", "blocked-by"), "after"),
    **dict.fromkeys(("baseline-finish", "planned-finish"), "baseline"),
    **dict.fromkeys(("expected-finish", "forecast-finish"), "forecast"),
}
"""Words that JSON never has for what a plan calls otherwise: one name for one thing."""

MUST: Mapping[str, frozenset[str]] = {
    "timeline": frozenset(("status", "forecast-start", "forecast", "health")),
    "board": frozenset(("status", "forecast-start", "forecast", "health")),
    "report": frozenset(("forecast",)),
}
"""What a view has of some item at least: else nothing would be compared."""

VIEWS: Mapping[str, list[list[str]]] = {
    "timeline": [[], ["checkout"], ["shop"], ["--view", "exec"]],
    "board": [[], ["checkout"], ["shop"], ["risks"], ["--view", "exec"]],
    "show": [["checkout/api"], ["checkout"], ["shop/one-click"], ["checkout/launch"]],
    "status": [[], ["checkout"]],
    "report": [[report.name, *words] for report in REPORTS for words in ([], ["checkout"], ["shop"])],
    "my-work": [["ana"], ["bo"], ["pia"]],
    "deps": [[], ["checkout/api"]],
    "why": [["checkout/launch"]],
    "roadmap": [[], ["shop", "--group-by", "theme"]],
    "trace": [[], ["shop/one-click"]],
}
"""The views of a plan as it is that write JSON, and what they are asked."""

OTHER: Mapping[str, str] = {
    **dict.fromkeys(("diff", "review", "whatif", "blame", "history", "ci", "notify"), "tells two plans apart"),
    **dict.fromkeys(
        ("forecast", "baseline", "check", "rule", "suggest", "doctor"), "says other things than how items stand"
    ),
    **dict.fromkeys(("set", "start", "done", "move", "add", "comment", "spend"), "edits"),
    **dict.fromkeys(("workload", "hours"), "is of people"),
    "list": "is what the others are compared with",
}
"""Commands with `--format json` that are not compared, and why."""

EDITS = {
    "as it is": (),
    "longer work": (("projects/checkout.yaml", "remaining: 8d..10d..15d", "remaining: 30d"),),
    "done today": (
        ("projects/wallet.yaml", "status: doing, started: 2026-02-09", "status: done, started: 2026-02-09"),
    ),
}
"""What is edited before all views are asked."""


def writes_json(name: str) -> bool:
    """Does a command write JSON?"""
    assert isinstance(pmctl, click.Group)
    command = pmctl.get_command(click.Context(pmctl), name)
    assert command is not None
    return any(
        "--format" in parameter.opts and isinstance(parameter.type, click.Choice) and "json" in parameter.type.choices
        for parameter in command.params
    )


def told(found: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in a JSON document that has an id; what somebody `expected` is told of another item than theirs."""
    if isinstance(found, dict):
        if isinstance(found.get("id"), str) and "expected" not in found:
            yield found
        for inner in found.values():
            yield from told(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from told(inner)


def keys_of(found: Any) -> set[str]:
    """Every key of a JSON document; of a JSON Schema too, whose keys name those of a document."""
    if isinstance(found, dict):
        return set(found) | {key for inner in found.values() for key in keys_of(inner)}
    return {key for inner in found for key in keys_of(inner)} if isinstance(found, list) else set()


def plain(key: str, value: Any) -> Any:
    """A value whatever its form: a slip in days, health with or without its reasons; what is not so is None."""
    if key == "health" and isinstance(value, dict):
        value = value["level"]
    if key.startswith("slip") and isinstance(value, str):
        value = float(value.removesuffix("d"))
    return value or None


def facts(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What `list` says of every item."""
    ran = run(["list", *COLLECTIONS, "--json"], folder)
    return {item["id"]: item for item in json.loads(ran.output)["items"]}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name in VIEWS])
@pytest.mark.parametrize("edit", EDITS)
def test_every_view_says_the_same(tmp_path: Path, name: str, edit: str) -> None:
    shutil.copytree(ACME, tmp_path / "plan")
    for file, old, new in EDITS[edit]:
        path = tmp_path / "plan" / file
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, f"{file} holds no `{old}`"
        path.write_text(text.replace(old, new, 1), "utf-8")
    known = facts(tmp_path / "plan")
    compared, otherwise = set[str](), []
    for words in VIEWS[name]:
        ran = run([name, *words, "--format", "json"], tmp_path / "plan")
        if ran.status == 2:
            continue  # a report that is not of such a document
        assert ran.status == 0, f"{name} {' '.join(words)}: {ran.errors}"
        document = json.loads(ran.output)
        assert sorted(keys_of(document) & set(OTHERWISE)) == [], f"{name} {' '.join(words)}"
        for one in told(document):
            item = known.get(one["id"], {})
            for key in sorted(SHARED & set(one)) if item else ():
                if (item["kind"], key) in ELSEWHERE:
                    continue
                compared.add(key)
                wanted = item.get(key.removesuffix("-days"))
                if plain(key, one[key]) != plain(key, wanted):
                    otherwise.append(f"{name} {' '.join(words)}: {one['id']} {key} {one[key]!r}, not {wanted!r}")
    assert otherwise == [], "\n".join(otherwise[:40])
    assert MUST.get(name, frozenset()) <= compared


@pytest.mark.parametrize("name", sorted(path.name for path in SCHEMAS.glob("*.json")))
def test_what_a_schema_names_is_called_as_in_a_plan(name: str) -> None:
    assert sorted(keys_of(json.loads((SCHEMAS / name).read_text("utf-8"))) & set(OTHERWISE)) == []


def test_a_slip_is_text_and_slip_days_a_number() -> None:
    """`slip` reads `+3d` as in `list`; a number bears its unit."""
    for words in (["status"], ["release"], ["portfolio"], ["launch", "shop/r2-1"]):
        found = json.loads(run(["report", *words, "--json"], ACME).output)
        assert "slip-days" in keys_of(found), words
        assert [one["slip"] for one in told(found) if isinstance(one.get("slip"), int | float)] == [], words


def test_a_decision_says_by_whom_as_the_plan_does() -> None:
    found = json.loads(run(["report", "status", "--json"], ACME).output)
    by = {item["id"]: item["by"] for item in found["decisions"]}
    known = facts(ACME)
    assert by
    assert by == {id: known[id]["by"] for id in by}


def test_every_view_that_writes_json_is_compared() -> None:
    missing = [name for name in COMMANDS if writes_json(name) and name not in VIEWS and name not in OTHER]
    assert missing == [], "compare it in VIEWS, or say in OTHER why not"


def test_an_edit_reaches_the_views(tmp_path: Path) -> None:
    """Else all of them could be equal because none looks."""
    shutil.copytree(ACME, tmp_path / "plan")
    before = facts(tmp_path / "plan")
    for edit in EDITS.values():
        for file, old, new in edit:
            path = tmp_path / "plan" / file
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    after = facts(tmp_path / "plan")
    assert before["checkout/launch"]["forecast"] != after["checkout/launch"]["forecast"]
    assert before["wallet/sdk"]["status"] != after["wallet/sdk"]["status"]


@history.needs_git
def test_a_report_is_up_to_date_after_the_commit_that_holds_it(tmp_path: Path) -> None:
    """What is written to be committed says nothing of the commit, so that it can be in it."""
    shutil.copytree(ACME, tmp_path / "plan")
    plan = history.make(tmp_path / "plan", "commit 2026-02-09 ana: plan\n")
    write = ["report", "status", "-o", "STATUS.md"]
    assert run(write, plan).status == 0
    history.git(plan, "add", "-A")
    history.git(plan, "commit", "-q", "-m", "status")
    assert (run([*write, "--check"], plan).status, run(["status"], plan).status) == (0, 0)
    file, old, new = EDITS["longer work"][0]
    path = plan / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    stale = run([*write, "--check"], plan)
    assert (stale.status, stale.errors) == (1, "STATUS.md is stale\n")


@history.needs_git
@pytest.mark.parametrize("words", [["timeline"], ["timeline", "--as", "month"], ["board"], ["report", "status"]])
def test_a_printed_view_says_what_it_shows(tmp_path: Path, words: list[str]) -> None:
    """Revision, day and content on the screen; in a file the day and the content."""
    shutil.copytree(ACME, tmp_path / "plan")
    plan = history.make(tmp_path / "plan", "commit 2026-02-09 ana: plan\n")
    revision = history.git(plan, "rev-parse", "--short=7", "HEAD")
    content = json.loads(run(["list", "--json"], plan).output)["content"][:12]
    assert run([*words, "-o", "view.txt"], plan).status == 0
    for text, has_revision in ((run(words, plan).output, True), ((plan / "view.txt").read_text("utf-8"), False)):
        last = " ".join(text.splitlines()[-2:])
        assert "2026-02-10" in last and content in last
        assert (revision in last) == has_revision
