"""Links, what an item waits for: `design SS + 1d`."""

from __future__ import annotations

import re
from fractions import Fraction

from pmctl.quantity.amounts import share
from pmctl.quantity.durations import DEFAULT_UNITS, Units, duration
from pmctl.quantity.ids import ID, LONGEST_ID, is_reference
from pmctl.quantity.text import LONGEST_TEXT, Unreadable, bounded, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex


@dataclass(frozen=True, slots=True)
class Lag:
    """Signed waiting time of a link: minutes (working or elapsed), or a share of the predecessor's duration."""

    minutes: int
    share: Fraction | None
    elapsed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What an item waits for: `target` is an id or `document/id`, `kind` one of FS, SS, FF, SF."""

    target: str
    kind: str
    lag: Lag | None
    text: str


_TARGET = regex(rf"{ID}(?:/{ID})?")
_HOW = regex(r"(?: {1,4}(FS|SS|FF|SF))?(?: {1,4}([+-]) {1,4}([0-9][0-9a-z.%]*))?")
_LOOSE_LINK = regex(
    rf"({ID}(?:/{ID})?) {{0,4}}(?:(fs|ss|ff|sf))? {{0,4}}([+\u2013\u2212-]) {{0,4}}([0-9][0-9A-Za-z.,% ]{{0,20}})", re.I
)
_WRITE = regex(r"write `([^`]+)`")
_LINK_HINT = "write `design`, `design + 2d`, `design SS + 1d` or `legal/contract FF - 25%`"


def _lag(sign: str, text: str, units: Units) -> Lag:
    direction = -1 if sign == "-" else 1
    if text.endswith("%"):
        return Lag(0, direction * share(text).value, False)
    value = duration(text, units)
    return Lag(direction * value.minutes, None, value.elapsed)


def _link_hint(text: str) -> str:
    loose = _LOOSE_LINK.fullmatch(text.strip())
    if loose:
        return f"a space on both sides of `+` and `-`, the kind in capitals: `{_tidied(loose)}`"
    if is_reference(text.strip()):
        return f"write `{text.strip()}`, without spaces around it"
    if text != text.lower() and is_reference(text.lower()):
        return f"ids are in lower case: `{text.lower()}`"
    if "," in text:
        return "several links are a list: `[design, api + 2d]`"
    return _LINK_HINT


def _tidied(loose: re.Match[str]) -> str:
    """A link as it was meant, or an example where its length is unclear."""
    target, kind, sign, length = loose[1].lower(), (loose[2] or "").upper(), "+" if loose[3] == "+" else "-", loose[4]
    try:
        _lag(sign, length, DEFAULT_UNITS)
    except Unreadable as unreadable:
        meant = _WRITE.fullmatch(unreadable.hint)
        if meant is None:
            return "design SS + 2d"
        length = meant[1]
    return " ".join([target, *([kind] if kind else []), sign, length])


@remember
def _how(text: str, units: Units) -> tuple[str, Lag | None] | None:
    """Kind and lag of a link, by what stands behind its target."""
    match = _HOW.fullmatch(text)
    if match is None:
        return None
    kind, sign, length = match.groups()
    return kind or "FS", _lag(sign, length, units) if sign else None


def link(text: str, units: Units = DEFAULT_UNITS) -> Link:
    """Read `design`, `design + 2d`, `design SS + 1d`, `legal/contract FF - 25%`, `design + 3ed`; FS by default.

    Not remembered as a whole: nearly every link names a target of its own, while few ways to wait are written often.
    """
    target, space, rest = text.partition(" ")
    is_target = len(target) <= LONGEST_ID and _TARGET.fullmatch(target) is not None
    if is_target and not space:  # as most are
        return Link(target, "FS", None, text)
    bounded(text, "a link", _LINK_HINT, LONGEST_TEXT)
    how = _how(space + rest, units) if is_target or is_reference(target) else None
    if how is None:
        raise Unreadable(f"{shown(text)} is not a link", _link_hint(text))
    kind, lag = how
    return Link(target, kind, lag, text)
