"""PM2xx: dependencies and dates."""

from __future__ import annotations

from pmctl.rules.judging.rule import Rule

DATES = (
    Rule("PM201", "cycle"),
    Rule("PM202", "link-to-own-group"),
    Rule("PM203", "promise-missed"),
    Rule("PM204", "negative-float"),
    Rule("PM205", "constraint-fights-link"),
    Rule("PM206", "done-before-predecessor"),
    Rule("PM207", "dropped-predecessor"),
    Rule("PM208", "event-moved-by-link"),
    Rule("PM209", "finished-in-future"),
    Rule("PM210", "progress-without-started"),
    Rule("PM211", "done-without-finished"),
    Rule("PM212", "estimate-missing"),
    Rule("PM213", "group-with-effort"),
    Rule("PM214", "dates-reversed"),
    Rule("PM215", "planned-instead-of-actual"),
    Rule("PM216", "started-in-future"),
    Rule("PM217", "progress-against-status"),
    Rule("PM218", "calendar-without-time"),
    Rule("PM219", "blocked-without-reason"),
    Rule("PM220", "finished-not-done"),
    Rule("PM221", "due-beyond-project"),
    Rule("PM222", "two-lengths"),
    Rule("PM223", "milestone-with-work"),
    Rule("PM224", "should-have-started"),
    Rule("PM225", "duplicate-link"),
)
"""By code."""
