"""For the text of Mermaid charts, where a character may end a label or begin a command."""

from __future__ import annotations

import re

from pmctl.escape.hidden import one_line
from pmctl.regex import regex

LONGEST_MERMAID = 80

_MERMAID = str.maketrans(
    {":": "∶", ";": ",", "#": "♯", "%": "％", "{": "(", "}": ")", '"': "”", "<": "‹", ">": "›", "`": "'", "\\": "∖"}
)
_MERMAID_KEYWORD = regex(
    "(?:title|section|click|call|href|excludes|includes|dateformat|axisformat|tickinterval|todaymarker|weekday|weekend"
    "|inclusiveenddates|topaxis|acctitle|accdescr|gantt|end|---)",
    re.IGNORECASE,
)


def mermaid(text: str) -> str:
    """Text of a task or section of a Mermaid chart: no separator, comment, directive or keyword; 80 characters."""
    plain = one_line(text).translate(_MERMAID)
    if _MERMAID_KEYWORD.match(plain):
        plain = "·" + plain
    if len(plain) > LONGEST_MERMAID:
        plain = plain[: LONGEST_MERMAID - 1] + "…"
    return plain or "·"


# a colon before something that is no blank, and two per cent signs, begin a style, a comment or a directive
_MERMAID_QUOTED = regex(r"[\"#&<>`\\{}|;]|:(?=\S)|%(?=%)|(?<=%)%")


def mermaid_quoted(text: str) -> str:
    """Text between the quotes of a Mermaid flow chart: what could end or steer it as `#34;`; 80 characters."""
    plain = one_line(text)
    if len(plain) > LONGEST_MERMAID:
        plain = plain[: LONGEST_MERMAID - 1] + "…"
    return _MERMAID_QUOTED.sub(lambda match: f"#{ord(match[0])};", plain) or "·"
