"""A review for a terminal: the verdict, why, then the difference as `pmctl diff` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl import output
from pmctl.review import Verdict
from pmctl.views.diff.text import diff_text
from pmctl.views.diff.words import nothing
from pmctl.views.folding import folded
from pmctl.views.review.comment import approvals, reason_place, reason_words
from pmctl.views.review.lead import lead
from pmctl.views.review.view import Reviewed

STYLES: Mapping[Verdict, str] = {"allow": "green", "warn": "amber", "block": "red"}
MOST_REASONS = 12
"""Reasons that a first look shows."""


def review_text(one: Reviewed, everything: bool = False) -> str:
    """The review in full; one line where there is no change in meaning."""
    verdict = one.review.verdict
    if one.is_nothing:
        return "\n".join(_painted(f"Verdict: {verdict}. {nothing(one.found)}", verdict))
    first = " ".join(text for text in (f"Verdict: {verdict}.", lead(one.found)) if text)
    parts = ["\n".join(_painted(first, verdict)), *_reasons(one, everything)]
    if not one.found.is_nothing:
        parts.append(diff_text(one.found, everything))
    return "\n\n".join(parts)


def _painted(text: str, verdict: Verdict) -> list[str]:
    """The sentence with the verdict in its colour."""
    first, *rest = folded(text)
    word = f"Verdict: {verdict}."
    return [first.replace(word, output.paint(word, STYLES[verdict]), 1), *rest]


def _reasons(one: Reviewed, everything: bool) -> Iterator[str]:
    """Why, and who approves."""
    reasons = one.review.reasons
    shown = reasons if everything or len(reasons) <= MOST_REASONS + 1 else reasons[:MOST_REASONS]
    lines = [output.paint("Because", "heading")] if reasons else []
    for reason in shown:
        place = reason_place(one, reason)
        text = f"{reason.verdict:5}  {reason_words(reason)}{f' · {place}' if place else ''}"
        first, *rest = folded(text, " ", " " * 8)
        lines += [first.replace(reason.verdict, output.paint(reason.verdict, STYLES[reason.verdict]), 1), *rest]
    lines += [f" … and {len(reasons) - len(shown)} more: `--all`"] if len(reasons) > len(shown) else []
    for text in approvals(one):
        lines += folded(text, " ", "   ")
    if lines:
        yield "\n".join(lines)
