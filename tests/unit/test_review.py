"""A change judged: verdicts and what speaks for them, trust, policies, the comment and its limits, JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from pmctl.commands.calling.build_server import change_to_judge
from pmctl.escape import json_text
from pmctl.load import load
from pmctl.plan import plan
from pmctl.views.diff.view import Side
from pmctl.views.review.comment import comment_of
from pmctl.views.review.fields import comment_from, review_json
from pmctl.views.review.markdown import BUDGET, comment_markdown
from pmctl.views.review.text import review_text
from pmctl.views.review.view import Reviewed, reviewed
from tests import history
from tests.transcript import ROOT

TODAY = date(2026, 2, 10)
PEOPLE = """
    kind: people
    people:
      ana: {rate: 400/d, role: Developer}
      mia: {role: Sponsor, email: mia@acme.example, x-github: mia-holm}
      eve: {role: Developer}
    teams:
      board: {members: [mia]}
"""
SETTINGS = """
    kind: workspace
    policies:
      slip: {of: change, where: "commitment == 'committed' and slip > 5d", say: Ask the sponsor, needs: sponsor}
"""
BUILD = """
    kind: project
    start: 2026-02-10
    sponsor: mia
    tasks:
      api: {effort: 5d, assign: ana}
      docs: {duration: 2d, owner: eve, after: api}
      launch: {milestone: true, after: docs, due: 2026-02-20, commitment: committed}
"""
SLIPS = ("effort: 5d", "effort: 15d")


def side(name: str, **files: str) -> Side:
    given = {"pmctl": SETTINGS, "people": PEOPLE, "build": BUILD, **files}
    texts = {f"{stem}.yaml": dedent(text).encode() for stem, text in given.items()}
    return Side(name, "", plan(load(Path("plan"), texts), TODAY))


def judge(approvers: tuple[str, ...] = (), base: dict[str, str] | None = None, **head: str) -> Reviewed:
    """The review of a change from `base` to `head`; files that are not given are as above."""
    before = base or {}
    return reviewed(side("main", **before), side("work tree", **{**before, **head}), True, approvers)


def told(one: Reviewed) -> list[str]:
    """Every reason: verdict, code (or kind), item."""
    return [f"{r.verdict} {r.finding.code or r.kind} {r.finding.item}".strip() for r in one.review.reasons]


def codes(one: Reviewed) -> set[str]:
    return {reason.finding.code for reason in one.review.reasons}


def document(one: Reviewed) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json_text(review_json(one)))
    jsonschema.validate(made, schema(), jsonschema.Draft7Validator)
    return made


def schema(name: str = "review") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "pmctl/views/schemas" / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(found)
    return found


def comment(one: Reviewed, budget: int = BUDGET) -> str:
    return comment_markdown(comment_of(one), budget)


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_what_harms_nobody_is_allowed() -> None:
    one = judge(build=BUILD.replace("effort: 5d", "effort: 4d"))
    assert (one.review.verdict, told(one)) == ("allow", [])
    assert review_text(one).startswith("Verdict: allow. launch moves")
    assert document(one)["verdict"] == "allow"


def test_a_committed_promise_that_is_missed_warns() -> None:
    one = judge(build=BUILD.replace("effort: 5d", "effort: 8d"))
    assert one.review.verdict == "warn"
    assert "warn PM203 build/launch" in told(one)
    assert "warn promise build/launch" not in told(one), "what check says of it is said once"


def test_new_errors_block_and_old_ones_do_not() -> None:
    broken = BUILD.replace("after: api}", "after: nowhere}")
    assert "block PM101 build/docs" in told(judge(build=broken))
    one = judge(base={"build": broken}, build=broken.replace("effort: 5d", "effort: 4d"))
    assert one.review.verdict == "allow"


def test_a_plan_that_cannot_be_read_blocks_with_its_findings() -> None:
    one = judge(build="kind: project\ntasks: [\n")
    assert one.review.verdict == "block"
    assert any(code.startswith("PM0") for code in codes(one))
    assert document(one)["unread"][0]["finding"]["file"] == "build.yaml"
    assert "build.yaml cannot be read" in comment(one)


def test_settings_that_cannot_be_read_block_and_take_no_policy_away() -> None:
    one = judge(pmctl="kind: workspace\npolicies: [\n", build=BUILD.replace(*SLIPS))
    assert one.review.verdict == "block"
    assert "block PM909 build/launch" in told(one)


def test_what_is_only_written_otherwise_is_one_line() -> None:
    one = judge(build=BUILD.replace("effort: 5d", "effort: 40h") + "# written otherwise\n")
    sentence = "No change in meaning between main and work tree: build.yaml written otherwise."
    assert review_text(one).split() == f"Verdict: allow. {sentence}".split()
    assert comment(one) == f"<!-- pmctl:v1:e3b0c44298fc -->\n\n**Verdict: allow.** {sentence}\n"
    assert document(one)["same-meaning"] is True


# --- policies ---------------------------------------------------------------------------------------------------------


def test_a_policy_blocks_until_whom_it_needs_approves() -> None:
    slipped = BUILD.replace(*SLIPS)
    one = judge(build=slipped)
    assert "block PM909 build/launch" in told(one)
    assert "it needs the approval of sponsor (mia)" in review_text(one).replace("\n        ", " ")
    passed = judge(("mia",), build=slipped)
    assert passed.review.verdict == "warn" and "PM909" not in codes(passed)
    assert [note.hint for note in passed.review.notes] == ["policy `slip`: mia approved"]
    assert document(passed)["passed"][0]["item"] == "build/launch"


@pytest.mark.parametrize("name", ["mia", "MIA@acme.example", "github:Mia-Holm"])
def test_an_approver_is_known_by_id_address_and_account(name: str) -> None:
    assert "PM909" not in codes(judge((name,), build=BUILD.replace(*SLIPS)))


@pytest.mark.parametrize("name", ["eve", "zed", "ana", "", "github:mia", "gitlab:mia-holm", "mia-holm"])
def test_others_do_not_approve(name: str) -> None:
    one = judge((name,), build=BUILD.replace(*SLIPS))
    assert one.review.verdict == "block"
    assert (name in one.review.unknown) is (name not in ("eve", "ana"))


@pytest.mark.parametrize(
    ("needs", "approver", "passes"),
    [
        ("sponsor", "mia", True),
        ("mia", "mia", True),
        ("board", "mia", True),
        ("Developer", "eve", True),
        ("role:developer", "eve", True),
        ("[sponsor, eve]", "mia", False),
        ("nobody", "mia", False),
    ],
)
def test_what_a_policy_may_need(needs: str, approver: str, passes: bool) -> None:
    settings = SETTINGS.replace("needs: sponsor", f"needs: {needs}")
    one = judge((approver,), {"pmctl": settings}, build=BUILD.replace(*SLIPS))
    assert ("PM909" not in codes(one)) is passes


def test_who_becomes_sponsor_in_the_change_does_not_approve_it() -> None:
    build = BUILD.replace(*SLIPS).replace("sponsor: mia", "sponsor: eve")
    people = PEOPLE.replace("eve: {role: Developer}", "eve: {role: Sponsor}") + "      zed: {role: Sponsor}\n"
    one = judge(("eve",), build=build, people=people)
    assert "block PM909 build/launch" in told(one)
    assert {reason.finding.item for reason in one.review.reasons if reason.finding.code == "PM910"} == {"build", "eve"}


@pytest.mark.parametrize(
    ("waiver", "passes", "why"),
    [
        ("{item: build/launch, until: 2026-03-31, reason: Strike}", True, "lets it pass until Tue 31 Mar: Strike"),
        ("{item: build/launch, until: 2026-02-10, reason: Strike}", True, "lets it pass until"),
        ("{item: build/launch, until: 2026-02-09, reason: Strike}", False, "its waiver ended on Mon 9 Feb"),
        ("{item: build/launch, until: 2026-03-31}", False, "its waiver says no reason"),
        ("{item: build/docs, until: 2026-03-31, reason: Strike}", False, "it needs the approval"),
    ],
)
def test_a_waiver_lets_one_item_pass_until_its_day_for_a_reason(waiver: str, passes: bool, why: str) -> None:
    settings = SETTINGS.replace("needs: sponsor", f"needs: sponsor, waivers: [{waiver}]")
    one = judge((), {"pmctl": settings}, build=BUILD.replace(*SLIPS))
    assert ("PM909" not in codes(one)) is passes
    assert why in " ".join(finding.hint for finding in one.review.findings)


@pytest.mark.parametrize(("was", "now"), [("x-github: mia-holm", "x-github: eve"), ("mia@acme", "eve@acme")])
def test_by_what_somebody_is_known_to_approve_does_not_change_unseen(was: str, now: str) -> None:
    assert "PM910" in codes(judge(people=PEOPLE.replace(was, now)))


def test_a_waiver_that_the_change_brings_does_not_count_and_is_shown() -> None:
    waiver = "needs: sponsor, waivers: [{item: build/launch, until: 2026-03-31, reason: Strike}]"
    one = judge(pmctl=SETTINGS.replace("needs: sponsor", waiver), build=BUILD.replace(*SLIPS))
    assert "block PM909 build/launch" in told(one) and "warn PM910 slip" in told(one)


@pytest.mark.parametrize("settings", ["kind: workspace\n", "", SETTINGS.replace("slip > 5d", "slip > 50d")])
def test_a_policy_that_the_change_takes_out_or_weakens_still_judges(settings: str) -> None:
    one = judge(pmctl=settings, build=BUILD.replace(*SLIPS))
    assert "block PM909 build/launch" in told(one)
    assert any(reason.finding.code in ("PM910", "PM012") for reason in one.review.reasons)


def test_a_policy_is_tried_on_both_sides() -> None:
    """Whoever takes the item out of its words has not got away: it held before."""
    settings = SETTINGS.replace("commitment == 'committed' and slip > 5d", "priority > 800")
    base = {"pmctl": settings, "build": BUILD.replace("{effort: 5d", "{priority: 900, effort: 5d")}
    assert "block PM909 build/api" in told(judge((), base, build=BUILD))
    assert "block PM909 build/api" in told(judge((), {"pmctl": settings}, build=base["build"]))
    gone = BUILD.replace("      api: {effort: 5d, assign: ana}\n", "").replace("after: api", "")
    assert "block PM909 build/api" in told(judge((), base, build=gone))
    untouched = base["build"].replace("duration: 2d", "duration: 3d")
    assert "block PM909 build/api" not in told(judge((), base, build=untouched))


@pytest.mark.parametrize(("severity", "verdict"), [("error", "block"), ("warning", "warn"), ("info", "allow")])
def test_the_severity_of_a_policy_is_its_own(severity: str, verdict: str) -> None:
    settings = SETTINGS.replace("needs: sponsor", f"severity: {severity}").replace("slip > 5d", "slip < 5d")
    one = judge((), {"pmctl": settings}, build=BUILD.replace("effort: 5d", "effort: 4d"))
    assert one.review.verdict == verdict


def test_a_policy_of_a_plan_is_no_policy_of_changes() -> None:
    one = judge((), {"pmctl": SETTINGS.replace("of: change", "of: plan")}, build=BUILD.replace(*SLIPS))
    assert [reason.kind for reason in one.review.reasons if reason.finding.code == "PM909"] == ["check"]


# --- trust ------------------------------------------------------------------------------------------------------------


def test_a_rule_that_the_change_switches_off_still_judges() -> None:
    settings = SETTINGS + "    rules: {PM101: ignore, PM901: ignore, PM910: ignore, unknown-reference: info}\n"
    one = judge(pmctl=settings, build=BUILD.replace("after: api}", "after: nowhere}"))
    assert "block PM101 build/docs" in told(one)
    assert any(told_one.startswith("warn PM910") for told_one in told(one))


def test_a_rule_that_was_switched_off_before_stays_so() -> None:
    base = {"pmctl": SETTINGS + "    rules: {PM203: ignore}\n"}
    one = judge((), base, build=BUILD.replace("effort: 5d", "effort: 8d"))
    assert "PM203" not in codes(one) and "warn promise build/launch" in told(one)


def test_thresholds_and_tolerances_are_those_of_before() -> None:
    base = {
        "build": BUILD.replace(
            "sponsor: mia", "sponsor: mia\n    due: 2026-02-20\n    charter: {tolerance: {time: 2d}}"
        )
    }
    head = base["build"].replace(*SLIPS)
    assert "PM903" in codes(judge((), base, build=head))
    wider = head.replace("time: 2d", "time: 90d")
    assert {"PM903", "PM910"} <= codes(judge((), base, build=wider))
    settings = SETTINGS + "    health: {schedule: {amber: 90d, red: 95d}}\n"
    assert "PM906" in codes(judge((), base, build=head, pmctl=settings))


@pytest.mark.parametrize("units", ["{day: 1h, week: 5d, month: 20d}", "{day: 24h, week: 7d, month: 30d}"])
def test_days_of_a_policy_are_days_of_the_plan(units: str) -> None:
    one = judge(pmctl=SETTINGS + f"    units: {units}\n", build=BUILD.replace("effort: 5d", "duration: 200h"))
    assert "block PM909 build/launch" in told(one) and "PM910" in codes(one)


def test_a_status_means_what_it_meant_before() -> None:
    base = {
        "pmctl": SETTINGS + "    statuses: {parked: todo}\n",
        "build": BUILD.replace("effort: 5d", "status: parked, effort: 5d"),
    }
    one = judge((), base, pmctl=base["pmctl"].replace("parked: todo", "parked: done"))
    assert not one.found.follows.moves, "it is not done because a word says so now"
    assert "PM910" in codes(one)
    new = judge((), base, pmctl=base["pmctl"].replace("todo}", "todo, testing: doing}"))
    assert codes(new) == {"PM910"}, "a new word may be used"


def test_baselines_are_those_of_before() -> None:
    agreed = (
        "{kind: baseline, of: build, name: Agreed, date: 2026-02-01, tasks: {api: {finish: 2026-02-16, effort: 5d}}}"
    )
    base = {"agreed": agreed}
    rewritten = agreed.replace("effort: 5d", "effort: 15d")
    one = judge((), base, agreed=rewritten, build=BUILD.replace(*SLIPS))
    assert {"PM902", "PM904"} <= codes(one)
    one = judge(agreed=agreed)
    assert codes(one) == {"PM910"} and not one.found.plan.workspace.baselines


@pytest.mark.parametrize(
    ("was", "now", "planned_was", "planned"),
    [("id: build", "id: works", "of: build", "of: works"), ("api", "interface", "{api:", "{interface:")],
)
def test_baselines_follow_what_is_renamed(was: str, now: str, planned_was: str, planned: str) -> None:
    agreed = (
        "{kind: baseline, of: build, name: Agreed, date: 2026-02-01, tasks: {api: {finish: 2026-02-16, effort: 5d}}}"
    )
    project = BUILD.replace("kind: project", "kind: project\n    id: build").replace("{effort", "{name: API, effort")
    base, head = {"agreed": agreed, "build": project}, project.replace(was, now)
    followed = agreed.replace(planned_was, planned)
    assert codes(judge((), base, build=head, agreed=followed)) <= {"PM904"}, "it is the same plan"
    assert codes(judge((), base, build=head)) - {"PM902"}, "the baseline names what is not there any more"
    rewritten = followed.replace("effort: 5d", "effort: 15d")
    assert "PM904" in codes(judge((), base, build=head, agreed=rewritten))


def test_a_comment_that_the_change_brings_lets_nothing_pass() -> None:
    bare = BUILD.replace("effort: 5d, assign: ana", "assign: []")
    allowed = bare.replace("assign: []}", "assign: []}  # pmctl: allow PM212 nobody knows yet")
    one = judge(build=allowed)
    assert {"PM212", "PM911"} <= codes(one)
    kept = judge(
        (),
        {"build": allowed},
        build=allowed.replace("duration: 2d", "duration: 1d").replace("api: {", "api: {name: A, "),
    )
    assert not {"PM212", "PM911"} & codes(kept)


def test_a_comment_alone_is_a_change() -> None:
    bare = BUILD.replace("effort: 5d, assign: ana", "assign: []")
    above = bare.replace(
        "      api:", "      # pmctl: allow PM212 nobody knows yet\n      # another comment\n      api:"
    )
    one = judge((), {"build": bare}, build=above)
    assert not one.is_nothing and codes(one) == {"PM911"} and one.found.is_nothing
    moved = judge(
        (), {"build": above}, build=above.replace("      api:", "      first: {effort: 1d, assign: ana}\n      api:")
    )
    assert "PM911" in codes(moved), "it speaks of another item now"


def test_a_comment_follows_a_renamed_item() -> None:
    allowed = BUILD.replace(
        "effort: 5d, assign: ana}", "name: The interface, assign: []}  # pmctl: allow PM212 not yet"
    )
    renamed = allowed.replace("      api:", "      interface:").replace("after: api", "after: interface")
    assert not codes(judge((), {"build": allowed}, build=renamed))


def test_the_first_plan_of_a_repository_is_judged_by_the_usual_rules() -> None:
    empty = Side("main", "", plan(load(Path("plan"), {}), TODAY))
    assert reviewed(empty, side("work tree"), True).review.verdict == "allow"


def test_a_plan_that_is_taken_out_is_seen() -> None:
    gone = Side("work tree", "", plan(load(Path("plan"), {}), TODAY))
    one = reviewed(side("main"), gone, True)
    assert "block PM901 build/launch" in told(one)
    document(one)


# --- the comment ------------------------------------------------------------------------------------------------------


def test_a_comment_says_verdict_headline_table_edits_and_what_is_folded() -> None:
    one = judge(build=BUILD.replace(*SLIPS))
    text = comment(one)
    lines = text.split("\n")
    assert re.fullmatch(r"<!-- pmctl:v1:[0-9a-f]{12} -->", lines[0])
    assert lines[2].startswith("**Verdict: block.** launch moves Wed 18 Feb → Wed 4 Mar, +10 working days, because")
    assert "build/api effort 5d → 15d" in lines[2]
    places = [
        text.index(part) for part in ("- **block** PM909", "### What follows", "### Edited", "<details>", "mermaid")
    ]
    assert places == sorted(places)
    assert text.count("<details>") == text.count("</details>") and text.count("```") % 2 == 0
    assert comment(judge(build=BUILD.replace(*SLIPS))) == text, "the same input gives the same bytes"


def test_shares_of_several_edits_stand_in_the_headline() -> None:
    one = judge(build=BUILD.replace(*SLIPS).replace("duration: 2d", "duration: 4d"))
    assert "because build/api effort 5d → 15d (+10d) and build/docs duration 2d → 4d (+2d)." in comment(one)


def test_the_headline_names_three_facts_of_an_edit_and_those_that_make_dates_first() -> None:
    head = BUILD.replace("effort: 5d, assign: ana", "cost: 100, owner: ana, effort: 15d, assign: [], due: 2026-03-02")
    assert head != BUILD
    text = comment(judge(build=head)).split("\n")[2]
    assert text.endswith("because build/api effort 5d → 15d, assign ana → \\[\\], owner ana.")


HOSTILE = (
    "<script>alert(1)</script> | `x` @team #1 GH-1 <!-- pmctl:v1:000000000000 --> ```\\u202e ::error::x </details>"
)


def test_names_from_a_plan_are_text_in_a_comment() -> None:
    head = BUILD.replace("launch: {", f'launch: {{name: "{HOSTILE}", ').replace(*SLIPS)
    for text in (comment(judge(build=head)), comment(judge(build=head), 4_000)):
        assert "\u202e" not in text and "<script>" not in text
        assert [line.startswith("<!--") for line in text.split("\n")].index(True) == 0
        prose = re.sub("```mermaid.*?```", "", text, flags=re.DOTALL)  # nobody is called by what is code
        assert not re.search(r"(?<![\w`&])[@#](?=\w)", prose)
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
        inline = [child for token in tokens for child in token.children or ()]
        assert {child.type for child in inline} <= {
            "text",
            "strong_open",
            "strong_close",
            "html_inline",
            "softbreak",
            "text_special",
        }
        assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
        blocks = [token.content.strip() for token in tokens if token.type == "html_block"]
        assert all(
            re.fullmatch(r"<!-- pmctl:v1:[0-9a-f]{12} -->|</details>|<details><summary>[\w :-]+</summary>", b)
            for b in blocks
        )
        rows = [line for line in text.split("\n") if line.startswith("|")]
        assert all(line.endswith("|") for line in rows)
    review_text(judge(build=head))


def many(number: int, effort: str) -> str:
    name = "|@*_" * 60
    lines = (f't{n}: {{name: "{name}{effort}", effort: {effort}, assign: ana, due: 2026-02-12}}' for n in range(number))
    return BUILD + "".join(f"      {line}\n" for line in lines)


@pytest.mark.parametrize("budget", [BUDGET, 30_000, 5_000, 2_000])
def test_a_comment_stays_within_its_budget_and_is_closed(budget: int) -> None:
    one = judge((), {"build": many(250, "1d")}, build=many(250, "2d"))
    text = comment(one, budget)
    assert len(text) <= budget
    assert len(comment(one, 10**9)) > BUDGET, "or nothing had to be cut"
    assert text.count("<details>") == text.count("</details>") and text.count("```") % 2 == 0
    assert "more" in text or "Left out" in text
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
    assert text.split("\n")[-2].startswith("main → work tree")


def test_a_comment_can_be_told_again_from_the_document() -> None:
    for one in (
        judge(build=BUILD.replace(*SLIPS)),
        judge(build=BUILD + "# a\n"),
        judge(build="kind: project\ntasks: [\n"),
    ):
        assert comment_markdown(comment_from(document(one))) == comment(one)


def test_two_plans_of_a_repository_have_two_comments() -> None:
    one = judge(build=BUILD.replace(*SLIPS))
    assert comment_of(one, "plans/a").key != comment_of(one, "plans/b").key


# --- for programs -----------------------------------------------------------------------------------------------------


def test_what_a_difference_says_has_the_same_schema_in_a_review() -> None:
    mine, other = schema(), schema("diff")
    for name, shape in other["definitions"].items():
        assert mine["definitions"][name] == shape, name
    for name, shape in other["properties"].items():
        if name not in ("schema", "agreed"):
            assert mine["properties"][name] == shape, name


def test_reasons_have_their_places() -> None:
    made = document(judge(build=BUILD.replace(*SLIPS)))
    first = made["reasons"][0]
    assert (first["verdict"], first["kind"], first["code"], first["item"]) == ("block", "rule", "PM909", "build/launch")
    assert (first["file"], first["line"]) == ("build.yaml", 8)


def test_the_readme_shows_what_a_case_shows() -> None:
    """Its block needs a history, so it stands in a case, word for word."""
    readme = (ROOT / "README.md").read_text("utf-8")
    block = readme[readme.index("$ pmctl review\n") :].partition("\n```")[0]
    assert block in (ROOT / "tests/cases/B02-review-of-a-plan-change/expected").read_text("utf-8")


# --- in a build -------------------------------------------------------------------------------------------------------


@history.needs_git
@pytest.mark.parametrize(
    ("environment", "checked_out", "meant"),
    [
        ({}, "main", ""),
        ({"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}, "main", "HEAD^1..HEAD"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}, "later", "origin/main...HEAD"),
        ({"GITHUB_ACTIONS": "true"}, "later", "HEAD^1..HEAD"),
        (
            {"GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"},
            "later",
            "abc..HEAD",
        ),
        (
            {"GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"},
            "main",
            "HEAD^1..HEAD",
        ),
        ({"GITLAB_CI": "true"}, "main", ""),
    ],
)
def test_a_build_server_says_what_is_judged(
    environment: dict[str, str], checked_out: str, meant: str, tmp_path: Path
) -> None:
    steps = """
add plan.yaml: kind: project
commit 2026-02-09 ana: The plan
branch later
add plan.yaml: name: Later
commit 2026-02-10 ana: Later
switch main
merge later 2026-02-10 mia: Merge
"""
    folder = history.make(tmp_path / "plan", steps)
    history.git(folder, "checkout", "-q", checked_out)
    assert change_to_judge(folder, environment) == meant
