"""In which order entries of two sides stand in one: moved stays moved, new stands behind its neighbour."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pmctl.merge.document import Doubt


def merged_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Collection[str]) -> list[str]:
    """The order of the keys that are kept. Doubt where both sides moved what they share, differently.

    The side that moved something leads; what only the other one has stands behind the key that it follows there. Where
    both added behind the same key, ours come first.
    """
    shared = set(base) & set(ours) & set(theirs)
    was, here, there = ([key for key in keys if key in shared] for keys in (base, ours, theirs))
    if here not in (was, there) and there != was:
        raise Doubt("both sides put the same entries into another order")
    leads_theirs = here == was and there != was
    leading, other = (theirs, ours) if leads_theirs else (ours, theirs)
    order = [key for key in leading if key in kept]
    known = set(order)
    own = known - set(base) - set(other)
    before = ""
    for key in other:
        if key not in kept:
            continue
        if key not in known:
            at = order.index(before) + 1 if before else 0
            while not leads_theirs and at < len(order) and order[at] in own:
                at += 1
            order.insert(at, key)
            known.add(key)
        before = key
    return order
