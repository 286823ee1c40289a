"""What supports objectives, who works on them, and what supports none."""

from __future__ import annotations

from insights_plan import item, plan_of

from pmctl.insights.alignment import aligned, gap_of, unaligned, unaligned_projects
from pmctl.insights.relations import members_of
from pmctl.model.product import Objective, Product
from pmctl.model.project import Project
from pmctl.plan import Plan

FILES = {
    "pmctl": """
        kind: workspace
        id: acme
        objectives: {growth: {period: 2026}, past: {period: 2025}, lone: {period: 2026}}
    """,
    "people": "{kind: people, people: {ana: {}, pia: {}}, teams: {core: {members: [ana]}}, resources: {rig: {}}}",
    "shop": """
        kind: product
        objectives:
          fast: {period: 2026, supports: acme/growth, key-results: {minute: {from: 2, target: 1}}}
          idea: {period: 2026}
          round: {period: 2026, supports: around}
          around: {period: 2026, supports: round}
        features:
          epic: {supports: fast, features: {a: {delivered-by: [work/t]}}}
          b: {success: minute, delivered-by: [work/u]}
          c: {supports: idea}
          d: {}
          gone: {status: dropped}
    """,
    "work": "{kind: project, tasks: {t: {effort: 1d, assign: [ana, rig]}, u: {effort: 1d, owner: pia}}}",
    "side": "{kind: project, tasks: {x: {effort: 1d, owner: pia}}}",
    "bold": "{kind: project, supports: [acme/growth], tasks: {y: {effort: 1d, owner: pia}}}",
}


def objectives(plan: Plan) -> list[Objective]:
    return [one for id in ("acme", "shop") for one in members_of(plan, id, Objective)]


def test_objectives_stand_under_what_they_support_with_whoever_works_on_them() -> None:
    plan = plan_of(**FILES)
    found = {one.objective.key: one for one in aligned(plan, objectives(plan))}
    assert [(key, one.level) for key, one in found.items()] == [
        ("growth", 0),
        ("fast", 1),
        ("past", 0),
        ("lone", 0),
        ("idea", 0),
        ("round", 0),
        ("around", 1),
    ]
    assert [one.key for one in found["fast"].features] == ["epic", "b"]
    assert found["fast"].who == ("core", "pia")
    assert [one.id for one in found["growth"].projects] == ["bold"]


def test_nobody_works_on_what_nothing_supports_or_delivers() -> None:
    plan = plan_of(**FILES)
    gaps = {one.key: gap_of(plan, one) for one in objectives(plan)}
    assert gaps == {
        "growth": "",
        "past": "",
        "lone": "nothing supports it",
        "fast": "",
        "idea": "nothing delivers c",
        "round": "nobody works on around",
        "around": "nobody works on round",
    }


def test_what_serves_no_objective() -> None:
    plan = plan_of(**FILES)
    shop = item(plan, "shop")
    assert isinstance(shop, Product)
    assert [one.key for one in unaligned(plan, shop)] == ["d"]
    projects = [one for one in plan.workspace.documents.values() if isinstance(one, Project)]
    assert [one.id for one in unaligned_projects(plan, projects)] == ["side"]


def test_what_supports_two_stands_under_both_and_is_counted_once() -> None:
    shop = """
        kind: product
        objectives:
          wide: {period: 2026}
          deep: {period: 2026}
          both: {period: 2026, supports: [wide, deep]}
          low: {period: 2026, supports: both}
        features: {a: {supports: both}}
    """
    found = aligned(plan := plan_of(shop=shop), members_of(plan, "shop", Objective))
    said = [(one.level, one.objective.key, len(one.features), one.also_under and one.also_under.key) for one in found]
    assert said == [
        (0, "wide", 0, None),
        (1, "both", 1, None),
        (2, "low", 0, None),
        (0, "deep", 0, None),
        (1, "both", 0, "wide"),
    ]
