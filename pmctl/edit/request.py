"""What a person types to change one fact: `checkout/api.effort=10d`, `api.assign+=dee`, `launch.due=`."""

from __future__ import annotations

import re
from typing import Literal

from pmctl.diagnostic import UserError
from pmctl.edit.values import refuse_broken
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.source import echo

Sign = Literal["=", "+=", "-="]
LONGEST_REQUEST = 8_000
_KEY_AND_VALUE = r"([A-Za-z0-9][A-Za-z0-9_./-]*?)\s*(\+=|-=|=)(.*)"
_REQUEST = regex(rf"\s*([^.=\s]+)\.{_KEY_AND_VALUE}", re.DOTALL)
_CHANGE = regex(rf"\s*{_KEY_AND_VALUE}", re.DOTALL)
_CHANGE_HINT = "write `key=value`, such as `effort=10d`, `assign+=dee` or `due=` (takes it away)"
_HINT = "write `ITEM.key=value`, such as `api.effort=10d`, `api.assign+=dee` or `launch.due=` (takes it away)"


@dataclass(frozen=True, slots=True)
class Request:
    """A change as typed: an item as its author calls it, the keys that lead to a value, what becomes of the value.

    `=` without a value takes the key away.
    """

    item: str
    keys: tuple[str, ...]
    sign: Sign
    value: str

    @property
    def text(self) -> str:
        """The change in one line, as one would type it."""
        return echo(f"{self.item}.{'.'.join(self.keys)}{self.sign}{self.value}")


def request(text: str) -> Request:
    """Read `ITEM.key=value`, with `+=` and `-=` too; a key in a key is `psp-late.impact.time=5d`. UserError else."""
    match = _REQUEST.fullmatch(text) if len(text) <= LONGEST_REQUEST else None
    if match is None:
        raise UserError(f"`{echo(text)}` is no change", _HINT)
    return _request(text, *match.groups())


def change(item: str, text: str) -> Request:
    """Read `key=value` of an item that is known already, with `+=` and `-=` too. UserError else."""
    match = _CHANGE.fullmatch(text) if len(text) <= LONGEST_REQUEST else None
    if match is None:
        raise UserError(f"`{echo(text)}` is no change", _CHANGE_HINT)
    return _request(text, item, *match.groups())


def _request(text: str, item: str, keys: str, sign: str, value: str) -> Request:
    refuse_broken(text)
    parts = tuple(keys.split("."))
    if not all(parts):
        raise UserError(f"`{echo(text)}` is no change: a key between its dots is empty", _HINT)
    if sign != "=" and not value.strip():
        what = "add" if sign == "+=" else "take away"
        raise UserError(f"`{echo(text)}` does not say what to {what}", f"such as `{keys}{sign}...`")
    return Request(item, parts, "=" if sign == "=" else "+=" if sign == "+=" else "-=", value.strip())
