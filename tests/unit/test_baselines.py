"""Baselines: what is frozen, what it is compared with, which of them is meant, and what may not be written."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from pmctl.diagnostic import UserError
from pmctl.insights.baselines.changes import Comparison, comparison
from pmctl.insights.baselines.freeze import frozen
from pmctl.insights.baselines.named import baseline_of, named
from pmctl.insights.promises import baseline_dates, variance_of
from pmctl.load import load
from pmctl.plan import Plan
from pmctl.revision import load_at, unread
from pmctl.views.against import against
from tests.transcript import ROOT, Ran, run
from tests.unit.insights_plan import plan_of

CASE = ROOT / "tests" / "cases" / "baseline-freeze-and-compare"
SCHEMA = ROOT / "pmctl" / "views" / "schemas" / "baseline.schema.json"

CHECKOUT = """
    kind: project
    start: 2026-02-02
    tasks:
      a: {effort: 2d..5d..9d, owner: ana, status: done, started: 2026-02-02, finished: 2026-02-06}
      build:
        tasks:
          b: {duration: 3d, after: a, cost: 90}
          c: {duration: 1d, status: dropped}
      end: {milestone: true, after: build}
    """
PEOPLE = "kind: people\npeople: {ana: {rate: 600/d}}"
"""On Tuesday 10 February b takes until Thursday."""


def baseline(of: str, day: str, **tasks: str) -> str:
    """A baseline file: `a="2026-02-02..2026-02-06"` is when a task was planned."""
    rows = [f"  {key}: {{start: {value[:10]}, finish: {value[-10:]}}}" for key, value in tasks.items()]
    return "\n".join(["kind: baseline", f"of: {of}", f"date: {day}", "tasks:", *rows])


def compare(plan: Plan) -> Comparison:
    found = baseline_of(plan, "checkout")
    assert found is not None
    return comparison(plan, plan.workspace.documents["checkout"], found)


# --- what is frozen ---------------------------------------------------------------------------------------------------


def test_a_baseline_holds_dates_effort_and_cost_of_what_is_not_dropped() -> None:
    plan = plan_of(checkout=CHECKOUT, people=PEOPLE)
    assert frozen(plan, plan.workspace.documents["checkout"]) == {
        "a": {"start": "2026-02-02", "finish": "2026-02-06", "effort": "5d", "cost": "3000 EUR"},
        "b": {"start": "2026-02-10", "finish": "2026-02-12", "cost": "90 EUR"},
        "end": {"start": "2026-02-12", "finish": "2026-02-12"},
    }


def test_what_was_frozen_compares_equal() -> None:
    plan = plan_of(checkout=CHECKOUT, people=PEOPLE)
    kept = frozen(plan, plan.workspace.documents["checkout"])
    rows = "\n".join(f"  {key}: {{{', '.join(f'{k}: {v}' for k, v in row.items())}}}" for key, row in kept.items())
    again = plan_of(
        checkout=CHECKOUT, people=PEOPLE, first=f"kind: baseline\nof: checkout\ndate: 2026-02-10\ntasks:\n{rows}"
    )
    found = compare(again)
    assert [(row.item, row.variance, row.start_variance) for row in found.rows] == [
        ("checkout/a", 0, 0),
        ("checkout/b", 0, 0),
        ("checkout/end", 0, 0),
    ]
    assert found.planned == found.now


# --- what moved -------------------------------------------------------------------------------------------------------


def test_variance_is_in_working_days_of_the_document_and_the_worst_stands_first() -> None:
    kept = baseline("checkout", "2026-02-02", a="2026-02-02..2026-02-05", b="2026-02-05..2026-02-09", end="2026-02-13")
    found = compare(plan_of(checkout=CHECKOUT, people=PEOPLE, first=kept))
    assert [(row.item, row.start_variance, row.variance) for row in found.rows] == [
        ("checkout/b", 3, 3),  # Thu 5 to Tue 10, Mon 9 to Thu 12
        ("checkout/a", 0, 1),
        ("checkout/end", -1, -1),
    ]
    assert (found.planned.finish, found.now.finish, found.variance) == (date(2026, 2, 13), date(2026, 2, 12), -1)


def test_what_was_added_names_its_approved_change_and_what_was_dropped_its_effort() -> None:
    text = f"""{CHECKOUT}
      x: {{duration: 1d, change: cr-1}}
      y: {{duration: 1d, change: cr-2}}
    changes:
      cr-1: {{name: One, status: approved}}
      cr-2: {{name: Two, status: proposed}}
    """
    tasks = "{b: {finish: 2026-02-12}, old: {effort: 2d, cost: 70}, c: }"
    kept = f"kind: baseline\nof: checkout\ndate: 2026-02-02\ntasks: {tasks}"
    found = compare(plan_of(checkout=text, people=PEOPLE, first=kept))
    added = {row.item: row.change for row in found.those("added")}
    assert added == {"checkout/a": "", "checkout/end": "", "checkout/x": "checkout/cr-1", "checkout/y": ""}
    assert {row.item: row.planned.effort for row in found.those("dropped")} == {"checkout/old": 960, "checkout/c": None}
    assert found.planned.cost == {"EUR": Decimal(70)} and found.now.cost == {"EUR": Decimal(3090)}


def test_effort_is_compared_in_the_measure_of_what_was_agreed() -> None:
    """A share of a person for a duration is hours; what was agreed on by its duration alone has none to compare."""
    text = """
    kind: project
    tasks:
      half: {duration: 2d, assign: [ana 50%]}
      longer: {duration: 4d, assign: [ana 50%], after: half}
      alone: {duration: 2d, owner: ana, after: longer}
      typed: {effort: 3d, owner: ana, after: alone}
    """
    tasks = "{half: {effort: 1d}, longer: {effort: 1d}, alone: {finish: 2026-02-20}, typed: {finish: 2026-02-25}}"
    found = compare(
        plan_of(checkout=text, people=PEOPLE, first=f"kind: baseline\nof: checkout\ndate: 2026-02-02\ntasks: {tasks}")
    )
    rows = {row.item: (row.planned.effort, row.now.effort) for row in found.rows}
    assert rows == {
        "checkout/half": (480, 480),
        "checkout/longer": (480, 960),
        "checkout/alone": (None, None),
        "checkout/typed": (None, 1440),
    }
    assert (found.planned.effort, found.now.effort) == (960, 1440)


def test_two_baselines_are_compared_with_each_other() -> None:
    first = baseline("checkout", "2026-02-02", a="2026-02-02..2026-02-05", b="2026-02-05..2026-02-09", old="2026-02-13")
    then = baseline("checkout", "2026-02-04", a="2026-02-02..2026-02-06", b="2026-02-05..2026-02-09", end="2026-02-13")
    plan = plan_of(checkout=CHECKOUT, people=PEOPLE, first=first, then=then)
    one, other = (next(found for found in plan.workspace.baselines if found.id == id) for id in ("first", "then"))
    found = comparison(plan, plan.workspace.documents["checkout"], one, other)
    assert [(row.item, row.state, row.variance) for row in found.rows] == [
        ("checkout/a", "kept", 1),
        ("checkout/b", "kept", 0),
        ("checkout/end", "added", None),
        ("checkout/old", "dropped", None),
    ]
    assert found.variance == 0 and found.other is other


def test_a_plan_with_errors_is_frozen_by_force_alone_and_never_with_what_is_no_id(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("kind: project\ntasks: {a: {effort: 1d, after: nowhere}}\n")
    refused = run(["baseline", "set", "q1"], tmp_path)
    assert refused.status == 2 and "this plan has 1 error" in refused.errors and not (tmp_path / "baselines").exists()
    assert run(["baseline", "set", "q1", "--force"], tmp_path).status == 0
    assert (tmp_path / "baselines" / "q1.yaml").exists()
    (tmp_path / "one.yaml").write_text("kind: project\ntasks: {Not_an_id: {effort: 1d}}\n")
    wrong = run(["baseline", "set", "q2", "--force"], tmp_path)
    assert wrong.status == 2 and "is not an id" in wrong.errors and not (tmp_path / "baselines" / "q2.yaml").exists()


# --- which one is meant -----------------------------------------------------------------------------------------------


def test_the_latest_up_to_today_counts_unless_another_is_named() -> None:
    files = {
        "first": baseline("checkout", "2026-01-05", b="2026-01-30"),
        "second": baseline("checkout", "2026-02-09", b="2026-02-11"),
        "third": baseline("checkout", "2026-02-11", b="2026-02-13"),
        "first-legal": baseline("legal", "2026-01-05", d="2026-01-30"),
    }
    plan = plan_of(checkout=CHECKOUT, legal="kind: project\ntasks: {d: {duration: 1d}}", people=PEOPLE, **files)
    b = plan.workspace.items["checkout/b"]
    assert baseline_dates(plan, b)[1] == date(2026, 2, 11) and variance_of(plan, b) == 1
    assert {one.id for one in named(plan, "first")} == {"first", "first-legal"}
    chosen = against(plan, Path("plan"), "first", True)
    assert {one.of: one.id for one in chosen} == {"checkout": "first", "legal": "first-legal"}
    other = replace(plan, against=chosen, memory={})
    assert baseline_dates(other, b)[1] == date(2026, 1, 30) and variance_of(other, b) == 9
    ahead = replace(plan, against=against(plan, Path("plan"), "third", True), memory={})
    assert baseline_dates(ahead, b)[1] == date(2026, 2, 13), "who names one means it, whatever its day"
    assert baseline_dates(ahead, plan.workspace.items["legal/d"]) == (None, None)


def test_a_group_was_planned_from_its_first_part_to_its_last() -> None:
    kept = baseline("checkout", "2026-02-02", b="2026-02-05..2026-02-09", c="2026-02-03..2026-02-04")
    plan = plan_of(checkout=CHECKOUT, people=PEOPLE, first=kept)
    assert baseline_dates(plan, plan.workspace.items["checkout/build"]) == (date(2026, 2, 3), date(2026, 2, 9))


# --- a git revision ---------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, day: str = "2026-02-03T12:00:00 +0000") -> str:
    environment = {
        "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_DATE": day,
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A plan in a folder of a repository: committed on 3 February, then the API took longer."""
    folder = tmp_path / "repository" / "plans"
    shutil.copytree(CASE, folder)
    for name in ("cmd", "expected", "baselines/agreed.yaml"):
        (folder / name).unlink()
    git(folder.parent, "init", "-q", "-b", "main")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "first")
    git(folder.parent, "tag", "v1")
    path = folder / "projects" / "checkout.yaml"
    path.write_text(path.read_text("utf-8").replace("effort: 8d", "effort: 10d"), "utf-8")
    return folder


def said(ran: Ran) -> str:
    assert ran.status == 0, ran.errors
    return ran.output


def test_a_revision_is_a_baseline_on_the_day_of_its_commit(repository: Path) -> None:
    listed = said(
        run(["list", "tasks", "checkout", "--baseline", "v1", "--json", "id,baseline,forecast,variance"], repository)
    )
    rows = {item["id"]: item for item in json.loads(listed)["items"]}
    # on 3 February: design until the 6th, then eight days from Mon 9; today, the 10th, ten days
    assert rows["checkout/api"]["baseline"] == "2026-02-18" and rows["checkout/api"]["forecast"] == "2026-02-23"
    compared_with = json.loads(said(run(["baseline", "compare", "HEAD", "checkout", "--json"], repository)))
    api = next(row for row in compared_with["documents"][0]["items"] if row["item"] == "checkout/api")
    assert (api["planned"]["finish"], api["variance-days"]) == ("2026-02-18", 3)
    assert (api["planned"]["effort-minutes"], api["now"]["effort-minutes"]) == (8 * 480, 10 * 480)


def test_a_revision_is_never_judged_on_a_day_that_is_still_to_come(repository: Path) -> None:
    call = ["baseline", "compare", "HEAD", "checkout", "--today", "2026-01-26", "--json"]
    api = next(
        row for row in json.loads(said(run(call, repository)))["documents"][0]["items"] if row["item"] == "checkout/api"
    )
    assert api["variance-days"] == 2  # ten days instead of eight, and not the week until the commit


def test_every_view_takes_a_revision_and_the_picture_has_ghosts(repository: Path) -> None:
    for call in (
        ["show", "checkout/api"],
        ["status", "checkout", "--json"],
        ["report", "status", "checkout", "--json"],
    ):
        assert said(run([*call, "--baseline", "v1"], repository)) != said(run(call, repository)), call
    pictures = [
        said(run(["timeline", "checkout", "--format", "svg", *more], repository)) for more in ([], ["--baseline", "v1"])
    ]
    assert ["baseline" in picture for picture in pictures] == [False, True]


def test_a_varied_plan_is_measured_against_the_baseline_that_is_named(repository: Path) -> None:
    said(run(["baseline", "set", "now", "--of", "checkout"], repository))
    looked = {}
    for name in ("v1", "now"):
        look = f"list tasks checkout --baseline {name} --json id,baseline,variance"
        rows = json.loads(said(run(["whatif", "checkout/api", "--slip", "5d", "--then", *look.split()], repository)))
        looked[name] = next(row["variance"] for row in rows["items"] if row["id"] == "checkout/api")
    assert looked == {"v1": "+8d", "now": "+5d"}


def test_the_file_names_the_commit_only_where_it_holds_this_plan(repository: Path) -> None:
    said(run(["baseline", "set", "changed", "--of", "checkout"], repository))
    assert "revision" not in (repository / "baselines" / "changed.yaml").read_text("utf-8")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "-qm", "second")
    said(run(["baseline", "set", "clean", "--of", "checkout"], repository))
    head = git(repository.parent, "rev-parse", "HEAD")
    assert f"revision: {head}\n" in (repository / "baselines" / "clean.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["-x", "--output=x", "nowhere", "v1:projects", ":/first", "HEAD^{/x}", "a b", "\x1b[2J", "x" * 999]
)
def test_a_hostile_or_unknown_name_is_a_wrong_call(repository: Path, name: str) -> None:
    before = sorted(path.name for path in repository.parent.rglob("*") if ".git" not in path.parts)
    ran = run(["list", f"--baseline={name}"], repository)
    assert ran.status == 2 and "there is no baseline and no git revision" in ran.errors and "\x1b" not in ran.errors
    assert "HEAD~3" in ran.errors
    assert sorted(path.name for path in repository.parent.rglob("*") if ".git" not in path.parts) == before


def test_a_revision_without_a_plan_is_a_wrong_call(repository: Path) -> None:
    (repository / "projects" / "checkout.yaml").unlink()
    (repository / "projects" / "shop-floor.yaml").unlink()
    git(repository.parent, "commit", "-qam", "gone")
    git(repository.parent, "checkout", "-q", "v1", "--", "plans")
    ran = run(["timeline", "--baseline", "HEAD"], repository)
    assert ran.status == 2 and "no plan with dates can be read at the revision `HEAD`" in ran.errors


def test_a_revision_with_a_file_that_is_too_large_is_no_plan_to_measure_against(repository: Path) -> None:
    """From the disk it is the finding PM009; a what-if against a branch shows it as one."""
    large = repository / "projects" / "large.yaml"
    large.write_text("kind: project\ntasks: {a: {duration: 1d}}\n" + "#\n" * (1024 * 1024), "utf-8")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "-qm", "large")
    head = git(repository.parent, "rev-parse", "HEAD")
    found, on_disk = load_at(repository, head), load(repository)
    assert found is not None and found.diagnostics == on_disk.diagnostics
    assert [(one.code, one.span.path) for one in unread(found)] == [("PM009", "projects/large.yaml")]
    ran = run(["list", "--baseline", "HEAD"], repository)
    assert ran.status == 2 and "`projects/large.yaml`: the file is larger than 2,097,152 bytes" in ran.errors
    said(run(["list", "--baseline", "v1"], repository))


def test_a_revision_of_which_git_lacks_a_file_is_not_whole(repository: Path) -> None:
    blob = git(repository.parent, "rev-parse", "v1:plans/projects/checkout.yaml")
    (repository.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    ran = run(["list", "--baseline", "v1"], repository)
    assert ran.status == 2 and "`projects/checkout.yaml`: git does not hand over this file" in ran.errors


def test_a_plan_of_one_file_has_revisions_too(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    plan = folder / "checkout.yaml"
    plan.write_text("kind: project\ntasks: {a: {duration: 2d}}\n", "utf-8")
    (folder / "other.yaml").write_text("kind: project\ntasks: {b: {duration: 2d}}\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    plan.write_text("kind: project\ntasks: {a: {duration: 4d}}\n", "utf-8")
    found = json.loads(said(run(["baseline", "compare", "HEAD", "-C", str(plan), "--json"], folder)))
    assert [(one["id"], one["planned"]["finish"]) for one in found["documents"]] == [("checkout", "2026-02-04")]


# --- what may not be written ------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "plan"
    shutil.copytree(CASE, target)
    for name in ("cmd", "expected"):
        (target / name).unlink()
    return target


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["../x"], "is no name for a baseline"),
        (["Agreed"], "is no name for a baseline"),
        (["-x"], "no option"),
        (["agreed", "--of", "checkout"], "there is a baseline `agreed` already"),
        (["ana", "--of", "checkout"], "`ana` is the id of a person already"),
        (["new", "--of", "nowhere"], "there is no project or product `nowhere`"),
    ],
)
def test_what_is_refused_writes_nothing(folder: Path, words: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = run(["baseline", "set", *words], folder)
    assert ran.status == 2 and message in ran.errors
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_force_replaces_and_the_same_plan_gives_the_same_bytes(folder: Path) -> None:
    path = folder / "baselines" / "agreed.yaml"
    said(run(["baseline", "set", "agreed", "--of", "checkout", "--force"], folder))
    first = path.read_bytes()
    said(run(["baseline", "set", "agreed", "--of", "checkout", "--force"], folder))
    assert path.read_bytes() == first and b"date: 2026-02-10" in first
    assert [path.name for path in path.parent.iterdir()] == ["agreed.yaml"], "no temporary file is left"


def test_a_folder_that_is_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "baselines")
    (tmp_path / "elsewhere").mkdir()
    (folder / "baselines").symlink_to(tmp_path / "elsewhere")
    ran = run(["baseline", "set", "new"], folder)
    assert ran.status == 2 and "is a link" in ran.errors and not list((tmp_path / "elsewhere").iterdir())


def test_a_file_that_would_never_be_read_is_not_written(folder: Path) -> None:
    settings = folder / "pmctl.yaml"
    settings.write_text(settings.read_text("utf-8") + "plans: [projects/**, people.yaml]\n", "utf-8")
    ran = run(["baseline", "set", "new"], folder)
    assert ran.status == 2 and "`plans` in `pmctl.yaml` leaves out `baselines/new-checkout.yaml`" in ran.errors


def test_a_plan_that_is_read_alone_has_no_room_for_a_baseline(folder: Path) -> None:
    ran = run(["baseline", "set", "new", "-C", "projects/checkout.yaml"], folder)
    assert ran.status == 2 and "`checkout.yaml` is read alone" in ran.errors and "-C DIR" in ran.errors


def test_a_message_of_any_kind_reads_back(folder: Path) -> None:
    words = 'Agreed: "so", #1\n- [x] {y}'
    said(run(["baseline", "set", "odd", "--of", "checkout", "--message", words], folder))
    found = json.loads(said(run(["baseline", "show", "odd", "--json"], folder)))
    assert [one["name"] for one in found["baselines"]] == [words]
    assert run(["check", "baselines/odd.yaml", "--select", "PM0xx,PM1xx"], folder).status == 0


# --- machines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [["list"], ["show", "agreed"], ["compare"], ["compare", "agreed", "checkout"]])
def test_json_is_what_its_schema_says(folder: Path, call: list[str]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(
        json.loads(said(run(["baseline", *call, "--json"], folder))), schema, jsonschema.Draft7Validator
    )


def test_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    (tmp_path / "checkout.yaml").write_text("kind: project\ntasks: {a: {duration: 2d}}\n", "utf-8")
    ran = run(["baseline", "compare"], tmp_path)
    assert ran.status == 2 and "there is no baseline to compare with" in ran.errors
    assert said(run(["baseline"], tmp_path)) == "No baseline yet. `pmctl baseline set NAME` makes one.\n"
    ran = run(["list", "--baseline", "x"], tmp_path)
    assert ran.status == 2 and "this folder is in no git repository" in ran.errors


def test_no_name_is_a_user_error() -> None:
    with pytest.raises(UserError, match="there is no baseline"):
        against(plan_of(checkout=CHECKOUT, people=PEOPLE), Path("/nonexistent/plan"), "", True)


def test_a_set_of_which_one_file_cannot_be_written_is_not_written(tmp_path: Path) -> None:
    for name in ("checkout", "wallet"):
        (tmp_path / f"{name}.yaml").write_text("kind: project\ntasks: {a: {duration: 1d}}\n", "utf-8")
    in_the_way = tmp_path / "baselines" / "agreed-wallet.yaml"
    in_the_way.mkdir(parents=True)
    ran = run(["baseline", "set", "agreed", "--force"], tmp_path)
    assert ran.status == 2 and "agreed-wallet.yaml" in ran.errors
    assert list((tmp_path / "baselines").iterdir()) == [in_the_way]
