"""A build in one command: what it finds, writes and says, and the report of a stranger."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pmctl.commands.calling.step import append_outputs, append_summary, outputs_text
from pmctl.diagnostic import Diagnostic, Span, UserError
from pmctl.findings import FORMATS
from pmctl.findings.report import Report
from pmctl.views.ci.files import REPORT
from pmctl.views.ci.hostile import LARGEST, comment_in
from pmctl.views.ci.summary import BUDGET, summary_markdown
from pmctl.views.review.markdown import comment_markdown
from tests import history, judges, sarif
from tests.hosting import NUMBER, REPOSITORY, Hosting, hosting
from tests.transcript import Ran, run

PLAN = (
    "kind: project\nname: Shop\nstart: 2026-02-09\ntasks:\n  design: {effort: 2d, assign: ana}\n  build: {effort: 3d}\n"
)
PEOPLE = "kind: people\npeople:\n  ana: {name: Ana}\n"

SHOP = Span("shop.yaml", 0, 1)

pytestmark = history.needs_git


def made(folder: Path, steps: str = "") -> Path:
    """A repository with a plan and its history."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.yaml").write_text(PLAN)
    (folder / "people.yaml").write_text(PEOPLE)
    return history.make(folder, f"commit 2026-02-09 ana: The plan\n{steps}")


def ci(folder: Path, *arguments: str, **environment: str) -> Ran:
    return run(["ci", *arguments], folder, environment)


CHANGED = "branch topic\nset shop.yaml: effort: 3d -> effort: 9d\ncommit 2026-02-10 bo: Longer\n"


# --- what is judged ---------------------------------------------------------------------------------------------------


def test_anywhere_else_the_branch_is_judged_against_where_it_parted(tmp_path: Path) -> None:
    ran = ci(made(tmp_path / "plan", CHANGED))
    assert ran.status == 0, ran
    assert ran.output.startswith("Verdict: ") and "effort 3d → 9d" in ran.output
    assert "::" not in ran.output
    names = {path.name for path in (tmp_path / "plan" / "pmctl-ci").iterdir()}
    assert names == {
        *("comment.md", "findings.json", "gl-code-quality-report.json", "junit.xml"),
        *("pmctl-report.json", "pmctl.sarif", "summary.md"),
    }


def test_without_a_repository_it_is_only_checked(tmp_path: Path) -> None:
    shutil.copytree(made(tmp_path / "plan"), tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    ran = ci(tmp_path / "copy")
    assert ran.status == 0 and "checked, not reviewed: this is no git repository" in ran.errors
    assert not (tmp_path / "copy" / "pmctl-ci" / REPORT).exists()


def test_what_is_not_committed_yet_is_judged_too(tmp_path: Path) -> None:
    folder = made(tmp_path / "plan", "set shop.yaml: effort: 3d -> effort: 9d\n")
    assert "effort 3d → 9d" in ci(folder).output


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("set shop.yaml: effort: 3d -> effort: 3 days", 1),  # an error blocks
        ("set shop.yaml: effort: 3d -> duration: 90d", 0),
    ],
)
def test_the_exit_status_is_that_of_the_verdict(tmp_path: Path, step: str, status: int) -> None:
    folder = made(tmp_path / "plan", f"branch topic\n{step}\ncommit 2026-02-10 bo: Change\n")
    assert ci(folder).status == status
    report = json.loads((folder / "pmctl-ci" / REPORT).read_text("utf-8"))
    assert (report["verdict"] == "block") is bool(status)


def test_errors_that_were_there_before_block_too(tmp_path: Path) -> None:
    folder = made(tmp_path / "plan", "set shop.yaml: effort: 3d -> effort: 3 days\ncommit 2026-02-10 ana: Oops\n")
    history.make(folder, "branch topic\nset people.yaml: Ana -> Anna\ncommit 2026-02-10 bo: Name\n")
    ran = ci(folder, GITHUB_OUTPUT=str(tmp_path / "outputs"))
    assert ran.status == 1
    said = "The plan has 1 error, so this build fails; of the change itself:"
    assert ran.output.startswith(f"{said}\n") and "Verdict: allow" in ran.output
    assert (folder / "pmctl-ci" / "summary.md").read_text("utf-8").startswith(f"**{said}**\n")
    assert (
        "verdict<<ghadelimiter_" in (tmp_path / "outputs").read_text()
        and "\nblock\n" in (tmp_path / "outputs").read_text()
    )


def test_a_change_does_not_switch_off_the_findings_of_its_own_build(tmp_path: Path) -> None:
    """What the judges of before find and what its own judges find are both marked, each once."""
    folder = made(tmp_path / "plan", "add pmctl.yaml: kind: workspace\\nname: Acme\ncommit 2026-02-09 ana: Settings\n")
    steps = "set shop.yaml: effort: 3d -> assign: ana\nadd pmctl.yaml: rules: {PM212: ignore}\n"
    history.make(folder, f"branch topic\n{steps}commit 2026-02-10 bo: Quiet\n")
    ci(folder)
    found = json.loads((folder / "pmctl-ci" / "findings.json").read_text("utf-8"))["diagnostics"]
    assert [one["code"] for one in found].count("PM212") == 1
    assert {"PM9"} == {one["code"][:3] for one in found if one["path"] == "pmctl.yaml"}


def test_a_wrong_call_says_what_to_do(tmp_path: Path) -> None:
    folder = made(tmp_path / "plan", CHANGED)
    assert "no action `commment`" in ci(folder, "commment").errors
    assert "neither GitHub nor GitLab builds here" in ci(folder, "--approvals").errors
    assert ci(folder, "--change", "nowhere..HEAD").status == 2
    assert ci(folder, "--change", "shop").status == 2
    assert ci(folder, "--at", "HEAD").status == 2
    (tmp_path / "file").write_text("")
    assert ci(folder, "-o", str(tmp_path / "file" / "x")).status == 2


PROMISED = "add shop.yaml:   launch: {milestone: true, after: build, due: 2026-02-12, commitment: committed}"


def test_what_speaks_against_a_change_goes_to_code_hosts(tmp_path: Path) -> None:
    """The reasons of a review are findings; a committed promise that is missed by more is one of its rule."""
    steps = f"{PROMISED}\nadd pmctl.yaml: kind: workspace\\nname: Acme\ncommit 2026-02-09 ana: Promise\nbranch topic\n"
    steps += "set shop.yaml: effort: 3d -> effort: 30d\nadd pmctl.yaml: rules: {PM212: ignore}\n"
    folder = made(tmp_path / "plan", f"{steps}commit 2026-02-10 bo: Later\n")
    reasons = json.loads(run(["review", "--json"], folder).output)["reasons"]
    wanted = {reason["code"] or "PM203" for reason in reasons}
    assert "PM203" in wanted and any(code.startswith("PM9") for code in wanted)
    written = {name: run(["review", "--format", name], folder).output for name in FORMATS}
    assert {one["code"]["value"] for one in json.loads(written["rdjson"])["diagnostics"]} == wanted
    assert all(code in text for code in wanted for text in written.values())
    assert sarif.wrong(written["sarif"]) == []


# --- what a step says -------------------------------------------------------------------------------------------------


def test_a_summary_stays_under_its_limit_and_is_cut_between_rows() -> None:
    findings = tuple(
        Diagnostic("PM203", "warning", f"日本😀 | `{n}` " * 20, SHOP, "@team <b>#1</b>", f"shop/t{n}")
        for n in range(5_000)
    )
    error = Diagnostic("PM101", "error", "there is no task", SHOP)
    text = summary_markdown(
        Report((*findings, error), (), {"shop.yaml": "x"}, 1, 1, "2026-02-10"), "<!-- m -->\n\n**told**\n"
    )
    assert 800_000 < len(text.encode()) <= BUDGET
    lines = text.splitlines()
    assert lines[0] == "**told**" and "<!--" not in text
    rows = [line for line in lines if line.startswith(("| error", "| warning"))]
    assert rows[0].startswith("| error | shop.yaml:1 | PM101") and all(row.endswith(" |") for row in rows)
    assert lines[-1] == f"… and {5_001 - len(rows):,} more: `pmctl check --all` shows them."
    assert judges.markdown(summary_markdown(Report(findings[:3], (), {}, 1, 1, "2026-02-10"))).wrong == []


def test_outputs_cannot_be_forged(tmp_path: Path) -> None:
    text = outputs_text({"folder": "a\nverdict=allow\n::set-output name=x::y"}, "DELIMITER")
    assert text == "folder<<DELIMITER\na\nverdict=allow\n::set-output name=x::y\nDELIMITER\n"
    with pytest.raises(UserError):
        outputs_text({"folder": "x\nDELIMITER\nverdict<<EOF"}, "DELIMITER")
    append_outputs({"verdict": "allow"}, {})
    append_outputs({"verdict": "allow"}, {"GITHUB_OUTPUT": str(tmp_path / "out")})
    append_outputs({"verdict": "block"}, {"GITHUB_OUTPUT": str(tmp_path / "out")})
    first, second = (line for line in (tmp_path / "out").read_text().splitlines() if line.startswith("verdict<<"))
    assert first != second, "each has a line of its own that ends it"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(UserError):
        append_summary("text", {"GITHUB_STEP_SUMMARY": str(tmp_path / "link")})
    assert (tmp_path / "target").read_text() == "mine"


# --- the report of a stranger -----------------------------------------------------------------------------------------


@pytest.fixture
def report(tmp_path: Path) -> dict[str, Any]:
    folder = made(tmp_path / "plan", CHANGED)
    ci(folder)
    found: dict[str, Any] = json.loads((folder / "pmctl-ci" / REPORT).read_text("utf-8"))
    return found


def told(report: Mapping[str, Any]) -> str:
    return comment_markdown(comment_in(json.dumps(report).encode()))


def test_a_report_is_told_as_it_was(report: dict[str, Any], tmp_path: Path) -> None:
    assert told(report) == (tmp_path / "plan" / "pmctl-ci" / "comment.md").read_text("utf-8")


HOSTILE = (
    "</details>@team #1 <script>x</script> | [a](javascript:b) ![p](https://x.example/p.png)\n\n```\n<!-- pmctl -->"
)


def test_what_a_report_says_is_escaped_again(report: dict[str, Any]) -> None:
    report["headline"] = [HOSTILE]
    report["comment"]["reasons"] = [["block", HOSTILE, HOSTILE]]
    report["comment"]["sections"] = [
        {"title": "Edited", "columns": ["item", "edited", "where"], "rows": [[HOSTILE] * 3], "folded": True}
    ]
    report["comment"]["moves"] = [{"name": HOSTILE, "was": "2026-02-10", "now": "2026-02-12"}]
    report["comment"]["footer"] = HOSTILE
    text = told(report)
    found = judges.markdown(text.replace("<br>", " "))
    ours = ("html_block: '<!-- pmctl:v1:", "html_block: '<details>", "html_block: '</details>")
    assert [one for one in found.wrong if not one.startswith(ours)] == []
    assert [kind for kind, _ in found.fences] == ["mermaid"] and found.headings == []
    assert len(re.findall(r"(?<!\\)</details>", text)) == text.count("<details>")


@pytest.mark.parametrize(
    "path",
    [
        ("comment", "sections", 0, "title"),
        ("comment", "sections", 0, "columns", 0),
        ("comment", "reasons", 0, 0),
        ("comment", "key"),
        ("comment", "moves", 0, "was"),
        ("verdict",),
        ("schema",),
    ],
)
def test_what_is_not_escaped_must_be_ours(report: dict[str, Any], path: tuple[str | int, ...]) -> None:
    report["comment"]["reasons"] = [["warn", "late", "shop.yaml:1"]]
    report["comment"]["moves"] = [{"name": "Launch", "was": "2026-02-10", "now": "2026-02-12"}]
    assert told(report)
    place: Any = report
    for step in path[:-1]:
        place = place[step]
    for value in ("x -->\n<script>", "@team", 7, None, ["x"]):
        place[path[-1]] = value
        with pytest.raises(UserError):
            told(report)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no json",
        b"[" * 100_000,
        b'{"schema": "pmctl/review/1"}',
        b"\xff\xfe{}",
        b'{"schema": ' + b"9" * 5_000 + b"}",
        b"[]",
        b" " * (LARGEST + 1),
    ],
    ids=["empty", "text", "deep", "little", "bytes", "number", "list", "large"],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        comment_in(data)


# --- the comment ------------------------------------------------------------------------------------------------------


def commented(folder: Path, host: Hosting, *arguments: str, **environment: str) -> Ran:
    event = folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": NUMBER}}))
    given = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": host.api,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_TOKEN": host.token,
        **environment,
    }
    return ci(folder, "comment", *arguments, **given)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = made(tmp_path / "plan", CHANGED)
    assert ci(folder).status == 0
    return folder


def test_only_our_own_comment_is_edited(build: Path) -> None:
    mark = (build / "pmctl-ci" / "comment.md").read_text("utf-8").partition("\n")[0]
    with hosting() as host:
        for number in range(150):
            host.said("stranger", f"talk {number}")
        host.said("stranger", f"{mark}\nforged")
        host.said(host.user, f"quoted: {mark}")
        host.said(host.user, f"{mark}\r\nof last time\r\n")
        before = [comment["body"] for comment in host.comments]
        assert "edited the comment on 7" in commented(build, host).errors
        after = [comment["body"] for comment in host.comments]
        assert after[:-1] == before[:-1] and after[-1].startswith(f"{mark}\n\n**Verdict")
        assert "says so already" in commented(build, host).errors
        assert "commented on 7" in commented(build, host, "--mode", "new").errors
        assert len(host.comments) == 154 and host.hidden == []
        assert "commented on 7" in commented(build, host, "--mode", "hide-and-new").errors
        assert len(host.comments) == 155 and host.hidden == ["N252", "N253"]


def test_gitlab_folds_no_comment_so_it_is_taken_away(build: Path) -> None:
    with hosting() as host:
        given = {"GITLAB_CI": "true", "CI_API_V4_URL": host.api, "CI_PROJECT_ID": "42", "CI_MERGE_REQUEST_IID": "7"}
        for mode in ("update", "update", "hide-and-new"):
            assert ci(build, "comment", "--mode", mode, **given, PMCTL_GITLAB_TOKEN=host.token).status == 0
        assert [one["id"] for one in host.comments] == [
            100
        ] and "DELETE /projects/42/merge_requests/7/notes/100" in host.calls


def test_where_nothing_changed_a_comment_is_only_corrected(tmp_path: Path) -> None:
    folder = made(
        tmp_path / "plan", "branch topic\nset shop.yaml: {effort: 3d} -> { effort: 3d }\ncommit 2026-02-10 bo: x\n"
    )
    assert ci(folder).status == 0
    mark = (folder / "pmctl-ci" / "comment.md").read_text("utf-8").partition("\n")[0]
    with hosting() as host:
        assert "nothing changed in meaning" in commented(folder, host).errors and host.comments == []
        host.said(host.user, f"{mark}\nLaunch moves")
        commented(folder, host)
        assert "No change in meaning" in host.comments[0]["body"]


def test_a_token_goes_nowhere_else(build: Path) -> None:
    with hosting() as host, hosting() as elsewhere:
        host.redirect = f"{elsewhere.api}/repos/{REPOSITORY}/issues/7/comments"
        ran = commented(build, host)
        assert ran.status == 2 and "answers 302" in ran.errors and elsewhere.calls == []
        assert host.token not in ran.errors
    ran = commented(build, host, GITHUB_API_URL="http://api.example")
    assert ran.status == 2 and "no address that can be called safely" in ran.errors
    ran = commented(build, host)
    assert ran.status == 2 and "does not answer" in ran.errors


def test_what_is_missing_is_said(build: Path) -> None:
    with hosting() as host:
        assert "GITHUB_TOKEN is not set" in commented(build, host, GITHUB_TOKEN="", GH_TOKEN="").errors
        assert "holds what cannot be sent" in commented(build, host, GITHUB_TOKEN="a\nb: c").errors
        assert "answers 401" in commented(build, host, GITHUB_TOKEN="wrong").errors
        assert "names no repository" in commented(build, host, GITHUB_REPOSITORY="../../user").errors
        assert "cannot read" in commented(build, host, "--report", "nowhere.json").errors
        assert "cannot read" in commented(build, host, GITHUB_EVENT_PATH="nowhere.json").errors
    assert "neither GitHub nor GitLab" in ci(build, "comment").errors
    dry = ci(build, "comment", "--dry-run")
    assert dry.status == 0 and dry.output == (build / "pmctl-ci" / "comment.md").read_text("utf-8")


def test_a_report_is_read_through_no_link_and_from_no_pipe(build: Path) -> None:
    link = build / "link.json"
    link.symlink_to(build / "pmctl-ci" / REPORT)
    assert ci(build, "comment", "--dry-run", "--report", "link.json").status == 2
    assert ci(build, "comment", "--dry-run", "--report", "pmctl-ci").status == 2
