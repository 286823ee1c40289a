"""A promise that a task's slip breaks is told by every command that could, with the same promise, forecast and gap."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import history
from tests.transcript import transcript

FILES = {
    "pmctl.yaml": "kind: workspace\nid: acme\n",
    "people.yaml": """
kind: people
people:
  ana: {name: Ana Ruiz, email: ana@acme.example}
  pia: {name: Pia Berg, email: pia@acme.example}
""",
    "products/shop.yaml": """
kind: product
name: Web shop
owner: pia
vision: Buying takes one minute.
features:
  one-click: {name: One-click checkout, owner: pia, due: 2026-04-07, delivered-by: checkout/api, release: r2}
releases:
  r2: {name: Spring, owner: pia, due: 2026-04-07}
business-case:
  rate: 8%
  starts-with: r2
  costs: {2026: {build: 98k}}
  benefits: {2026: {sales: 60k}, 2027: {sales: 210k}}
""",
    "projects/checkout.yaml": """
kind: project
name: Checkout revamp
product: shop
tasks:
  api: {name: Payment API, milestone: true, not-before: 2026-04-07, owner: ana}
""",
}
STEPS = """
commit 2026-02-09 ana: The plan
branch late
set projects/checkout.yaml: not-before: 2026-04-07 -> not-before: 2026-04-10
commit 2026-02-10 ana: The provider is late
"""
DUE, FORECAST, GAP = "7 Apr", "10 Apr", "+3d"


def _repository(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"), "utf-8")
    return history.make(folder, STEPS)


EVERYWHERE = (
    "check",
    "diff main",
    "review main",
    "notify --since main --for pia",
    "roadmap shop",
    "roadmap shop --as timeline",
    "status shop",
    "report status shop",
)
"""Where whoever looks at a product is told of a promise that does not hold."""


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _repository(tmp_path_factory.mktemp("late") / "plan", FILES)


@history.needs_git
@pytest.mark.parametrize(
    "command",
    [
        *EVERYWHERE,
        "show shop/one-click",
        "report release r2",
        "report launch r2",
        "list features --columns id,due,forecast,slip",
    ],
)
def test_the_same_numbers_everywhere(late: Path, command: str) -> None:
    said = " ".join(
        transcript([f"$ pmctl {command}"], late).replace("2026-04-07", DUE).replace("2026-04-10", FORECAST).split()
    )
    assert "One-click checkout" in said or "one-click" in said or "Spring" in said
    missing = [number for number in (DUE, FORECAST, GAP) if number not in said]
    assert missing == [], said


@pytest.fixture(scope="module")
def late_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feature has a promise of its own, which holds; that of its release does not."""
    shop = FILES["products/shop.yaml"].replace("due: 2026-04-07, delivered-by", "due: 2026-Q2, delivered-by")
    folder = tmp_path_factory.mktemp("late-release") / "plan"
    return _repository(folder, FILES | {"products/shop.yaml": shop})


@history.needs_git
@pytest.mark.parametrize(
    "command",
    [
        *EVERYWHERE,
        "roadmap shop --as swimlane --group-by team",
        "roadmap shop --format md",
        "report brief shop",
        "report release",
    ],
)
def test_a_release_breaks_its_promise_where_its_features_keep_theirs(late_release: Path, command: str) -> None:
    said = " ".join(transcript([f"$ pmctl {command}"], late_release).split())
    assert "Spring" in said or "r2" in said
    said = said.replace("2026-04-07", DUE).replace("2026-04-10", FORECAST)
    assert [number for number in (DUE, FORECAST, GAP) if number not in said] == [], said


@history.needs_git
def test_the_answer_names_a_late_release(late_release: Path) -> None:
    said = " ".join(transcript(["$ pmctl report status shop"], late_release).split())
    assert "Web shop: of 1 promised feature with a plan, none is late; 1 release is late: Spring (+3d)." in said


@history.needs_git
def test_what_the_slip_costs_is_said_where_it_is_reviewed(late: Path) -> None:
    said = transcript(["$ pmctl diff main", "$ pmctl review main", "$ pmctl report business-case shop"], late)
    assert said.count("business case 156,444.44 → 154,809.74 EUR") >= 2, said
    assert "154,809.74 EUR" in said.partition("$ pmctl report")[2]


@history.needs_git
def test_what_is_late_is_found_once(late: Path) -> None:
    """The feature and its release are promised for one day, and late by the same work."""
    found = transcript(["$ pmctl check --format concise"], late)
    told = [line for line in found.splitlines() if GAP in line]
    assert [line.rpartition("[")[2].rstrip("]") for line in told] == ["PM701"]
    assert "; so is the release " in told[0]
