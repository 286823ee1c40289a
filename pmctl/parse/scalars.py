"""What a scalar without quotes means."""

from __future__ import annotations

from functools import lru_cache

from pmctl import source as bounds
from pmctl.regex import regex

CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
CONSTANTS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
BEHIND_NUMBERS = ":"
"""Every plain scalar that is a number stands before this in the order of texts: it begins with a digit, `-+` or `.`."""
_INTEGER = regex(r"[-+]?[0-9]+")
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=4096)
def plain(text: str) -> str | int | float | bool | None:
    """What a plain scalar means in YAML 1.2 core, without octal, hexadecimal, infinite and endless numbers."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if len(text) > bounds.NUMBER_LENGTH:
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= bounds.INTEGER_DIGITS else text
    if _FLOAT.fullmatch(text):
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else number
    return text
