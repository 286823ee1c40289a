"""What documents are made of: acceptance, completeness, what is still open, expectations, lessons that fit."""

from __future__ import annotations

from datetime import date

import pytest
from insights_plan import item, plan_of

from pmctl.insights.acceptance import checks_in, checks_of, state_of
from pmctl.insights.charter import complete, parts_of
from pmctl.insights.closing import still_open
from pmctl.insights.communicating import told_next
from pmctl.insights.expectations import expectations
from pmctl.insights.lessons import lessons_for
from pmctl.insights.written import place_of
from pmctl.model.control import Communication, Deliverable, Stakeholder
from pmctl.model.project import Project
from pmctl.plan import Plan

PEOPLE = "kind: people\npeople: {ana: {}, mia: {}}\n"


def project(plan: Plan, id: str) -> Project:
    found = item(plan, id)
    assert isinstance(found, Project)
    return found


def deliverable(plan: Plan, id: str) -> Deliverable:
    found = item(plan, id)
    assert isinstance(found, Deliverable)
    return found


CHECKED = """
kind: project
tasks:
  build: {effort: 2d, status: done, started: 2026-02-02, finished: 2026-02-03}
  write: {effort: 2d}
deliverables:
  taken: {tasks: build, accepted: {by: mia, date: 2026-02-09}}
  wanted: {tasks: write, accepted: {by: mia}}
  bad: {tasks: write}
  good: {tasks: build}
  later: {tasks: write}
  loose: {}
quality:
  slow: {of: bad, result: fail}
  fast: {of: build, result: pass}
  open: {of: later}
"""


@pytest.mark.parametrize(
    ("id", "state"),
    [
        ("taken", "accepted"),
        ("wanted", "asked"),
        ("bad", "failed"),
        ("good", "ready"),
        ("later", "open"),
        ("loose", "open"),
    ],
)
def test_how_far_a_deliverable_is_from_being_taken(id: str, state: str) -> None:
    plan = plan_of(people=PEOPLE, checkout=CHECKED)
    assert state_of(plan, deliverable(plan, f"checkout/{id}")) == state


def test_a_deliverable_has_the_checks_of_its_tasks() -> None:
    plan = plan_of(people=PEOPLE, checkout=CHECKED)
    assert [one.key for one in checks_of(plan, item(plan, "checkout/good"))] == ["fast"]
    assert checks_in(plan, "checkout").text == "checks 1 of 3, slow fails"


def test_a_plan_is_complete_by_its_five_parts() -> None:
    plan = plan_of(
        people=PEOPLE,
        whole="""
        kind: project
        charter: {in-scope: [Cards]}
        deliverables: {page: {tasks: build}}
        tasks: {build: {effort: 2d, owner: ana}, end: {milestone: true}}
        """,
        bare="kind: project\ntasks: {build: {}, dig: {effort: 1d, external: {party: X}}, gone: {status: dropped}}\n",
    )
    whole, bare = parts_of(plan, project(plan, "whole")), parts_of(plan, project(plan, "bare"))
    assert complete(whole) == "5 of 5 parts"
    assert [(part.name, part.lacks) for part in bare] == [
        ("scope", "no `charter.in-scope`"),
        ("deliverables", "no `deliverables`"),
        ("work", "no estimate of build"),
        ("milestones", "no `milestone: true`"),
        ("people", "nobody does build"),
    ]


def test_what_keeps_a_project_from_being_closed_has_its_place() -> None:
    plan = plan_of(
        people=PEOPLE,
        checkout="""
        kind: project
        phase: closed
        tasks: {build: {effort: 2d, status: done, started: 2026-02-02, finished: 2026-02-03}, tidy: {effort: 1d}}
        deliverables: {page: {tasks: build}}
        risks: {night: {response: accept}}
        decisions: {colour: {status: proposed}, stone: {status: accepted}}
        changes: {more: {status: approved}, less: {status: rejected}}
        expenses: {old: {date: 2026-02-01, amount: 5}, ahead: {date: 2026-03-01, amount: 7}}
        contracts: {lease: {direction: pay, payments: {last: {date: 2026-03-01, amount: 9}}}}
        transfers: {move: {date: 2026-02-01, amount: 1, from-line: a, to-line: b, reason: x}}
        """,
    )
    found = still_open(plan, project(plan, "checkout"))
    assert [(one.area, one.item.key) for one in found] == [
        ("work", "tidy"),
        ("work", "colour"),
        ("work", "more"),
        ("acceptance", "page"),
        ("risks", "night"),
        ("budget", "ahead"),
        ("budget", "lease"),
        ("budget", "move"),
        ("handover", "checkout"),
        ("lessons", "checkout"),
    ]
    assert place_of(plan, found[0].span) == "projects/checkout.yaml:4"


def test_a_project_without_deliverables_hands_nothing_over() -> None:
    plan = plan_of(checkout="kind: project\ntasks: {a: {status: done, finished: 2026-02-03}}\nlessons: {rain: {}}\n")
    assert still_open(plan, project(plan, "checkout")) == ()


def test_what_somebody_expects_is_compared_in_working_days() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks: {build: {duration: 5d}, old: {status: done, finished: 2026-02-03}}
        stakeholders: {mia: {expects: {build: 2026-02-12, old: 2026-01-01, nothing: 2026-01-01}}}
        """
    )
    mia = item(plan, "checkout/mia")
    assert isinstance(mia, Stakeholder)
    (one,) = expectations(plan, mia)
    assert (one.item.key, one.expected, one.forecast, one.days, one.is_gap) == (
        "build",
        date(2026, 2, 12),
        date(2026, 2, 16),
        2,
        True,
    )


@pytest.mark.parametrize(
    ("keys", "due"),
    [("every: 2w, last: 2026-01-27", date(2026, 2, 10)), ("every: 1mo", None), ("last: 2026-01-27", None)],
)
def test_who_is_told_again_when(keys: str, due: date | None) -> None:
    plan = plan_of(checkout=f"kind: project\ntasks: {{a: {{}}}}\ncommunication: {{news: {{what: News, {keys}}}}}\n")
    news = item(plan, "checkout/news")
    assert isinstance(news, Communication)
    assert told_next(news) == due


def test_lessons_of_others_fit_by_tag_risk_task_or_product() -> None:
    learned = "kind: project\nproduct: shop\ntasks: {a: {}}\nlessons:\n"
    plan = plan_of(
        old=learned + "  early: {area: Vendor}\n  sample: {area: testing, tags: data}\n  rain: {area: weather}\n",
        by_tag="kind: project\nid: by-tag\ntags: data\ntasks: {a: {}}\n",
        by_risk="kind: project\nid: by-risk\ntasks: {a: {}}\nrisks: {wet: {category: weather}}\n",
        by_task="kind: project\nid: by-task\ntasks: {a: {duration: 1d, external: {party: Legal}}}\n",
        by_product="kind: project\nid: by-product\nproduct: shop\ntasks: {a: {}}\nlessons: {own: {area: mine}}\n",
        alone="kind: project\ntasks: {a: {}}\n",
        shop="kind: product\nvision: Fast\n",
    )

    def fitting(id: str) -> list[tuple[str, str]]:
        return [(one.lesson.key, one.why) for one in lessons_for(plan, project(plan, id))]

    assert fitting("by-tag") == [("sample", "its tags")]
    assert fitting("by-risk") == [("rain", "risk wet")]
    assert fitting("by-task") == [("early", "task a")]
    assert [key for key, _ in fitting("by-product")] == ["early", "sample", "rain"]
    assert fitting("alone") == []
