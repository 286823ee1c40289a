"""What is supposed of a varied plan, said first wherever it is looked at: no page of it shall pass for the plan."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.escape import html, json_text, markdown, mermaid, one_line, terminal
from pmctl.regex import regex
from pmctl.views.folding import folded

MARKED = ("text", "md", "html", "json", "mermaid", "dot")
"""Formats that say it themselves; of the others it is said beside them."""
_BODY = regex(r"<body[^>]*>")
_SCHEMA = regex(r'\A\{(\s*)"schema": "[^"]*"')


def premise(words: Sequence[str]) -> str:
    """`What if: checkout/api takes 5d longer`."""
    return f"What if: {'; '.join(one_line(word) for word in words)}"


def with_premise(text: str, format: str, words: Sequence[str]) -> str:
    """What shows a varied plan in one of `MARKED`, with what is supposed in it; other formats stay as they are."""
    said = premise(words)
    if format == "json":
        return _SCHEMA.sub(lambda match: f'{match[0]},{match[1] or " "}"what-if": {json_text(list(words))}', text)
    if format == "html":
        note = f'\n<p role="note"><strong>{html(said)}</strong></p>'
        return _BODY.sub(lambda match: match[0] + note, text, count=1)
    first = {"text": "\n".join(folded(said)), "md": f"> **{markdown(said)}**"}
    beside = {"mermaid": f"%% {mermaid(said)}", "dot": f"// {terminal(said)}"}
    if format in first:
        return f"{first[format]}\n\n{text}"
    return f"{beside[format]}\n{text}" if format in beside else text
