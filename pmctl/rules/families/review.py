"""PM9xx: review of a change."""

from __future__ import annotations

from pmctl.model.workspace import Policy
from pmctl.rules.judging.rule import Rule

REVIEW = (
    Rule("PM901", "committed-moved-without-approval", when="change"),
    Rule("PM902", "scope-unapproved", when="change"),
    Rule("PM903", "forecast-worse-than-tolerance", when="change"),
    Rule("PM904", "baseline-rewritten", when="change"),
    Rule("PM905", "history-rewritten", when="change"),
    Rule("PM906", "health-worse", when="change"),
    Rule("PM909", "policy", about=(Policy,)),
    Rule("PM910", "judge-changed", when="change"),
    Rule("PM911", "suppression-added", when="change"),
    Rule("PM912", "approval-recorded-for-another", when="change"),
    Rule("PM913", "approval-stale", when="change"),
    Rule("PM914", "contract-changed", when="change"),
)
"""By code."""
