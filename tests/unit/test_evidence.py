"""What commits say of work: trailers of a real repository, findings about them, the edits that put a status right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmctl import git
from pmctl.commands.calling.opening import with_commits
from pmctl.diagnostic import Diagnostic, Replacement
from pmctl.edit import fix_of
from pmctl.insights.evidence import commits_by_item, commits_on, commits_within, named_since
from pmctl.load import load
from pmctl.parse import parse
from pmctl.plan import Plan, plan
from pmctl.revision import load_at
from pmctl.rules.judging.run import findings, judge
from tests import history
from tests.history import needs_git
from tests.transcript import run

TODAY = date(2026, 2, 10)
ABOUT_COMMITS = ("PM526", "PM527", "PM528")

PLAN = """\
kind: project
id: shop
start: 2026-01-05
tasks:
  cart:
    tasks:
      totals: {effort: 3d, status: done, finished: 2026-01-16}
      coupons: {effort: 3d}
  pay: {effort: 10d, status: todo}
  guest: {effort: 8d, status: doing, started: 2026-01-14}
"""


def made(folder: Path, steps: str, text: str = PLAN, today: date = TODAY) -> Plan:
    """The plan of a repository with a history, and what its commits say."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(text, "utf-8")
    history.make(folder, steps)
    return with_commits(plan(load(folder), today))


def about_commits(found: Plan) -> list[Diagnostic]:
    return [one for one in findings(found) if one.code in ABOUT_COMMITS]


def said(found: Plan) -> list[str]:
    return [f"{one.code} {one.item}" for one in about_commits(found)]


def applied(text: str, fix: Sequence[Replacement]) -> str:
    """The text after an edit; its parts do not overlap."""
    for last, one in enumerate(fix):
        assert last == 0 or fix[last - 1].span.end <= one.span.start
    for one in reversed(fix):
        text = text[: one.span.start] + one.text + text[one.span.end :]
    return text


# --- what git knows


@needs_git
def test_commits_of_every_branch_with_the_trailer_the_oldest_first(tmp_path: Path) -> None:
    steps = (
        "commit 2026-01-12 ana: Plan\n"
        "commit 2026-01-13 ana: One\n  Task: shop/pay\n"
        "branch side\n"
        "commit 2026-01-14 bo: Two\n  Why.\n  .\n  task : shop/guest\n  Reviewed-by: ana\n"
        "switch main\n"
        "commit 2026-01-15 ana: Three\n  Task: in the middle\n  .\n  of a message is none.\n"
        "commit 2026-01-15 ana: Task: shop/pay in a subject is none\n"
        "merge side 2026-01-16 ana: Merge\n"
        "branch elsewhere\n"
        "commit 2026-01-17 ana: Not merged\n  Task: shop/pay\n"
        "switch main\n"
    )
    history.make(tmp_path, steps)
    head = git.resolve_revision(tmp_path, "HEAD")
    assert head is not None
    found = git.with_trailer(tmp_path, head, "Task")
    assert found is not None
    assert [(one.subject, one.trailers[0][1]) for one in found] == [("One", "shop/pay"), ("Two", "shop/guest")]
    assert git.with_trailer(tmp_path, head, "T.sk") is None
    assert git.with_trailer(tmp_path, "HEAD", "Task") is None
    assert git.with_trailer(tmp_path, "0" * 40, "Task") is None


@needs_git
def test_several_names_short_names_and_names_that_mean_nothing(tmp_path: Path) -> None:
    text = PLAN + "  shop-pay: {effort: 1d}\n"
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "other.yaml").write_text("kind: project\ntasks: {guest: {effort: 1d}}\n")
    found = made(
        tmp_path / "plan",
        "commit 2026-01-13 ana: One\n  Task: `shop/pay`, Coupons\n  Task: shop/pay\n"
        "commit 2026-01-14 ana: Two\n  Task: guest T4711 shop/gone .\n",
        text,
    )
    by_item = commits_by_item(found)
    assert {id: [one.subject for one in commits] for id, commits in by_item.items()} == {
        "shop/pay": ["One"],
        "shop/coupons": ["One"],
    }
    items = found.workspace.items
    assert [one.subject for one in commits_within(found, items["shop"])] == ["One"]
    assert [one.subject for one in commits_within(found, items["shop/cart"])] == ["One"]
    assert commits_within(found, items["shop/guest"]) == ()
    assert named_since(found) == {"shop": date(2026, 1, 13)}


@needs_git
def test_a_revision_knows_the_commits_that_lead_to_it(tmp_path: Path) -> None:
    steps = "commit 2026-01-13 ana: One\n  Task: shop/pay\ncommit 2026-01-14 ana: Two\n  Task: shop/pay\n"
    made(tmp_path / "plan", steps)
    first = git.resolve_revision(tmp_path / "plan", "HEAD~1")
    assert first is not None
    loaded = load_at(tmp_path / "plan", first)
    assert loaded is not None
    past = with_commits(plan(loaded, TODAY))
    assert [one.subject for one in past.commits or ()] == ["One"]


# --- findings


@needs_git
def test_work_without_trailers_is_not_asked_about(tmp_path: Path) -> None:
    found = made(tmp_path / "plan", "commit 2026-01-12 ana: Plan\ncommit 2026-01-13 ana: Pay\n  Task: T4711\n")
    assert found.commits is not None
    assert about_commits(found) == []
    assert not [rule.code for rule in judge(found).skipped if rule.looks_at == "history"]


@needs_git
@pytest.mark.parametrize("where", ["outside", "before the first commit", "shallow"])
def test_without_the_whole_history_the_rules_are_skipped_and_that_is_said(tmp_path: Path, where: str) -> None:
    folder = tmp_path / "plan"
    steps = "commit 2026-01-12 ana: Plan\ncommit 2026-02-09 ana: Pay\n  Task: shop/pay\n"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN)
    if where != "outside":
        history.make(folder, f"{steps}shallow 1\n" if where == "shallow" else "")
    found = with_commits(plan(load(folder), TODAY))
    assert found.commits is None
    assert about_commits(found) == []
    assert [rule.code for rule in judge(found).skipped if rule.looks_at == "history"] == list(ABOUT_COMMITS)
    assert "whole history in git: PM526, PM527, PM528." in run(["check", "--statistics"], folder).errors
    assert run(["check"], folder).errors == ""


@needs_git
def test_who_names_a_group_worked_on_its_parts(tmp_path: Path) -> None:
    steps = "commit 2026-01-14 ana: Cart\n  Task: shop/cart\ncommit 2026-02-09 bo: Guest\n  Task: shop/guest\n"
    found = made(tmp_path / "plan", steps)
    assert [one.subject for one in commits_on(found, found.workspace.items["shop/totals"])] == ["Cart"]
    assert said(found) == []


@needs_git
def test_what_was_done_before_anybody_named_work_is_left_out(tmp_path: Path) -> None:
    steps = "commit 2026-01-19 ana: Guest\n  Task: shop/guest\ncommit 2026-02-09 ana: Guest\n  Task: shop/guest\n"
    assert said(made(tmp_path / "later", steps)) == []
    early = steps.replace("01-19", "01-16")
    assert said(made(tmp_path / "same-day", early)) == ["PM526 shop/totals"]
    # the plan is looked at as of a day before all commits: then these tell of no beginning
    assert said(made(tmp_path / "past", steps, today=date(2026, 1, 17))) == ["PM526 shop/totals"]


@needs_git
def test_silence_is_counted_in_working_days_by_the_threshold_of_the_workspace(tmp_path: Path) -> None:
    steps = "commit 2026-01-26 ana: Guest\n  Task: shop/guest\n"
    text = PLAN.replace("totals: {effort: 3d, status: done, finished: 2026-01-16}", "totals:")
    assert said(made(tmp_path / "ten", steps, text, date(2026, 2, 9))) == []
    assert said(made(tmp_path / "eleven", steps, text)) == ["PM528 shop/guest"]
    (tmp_path / "patient").mkdir()
    (tmp_path / "patient" / "pmctl.yaml").write_text("kind: workspace\nhealth: {freshness: {amber: 11d}}\n")
    assert said(made(tmp_path / "patient", steps, text)) == []


@needs_git
def test_silence_is_said_once_though_time_is_booked_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "people.yaml").write_text("kind: people\npeople: {ana: {}}\n")
    sheet = "kind: timesheet\nperson: ana\nentries: {2026-02-09: {shop/pay: 1h}, 2026-01-15: {shop/guest: 8h}}\n"
    (folder / "ana.yaml").write_text(sheet)
    text = PLAN.replace("status: todo", "status: doing, started: 2026-02-09")
    found = made(folder, "commit 2026-01-15 ana: Guest\n  Task: shop/guest, totals\n", text)
    assert [one.code for one in findings(found) if one.item == "shop/guest" and one.code in ("PM816", "PM528")] == [
        "PM528"
    ]
    alone = replace(found, commits=None, memory={})
    assert [one.code for one in findings(alone) if one.code in ("PM816", "PM528")] == ["PM816"]


# --- edits

NAMED = "commit 2026-01-12 ana: Start\n  Task: shop/other\n"
STATES = {
    "flow": ("api: {effort: 2d, status: done, finished: 2026-02-06, owner: ana}", "status: doing, owner: ana}"),
    "flow-last": ("api: {effort: 2d, status: done, finished: 2026-02-06}", "api: {effort: 2d, status: doing}"),
    "no-status": ("api: {effort: 2d, finished: 2026-02-06}  # so", "api: {effort: 2d, status: doing}  # so"),
    "block": ("api:\n    status: done # yes\n    finished: 2026-02-06\n    effort: 2d", "doing # yes\n    effort: 2d"),
}


@needs_git
@pytest.mark.parametrize("state", STATES)
def test_the_edit_opens_done_work_again(tmp_path: Path, state: str) -> None:
    before, after = STATES[state]
    text = f"kind: project\nid: shop\ntasks:\n  other: {{effort: 1d, status: blocked, blocked: No}}\n  {before}\n"
    found = made(tmp_path / "plan", NAMED, text)
    (one,) = [one for one in about_commits(found) if one.code == "PM526"]
    mended = applied(text, one.fix)
    assert after in mended
    assert said(made(tmp_path / "mended", NAMED, mended)) == []


BEGUN = {
    "flow": ("api: {effort: 2d, status: todo}", "api: {effort: 2d, status: doing, started: 2026-02-03}"),
    "no-status": ("api: {effort: 2d}", "api: {effort: 2d, started: 2026-02-03}"),
    "own-word": ("api: {status: parked, started: 2026-02-02}", "api: {status: doing, started: 2026-02-02}"),
    "block": ("api:\n    effort: 2d  # two", "api:\n    effort: 2d  # two\n    started: 2026-02-03"),
    "quoted": ("api: {status: 'todo', effort: 2d}", "{status: 'doing', effort: 2d, started: 2026-02-03}"),
}


@needs_git
@pytest.mark.parametrize("state", BEGUN)
def test_the_edit_begins_work_that_commits_name(tmp_path: Path, state: str) -> None:
    before, after = BEGUN[state]
    text = f"kind: project\nid: shop\ntasks:\n  {before}\n  form: {{effort: 1d}}\n"
    steps = "commit 2026-02-03 ana: Api\n  Task: shop/api\ncommit 2026-02-05 ana: More\n  Task: shop/api\n"
    for name in ("plan", "mended"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pmctl.yaml").write_text("kind: workspace\nstatuses: {parked: todo}\n")
    found = made(tmp_path / "plan", steps, text)
    (one,) = about_commits(found)
    assert (one.code, one.item) == ("PM527", "shop/api")
    mended = applied(text, one.fix)
    assert after in mended
    assert said(made(tmp_path / "mended", steps, mended)) == []


@needs_git
def test_the_edit_sets_silent_work_aside_and_says_since_when(tmp_path: Path) -> None:
    text = PLAN.replace("totals: {effort: 3d, status: done, finished: 2026-01-16}", "totals:")
    steps = "commit 2026-01-15 ana: Guest\n  Task: shop/guest\n"
    (one,) = about_commits(made(tmp_path / "plan", steps, text))
    mended = applied(text, one.fix)
    line = "guest: {effort: 8d, status: blocked, blocked: No sign of work since 2026-01-15, started: 2026-01-14}"
    assert line in mended
    assert said(made(tmp_path / "mended", steps, mended)) == []


def test_an_item_that_is_written_elsewhere_has_no_edit() -> None:
    text = "x-one: &one {effort: 1d}\ntasks:\n  api: *one\n  form:\n  text: {<<: *one}\n"
    tree, _ = parse("plan.yaml", text.encode())
    assert tree is not None
    for name in ("api:", "form:", "text:"):
        assert fix_of(tree, text.index(name), {"status": "doing"}) == ()
    assert fix_of(tree, 0, {}) == ()


# --- who sees it


@needs_git
def test_show_escapes_what_a_commit_says_and_shows_it_to_nobody_outside(tmp_path: Path) -> None:
    steps = "commit 2026-01-15 ana: Red \x1b[31malarm\n  Task: shop/pay\n"
    made(tmp_path / "plan", steps, PLAN.replace("id: shop\n", "id: shop\nvisibility: client\n"))
    shown = run(["show", "shop/pay"], tmp_path / "plan").output
    assert "Commits\n" in shown and "alarm" in shown and "\x1b" not in shown
    outside = run(["show", "shop/pay", "--audience", "client"], tmp_path / "plan").output
    assert "pay" in outside and "alarm" not in outside and "Commits" not in outside
    assert '"commits": []' in run(["show", "shop/pay", "--audience", "client", "--json"], tmp_path / "plan").output


def test_rules_that_were_not_asked_for_are_not_said_to_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    assert run(["check", "--statistics", "--select", "PM2xx"], tmp_path).errors == ""
    assert "PM526, PM527." in run(["check", "--statistics", "--ignore", "PM528,PM9xx"], tmp_path).errors
