"""What a release brings, who may read of it, and whether its launch is ready."""

from __future__ import annotations

from datetime import date

import pytest

from pmctl.audience import Audience
from pmctl.diagnostic import UserError
from pmctl.history import Past
from pmctl.insights.releases import (
    launch_tasks,
    not_planned,
    readiness,
    scope_of,
    shipped,
    talking_point,
    without_plan,
)
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.reports import launch, release
from pmctl.reports.paper import Paper, Request
from tests.unit.insights_plan import plan_of

SHOP = """
    kind: product
    visibility: public
    owner: pia
    themes: {speed: {}}
    features:
      epic:
        release: r1
        features:
          seen: {name: Seen, theme: speed, description: "\\n\\nFirst\\nparagraph.\\n\\nSecond.", status: shipped}
          secret: {name: Secret, visibility: internal, description: Hush.}
          gone: {status: dropped}
      elsewhere: {release: r2}
      alone: {name: Alone, theme: speed, release: r1, due: 2026-05-01}
      strange: {release: nowhere}
    releases:
      r1:
        name: One
        due: 2026-04-07
        launch:
          page: {owner: pia, duration: 1d, due: 2026-02-06, visibility: client}
          guide: {owner: pia, duration: 1d, tags: docs, status: done, finished: 2026-02-02, visibility: internal}
          cut: {status: dropped, tags: support}
      r2: {due: 2026-01-30, status: released, date: 2026-02-02}
      r3: {status: cancelled}
      r4: {visibility: internal}
"""
PEOPLE = "{kind: people, people: {pia: {name: Pia Berg}}}"


@pytest.fixture(scope="module")
def present() -> Plan:
    return plan_of(shop=SHOP, people=PEOPLE)


def test_what_is_delivered_with_the_whole_has_a_plan() -> None:
    work = "{kind: project, tasks: {api: {duration: 2d}}}"
    shop = """
        kind: product
        features:
          epic: {release: r1, features: {half: {}, other: {delivered-by: work/api}, out: {status: shipped}}}
          whole: {release: r1, delivered-by: work/api, features: {part: {}}}
          alone: {release: r1}
        releases: {r1: {}, r2: {status: released}}
    """
    plan = plan_of(shop=shop, work=work)
    found = {id: [one.key for one in without_plan(plan, plan.workspace.items[f"shop/{id}"])] for id in WITHOUT}
    assert found == WITHOUT


WITHOUT = {"r1": ["half", "alone"], "r2": [], "epic": ["half"], "whole": [], "alone": []}


def nothing() -> Past:
    raise UserError("no history")


def asked(present: Plan, id: str, audience: Audience = "internal") -> Request:
    item = present.workspace.items[id] if id else None
    document = present.workspace.documents["shop"] if id else None
    return Request(present, document, audience, date(2026, 2, 3), nothing, item)


def release_at(present: Plan, id: str) -> Release:
    found = present.workspace.items[f"shop/{id}"]
    assert isinstance(found, Release)
    return found


def texts(paper: Paper) -> str:
    return str((paper.headline, paper.facts, paper.sections))


def test_the_scope_of_a_release_are_the_features_at_the_end_of_each_branch(present: Plan) -> None:
    scope = scope_of(present, release_at(present, "r1"))
    assert [one.key for one in scope] == ["seen", "secret", "alone"]
    assert [one.key for one in shipped(present, scope)] == ["seen"]
    assert scope_of(present, release_at(present, "r3")) == ()


def test_a_launch_is_as_ready_as_its_tasks(present: Plan) -> None:
    tasks = launch_tasks(present, release_at(present, "r1"))
    state = readiness(present, tasks)
    assert state.text == "READY 1/2" and [one.key for one in state.late] == ["page"]
    assert not_planned(tasks) == ("no support training planned",), "what was dropped is not planned"


@pytest.mark.parametrize(("text", "point"), [("\n\nOne\ntwo.\n\nThree.", "One two."), ("", ""), ("  \n\n ", "")])
def test_a_talking_point_is_the_first_paragraph(text: str, point: str) -> None:
    assert talking_point(Feature(id="shop/a", kind="feature", document="shop", description=text)) == point


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("r1", "forecast Tue 10 Feb, promised Tue 7 Apr (-40d), 1 of 3 features done, 2 without a plan"),
        ("r2", "released Mon 2 Feb, promised Fri 30 Jan (+1d), 0 of 1 feature done"),
        ("r3", "cancelled, no features"),
        ("r4", "forecast n/a, no features"),
    ],
)
def test_the_sentence_of_a_release(present: Plan, id: str, said: str) -> None:
    assert release.view(asked(present, f"shop/{id}")).headline == said


@pytest.mark.parametrize("audience", ["client", "public"])
@pytest.mark.parametrize("report", [release.view, launch.view])
def test_nobody_outside_reads_or_counts_what_is_ours(present: Plan, report: object, audience: Audience) -> None:
    assert callable(report)
    paper = report(asked(present, "shop/r1", audience))
    said = texts(paper)
    assert "Seen" in said and "Alone" in said and "2 features done" in said
    for hidden in ("Secret", "Hush", "pia", "Pia", "guide", "3 features", "READY"):
        assert hidden not in said, hidden
    assert ("page" in said) is (audience == "client" and report is launch.view)


def test_the_public_is_told_no_day_that_nobody_committed_to(present: Plan) -> None:
    said = texts(release.view(asked(present, "shop/r1", "public")))
    assert "2026-04-07" not in said and "2026-05-01" not in said and "7 Apr" not in said


@pytest.mark.parametrize("report", [release.view, launch.view])
def test_a_hidden_release_is_blank(present: Plan, report: object) -> None:
    assert callable(report)
    paper = report(asked(present, "shop/r4", "client"))
    assert paper.sections == () and paper.facts == ()


def test_all_releases_have_a_line_each(present: Plan) -> None:
    paper = release.view(asked(present, ""))
    assert [row["id"] for row in paper.sections[0].rows] == ["shop/r1", "shop/r4", "shop/r2", "shop/r3"]
    outside = release.view(asked(present, "", "public"))
    assert [row["id"] for row in outside.sections[0].rows] == ["shop/r1", "shop/r2", "shop/r3"]
    assert outside.headline == "3 releases."


def test_a_release_that_no_plan_delivers_is_late_when_its_day_has_passed() -> None:
    found = plan_of(shop="{kind: product, releases: {r1: {due: 2026-01-30}, r2: {due: 2026-04-07}}}")
    assert release.view(asked(found, "")).headline.endswith("; late: r1.")
