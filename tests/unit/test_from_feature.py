"""A project that is drafted from a feature says what the product says, and the product knows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmctl.diagnostic import UserError
from pmctl.edit import change
from pmctl.insights.promises import forecast_of
from pmctl.insights.states import is_over
from pmctl.load import load
from pmctl.model.control import Risk
from pmctl.model.product import Feature
from pmctl.model.project import Project
from pmctl.operations import file_bytes, read_again, with_files
from pmctl.operations.add import New
from pmctl.operations.from_feature import with_project_of
from pmctl.plan import Plan, plan
from pmctl.rules.judging.run import findings
from tests.transcript import ROOT, TODAY
from tests.unit.insights_plan import plan_of

SHOP = """
    kind: product
    id: shop
    owner: pia
    objectives:
      fast: {period: 2026-Q2, owner: pia, key-results: {minute: {name: Under a minute, from: 140, target: 60}}}
    features:
      epic:
        problem: "Buyers: leave #1"
        supports: fast
        success: minute
        features:
          one-click: {name: "[One], click: %s", due: 2026-Q2, commitment: committed, accept: ["Works: everywhere"]}
    risks:
      slow: {probability: 20%%, impact: {time: 3d}, affects: one-click, status: open}
      gone: {affects: one-click, status: closed}
    assumptions:
      usable: {affects: [one-click], status: open}
      sure: {affects: [one-click], status: confirmed}
"""
PEOPLE = "{kind: people, people: {pia: {}, ana: {}}}"


def drafted(present: Plan, feature: str, *said: str) -> tuple[Plan, dict[str, bytes]]:
    files = file_bytes(present)
    new = New("project", "quite-new", tuple(change("x", text) for text in said))
    made = with_project_of(present, files, new, present.workspace.items[feature], present.today)
    return plan(read_again(present, with_files(files, made)), present.today), made


def project_of(present: Plan) -> Project:
    found = present.workspace.documents["quite-new"]
    assert isinstance(found, Project)
    return found


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ROOT / "examples" / "acme"), date.fromisoformat(TODAY))


def test_a_project_can_be_drafted_from_every_open_feature(acme: Plan) -> None:
    features = [one for one in acme.workspace.items.values() if isinstance(one, Feature) and not is_over(acme, one)]
    assert len(features) > 8
    known = {(one.code, one.item, one.message) for one in findings(acme) if one.severity == "error"}
    for feature in features:
        present, made = drafted(acme, feature.id)
        project = project_of(present)
        assert project.name == feature.title and project.product == feature.document
        after = present.workspace.items[feature.id]
        assert isinstance(after, Feature) and after.delivered_by == (*feature.delivered_by, "quite-new")
        wrong = [one for one in findings(present) if one.severity == "error"]
        # what is late may say so in other words: the day of what delivers it has changed
        assert [
            one for one in wrong if (one.code, one.item, one.message) not in known and one.item == "quite-new"
        ] == []
        assert {path for path in made if path in acme.loaded.texts} == {feature.source.path}


def test_the_charter_says_what_the_product_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    present = in_a_folder(tmp_path_factory, "<b>")
    after, _ = drafted(present, "shop/one-click", "sponsor=ana")
    project = project_of(after)
    assert project.name == "[One], click: <b>" and (project.lead, project.sponsor) == ("pia", "ana")
    assert project.supports == ("shop/fast",) and project.commitment == "committed"
    assert project.due is not None and project.due.text == "2026-Q2"
    charter = project.charter
    assert charter is not None and charter.purpose == "Buyers: leave #1"
    assert (charter.in_scope, charter.success) == (("[One], click: <b>",), ("Under a minute",))
    assert charter.exit == ("Works: everywhere",)
    (benefit,) = charter.benefits
    assert (benefit.key, benefit.name, benefit.owner) == ("minute", "Under a minute", "pia")
    assert benefit.target is not None and benefit.target.text == "60"
    affected = {id for id, one in after.workspace.items.items() if "quite-new" in getattr(one, "affects", ())}
    assert affected == {"shop/slow", "shop/usable"}, "what is closed or confirmed affects nothing"


def test_a_project_may_be_called_as_its_feature_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    present = in_a_folder(tmp_path_factory, "<b>")
    files = file_bytes(present)
    made = with_project_of(
        present, files, New("project", "one-click"), present.workspace.items["shop/one-click"], present.today
    )
    after = plan(read_again(present, with_files(files, made)), present.today)
    assert forecast_of(after, after.workspace.items["shop/one-click"]).date is not None
    risk = after.workspace.items["shop/slow"]
    assert isinstance(risk, Risk) and risk.affects == ("one-click",)


def test_a_project_waits_for_what_its_feature_comes_after(acme: Plan) -> None:
    after, _ = drafted(acme, "shop/two-click")
    start = project_of(after).start
    assert start is not None and start.text == "2026-04-08", "one-click is there on Tue 7 Apr"
    after, _ = drafted(acme, "shop/two-click", "start=2026-03-02")
    start = project_of(after).start
    assert start is not None and start.text == "2026-03-02", "what is said wins"


def in_a_folder(factory: pytest.TempPathFactory, words: str) -> Plan:
    """The plan, in files that can be read again."""
    root = factory.mktemp("plan")
    (root / "shop.yaml").write_text("\n".join(line[4:] for line in (SHOP % words).strip("\n").splitlines()), "utf-8")
    (root / "people.yaml").write_text(PEOPLE, "utf-8")
    return plan(load(root), date.fromisoformat(TODAY))


def test_wrong_calls() -> None:
    present = plan_of(shop=SHOP % "x", people=PEOPLE)
    new = New("project", "quite-new")
    with pytest.raises(UserError, match="is a risk, no feature"):
        with_project_of(present, {}, new, present.workspace.items["shop/slow"], present.today)
    feature = present.workspace.items["shop/one-click"]
    assert isinstance(feature, Feature)
    shipped = replace(
        present.loaded.workspace, items={**present.workspace.items, feature.id: replace(feature, status="shipped")}
    )
    over = plan(replace(present.loaded, workspace=shipped), present.today)
    with pytest.raises(UserError, match="nothing is left to deliver"):
        with_project_of(over, {}, new, over.workspace.items[feature.id], present.today)
