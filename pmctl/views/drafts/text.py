"""A draft for a terminal: as a diff with all that follows, or in a few lines once it is written."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl import output
from pmctl.diagnostic import Diagnostic
from pmctl.escape import terminal
from pmctl.insights.written import place_of
from pmctl.views.diff.edited import edited, told
from pmctl.views.diff.gathered import headline
from pmctl.views.diff.text import diff_text
from pmctl.views.drafts.view import DraftView, FileDiff
from pmctl.views.folding import folded

MOST_TOLD = 3
"""Edited items that are told once they are written; a move may edit many."""
_STYLES = {"+": "green", "-": "red", "@": "dim"}


def before_writing(found: DraftView, everything: bool = False) -> str:
    """The lines that would change, and what `pmctl diff` would say of them."""
    return "\n\n".join([*diffs(found.files), diff_text(found.difference, everything)])


def diffs(files: Sequence[FileDiff]) -> list[str]:
    """The lines of each file that change, painted."""
    return ["\n".join(_file(one)) for one in files]


def _file(one: FileDiff) -> list[str]:
    return [
        output.paint(terminal(line), "bold" if line.startswith(("--- ", "+++ ")) else _STYLES.get(line[:1], ""))
        for line in one.lines
    ]


def after_writing(found: DraftView) -> str:
    """What changed and where, and what follows in a sentence."""
    if not found.difference.edits:
        files = ", ".join(terminal(one.path) for one in found.files)
        return f"{files}: written, without a change in meaning."
    items = edited(found.difference)
    lines = []
    for item in items[:MOST_TOLD]:
        facts = "; ".join(told(item))
        lines += folded(f"{item.subject}  {facts}  {item.place}", hanging="  ")
    if len(items) > MOST_TOLD:
        lines.append(f"… and {len(items) - MOST_TOLD} more in {len(found.files)} file{'s'[: len(found.files) != 1]}")
    lines += folded(headline(found.difference))
    return "\n".join(
        [*lines, *(line for one in found.odd[:MOST_TOLD] for line in folded(_finding(found, one), "  ", "    "))]
    )


def _finding(found: DraftView, one: Diagnostic) -> str:
    meant = f"; {one.hint}" if one.hint.startswith("did you mean") else ""
    return f"{one.severity} {one.code}: {one.message}{meant} ({place_of(found.difference.plan, one.span)})"
