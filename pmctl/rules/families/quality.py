"""PM8xx: the quality of a schedule."""

from __future__ import annotations

from pmctl.rules.judging.rule import Rule

QUALITY = (
    Rule("PM801", "missing-links"),
    Rule("PM802", "leads"),
    Rule("PM803", "lags"),
    Rule("PM804", "link-kinds"),
    Rule("PM805", "hard-constraints"),
    Rule("PM806", "high-float"),
    Rule("PM807", "tasks-without-time"),
    Rule("PM808", "long-tasks"),
    Rule("PM809", "dates-in-the-past"),
    Rule("PM810", "work-without-people"),
    Rule("PM811", "behind-baseline"),
    Rule("PM812", "broken-critical-path"),
    Rule("PM813", "path-too-long"),
    Rule("PM814", "behind-plan"),
    Rule("PM815", "too-long-task"),
    Rule("PM816", "gone-quiet"),
    Rule("PM817", "no-buffer"),
    Rule("PM818", "everything-critical"),
    Rule("PM819", "date-instead-of-link"),
    Rule("PM820", "dangling-start"),
    Rule("PM821", "dangling-finish"),
    Rule("PM822", "redundant-link"),
    Rule("PM823", "out-of-sequence"),
)
"""By code."""
