"""The text of a file before it means anything: bytes within bounds, their encoding, characters it should not hold."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.regex import regex

# Every bound on a file stands here. Real plans stay far below; hostile ones stop in milliseconds.
FILE_BYTES = 2 * 1024 * 1024
DEPTH = 64
NODES = 200_000
EXPANSION = 10_000  # values that all aliases of a file may stand for
MERGE_DEPTH = 8
KEY_LENGTH = 256
LINE_LENGTH = 8_000  # a value written on one line
TEXT_LENGTH = 64 * 1024  # a block of text
NUMBER_LENGTH = 32
INTEGER_DIGITS = 18
ECHO_LENGTH = 80  # of a value in a message
REPEATS = 20  # findings of one kind from one scan of a file


# --- bytes


def read_file(path: Path, limit: int = FILE_BYTES, name: str = "") -> bytes | Diagnostic:
    """The bytes of a regular file that is no link, at most `limit`; else a finding. `name`: its workspace path."""
    span = Span(name or path.as_posix())
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        reason = "it is a link" if os.path.islink(path) else _reason(error)
        return Diagnostic("PM001", "error", f"this file cannot be read: {reason}", span)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic("PM001", "error", "this is not a regular file", span, "plans are plain text files")
        data = _bytes_of(handle, status.st_size, limit + 1)
    except OSError as error:
        return Diagnostic("PM001", "error", f"this file cannot be read: {_reason(error)}", span)
    finally:
        os.close(handle)
    return too_big(span.path, limit) if len(data) > limit else data


def _bytes_of(handle: int, size: int, most: int) -> bytes:
    """The bytes of an open file of about that size, at most so many; no more room is made for them than they take."""
    parts: list[bytes] = []
    while most > 0 and (part := os.read(handle, min(most, max(size, 4095) + 1))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "it cannot be opened").lower()


def too_big(path: str, limit: int = FILE_BYTES) -> Diagnostic:
    """The finding for a file beyond the limit, in bytes."""
    hint = "split the document: a file with `part-of: DOCUMENT` adds its collections"
    return Diagnostic("PM009", "error", f"the file is larger than {limit:,} bytes", Span(path), hint)


_ANNOUNCEMENT = regex(rb"""^(?:---[ \t]+)?(?:[!&][^\s]*[ \t]+)*(?:\{[ \t]*)?["']?(?:kind|part-of)["']?[ \t]*:""", re.M)
_MARKS = regex(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What some editors put before UTF-8; it says nothing, and stays where it is."""


def announces_plan(data: bytes) -> bool:
    """Whether a line begins `kind:` or `part-of:`, looked for behind marks, NULs and tags: no encoding hides it."""
    return _ANNOUNCEMENT.search(_MARKS.sub(b"", data).replace(b"\0", b"").replace(b"\r", b"\n")) is not None


def text_of(data: bytes) -> str:
    """The text in which offsets count: without byte order mark; bytes that are not UTF-8 stand as U+FFFD."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def decode(path: str, data: bytes) -> str | Diagnostic:
    """The text of a file that is UTF-8 and not too big, else the finding, at the first wrong byte."""
    if len(data) > FILE_BYTES:
        return too_big(path)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        message = f"the file is not UTF-8: here is the byte 0x{data[error.start]:02x}"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "the file is not UTF-8 but UTF-16"
        hint = "save the file with the encoding UTF-8"
        return Diagnostic("PM001", "error", message, Span(path, before, before + 1), hint)


# --- characters

_ODD_CLASS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_ODD = regex(f"[{_ODD_CLASS}]")
_ODD_IN_VALUE = regex(f"[\r{_ODD_CLASS}]")  # a raw CR ends a line; one that came by an escape does not
# libyaml refuses the first group. It takes U+2028 and U+2029 for line ends and refuses U+FEFF, as YAML 1.1 did:
# these three travel through it as noncharacters, which a plan cannot hold itself.
_REFUSED = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_AWAY = {0x2028: 0xFDD0, 0x2029: 0xFDD1, 0xFEFF: 0xFDD2}
BACK = {there: here for here, there in _AWAY.items()}  # for `str.translate` of what libyaml hands back
_NAMES = {0: "NUL character", 7: "bell character", 8: "backspace", 0x0D: "carriage return", 0x1B: "escape character"}
_NAMES |= {0x7F: "delete character", 0xFEFF: "byte order mark inside the text"}


def echo(text: str, length: int = ECHO_LENGTH) -> str:
    """A value as a message may show it: one line, odd characters escaped, at most `length` characters."""
    shown = text[: length + 1].replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    shown = _ODD_IN_VALUE.sub(lambda found: _escaped(found[0]), shown)
    return shown if len(shown) <= length and len(text) <= length else shown[: length - 1] + "…"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def has_odd(text: str) -> bool:
    """Does a text hold odd characters?"""
    return _ODD.search(text) is not None


def scan(path: str, text: str, diagnostics: list[Diagnostic]) -> str:
    """Reports odd characters of the source; returns it as libyaml may see it: as long, without what it refuses."""
    if not has_odd(text):
        return text
    diagnostics.extend(_odd_characters(path, text))
    return _REFUSED.sub("\ufffd", text).translate(_AWAY)


def _odd_characters(path: str, text: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for match in _ODD.finditer(text):
        verdict = _verdict(text, match.start())
        if verdict is None:
            continue
        if len(found) == REPEATS:
            found.append(Diagnostic("PM010", "error", "more odd characters follow", Span(path, *match.span())))
            break
        found.append(_odd(verdict, match[0], Span(path, *match.span())))
    return found


def odd_escapes(value: str, raw: str, span: Span) -> list[Diagnostic]:
    """Findings about characters that came into a value by an escape; those in `raw`, its source, were found there."""
    found: dict[str, Diagnostic] = {}
    for match in _ODD_IN_VALUE.finditer(value):
        character = match[0]
        if character in found or (character in raw and character != "\r") or len(found) == REPEATS:
            continue
        verdict = _verdict(value, match.start())
        if verdict:
            found[character] = _odd(verdict, character, span, " by an escape in this text")
    return list(found.values())


def _verdict(text: str, at: int) -> tuple[str, Severity, str] | None:
    """Code, severity and name of an odd character, or None where it belongs (joiners in emoji and in some scripts)."""
    code, before = ord(text[at]), ord(text[at - 1]) if at else 0
    if code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code <= 0xFDEF or code in (0xFFFE, 0xFFFF):
        kind = "control character" if code < 0xA0 else "lone surrogate" if code < 0xE000 else "noncharacter"
        return "PM010", "error", _NAMES.get(code, kind)
    if code in (0x200C, 0x200D) and (0x0600 <= before < 0x2000 or before >= 0x203C):
        return None
    if code >= 0xE0000 and before >= 0x1F000:  # flags of regions are written with tag characters
        return None
    direction = code in (0x061C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    kind = "direction control" if direction else "line separator" if code in (0x2028, 0x2029) else "invisible character"
    return "PM011", "warning", _NAMES.get(code, kind)


def _odd(verdict: tuple[str, Severity, str], character: str, span: Span, where: str = "") -> Diagnostic:
    code, severity, name = verdict
    hint = "remove it" if severity == "error" else "remove it unless the script needs it"
    return Diagnostic(code, severity, f"{name} (U+{ord(character):04X}){where}", span, hint)
