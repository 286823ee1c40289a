"""Comments that let a finding pass: `# pmctl: allow PM204 reason`."""

from __future__ import annotations

import re
from bisect import bisect_right

from pmctl.diagnostic import Diagnostic, Span, position
from pmctl.parse.reading import Reading
from pmctl.parse.tree import Allow
from pmctl.regex import regex

_DIRECTIVE = regex(r"(?:^|(?<=[ \t]))#[ \t]*pmctl:([^\r\n]*)", re.M)
_ALLOW = regex(r"[ \t]*allow[ \t]+(PM[0-9]{3})(?:[ \t]+(\S[^\r\n]*?))?[ \t]*")


def allows_of(reading: Reading) -> tuple[Allow, ...]:
    """The comments that let a finding pass, each one code; what stands inside a text is no comment."""
    if reading.spans is None:
        return ()
    text, path, spans = reading.text, reading.path, sorted(reading.spans)
    starts = [start for start, _ in spans]
    allows = []
    for match in _DIRECTIVE.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < spans[at][1]:
            continue
        wanted = _ALLOW.fullmatch(match[1])
        if wanted is None or not wanted[2]:
            message = "this comment does not say why" if wanted else "this comment allows nothing"
            hint = "write `# pmctl: allow PM204 reason`: one code and a reason"
            reading.diagnostics.append(Diagnostic("PM006", "warning", message, Span(path, start, end), hint))
        if wanted:
            before = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
            line = position(text, start).line
            allows.append(Allow(wanted[1], wanted[2] or "", start, end, line, not before.strip()))
    return tuple(allows)
