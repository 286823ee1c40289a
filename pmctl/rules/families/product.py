"""PM6xx: product and roadmap."""

from __future__ import annotations

from pmctl.model.control import Assumption
from pmctl.model.product import Competitor, Feature, KeyResult, Metric, Objective, Product, Theme
from pmctl.rules.judging.rule import Rule

PRODUCT = (
    Rule("PM601", "no-vision", about=(Product,)),
    Rule("PM602", "feature-without-objective", about=(Feature,)),
    Rule("PM603", "feature-without-evidence", about=(Feature,)),
    Rule("PM604", "feature-without-success", about=(Feature,)),
    Rule("PM605", "not-ready", about=(Feature,)),
    Rule("PM606", "shipped-without-outcome", about=(Feature,)),
    Rule("PM607", "claim-without-evidence", about=(Assumption,)),
    Rule("PM608", "open-assumption-but-committed", about=(Assumption,)),
    Rule("PM609", "key-result-not-measurable", about=(KeyResult,)),
    Rule("PM610", "reading-late", about=(Metric,)),
    Rule("PM611", "competitor-stale", about=(Competitor,)),
    Rule("PM612", "must-share", about=(Product,)),
    Rule("PM613", "committed-without-date"),
    Rule("PM614", "shipped-before-done", about=(Feature,)),
    Rule("PM615", "feature-after-release", about=(Feature,)),
    Rule("PM616", "outcome-due", about=(Feature,)),
    Rule("PM617", "product-with-end", when="reading"),
    Rule("PM618", "theme-without-features", about=(Theme,)),
    Rule("PM619", "objective-without-features", about=(Objective,)),
)
"""By code."""
