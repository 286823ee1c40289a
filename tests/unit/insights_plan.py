"""A plan from a few lines of YAML, for the tests of insights."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from pmctl.load import load
from pmctl.model.item import Item
from pmctl.plan import Plan, plan

TODAY = date(2026, 2, 10)


def plan_of(today: date = TODAY, /, **files: str) -> Plan:
    """Schedule files: `checkout="..."` is projects/checkout.yaml, `pmctl` and `people` are the workspace's own."""
    texts = {
        f"{name}.yaml" if name in ("pmctl", "people") else f"projects/{name}.yaml": dedent(text).encode()
        for name, text in files.items()
    }
    texts.setdefault("pmctl.yaml", b"kind: workspace\n")
    loaded = load(Path("plan"), texts)
    assert not [found for found in loaded.diagnostics if found.severity == "error"], loaded.diagnostics
    return plan(loaded, today)


def item(plan: Plan, id: str) -> Item:
    return plan.workspace.items[id]
