"""PM6xx: product and roadmap."""

from __future__ import annotations

from pmctl.rules import (
    claim_without_evidence,
    committed_without_date,
    competitor_stale,
    feature_after_release,
    feature_without_evidence,
    feature_without_objective,
    feature_without_success,
    key_result_not_measurable,
    must_share,
    no_vision,
    not_ready,
    objective_without_features,
    open_assumption_but_committed,
    outcome_due,
    product_with_end,
    reading_late,
    shipped_before_done,
    shipped_without_outcome,
    theme_without_features,
)

PRODUCT = (
    no_vision,
    feature_without_objective,
    feature_without_evidence,
    feature_without_success,
    not_ready,
    shipped_without_outcome,
    claim_without_evidence,
    open_assumption_but_committed,
    key_result_not_measurable,
    reading_late,
    competitor_stale,
    must_share,
    committed_without_date,
    shipped_before_done,
    feature_after_release,
    outcome_due,
    product_with_end,
    theme_without_features,
    objective_without_features,
)
"""By code."""
