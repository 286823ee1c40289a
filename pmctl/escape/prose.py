"""For texts that others render: Markdown and chat messages."""

from __future__ import annotations

import re

from pmctl.escape.hidden import ZERO_WIDTH_SPACE, one_line, visible
from pmctl.regex import regex

_MARKDOWN = regex(r"[\\`*_{}\[\]<>#~$&]")
_MARKDOWN_START = regex(r"[-+=:]|[0-9]{1,9}(?=[.)])")
# what hosting sites make a link or a picture of after rendering, where a backslash is gone: people, issues, merge
# requests, labels, milestones, epics, snippets, `:tada:`, addresses
_REFERENCE = regex(r"(?:[@#!$~%&^]|\b(?:GH|gh|Gh|gH)-)(?=\w)|:(?=//)|:(?=[\w+-]+:)|\b[Ww]{3}(?=\.)|[%~](?=\")")
_COMMIT = regex(r"(?<![0-9A-Za-z_])[0-9a-fA-F]{7,64}(?![0-9A-Za-z_])")
_SIX = regex(r".{6}(?=.)")


def _broken(match: re.Match[str]) -> str:
    return match[0] + ZERO_WIDTH_SPACE


def markdown(text: str) -> str:
    """Inline text of GitHub Markdown, one line: nothing in it is markup, a mention, a reference, a commit or a link."""
    plain = _COMMIT.sub(lambda match: _SIX.sub(_broken, match[0]), one_line(text))
    plain = _REFERENCE.sub(_broken, plain)
    escaped = _MARKDOWN.sub(r"\\\g<0>", plain).replace("|", "&#124;")
    start = _MARKDOWN_START.match(escaped)
    if start is None:
        return escaped
    # a number loses its list by an escaped point, a sign by an escape before it
    return f"{start[0]}\\{escaped[start.end() :]}" if start[0][0].isdigit() else f"\\{escaped}"


def markdown_code(text: str) -> str:
    """A code span of Markdown, one line: nothing in it is markup, and it is copied as it stands."""
    plain = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain[:1] == "`" or plain[-1:] == "`" else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""


def markdown_block(text: str, language: str = "text") -> str:
    """A block of code of Markdown: no line of the text ends it, however many backticks stand there."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def slack(text: str) -> str:
    """Text of a chat message: `<!channel>` and links are only written as `<`."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
