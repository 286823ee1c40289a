"""What a person types to change one fact: `checkout/api.effort=10d`, `api.assign+=dee`, `launch.due=`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pmctl.diagnostic import UserError
from pmctl.source import echo

Sign = Literal["=", "+=", "-="]
LONGEST_REQUEST = 8_000
_REQUEST = re.compile(r"\s*([^.=\s]+)\.([A-Za-z0-9][A-Za-z0-9_./-]*?)\s*(\+=|-=|=)(.*)", re.DOTALL)
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
    item, keys, sign, value = match.groups()
    parts = tuple(keys.split("."))
    if not all(parts):
        raise UserError(f"`{echo(text)}` is no change: a key between its dots is empty", _HINT)
    if sign != "=" and not value.strip():
        what = "add" if sign == "+=" else "take away"
        raise UserError(f"`{echo(text)}` does not say what to {what}", f"such as `{item}.{keys}{sign}...`")
    return Request(item, parts, "=" if sign == "=" else "+=" if sign == "+=" else "-=", value.strip())
