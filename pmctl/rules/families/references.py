"""PM1xx: what names something else."""

from __future__ import annotations

from pmctl.model.control import Document
from pmctl.model.money import Contract
from pmctl.model.product import Metric
from pmctl.model.workspace import Policy, View
from pmctl.rules.judging.rule import Rule

REFERENCES = (
    Rule("PM101", "unknown-reference"),
    Rule("PM102", "ambiguous-reference"),
    Rule("PM103", "duplicate-id", when="reading"),
    Rule("PM104", "person-unknown"),
    Rule("PM105", "orphan-part", when="reading"),
    Rule("PM106", "wrong-kind"),
    Rule("PM107", "unknown-calendar"),
    Rule("PM108", "unknown-time-zone"),
    Rule("PM109", "unknown-holidays"),
    Rule("PM110", "unknown-status"),
    Rule("PM111", "data-file", about=(Metric,)),
    Rule("PM112", "bad-reading", about=(Metric,)),
    Rule("PM113", "wrong-filter", about=(Policy, View)),
    Rule("PM114", "unknown-column", about=(View,)),
    Rule("PM115", "file-missing", about=(Document, Contract, Metric)),
)
"""By code."""
