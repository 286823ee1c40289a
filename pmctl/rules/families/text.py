"""PM0xx: text and shape of plan files."""

from __future__ import annotations

from pmctl.rules.judging.rule import Rule

TEXT = (
    Rule("PM001", "unreadable-file", when="reading"),
    Rule("PM002", "syntax-error", when="reading"),
    Rule("PM003", "duplicate-key", when="reading"),
    Rule("PM004", "tag-not-allowed", when="reading"),
    Rule("PM005", "unknown-key", when="reading"),
    Rule("PM006", "wrong-value", when="reading"),
    Rule("PM007", "bad-id", when="reading"),
    Rule("PM008", "missing-key", when="reading"),
    Rule("PM009", "too-large", when="reading"),
    Rule("PM010", "control-character", when="reading"),
    Rule("PM011", "invisible-character", when="reading"),
    Rule("PM012", "empty-key", when="reading"),
    Rule("PM013", "kind-lost", when="reading"),
    Rule("PM014", "tab-indent", when="reading"),
    Rule("PM015", "several-documents", when="reading"),
    Rule("PM016", "suppressed", when="reading"),
    Rule("PM017", "wrong-allow", when="reading"),
    Rule("PM018", "rule-setting", when="reading"),
    Rule("PM020", "template-failed", when="reading"),
)
"""By code."""
