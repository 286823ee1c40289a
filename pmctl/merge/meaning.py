"""What a merge must say: the facts of two sides put together without any text, to hold a merged text against."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from pmctl.merge.document import Fact
from pmctl.merge.elements import told_apart
from pmctl.merge.pieces import Side


class _Missing:
    """Stands where a key is not there."""


MISSING: Final = _Missing()
Held: TypeAlias = Fact | _Missing


def meant(base: Held, ours: Held, theirs: Held, prefer: Side) -> Held:
    """The facts of both sides; where both changed one, that of the side preferred."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    preferred = ours if prefer == "ours" else theirs
    if isinstance(ours, _Missing) or isinstance(theirs, _Missing):
        return preferred
    was = None if isinstance(base, _Missing) else base
    sides = (was, ours, theirs)
    if isinstance(ours, dict) or isinstance(theirs, dict):
        maps = [{} if side is None else side for side in sides if side is None or isinstance(side, dict)]
        return _by_key(maps[0], maps[1], maps[2], prefer) or None if len(maps) == 3 else preferred
    if isinstance(ours, list) or isinstance(theirs, list):
        return _lists(was, ours, theirs, prefer) if ours is not None and theirs is not None else preferred
    return preferred


def _by_key(
    base: Mapping[str, Fact], ours: Mapping[str, Fact], theirs: Mapping[str, Fact], prefer: Side
) -> dict[str, Fact]:
    merged = {}
    for key in {**ours, **theirs}:
        held = meant(base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING), prefer)
        if not isinstance(held, _Missing):
            merged[key] = held
    return merged


def _lists(base: Fact, ours: Fact, theirs: Fact, prefer: Side) -> Fact:
    """Lists, each element by what tells it apart; a single text is a list of one."""
    sides = [one if isinstance(one, list) else [] if one is None else [one] for one in (base, ours, theirs)]
    names = None if isinstance(base, dict) else told_apart(*sides)
    if names is None:
        return ours if prefer == "ours" else theirs
    was, here, there = (dict(zip(keys, side, strict=True)) for keys, side in zip(names, sides, strict=True))
    return list(_by_key(was, here, there, prefer).values())


def differences(one: Held, other: Held, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys to what two sets of facts say differently, whatever the order of keys and elements."""
    left, right = ({} if fact is None else fact for fact in (one, other))
    if isinstance(left, dict) and isinstance(right, dict):
        for key in {**left, **right}:
            yield from differences(left.get(key, MISSING), right.get(key, MISSING), (*keys, key))
    elif _in_order(one) != _in_order(other):
        yield keys


def _in_order(fact: Held) -> object:
    if isinstance(fact, dict):
        return {key: _in_order(part) for key, part in fact.items()} or None
    if isinstance(fact, list):
        return sorted(json.dumps(_in_order(part), sort_keys=True) for part in fact)
    return fact
