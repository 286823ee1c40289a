"""Comments that let a finding pass: those that the plan before has, and those that are new."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from pmctl.model.item import span_of
from pmctl.parse import Allow
from pmctl.plan import Plan, remembered

Allows = Mapping[str, tuple[Allow, ...]]
"""By file the comments in it."""
Identity = tuple[str, str]
"""What a comment is: the code that it lets pass, and the full id of the item at which it stands, else the file."""


def parted(before: Plan, after: Plan, former: Mapping[str, str]) -> tuple[Allows, Allows]:
    """The comments of `after` that `before` has too, at the same item and for the same code; and all others."""
    known = Counter(_identity(before, path, one, {}) for path, own in before.loaded.allows.items() for one in own)
    kept: dict[str, tuple[Allow, ...]] = {}
    new: dict[str, tuple[Allow, ...]] = {}
    for path, own in after.loaded.allows.items():
        for one in own:
            identity = _identity(after, path, one, former)
            into = kept if known[identity] else new
            known[identity] -= bool(known[identity])
            into[path] = (*into.get(path, ()), one)
    return kept, new


def _identity(plan: Plan, path: str, allow: Allow, former: Mapping[str, str]) -> Identity:
    """What a comment lets pass where; of one that stands above its item it is the item below."""
    offset = _next_line(plan.loaded.texts.get(path, ""), allow) if allow.alone else allow.start
    begins = _items_by_place(plan).get(path, ())
    at = bisect_right(begins, (offset, "\U0010ffff")) - 1
    id = begins[at][1] if at >= 0 else path
    return allow.code, former.get(id, id)


def _next_line(text: str, allow: Allow) -> int:
    """The end of the next line that holds more than a comment: an item that begins on it begins before."""
    at = text.find("\n", allow.end)
    while at >= 0:
        end = text.find("\n", at + 1)
        line = text[at + 1 : end if end >= 0 else len(text)]
        if line.strip() and not line.lstrip().startswith("#"):
            return at + 1 + len(line)
        at = end
    return len(text)


@remembered
def _items_by_place(plan: Plan) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """By file where items begin, in order, with their full ids."""
    found: dict[str, list[tuple[int, str]]] = {}
    for item in plan.workspace.items.values():
        span = span_of(item)
        found.setdefault(span.path, []).append((span.start, item.id))
    return {path: tuple(sorted(places)) for path, places in found.items()}
