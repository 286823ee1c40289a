"""What all readers of a scalar share: bounds, the number they know, how they refuse; and decimals printed again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_TEXT = 600
LONGEST_ECHO = 80
NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"


class Unreadable(ValueError):
    """A text that is not of its grammar: `message` states it, `hint` says what to write.

    `column` counts from 1 in the text; 0 means all of it.
    """

    def __init__(self, message: str, hint: str = "", column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.column = column


def remember(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the values of the last texts: plans say `5d` ten thousand times. Errors are not kept."""
    return cast(Callable[P, T], lru_cache(maxsize=1 << 15)(function))


def shown(text: str) -> str:
    """A value as messages quote it: between backticks, at most 80 characters of it."""
    return f"`{text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + '…'}`"


def bounded(text: str, what: str, hint: str, longest: int = 64) -> None:
    """Refuse what is too long or empty before any pattern sees it."""
    if not text:
        raise Unreadable(f"an empty text is not {what}", hint)
    if len(text) > longest:
        raise Unreadable(f"{shown(text)} is not {what}: it is longer than {longest} characters", hint)


def parts_of_range(text: str, what: str, hint: str) -> list[str]:
    """The one to three values of a range."""
    bounded(text, what, hint, 200)
    parts = text.split("..")
    if len(parts) > 3 or not all(parts):
        raise Unreadable(f"{shown(text)} is not {what}", hint)
    return parts


def order_error(text: str) -> Unreadable:
    """The refusal of a range whose values do not rise."""
    return Unreadable(f"{shown(text)} is out of order", "low..likely..high, the smallest first")


def decimal_text(numerator: int, denominator: int, decimals: int) -> str:
    """A non-negative fraction with at most so many decimals, halves rounded up, no trailing zeros."""
    scale = int(10**decimals)
    scaled = (2 * numerator * scale + denominator) // (2 * denominator)
    whole, rest = divmod(scaled, scale)
    return f"{whole}.{rest:0{decimals}}".rstrip("0").rstrip(".") if rest else str(whole)
