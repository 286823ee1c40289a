"""For calendars and mail: iCalendar, headers and bodies."""

from __future__ import annotations

import re

from pmctl.escape.hidden import one_line, visible

FOLD = 75  # octets of a line of iCalendar

_ICALENDAR = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FROM = re.compile(r"^(>*From )", re.MULTILINE)


def icalendar(text: str) -> str:
    """A text value of iCalendar (RFC 5545, 3.3.11)."""
    return visible(text).translate(_ICALENDAR)


def icalendar_parameter(text: str) -> str:
    """A parameter value: no quote inside, quotes around it where it holds a separator."""
    plain = one_line(text).replace('"', "")
    return f'"{plain}"' if any(mark in plain for mark in ":;,") else plain


def icalendar_line(text: str) -> str:
    """A whole content line, folded at 75 octets between characters (RFC 5545, 3.1), with its end."""
    lines, line, used = [], "", 0
    for character in text:
        octets = len(character.encode("utf-8", "replace"))
        if used + octets > FOLD:
            lines.append(line)
            line, used = " ", 1
        line += character
        used += octets
    return "\r\n".join([*lines, line]) + "\r\n"


def mail_header(text: str) -> str:
    """A header's value: one line, in which no encoded word can begin, so that nothing can begin another header."""
    return one_line(text).replace("=?", "= ?")


def mail_body(text: str) -> str:
    """Lines of a mail; in a mailbox file one that begins with `From ` would begin another mail."""
    return _FROM.sub(r">\1", visible(text))
