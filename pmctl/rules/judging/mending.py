"""Which findings can be mended without asking: what was meant is certain, only how it is written was wrong."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic, Replacement, Span
from pmctl.plan import Plan

CERTAIN = frozenset(("PM005", "PM006", "PM013", "PM014", "PM101", "PM110", "PM215"))
"""Rules whose fixes say what was certainly meant. Those of all others are proposals: a person decides."""


def can_be_mended(finding: Diagnostic) -> bool:
    """Does a finding carry a fix that `check --fix` applies?"""
    return bool(finding.fix) and finding.code in CERTAIN


def word_fix(plan: Plan, place: Span, word: str, better: str) -> tuple[Replacement, ...]:
    """A better word in place of one that stands in a value, alone or as its beginning; nothing without a better one."""
    text = plan.loaded.texts.get(place.path, "")
    value = text[place.start : place.end]
    at = place.start + len(value) - len(value.lstrip("\"'"))
    if not better or not text.startswith(word, at):
        return ()
    return (Replacement(Span(place.path, at, at + len(word)), better),)
