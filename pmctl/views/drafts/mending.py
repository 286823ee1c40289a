"""What `check --fix` mended, a line each, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.escape import terminal
from pmctl.operations.mend import Mended
from pmctl.rules import BY_CODE
from pmctl.source import echo
from pmctl.views.diff.gathered import headline
from pmctl.views.drafts.view import DraftView
from pmctl.views.folding import folded

NOTHING = "Nothing is to be mended without asking a person."


def mended_text(done: Sequence[Mended], found: DraftView) -> str:
    """The lines that were mended, and what follows in a sentence."""
    lines = [f"Mended ({len(done)})"]
    for one in done:
        lines += folded(f"{_place(one)}  {_rule(one)}  {_words(one)}", " ", "   ")
    follows = found.difference
    return "\n".join([*lines, *([] if follows.is_nothing else folded(headline(follows)))])


def _place(one: Mended) -> str:
    return f"{terminal(one.finding.span.path)}:{one.line}"


def _rule(one: Mended) -> str:
    rule = BY_CODE.get(one.finding.code)
    return f"{one.finding.code} {rule.name}" if rule else one.finding.code


def _words(one: Mended) -> str:
    """What was written, and what is; blanks have no look of their own."""
    if not one.after.strip():
        return terminal(one.finding.hint)
    return f"`{terminal(echo(one.before, 40))}` → `{terminal(echo(one.after, 40))}`"
