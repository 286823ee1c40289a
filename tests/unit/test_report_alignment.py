"""What the report of alignment says of approvals that no commit at hand tells of."""

from __future__ import annotations

from pmctl.history import Past
from pmctl.reports.alignment import view
from pmctl.reports.paper import Request
from tests.unit.insights_plan import plan_of


def nothing() -> Past:
    raise AssertionError("no history is read")


def test_the_day_of_an_approval_is_written_as_all_days_are() -> None:
    plan = plan_of(
        shop="{kind: product, approved: [{by: mia, date: 2026-01-12}, {by: fin}]}",
        people="{kind: people, people: {mia: {}, fin: {}}}",
    )
    sections = view(Request(plan, None, "internal", plan.today, nothing)).sections
    rows = next(section.rows for section in sections if section.id == "approval")
    assert [row["state"] for row in rows] == ["approved Mon 12 Jan", "asked, and not given"]
