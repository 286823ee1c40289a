"""What `pmctl init --ci` writes, judged by its schema and run step by step on a scratch repository."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pmctl import __version__
from tests import history
from tests.hosting import NUMBER, REPOSITORY, Hosting, hosting
from tests.transcript import run
from tests.workflows import BASH, ROOT, Server, load, run_gitlab_job, run_job, run_step

SCHEMAS = ROOT / ".." / "shared" / "corpora" / "schemas"
PLAN = """kind: project
visibility: public
name: Shop
start: 2026-02-09
tasks:
  design: {effort: 2d, assign: ana}
  build: {effort: 3d, after: design, assign: ana}
  launch: {name: Launch, milestone: true, after: build, due: 2026-02-20, commitment: committed}
"""
PEOPLE = "kind: people\npeople:\n  ana: {name: Ana, x-github: ana-r, role: sponsor}\n"
POLICY = """kind: workspace
name: Acme
policies:
  slip:
    of: change
    where: commitment == 'committed' and slip > 0d
    say: A promise moves
    needs: sponsor
    severity: error
"""

pytestmark = [
    pytest.mark.skipif(BASH is None, reason="bash is not installed"),
    history.needs_git,
]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a plan in its folder `plans`, the workflows of both hosts, and a change that was merged."""
    folder = tmp_path / "repository"
    plans = folder / "plans"
    plans.mkdir(parents=True)
    (plans / "shop.yaml").write_text(PLAN)
    (plans / "people.yaml").write_text(PEOPLE)
    (plans / "pmctl.yaml").write_text("kind: workspace\nname: Acme\n")
    history.make(folder, "commit 2026-02-09 ana: The plan\n")
    for host in ("github", "gitlab"):
        ran = run(["init", "plans", "--ci", host], folder)
        assert (ran.status, ran.errors) == (0, "")
    history.make(folder, "commit 2026-02-09 ana: Workflows\n")
    return folder


def change(top: Path, steps: str) -> str:
    """Merge a change, as the platform does; the id of its newest commit."""
    history.make(top, f"branch topic\n{steps}\ncommit 2026-02-10 bo: A change\n")
    commit = history.git(top, "rev-parse", "HEAD")
    history.make(top, "switch main\nmerge topic 2026-02-10 bo: Merge\n")
    return commit


LATER = "set plans/shop.yaml: effort: 3d -> effort: 13d"


@pytest.fixture
def host() -> Iterator[Hosting]:
    with hosting() as state:
        yield state


def server(top: Path, tmp_path: Path, name: str, **environment: str) -> Server:
    known = {
        "github.token": "secret-token",
        "github.event.workflow_run.id": "1",
        "steps.publish.outputs.page_url": "https://acme.example",
    }
    return Server(top, tmp_path / name, known, {"PMCTL_TODAY": "2026-02-10", **environment})


def on_github(top: Path, tmp_path: Path, name: str, host: Hosting, event: Any) -> Server:
    file = tmp_path / f"{name}.event.json"
    file.write_text(json.dumps(event))
    return server(
        top,
        tmp_path,
        name,
        GITHUB_ACTIONS="true",
        GITHUB_BASE_REF="main" if "pull_request" in event else "",
        GITHUB_API_URL=host.api,
        GITHUB_REPOSITORY=REPOSITORY,
        GITHUB_EVENT_PATH=str(file),
    )


def workflow(top: Path, name: str) -> Any:
    return load(top / ".github" / "workflows" / name)


PULL = {"pull_request": {"number": NUMBER}}


def followed(commit: str, branch: str = "topic") -> dict[str, Any]:
    """What GitHub says of a workflow that was run for a fork's branch."""
    return {
        "workflow_run": {
            "head_sha": commit,
            "head_branch": branch,
            "head_repository": {"owner": {"login": "stranger"}},
            "pull_requests": [],
        }
    }


# --- shape ------------------------------------------------------------------------------------------------------------


def judged(path: Path, schema: str) -> Any:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas are not here (../shared/corpora/schemas)")
    found = load(path)
    jsonschema.Draft7Validator(json.loads((SCHEMAS / schema).read_text("utf-8"))).validate(found)
    return found


@pytest.mark.parametrize("name", ["pmctl.yml", "pmctl-comment.yml", "pmctl-pages.yml"])
def test_a_workflow_fits_its_schema_and_the_rules_of_safe_workflows(top: Path, name: str) -> None:
    path = top / ".github" / "workflows" / name
    text = path.read_text("utf-8")
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in re.findall(r"uses: (.*)", text))
    found = judged(path, "github-workflows.json")
    assert "write" not in found["permissions"].values() or name == "pmctl-comment.yml"
    assert "pull_request_target" not in found["on"]
    for job in found["jobs"].values():
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "what a stranger wrote would be a script"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_the_pair_is_safe_for_forks(top: Path) -> None:
    first, second = workflow(top, "pmctl.yml"), workflow(top, "pmctl-comment.yml")
    assert set(first["permissions"].values()) == {"read"} and "pull_request" in first["on"]
    assert second["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert list(second["on"]) == ["workflow_run"] and second["on"]["workflow_run"]["workflows"] == [first["name"]]
    assert not any("checkout" in step.get("uses", "") for step in second["jobs"]["comment"]["steps"])


def test_pages_are_published_as_github_wants_it(top: Path) -> None:
    found = workflow(top, "pmctl-pages.yml")
    assert found["on"]["push"]["branches"] == ["main"]
    assert found["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert found["jobs"]["publish"]["environment"]["name"] == "github-pages"
    assert found["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_gitlabs_files_fit_their_schema(top: Path) -> None:
    jobs = judged(top / ".gitlab" / "pmctl.yml", "gitlab-ci.json")
    whole = judged(top / ".gitlab-ci.yml", "gitlab-ci.json")
    assert whole["include"] == [{"local": ".gitlab/pmctl.yml"}]
    reports = jobs["pmctl"]["artifacts"]["reports"]
    assert reports == {"codequality": "pmctl-ci/gl-code-quality-report.json", "junit": "pmctl-ci/junit.xml"}


def test_the_action_fits_its_schema_and_takes_inputs_by_the_environment() -> None:
    found = judged(ROOT / "action.yml", "github-actions.json")
    for step in found["runs"]["steps"]:
        assert "${{" not in step.get("run", "") and (("run" in step) == ("shell" in step))


# --- GitHub -----------------------------------------------------------------------------------------------------------


def test_a_pull_request_is_checked_reviewed_and_commented(top: Path, tmp_path: Path, host: Hosting) -> None:
    host.newest = change(top, LATER)
    host.pulls = [{"number": 3, "head": {"sha": "0" * 40}}, {"number": NUMBER, "head": {"sha": host.newest}}]
    artifacts = tmp_path / "artifacts"
    first = on_github(top, tmp_path, "first", host, PULL)
    assert run_job(first, workflow(top, "pmctl.yml"), "plan", artifacts) == 0, first.said
    assert first.installed == [f"install --quiet pmctl=={__version__}"]
    assert "**Verdict: warn.** Launch moves" in first.summary
    assert any(line.startswith("::warning title=") for line in first.said[-1].splitlines())
    assert {path.name for path in (artifacts / "pmctl-report").iterdir()} >= {"pmctl-report.json", "pmctl.sarif"}

    second = on_github(tmp_path, tmp_path, "second", host, followed(host.newest))
    host.said("stranger", "<!-- pmctl:v1:000000000000 -->\nnot ours")
    for times in (1, 2):
        assert run_job(second, workflow(top, "pmctl-comment.yml"), "comment", artifacts) == 0, second.said
        assert [comment["user"]["login"] for comment in host.comments] == ["stranger", host.user], times
    body = host.comments[1]["body"]
    assert body == (artifacts / "pmctl-report" / "comment.md").read_text("utf-8")
    assert body.startswith("<!-- pmctl:v1:") and "Launch moves" in body
    assert host.comments[0]["body"].endswith("not ours")
    assert {"state": ["open"], "head": ["stranger:topic"], "per_page": ["100"], "page": ["1"]} in host.queries
    assert "says so already" in second.said[-1]


def test_a_change_that_blocks_fails_the_job_and_still_leaves_its_report(
    top: Path, tmp_path: Path, host: Hosting
) -> None:
    host.newest = change(top, "set plans/shop.yaml: after: design -> after: desing")
    first = on_github(top, tmp_path, "first", host, PULL)
    assert run_job(first, workflow(top, "pmctl.yml"), "plan", tmp_path / "artifacts") == 1
    assert "::error title=unknown-reference (PM101),file=plans/shop.yaml,line=7" in first.said[-1]
    report = json.loads((tmp_path / "artifacts" / "pmctl-report" / "pmctl-report.json").read_text("utf-8"))
    assert report["verdict"] == "block"


def test_who_approves_is_asked_for_at_github_and_only_of_the_newest_commit(
    top: Path, tmp_path: Path, host: Hosting
) -> None:
    (top / "plans" / "pmctl.yaml").write_text(POLICY)
    history.make(top, "commit 2026-02-09 ana: A policy\n")
    host.newest = change(top, LATER)

    def status(*reviews: tuple[str, str, str]) -> int:
        host.reviews = [{"user": {"login": who}, "state": state, "commit_id": at} for who, state, at in reviews]
        name = f"first{len(host.calls)}"
        first = on_github(top, tmp_path, name, host, PULL)
        return run_job(first, workflow(top, "pmctl.yml"), "plan", tmp_path / name / "artifacts")

    assert status() == 1
    assert status(("ana-r", "APPROVED", host.newest)) == 0
    assert status(("ana-r", "COMMENTED", host.newest), ("ana-r", "APPROVED", "0" * 40)) == 1
    assert status(("ana-r", "APPROVED", host.newest), ("ana-r", "CHANGES_REQUESTED", host.newest)) == 1
    assert status(("stranger", "APPROVED", host.newest)) == 1


def test_the_first_commit_is_checked_and_nothing_is_commented(tmp_path: Path, host: Hosting) -> None:
    folder = tmp_path / "repository"
    assert run(["init", "repository", "--ci", "github"], tmp_path).status == 0
    history.make(folder, "commit 2026-02-09 ana: The plan\n")
    first = on_github(folder, tmp_path, "first", host, {})
    assert run_job(first, workflow(folder, "pmctl.yml"), "plan", tmp_path / "artifacts") == 0, first.said
    assert "checked, not reviewed: this is the first commit" in first.said[-1]
    second = on_github(tmp_path, tmp_path, "second", host, followed("0" * 40))
    (tmp_path / "none").mkdir()
    assert run_job(second, workflow(folder, "pmctl-comment.yml"), "comment", tmp_path / "none") == 0
    assert host.comments == []


def test_a_push_to_main_is_compared_with_what_was_there(top: Path, tmp_path: Path, host: Hosting) -> None:
    history.make(top, f"{LATER}\ncommit 2026-02-10 ana: Straight to main\n")
    first = on_github(top, tmp_path, "first", host, {})
    assert run_job(first, workflow(top, "pmctl.yml"), "plan", tmp_path / "artifacts") == 0, first.said
    assert "Launch moves" in first.summary


def test_a_clone_of_two_commits_is_enough(top: Path, tmp_path: Path, host: Hosting) -> None:
    change(top, LATER)
    shallow = tmp_path / "shallow"
    history.git(tmp_path, "clone", "-q", "--depth", "2", f"file://{top}", str(shallow))
    first = on_github(shallow, tmp_path, "first", host, PULL)
    assert run_job(first, workflow(shallow, "pmctl.yml"), "plan", tmp_path / "artifacts") == 0, first.said
    assert "Launch moves" in first.summary
    one = tmp_path / "one"
    history.git(tmp_path, "clone", "-q", "--depth", "1", f"file://{top}", str(one))
    history.git(one, "update-ref", "-d", "refs/remotes/origin/main")  # the platform's checkout knows no branch
    alone = on_github(one, tmp_path, "alone", host, PULL)
    assert run_job(alone, workflow(one, "pmctl.yml"), "plan", tmp_path / "none") == 2
    assert "fetch" in alone.said[-1] or "depth" in alone.said[-1]


def test_the_status_report_is_published(top: Path, tmp_path: Path, host: Hosting) -> None:
    runner = on_github(top, tmp_path, "pages", host, {})
    found = workflow(top, "pmctl-pages.yml")
    assert run_job(runner, found, "report", tmp_path / "artifacts") == 0, runner.said
    assert run_job(runner, found, "publish", tmp_path / "artifacts") == 0
    page = (tmp_path / "artifacts" / "site" / "index.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") and "Shop" in page


def test_the_action_runs_and_has_outputs(top: Path, tmp_path: Path, host: Hosting) -> None:
    change(top, LATER)
    action = load(ROOT / "action.yml")
    runner = on_github(top, tmp_path, "action", host, PULL)
    inputs = {"folder": "plans", "output": "out; touch pwned", "approvers": "ana,bo", "today": "2026-02-10"}
    assert inputs.keys() == action["inputs"].keys()
    runner.known = {f"inputs.{name}": value for name, value in inputs.items()}
    runner.environment = {**runner.environment, "GITHUB_ACTION_PATH": "/action"}
    for step in action["runs"]["steps"]:
        given = {key: runner.valued(value) for key, value in step.get("env", {}).items()}
        assert run_step(runner, step, given, tmp_path / "artifacts") == 0, runner.said
    assert runner.installed == ["install --quiet /action"]
    outputs = {name: runner.valued(one["value"]) for name, one in action["outputs"].items()}
    assert outputs["verdict"] == "warn" and outputs["folder"] == inputs["output"] and outputs["errors"] == "0"
    assert (top / inputs["output"] / "pmctl.sarif").exists() and not (top / "pwned").exists()


# --- GitLab -----------------------------------------------------------------------------------------------------------


def on_gitlab(top: Path, tmp_path: Path, host: Hosting, **environment: str) -> Server:
    return server(top, tmp_path, "gitlab", GITLAB_CI="true", CI_API_V4_URL=host.api, CI_PROJECT_ID="42", **environment)


def test_a_merge_request_is_checked_reviewed_and_commented(top: Path, tmp_path: Path, host: Hosting) -> None:
    base = history.git(top, "rev-parse", "HEAD")
    history.make(top, f"branch topic\n{LATER}\ncommit 2026-02-10 bo: A change\n")
    host.user = "project_42_bot"
    host.reviews = [{"user": {"username": "ana-r"}}]
    runner = on_gitlab(
        top,
        tmp_path,
        host,
        CI_MERGE_REQUEST_IID=str(NUMBER),
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
        PMCTL_GITLAB_TOKEN=host.token,
    )
    jobs = load(top / ".gitlab" / "pmctl.yml")
    assert run_gitlab_job(runner, jobs, "pmctl") == 0, runner.said
    assert run_gitlab_job(runner, jobs, "pmctl") == 0, runner.said
    assert [comment["author"]["username"] for comment in host.comments] == ["project_42_bot"]
    assert "Launch moves" in host.comments[0]["body"]
    for kind in jobs["pmctl"]["artifacts"]["reports"].values():
        assert (top / kind).exists()
    assert f"GET /projects/42/merge_requests/{NUMBER}/approvals" in host.calls


def test_without_a_token_gitlab_is_not_called(top: Path, tmp_path: Path, host: Hosting) -> None:
    runner = on_gitlab(top, tmp_path, host)
    jobs = load(top / ".gitlab" / "pmctl.yml")
    assert run_gitlab_job(runner, jobs, "pmctl") == 0, runner.said
    assert run_gitlab_job(runner, jobs, "pages") == 0, runner.said
    assert host.calls == [] and (top / "public" / "index.html").exists()


# --- pre-commit -------------------------------------------------------------------------------------------------------


def test_the_hook_that_checks_runs(top: Path, tmp_path: Path) -> None:
    hook, _ = load(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["language"], hook["pass_filenames"], hook["require_serial"]) == (
        "pmctl-check",
        "python",
        False,
        True,
    )
    assert re.search(hook["files"], "plans/shop.yaml") and not re.search(hook["files"], "plans/shop.yaml.orig")
    runner = server(top / "plans", tmp_path, "hook")
    assert runner.bash(hook["entry"], {}) == 0
    history.make(top, "set plans/shop.yaml: after: design -> after: desing\n")
    assert runner.bash(hook["entry"], {}) == 1


def test_the_hook_that_looks_at_looks_runs(top: Path, tmp_path: Path) -> None:
    _, hook = load(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["language"], hook["require_serial"]) == ("pmctl-fmt", "python", True)
    assert "pass_filenames" not in hook and re.search(hook["files"], "plans/shop.yaml")
    runner, shop = server(top, tmp_path, "hook"), top / "plans" / "shop.yaml"
    ugly = shop.read_text().replace("kind: project", "kind:   project")
    shop.write_text(ugly)
    names = "plans/shop.yaml plans/pmctl.yaml"
    assert runner.bash(f"{hook['entry']} {names}", {}) == 0 and shop.read_text() != ugly
    neat = shop.read_text()
    assert runner.bash(f"{hook['entry']} {names}", {}) == 0 and shop.read_text() == neat


# --- init -------------------------------------------------------------------------------------------------------------


def test_nothing_is_written_over(top: Path) -> None:
    ran = run(["init", "plans", "--ci", "github"], top)
    assert ran.status == 2 and "nothing was written" in ran.errors


def test_what_gitlab_builds_already_is_left_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "small", tmp_path / "plan")
    own = tmp_path / "plan" / ".gitlab-ci.yml"
    own.write_text("test: {script: [make]}\n")
    ran = run(["init", ".", "--ci", "gitlab"], tmp_path / "plan")
    assert (ran.status, ran.errors) == (0, "") and "include: [{local: .gitlab/pmctl.yml}]" in ran.output
    assert own.read_text() == "test: {script: [make]}\n" and (tmp_path / "plan" / ".gitlab" / "pmctl.yml").exists()


def test_a_folder_that_a_script_could_misread_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "it's"
    shutil.copytree(ROOT / "examples" / "small", folder / "$(touch x)")
    history.make(folder, "commit 2026-02-09 ana: The plan\n")
    ran = run(["init", "$(touch x)", "--ci", "github"], folder)
    assert ran.status == 2 and "cannot be named in a workflow" in ran.errors
    assert not (folder / ".github").exists()


def test_the_main_branch_is_that_of_the_repository(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "small", tmp_path / "plan")
    history.make(tmp_path / "plan", "commit 2026-02-09 ana: The plan\n")
    history.git(tmp_path / "plan", "branch", "-m", "master")
    assert run(["init", ".", "--ci", "github"], tmp_path / "plan").status == 0
    assert workflow(tmp_path / "plan", "pmctl.yml")["on"]["push"]["branches"] == ["master"]
