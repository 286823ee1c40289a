"""Values as plan text: written so that YAML reads them back, added to and taken from one another."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal

from pmctl.diagnostic import UserError
from pmctl.parse import Map, Value, parse
from pmctl.quantity import (
    Duration,
    Units,
    Unreadable,
    estimate,
    money,
    print_duration,
    print_money_plain,
    print_share,
    share,
)
from pmctl.regex import regex
from pmctl.source import echo

_NUMBER = regex(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_LAST_CONTROL = 0x9F
"""The last control character of Unicode; other characters that nobody sees, such as joiners, belong to scripts."""


def refuse_broken(text: str) -> None:
    """UserError for bytes of a command line that were no text, and for control characters, which steer a terminal."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UserError(f"`{echo(text)}` is not text in UTF-8", "how does the terminal write it?") from error
    if not all(one.isprintable() or one in "\t\r\n" or ord(one) > _LAST_CONTROL for one in text):
        raise UserError(f"`{echo(text)}` holds a control character, which no plan does", "write it without")


def read_value(text: str) -> Value:
    """What YAML makes of a text as a value between braces; the text itself where that is not one whole value."""
    return _read(text)[0]


def _read(text: str) -> tuple[Value, bool]:
    """The value of a text, and whether all of it is one value."""
    tree, findings = parse("", f"{{k: {text}\n}}".encode("utf-8", "replace"))
    root = tree.root if tree is not None and not findings else None
    if isinstance(root, Map) and set(root) == {"k"} and root.places["k"][1:] == (4, 4 + len(text)):
        return root["k"], True
    return text, False


def as_yaml(text: str, quote: str = "") -> str:
    """A typed value as YAML, between braces too: as it stands where that is one whole value, else in quotes.

    `quote` is the mark between which the value stood before; a plain text keeps it.
    """
    whole = text != "" and ("\n" not in text or text[0] in "[{\"'") and _read(text)[1]
    if whole and quote and text[0] not in "[{\"'" and not re.search(r"[\"'\\\n]", text):
        return f"{quote}{text}{quote}"
    return text if whole else json.dumps(text, ensure_ascii=False)


def as_list(texts: Sequence[str]) -> str:
    """Texts as a list on one line."""
    return f"[{', '.join(texts)}]"


def split_list(text: str) -> list[str]:
    """The parts of `a, b`; a list between brackets is one part."""
    return [text] if text[:1] in "[{\"'" else [part.strip() for part in text.split(",") if part.strip()]


# --- sums -------------------------------------------------------------------------------------------------------------


def total(old: str, sign: str, part: str, units: Units) -> str | None:
    """A length of time, estimate, share, amount of money or number more (or less) than before; None for other values.

    Working and elapsed time are not added, nor are two currencies.
    """
    factor = 1 if sign == "+=" else -1
    for add in (_estimates, _shares, _numbers, _amounts):
        try:
            found = add(old, factor, part, units)
        except Unreadable:
            continue
        if found is not None:
            return found
    return None


def _estimates(old: str, factor: int, part: str, units: Units) -> str | None:
    before, more = estimate(old, units), estimate(part, units)
    if before.elapsed != more.elapsed:
        return None

    def moved(one: Duration, other: Duration) -> str:
        return print_duration(one.minutes + factor * other.minutes, units, one.elapsed)

    low, likely, high = (
        moved(one, other)
        for one, other in zip((before.low, before.likely, before.high), (more.low, more.likely, more.high), strict=True)
    )
    return likely if low == high else f"{low}..{likely}..{high}"


def _shares(old: str, factor: int, part: str, units: Units) -> str | None:
    return print_share(share(old).value + factor * share(part).value)


def _numbers(old: str, factor: int, part: str, units: Units) -> str | None:
    if not _NUMBER.fullmatch(old) or not _NUMBER.fullmatch(part):
        return None
    return print_money_plain(Decimal(old) + factor * Decimal(part))


def _amounts(old: str, factor: int, part: str, units: Units) -> str | None:
    before, more = money(old), money(part)
    if more.currency not in (None, before.currency):
        return None
    return print_money_plain(before.amount + factor * more.amount, before.currency)
