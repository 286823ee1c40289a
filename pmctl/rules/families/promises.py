"""PM7xx: promises between documents."""

from __future__ import annotations

from pmctl.rules import (
    cross_document_late,
    external_late,
    plan_without_promise,
    promise_before_forecast,
    promise_passed,
    promise_without_plan,
)

PROMISES = (
    promise_before_forecast,
    promise_without_plan,
    plan_without_promise,
    cross_document_late,
    external_late,
    promise_passed,
)
"""By code."""
