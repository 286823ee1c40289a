"""What a message says of why a document's health is what it is."""

from __future__ import annotations

from pmctl.triggers.telling.healths import evidence
from tests.unit.insights_plan import plan_of

LATE = """
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    commitment: committed
    tasks:
      api: {duration: 15d}
"""


def test_nothing_is_said_twice() -> None:
    plan = plan_of(p=LATE)
    (line,) = evidence(plan, plan.workspace.documents["p"], "red")
    assert line.text == (
        "schedule: api +11d (amber above 0d, red above 0.4d); slip: forecast Mon 2 Mar, promised Fri 13 Feb"
    )
