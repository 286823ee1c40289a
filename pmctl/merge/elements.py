"""What makes an element of a list on one side the same as one on the other, where both sides changed the list."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pmctl.merge.document import Fact

ElementNames = tuple[list[str], list[str], list[str]]
"""A name for each element of a list as it was, as we have it, as they have it."""


def told_apart(base: Sequence[Fact], ours: Sequence[Fact], theirs: Sequence[Fact]) -> ElementNames | None:
    """A name for each element of the three lists, the same for what is the same; None where nobody can say.

    Elements that are texts go by their first word where that tells them apart: `ana 50%` that became `ana 80%` is
    still `ana`. Else an element is what it says as a whole; then a change of one is no longer known from another that
    takes its place, so nothing is said where both sides took the same one away or added nearly the same.
    """
    sides = (base, ours, theirs)
    by_word = tuple([_first_word(fact) for fact in side] for side in sides)
    if all(_distinct(names) and "" not in names for names in by_word):
        return by_word[0], by_word[1], by_word[2]
    whole = tuple([json.dumps(fact, sort_keys=True) for fact in side] for side in sides)
    if not all(_distinct(names) for names in whole) or _entangled(*sides):
        return None
    return whole[0], whole[1], whole[2]


def _distinct(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)


def _first_word(fact: Fact) -> str:
    text = fact[0] if isinstance(fact, tuple) else fact
    return text.split(maxsplit=1)[0] if isinstance(text, str) and text.strip() else ""


def _entangled(base: Sequence[Fact], ours: Sequence[Fact], theirs: Sequence[Fact]) -> bool:
    """Whether what both sides did to a list may be about the same element."""
    added_here = [fact for fact in ours if fact not in base]
    added_there = [fact for fact in theirs if fact not in base]
    new_here = {_first_word(fact) for fact in added_here if fact not in added_there}
    new_there = {_first_word(fact) for fact in added_there if fact not in added_here}
    gone = any(fact not in ours and fact not in theirs for fact in base)
    return (gone and bool(new_here or new_there)) or not (new_here & new_there) <= {""}
