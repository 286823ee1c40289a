"""The brief of a product is one page: what comes next, and a count of what has no place on it."""

from __future__ import annotations

import json

import jsonschema

from pmctl.audience import Audience
from pmctl.diagnostic import UserError
from pmctl.history import Past
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.reports import REPORTS
from pmctl.reports.brief.of_product import MOST, view
from pmctl.reports.paper import Request, Section
from pmctl.reports.writing import make, written
from tests.transcript import ROOT
from tests.unit.insights_plan import plan_of

SCHEMA = json.loads((ROOT / "pmctl/reports/paper.schema.json").read_text("utf-8"))


def nothing() -> Past:
    raise UserError("no history")


def shop(*features: str) -> Plan:
    """A product with these features, seen on 10 February 2026."""
    return plan_of(shop="{kind: product, visibility: public, features: {" + ", ".join(features) + "}}")


def ahead(plan: Plan, audience: Audience = "internal") -> Section:
    document = plan.workspace.documents["shop"]
    assert isinstance(document, Product)
    paper = view(Request(plan, document, audience, plan.today, nothing), document)
    return next(one for one in paper.sections if one.id == "ahead")


def test_what_was_promised_for_earlier_is_counted_not_listed() -> None:
    found = ahead(shop("old: {due: 2025-11-28}", "soon: {due: 2026-03-06}", "far: {due: 2026-09-30}"))
    assert [line["name"] for line in found.rows] == ["soon"]
    assert found.text == ("Not listed here: 1 feature of earlier quarters, still open; `pmctl roadmap` has all.",)


def test_a_page_has_room_for_so_many_and_says_how_many_more_there_are() -> None:
    plan = shop(*(f"f{number}: {{due: 2026-03-06}}" for number in range(MOST + 3)))
    found = ahead(plan)
    assert (len(found.rows), found.room) == (MOST + 3, MOST)
    assert found.text == ("Not listed here: 3 more of these quarters; `pmctl roadmap` has all.",)

    assert ahead(plan, "client").text == ("Not listed here: 3 more of these quarters.",)


def test_programs_get_what_a_page_has_no_room_for() -> None:
    plan = shop(*(f"f{number}: {{due: 2026-03-06}}" for number in range(MOST + 3)))
    request = Request(plan, plan.workspace.documents["shop"], "internal", plan.today, nothing)
    made = make(next(one for one in REPORTS if one.name == "brief"), request)
    told = json.loads(written(made, "json", "")[0])
    jsonschema.validate(told, SCHEMA)
    (section,) = [one for one in told["sections"] if one["id"] == "ahead"]
    assert (len(section["rows"]), section["room"]) == (MOST + 3, MOST)
    page = written(made, "md", "paper.md.j2")[0]
    assert sum(line.startswith("| f") for line in page.splitlines()) == MOST


def test_readers_outside_are_not_told_how_much_is_late() -> None:
    found = ahead(shop("old: {due: 2025-11-28, commitment: committed}", "soon: {due: 2026-03-06}"), "public")
    assert found.text == ()
