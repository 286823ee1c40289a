"""PM5xx: risk and governance."""

from __future__ import annotations

from pmctl.model.control import (
    Action,
    Assumption,
    Communication,
    Decision,
    Deliverable,
    Gate,
    Handover,
    Issue,
    QualityCheck,
    Raci,
    Risk,
    Stakeholder,
)
from pmctl.model.money import Contract
from pmctl.model.workspace import Policy
from pmctl.rules.judging.rule import Rule

GOVERNANCE = (
    Rule("PM501", "charter-not-measurable"),
    Rule("PM502", "executing-unapproved"),
    Rule("PM503", "beyond-tolerance"),
    Rule("PM504", "raci-accountable", about=(Raci,)),
    Rule("PM505", "risk-without-response", about=(Risk,)),
    Rule("PM506", "risk-review-late", about=(Risk,)),
    Rule("PM507", "occurred-without-issue", about=(Risk,)),
    Rule("PM508", "red-without-action"),
    Rule("PM509", "gate-skipped", about=(Gate,)),
    Rule("PM510", "closed-with-open-work"),
    Rule("PM511", "handover-open", about=(Handover,)),
    Rule("PM512", "check-failed-but-accepted", about=(Deliverable,)),
    Rule("PM513", "expectation-gap", about=(Stakeholder,)),
    Rule("PM514", "contract-ends", about=(Contract,)),
    Rule("PM515", "wider-than-parent"),
    Rule("PM516", "overdue", about=(Action, Decision, Issue, QualityCheck)),
    Rule("PM517", "certain-risk", about=(Risk,)),
    Rule("PM518", "raci-responsible", about=(Raci,)),
    Rule("PM519", "deliverable-without-task", about=(Deliverable,)),
    Rule("PM520", "closing-without-lessons"),
    Rule("PM521", "communication-late", about=(Communication,)),
    Rule("PM522", "update-expired"),
    Rule("PM523", "waiver-ended", about=(Policy,)),
    Rule("PM524", "reported-too-good"),
    Rule("PM525", "assumption-review-late", about=(Assumption,)),
    Rule("PM526", "done-without-commit", when="history"),
    Rule("PM527", "commits-not-in-progress", when="history"),
    Rule("PM528", "silent-in-progress", when="history"),
)
"""By code."""
