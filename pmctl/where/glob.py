"""Patterns of `*` and `?`, matched in one pass over the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pmctl.where.kinds import text_of

LONGEST_MATCHED = 65_536


@dataclass(frozen=True, slots=True)
class _Glob:
    """A pattern as bits: bit i is the state in which i of its characters have been matched."""

    by_character: dict[str, int]
    any_character: int
    loops: int
    accepted: int


@lru_cache(maxsize=256)
def _glob(pattern: str) -> _Glob:
    masks: dict[str, int] = {}
    anything, loops, count = 0, 0, 0
    for character in pattern:
        if character == "*":
            loops |= 1 << count
            continue
        if character == "?":
            anything |= 1 << count
        else:
            masks[character] = masks.get(character, 0) | 1 << count
        count += 1
    return _Glob(masks, anything, loops, 1 << count)


def is_like(value: object, pattern: str) -> bool:
    """Does all of a text fit a pattern of `*` and `?`, in any case? One pass over the text, whatever the pattern."""
    text = text_of(value)
    if text is None:
        return False
    folded = pattern.casefold()
    if "*" not in folded and "?" not in folded:
        return text.casefold() == folded
    glob = _glob(folded)
    states = 1
    for character in text[:LONGEST_MATCHED].casefold():
        step = states & (glob.by_character.get(character, 0) | glob.any_character)
        states = (states & glob.loops) | step << 1
        if not states:
            return False
    return bool(states & glob.accepted)
