"""Facts by their names: values, texts, JSON and filters."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from insights_plan import item, plan_of

from pmctl.insights import facts
from pmctl.insights.collections import COLLECTIONS, KINDS, items_of
from pmctl.insights.computed import COMPUTED, work
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.quantity import Unreadable, money, money_range, number_range, rate

CHECKOUT = """
    kind: project
    name: Checkout
    due: 2026-Q1
    lead: ana
    tasks:
      kickoff: {milestone: 2026-01-05, status: done, finished: 2026-01-05}
      build:
        tasks:
          design: {effort: 3d..5d..9d, owner: dee, after: kickoff, due: 2026-02-13, tags: [ui, pay-1]}
          api:
            effort: 5d
            assign: [ana 50%, bo]
            after: [design + 1d]
            x-squad: red
            progress: 40%
            started: 2026-02-02
          rest: {duration: 2d, after: api SS, cost: 5k}
      launch: {milestone: true, after: build, due: 2026-03-31}
    risks:
      late: {name: They are late, probability: 40%, impact: {time: 10d, cost: 8k}, owner: ana, review: 2026-02-01}
"""
PEOPLE = "{kind: people, people: {ana: {availability: 80%}, bo: {}, dee: {}}, teams: {core: {members: [ana, bo]}}}"


@pytest.fixture(scope="module")
def small() -> Plan:
    return plan_of(checkout=CHECKOUT, people=PEOPLE)


def shown(plan: Plan, id: str, name: str) -> str:
    return facts.show(plan, facts.value(plan, item(plan, id), name), name)


@pytest.mark.parametrize(
    ("id", "name", "text"),
    [
        ("checkout/api", "id", "checkout/api"),
        ("checkout/api", "name", "api"),
        ("checkout", "name", "Checkout"),
        ("checkout", "owner", "ana"),
        ("checkout", "due", "2026-Q1"),
        ("checkout/api", "wbs", "2.2"),
        ("checkout/api", "depth", "1"),
        ("checkout/launch", "wbs", "3"),
        ("checkout/build", "leaf", ""),
        ("checkout/api", "leaf", "yes"),
        ("checkout/launch", "milestone", "yes"),
        ("checkout/design", "effort", "3d..5d..9d"),
        ("checkout/build", "effort", "10d"),
        ("checkout/api", "assign", "ana 50%, bo"),
        ("checkout/api", "people", "ana, bo"),
        ("checkout/api", "after", "design + 1d"),
        ("checkout/api", "status", "doing"),
        ("checkout/build", "category", "doing"),
        ("checkout/api", "progress", "40%"),
        ("checkout/build", "progress", "17%"),
        ("checkout/api", "remaining", "3d"),
        ("checkout/api", "x-squad", "red"),
        ("checkout/design", "due", "Fri 13 Feb"),
        ("checkout/design", "forecast", "Mon 16 Feb"),
        ("checkout/design", "slip", "+1d"),
        ("checkout/design", "late", "yes"),
        ("checkout/design", "overdue", ""),
        ("checkout/design", "ready", "yes"),
        ("checkout/rest", "ready", "yes"),
        ("checkout/rest", "duration", "2d"),
        ("checkout/rest", "cost", "5k"),
        ("checkout/api", "waits-for", "checkout/design"),
        ("checkout/design", "needed-by", "checkout/api, checkout/launch"),
        ("checkout/launch", "waits-for", "checkout/build"),
        ("checkout/late", "impact", "time 10d, cost 8k"),
        ("checkout/late", "probability", "40%"),
        ("checkout/late", "review", "Sun 1 Feb"),
        ("core", "members", "ana, bo"),
        ("checkout/api", "nothing-of-that-name", ""),
    ],
)
def test_a_fact_has_one_text(small: Plan, id: str, name: str, text: str) -> None:
    assert shown(small, id, name) == text


@pytest.mark.parametrize(
    ("id", "name", "expected"),
    [
        (
            "checkout/design",
            "effort",
            {"effort": "3d..5d..9d", "effort-minutes": 2400, "effort-low-minutes": 1440, "effort-high-minutes": 4320},
        ),
        ("checkout/api", "effort", {"effort": "5d", "effort-minutes": 2400}),
        ("checkout/design", "slip", {"slip": "+1d", "slip-minutes": 480}),
        ("checkout/design", "forecast", {"forecast": "2026-02-16"}),
        ("checkout", "due", {"due": "2026-03-31", "due-text": "2026-Q1"}),
        ("checkout/api", "progress", {"progress": "40%", "progress-share": 0.4}),
        ("checkout/api", "after", {"after": ["design + 1d"]}),
        ("checkout/api", "leaf", {"leaf": True}),
        ("checkout/rest", "cost", {"cost": "5k", "cost-amount": 5000, "cost-currency": None}),
        ("checkout/late", "owner", {"owner": "ana"}),
        ("checkout/launch", "effort", {"effort": None}),
        (
            "checkout/late",
            "impact",
            {"impact": {"time": "10d", "time-minutes": 4800, "cost": "8k", "cost-amount": 8000, "cost-currency": None}},
        ),
    ],
)
def test_json_has_plan_text_and_numbers(small: Plan, id: str, name: str, expected: dict[str, object]) -> None:
    assert facts.to_json(small, facts.value(small, item(small, id), name), name) == expected


@pytest.mark.parametrize(
    ("minutes", "text"), [(-11787, "-24.6d"), (25227, "52.6d"), (2400, "5d"), (10, "0.1d"), (0, "0d")]
)
def test_a_computed_length_reads_as_days(small: Plan, minutes: int, text: str) -> None:
    assert facts.to_json(small, work(small, minutes), "float") == {"float": text, "float-minutes": minutes}


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ("critical and leaf and not milestone", None),
        ("late", ["design"]),
        ("slip > 0d", ["design"]),
        ("due < 2026-03-01", ["kickoff", "design"]),
        ("'ana' in assign", ["api"]),
        ("tags ~ 'pay*'", ["design"]),
        ("x-squad == 'red'", ["api"]),
        ("milestone", ["kickoff", "launch"]),
        ("effort >= 5d and leaf", ["design", "api"]),
        ("progress > 30% and progress < 50%", ["api"]),
        ("waits-for ~ '*/design'", ["api"]),
    ],
)
def test_filters_see_every_fact(small: Plan, where: str, keys: list[str] | None) -> None:
    found = [one.key for one in facts.matching(small, items_of(small, "tasks"), where)]
    assert found == keys if keys is not None else found


def test_an_unknown_name_in_a_filter_is_refused(small: Plan) -> None:
    with pytest.raises(Unreadable):
        facts.matching(small, items_of(small, "tasks"), "efort > 3d")


def test_one_fact_computes_no_other(small: Plan) -> None:
    fresh = plan_of(checkout=CHECKOUT, people=PEOPLE)
    assert facts.value(fresh, item(fresh, "checkout/api"), "effort") is not None
    assert not fresh.memory


def test_every_typed_key_is_a_name(small: Plan) -> None:
    hidden = {
        "source",
        "x",
        "is_group",
        "expects_source",
        "milestone_date",
        "top",
        "members",
        "source_of",
        "document",
        "group",
    }
    for kind, record in KINDS.items():
        names = set(facts.names_for(small, kind))
        for one in fields(record):  # type: ignore[arg-type]
            if one.name not in hidden:
                assert one.name.removesuffix("_").replace("_", "-") in names, (kind, one.name)


def test_every_fact_is_said_in_one_line() -> None:
    names = [fact.name for fact in facts.FACTS]
    assert len(names) == len(set(names))
    assert set(COMPUTED) <= set(names)
    assert all(fact.doc and "\n" not in fact.doc and not fact.doc.endswith(".") for fact in facts.FACTS)
    assert facts.title_of("forecast-start") == "Forecast start"


def test_collections_hold_what_their_word_says(small: Plan) -> None:
    assert [one.key for one in items_of(small, "milestones")] == ["kickoff", "launch"]
    assert [one.key for one in items_of(small, "groups")] == ["build"]
    assert [one.id for one in items_of(small, "people")] == ["ana", "bo", "dee"]
    assert [one.id for one in items_of(small, "risks")] == ["checkout/late"]
    assert items_of(small, "nonsense") == []
    assert set(COLLECTIONS.values()) == set(KINDS)


def test_a_status_of_the_teams_own_has_its_category() -> None:
    plan = plan_of(
        pmctl="{kind: workspace, statuses: {in-review: doing, parked: todo}}",
        checkout="{kind: project, tasks: {a: {duration: 1d, status: in-review}, b: {duration: 1d, status: parked}}}",
    )
    assert shown(plan, "checkout/a", "status") == "in-review"
    assert shown(plan, "checkout/a", "category") == "doing"
    assert shown(plan, "checkout/b", "category") == "todo"


def test_ages_are_calendar_days() -> None:
    plan = plan_of(shop="{kind: product, research: {eu: {name: EU, method: market, date: 2025-07-11}}}")
    assert shown(plan, "shop/eu", "age") == "214d"
    assert [one.key for one in facts.matching(plan, items_of(plan, "research"), "age > 180d")] == ["eu"]


def test_the_examples_know_every_fact_of_every_item() -> None:
    root = Path(__file__).parents[2] / "examples" / "acme"
    if not root.exists():
        pytest.skip("examples/acme is not there")
    acme = plan(load(root), date(2026, 2, 10))
    seen = 0
    for one in acme.workspace.items.values():
        assert KINDS[one.kind] is type(one)
        for name in facts.names_for(acme, one.kind):
            found = facts.value(acme, one, name)
            assert isinstance(facts.show(acme, found, name), str)
            assert isinstance(facts.to_json(acme, found, name), dict)
            seen += 1
    assert seen > 1000
    api = facts.value(acme, item(acme, "checkout/launch"), "slip")
    assert facts.show(acme, api, "slip") == "+3d"


def test_fractions_are_not_lost(small: Plan) -> None:
    found = facts.value(small, item(small, "checkout/api"), "progress")
    assert getattr(found, "value", None) == Fraction(2, 5)


def test_a_business_case_reads_as_periods_with_their_streams() -> None:
    shop = "{kind: product, business-case: {rate: 8%, costs: {2026: {build: 98k, run: 2k}, 2027: {run: 20k}}}}"
    text = shown(plan_of(shop=shop), "shop", "business-case")
    assert text == "rate 8%; costs 2026: build 98k, run 2k, 2027: run 20k"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("153500 EUR", "153,500 EUR"),
        ("32157.5", "32,157.50"),
        ("153.5k EUR", "153.5k EUR"),
        ("640", "640"),
        ("-1200", "-1,200"),
    ],
)
def test_money_is_read_with_its_thousands_apart(small: Plan, typed: str, text: str) -> None:
    assert facts.show(small, money(typed)) == text


def test_ranges_and_rates_are_read_as_they_were_written_with_their_thousands_apart(small: Plan) -> None:
    assert facts.show(small, money_range("9000..12500 EUR")) == "9,000..12,500 EUR"
    assert facts.show(small, money_range("9k..12.5k")) == "9k..12.5k"
    assert facts.show(small, rate("1250.5 EUR/d")) == "1,250.5 EUR/d"
    assert facts.show(small, number_range("0.12345..2000")) == "0.12345..2,000"
