"""Patterns with a star for any run of characters or folders: matched in bounded time, without regular expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

P = TypeVar("P")
T = TypeVar("T")


def fits(pattern: Sequence[P], text: Sequence[T], star: P, same: Callable[[P, T], bool]) -> bool:
    """Whether all of a text fits: `star` stands for any run of it, any other part for one place which is the `same`.

    At most len(pattern) x len(text) steps, as only the last star is ever tried again.
    """
    at = place = 0
    last_star, resume = -1, 0
    while place < len(text):
        if at < len(pattern) and pattern[at] == star:
            last_star, resume = at, place
            at += 1
        elif at < len(pattern) and same(pattern[at], text[place]):
            at, place = at + 1, place + 1
        elif last_star >= 0:
            resume += 1
            at, place = last_star + 1, resume
        else:
            return False
    return all(one == star for one in pattern[at:])
