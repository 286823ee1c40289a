"""PM9xx: review of a change."""

from __future__ import annotations

from pmctl.rules import (
    approval_recorded_for_another,
    approval_stale,
    baseline_rewritten,
    committed_moved_without_approval,
    contract_changed,
    forecast_worse_than_tolerance,
    health_worse,
    history_rewritten,
    judge_changed,
    policy,
    scope_unapproved,
    suppression_added,
)

REVIEW = (
    committed_moved_without_approval,
    scope_unapproved,
    forecast_worse_than_tolerance,
    baseline_rewritten,
    history_rewritten,
    health_worse,
    policy,
    judge_changed,
    suppression_added,
    approval_recorded_for_another,
    approval_stale,
    contract_changed,
)
"""By code."""
