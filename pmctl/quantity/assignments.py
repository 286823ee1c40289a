"""Assignments, who does it and how much of them: `ana | bo 50%`, `role:designer`."""

from __future__ import annotations

from pmctl.quantity.amounts import Share, share
from pmctl.quantity.durations import DEFAULT_UNITS, Duration, Units, weekly_limit
from pmctl.quantity.ids import ID, is_id
from pmctl.quantity.text import LONGEST_TEXT, Unreadable, bounded, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may do it: `kind` is name (a person, team or resource), role or skill."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of `assign`: whoever of `choices`, with what share of their time, weekly limit, how many of a team."""

    choices: tuple[Choice, ...]
    share: Share | None
    limit: Duration | None
    count: int | None
    text: str


_ASSIGNMENT_HINT = "write `ana`, `ana 50%`, `ana 2d/w`, `ana | bo`, `core 2`, `role:designer` or `skill:python 50%`"
_LOOSE_SHARE = regex(rf"({ID})[ :@=(]{{1,3}}([0-9.]{{1,6}}%)\)?")
_COUNT = regex(r"[0-9]{1,4}")
_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f]")


def _choice(text: str, whole: str) -> Choice:
    kind, colon, name = text.partition(":")
    name = name.strip(" ")
    if not colon:
        if not is_id(text):
            raise Unreadable(f"{shown(whole)} is not an assignment: {shown(text)} is no id", _hint(whole))
        return Choice("name", text)
    if kind not in ("role", "skill") or not 0 < len(name) <= 100 or _CONTROL.search(name):
        raise Unreadable(f"{shown(whole)} is not an assignment", _ASSIGNMENT_HINT)
    return Choice(kind, name)


def _hint(text: str) -> str:
    """What was probably meant: `ana, bo` is a list, `ana@50%` is `ana 50%`, ids are in lower case."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(is_id(part.partition(" ")[0]) for part in parts):
        return f"several are a list: `[{', '.join(parts)}]`"
    loose = _LOOSE_SHARE.fullmatch(text)
    if loose:
        return f"write `{loose[1]} {loose[2]}`"
    name, space, rest = text.strip().partition(" ")
    if is_id(name.lower()) and (not space or rest.endswith("%")):
        return f"ids are in lower case: `{name.lower()}{space}{rest}`"
    return _ASSIGNMENT_HINT


def _amount(word: str, units: Units) -> Share | Duration | int | None:
    """What the last word of an assignment says, None where it is a part of the name."""
    if word.endswith("%"):
        return share(word)
    if "/" in word:
        return weekly_limit(word, units)
    return int(word) if _COUNT.fullmatch(word) else None


@remember
def assignment(text: str, units: Units = DEFAULT_UNITS) -> Assignment:
    """Read who does it: names, `role:` or `skill:`, `|` between alternatives, then a share, a weekly limit, a count."""
    if is_id(text):  # as most are
        return Assignment((Choice("name", text),), None, None, None, text)
    bounded(text, "an assignment", _ASSIGNMENT_HINT, LONGEST_TEXT)
    rest = text
    amounts: dict[type, Share | Duration | int] = {}
    while " " in rest:
        head, _, word = rest.rpartition(" ")
        value = _amount(word, units)
        if value is None or not head.strip(" "):
            break
        if type(value) in amounts:
            raise Unreadable(f"{shown(text)} says twice how much", _ASSIGNMENT_HINT)
        if (value if isinstance(value, int) else value.minutes if isinstance(value, Duration) else value.value) == 0:
            raise Unreadable(f"{shown(text)} assigns nothing", "leave the assignment out, or give it a share")
        amounts[type(value)] = value
        rest = head.rstrip(" ")
    choices = tuple([_choice(part.strip(" "), text) for part in rest.split("|")])
    if len(choices) > 1 and len(set(choices)) < len(choices):
        raise Unreadable(f"{shown(text)} names somebody twice", _ASSIGNMENT_HINT)
    part, limit, count = amounts.get(Share), amounts.get(Duration), amounts.get(int)
    return Assignment(
        choices,
        part if isinstance(part, Share) else None,
        limit if isinstance(limit, Duration) else None,
        count if isinstance(count, int) else None,
        text,
    )
