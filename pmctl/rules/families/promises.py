"""PM7xx: promises between documents."""

from __future__ import annotations

from pmctl.rules import (
    built_but_not_shipped,
    cross_document_late,
    external_late,
    feature_before_predecessor,
    plan_without_promise,
    promise_before_forecast,
    promise_passed,
    promise_without_plan,
    released_with_open_scope,
    roadmap_leaves_out_steps,
    work_promised_later,
)

PROMISES = (
    promise_before_forecast,
    promise_without_plan,
    plan_without_promise,
    cross_document_late,
    external_late,
    promise_passed,
    released_with_open_scope,
    roadmap_leaves_out_steps,
    built_but_not_shipped,
    work_promised_later,
    feature_before_predecessor,
)
"""By code."""
