"""For calendars and mail: iCalendar, headers and bodies."""

from __future__ import annotations

import re

from pmctl.escape.hidden import ZERO_WIDTH_SPACE, one_line, visible
from pmctl.regex import regex

FOLD = 75  # octets of a line of iCalendar
_COMMAND = "::"  # with this a line begins that a build server obeys
_OBEYED = regex(r"(?<=##)(?=\[|vso\[)")

_ICALENDAR = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FROM = regex(r"^(>*From )", re.MULTILINE)


def icalendar(text: str) -> str:
    """A text value of iCalendar (RFC 5545, 3.3.11), in which no build server finds a command."""
    return _OBEYED.sub(ZERO_WIDTH_SPACE, visible(text)).translate(_ICALENDAR)


def icalendar_parameter(text: str) -> str:
    """A parameter value: no quote inside, quotes around it where it holds a separator."""
    plain = one_line(text).replace('"', "")
    return f'"{plain}"' if any(mark in plain for mark in ":;,") else plain


def icalendar_line(text: str) -> str:
    """A whole content line, folded at 75 octets between characters (RFC 5545, 3.1), with its end.

    No line goes on with what a build server would obey when it reads the file in a log.
    """
    lines: list[str] = []
    start = 0
    while start < len(text) or not lines:
        end = _fitting(text, start, FOLD - 1 if lines else FOLD)
        lines.append(text[start:end])
        start = end
    return "\r\n ".join(lines) + "\r\n"


def _fitting(text: str, start: int, room: int) -> int:
    """Where a line that begins at `start` ends: it has so many octets at most."""
    end, used = start, 0
    while end < len(text):
        used += len(text[end].encode("utf-8", "replace"))
        if used > room:
            break
        end += 1
    last = end
    while start + 1 < end < len(text) and text.startswith(_COMMAND, end):
        end -= 1
    return end if start + 1 < end else last


def mail_header(text: str) -> str:
    """A header's value: one line, in which no encoded word can begin, so that nothing can begin another header."""
    return one_line(text).replace("=?", "= ?")


def mail_body(text: str) -> str:
    """Lines of a mail; in a mailbox file one that begins with `From ` would begin another mail."""
    return _FROM.sub(r">\1", visible(text))
