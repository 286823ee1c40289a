"""What cannot be seen in a text, made visible: what every other escaper begins with."""

from __future__ import annotations

import re

from pmctl.regex import regex

ZERO_WIDTH_SPACE = "\u200b"
ZERO_WIDTH_JOINER = "\u200d"

# C0, DEL, C1, soft hyphen, direction controls, zero-width characters and fillers, line separators, byte order mark,
# interlinear and tag characters, lone surrogates, and the two code points that are none
HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff"
)
_EMOJI = "\u00a9\u00ae\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# a joiner inside an emoji, which is how families and flags are made, is no secret
_JOINED = f"(?<=[{_EMOJI}\ufe0f]){ZERO_WIDTH_JOINER}(?=[{_EMOJI}])"
_INVISIBLE = regex(f"({_JOINED})|[{HIDDEN}]")
INVISIBLE_OR_LINE = regex(f"({_JOINED})|[{HIDDEN}\t\n]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
LINE_END = regex("\r\n?|\n")
_BLANKS = regex("[\t\n\x0b\x0c\r ]+")


def shown_code(match: re.Match[str]) -> str:
    """How a hidden character that was found is written: `\\x1b`, `\\u202e`; a joiner inside an emoji stays."""
    character = match[0]
    if match.lastindex:
        return character
    if character in _NAMED:
        return _NAMED[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """Text of any number of lines with what cannot be seen made visible; line ends become LF, tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub(shown_code, LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """As `visible`, on one line: each run of blanks, line ends among them, is one space; none at the ends."""
    if text.isascii() and text.isprintable() and "  " not in text:  # as most that is written
        return text.strip(" ")
    return visible(_BLANKS.sub(" ", text)).strip(" ")
