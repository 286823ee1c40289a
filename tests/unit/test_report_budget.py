"""The budget report: what its sections say adds up to what its lines expect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.transcript import run

PLAN = """kind: project
id: p
start: 2026-02-02
budget: {labour: 10k, cloud: 5k}
tasks:
  api: {effort: 2d, assign: ana, cost: 300}
  load: {effort: 1d, assign: ana, after: api, cost: {start: 1200, finish: 800}, line: cloud}
  audit: {duration: 1d, external: {party: Others}, cost: 6500, status: done, started: 2026-02-03, finished: 2026-02-03}
expenses:
  disks: {name: Disks, date: 2026-03-02, amount: 90, line: cloud}
contracts:
  host: {party: Host, direction: pay, start: 2026-03-01, line: cloud, payments: {one: {date: 2026-03-02, amount: 60}}}
"""


def sections(folder: Path) -> dict[str, list[dict[str, Any]]]:
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    (folder / "people.yaml").write_text("kind: people\npeople: {ana: {rate: 500/d}}\n", "utf-8")
    ran = run(["report", "budget", "p", "--today", "2026-02-10", "--json"], folder)
    return {one["id"]: one["rows"] for one in json.loads(ran.output)["sections"]}


def test_what_tasks_cost_apart_from_people_is_listed(tmp_path: Path) -> None:
    rows = sections(tmp_path)["task-costs"]
    assert [(one["name"], one.get("line"), one["actual"], one["left"], one["estimate"]) for one in rows] == [
        ("api", "labour", 0, 300, 300),
        ("load", "cloud", 0, 2000, 2000),
        ("audit", "labour", 6500, 0, 6500),
        ("all", None, 6500, 2300, 8800),
    ]


def test_the_sections_add_up_to_what_is_expected(tmp_path: Path) -> None:
    found = sections(tmp_path)
    listed = sum(one["estimate"] for id in ("labour", "task-costs") for one in found[id] if not one.get("sum"))
    listed += sum(one["amount"] for id in ("expenses", "contracts") for one in found[id])
    (whole,) = [one for one in found["budget"] if one.get("sum")]
    assert listed == whole["estimate"]
