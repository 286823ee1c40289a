"""PM7xx: promises between documents."""

from __future__ import annotations

from pmctl.model.product import Feature, Release
from pmctl.rules.judging.rule import Rule

PROMISES = (
    Rule("PM701", "promise-before-forecast", about=(Feature, Release)),
    Rule("PM702", "promise-without-plan", about=(Feature,)),
    Rule("PM703", "plan-without-promise", about=(Feature,)),
    Rule("PM704", "cross-document-late"),
    Rule("PM705", "external-late"),
    Rule("PM706", "promise-passed", about=(Feature, Release)),
    Rule("PM707", "released-with-open-scope", about=(Release,)),
    Rule("PM708", "roadmap-leaves-out-steps", about=(Feature,)),
    Rule("PM709", "built-but-not-shipped", about=(Feature,)),
    Rule("PM710", "work-promised-later", about=(Feature,)),
    Rule("PM711", "feature-before-predecessor", about=(Feature,)),
)
"""By code."""
