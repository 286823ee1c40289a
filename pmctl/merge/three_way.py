"""Two sides of a change to one text put together, entry by entry; what both changed stands as a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmctl.merge.braces import between_braces
from pmctl.merge.document import (
    CLOSING,
    OPENING,
    Collection,
    Document,
    Doubt,
    Entry,
    Node,
    Scalar,
    comments,
    comments_in_body,
    comments_of,
    is_block,
)
from pmctl.merge.elements import told_apart
from pmctl.merge.layout import in_lines
from pmctl.merge.order import merged_order
from pmctl.merge.pieces import Clash, Conflict, Part, Piece, either, of_side
from pmctl.regex import regex

_BETWEEN_BRACKETS = regex(r"\"[^\n]*\"|'[^\n]*'|[^|>\"'\[\]{},\n][^\[\]{},\n]*")
"""A text that means between brackets what it means on a line of its own."""

Three = tuple[Collection, Collection, Collection]
Keys = tuple[str, ...]
Clashes = list[Clash]


def together(base: Document, ours: Document, theirs: Document) -> tuple[list[Piece], Clashes]:
    """The text (with LF) of both sides put together, and what both changed. Doubt where nobody can say."""
    three = (base.root, ours.root, theirs.root)
    if len({root.flow for root in three if root.entries}) > 1:
        raise Doubt("one side is written between braces, the other in lines")
    clashes: Clashes = []
    inner = _collection(clashes, (), three)
    before, after = either(base.before, ours.before, theirs.before), either(base.after, ours.after, theirs.after)
    return [before, *inner, after], clashes


# --- maps and lists ---------------------------------------------------------------------------------------------------


def _collection(clashes: Clashes, keys: Keys, three: Three) -> list[Piece]:
    """A map or list, in the layout of ours, or of the one side that is written in lines."""
    flow = three[1].flow and three[2].flow
    if not flow:
        three = _all_in_lines(three)
    parts = dict(_parts(clashes, keys, three, flow))
    base, ours, theirs = ([entry.key for entry in one.entries] for one in three)
    order = merged_order(base, ours, theirs, parts)
    if flow:
        return between_braces([(key, parts[key]) for key in order], *three)
    tail = _lines(clashes, keys, three[0].tail, three[1].tail, three[2].tail)
    return [piece for key in order for piece in parts[key].pieces] + tail


def _all_in_lines(three: Three) -> Three:
    """Three sides in lines, equally indented: as on the side that changed it."""
    was, here, there = (None if one.flow or not one.entries else one.column for one in three)
    column = next((one for one in (there if here == was else here, here, there, was) if one is not None), 0)
    base, ours, theirs = (in_lines(one, column) for one in three)
    return base, ours, theirs


def _parts(clashes: Clashes, keys: Keys, three: Three, flow: bool) -> Iterator[tuple[str, Part]]:
    """What becomes of each key that stays."""
    base, ours, theirs = ({entry.key: entry for entry in one.entries} for one in three)
    for key in ours | theirs:
        here, there, was = ours.get(key), theirs.get(key), base.get(key)
        path = keys if three[1].kind == "list" else (*keys, key)
        if here is not None and there is not None:
            yield key, Part(_entry(clashes, path, was, here, there, flow), True, True)
            continue
        only = here or there
        assert only is not None
        if was is None:
            yield key, Part([only.head + only.body if flow else only.text], True, True)
        elif _changed(was, only):
            clashes.append(Clash(path, here.value.text if here else None, there.value.text if there else None))
            whole: Piece = only.head + only.body if flow else _only(only, here is not None)
            yield key, Part([whole], here is not None, there is not None)


def _only(entry: Entry, is_ours: bool) -> Conflict:
    """An entry in lines that one side changed and the other took away."""
    return Conflict(entry.text, "") if is_ours else Conflict("", entry.text)


def _changed(was: Entry, now: Entry) -> bool:
    """Whether an entry says something that it did not say before, or has a comment more."""
    return was.value.fact != now.value.fact or bool(comments_of(now) - comments_of(was))


# --- an entry ---------------------------------------------------------------------------------------------------------


def _entry(clashes: Clashes, keys: Keys, was: Entry | None, ours: Entry, theirs: Entry, flow: bool) -> list[Piece]:
    """An entry that both sides have."""
    lead = [] if flow else _lines(clashes, keys, was.lead if was else "", ours.lead, theirs.lead)
    head = either(was.head if was else None, ours.head, theirs.head)
    return [*lead, head, *_body(clashes, keys, was, ours, theirs)]


def _body(clashes: Clashes, keys: Keys, was: Entry | None, ours: Entry, theirs: Entry) -> list[Piece]:
    """What stands behind a key."""
    before = was.body if was else None
    if theirs.body in (before, ours.body):
        return [ours.body]
    if ours.body == before:
        return [theirs.body]
    three = _collections(was.value if was else None, ours.value, theirs.value)
    if three is not None:
        return _around(clashes, keys, was, ours, theirs, _collection(clashes, keys, three))
    if is_block(ours.value) or is_block(theirs.value):
        return _other_kinds(clashes, keys, was, ours, theirs)
    value = _value(was.value if was else None, ours.value, theirs.value)
    if isinstance(value, Conflict):
        clashes.append(Clash(keys, value.ours, value.theirs))
    elif value[:1] in ("|", ">") and comments(ours.rest + theirs.rest):  # no comment can stand behind such a text
        clashes.append(Clash(keys, ours.body, theirs.body, True))
        return [Conflict(ours.body, theirs.body)]
    return _around(clashes, keys, was, ours, theirs, [value])


def _other_kinds(clashes: Clashes, keys: Keys, was: Entry | None, ours: Entry, theirs: Entry) -> list[Piece]:
    """A value in lines on one side at least that cannot be put together with what the other side has."""
    if was is not None and not _rewritten(was, ours):
        return [theirs.body]
    if not _rewritten(was or ours, theirs) or not _rewritten(ours, theirs):
        return [ours.body]
    clashes.append(Clash(keys, ours.value.text, theirs.value.text))
    return [Conflict(ours.body, theirs.body)]


def _rewritten(was: Entry, now: Entry) -> bool:
    return was.value.fact != now.value.fact or bool(comments_in_body(now) - comments_in_body(was))


def _value(was: Node | None, ours: Node, theirs: Node) -> Piece:
    """A value that is taken as a whole: the text of the side that changed what it says, else of the one that is
    written otherwise.
    """
    if was is not None and (ours.text == was.text or (ours.fact == was.fact and theirs.fact != was.fact)):
        return theirs.text
    if ours.fact == theirs.fact or (was is not None and theirs.fact == was.fact):
        return ours.text
    return Conflict(ours.text, theirs.text)


def _around(
    clashes: Clashes, keys: Keys, was: Entry | None, ours: Entry, theirs: Entry, value: list[Piece]
) -> list[Piece]:
    """A value with what stands before and behind it, in the layout of the side in which the value is written."""
    in_lines_here, in_lines_there = is_block(ours.value), is_block(theirs.value)
    if in_lines_here != in_lines_there:
        layout, other = (ours, theirs) if in_lines_here else (theirs, ours)
        if set(comments(other.gap + other.rest)) - set(comments(was.gap + was.rest if was else "")):
            clashes.append(Clash(keys, ours.body, theirs.body, True))
            return [Conflict(ours.body, theirs.body)]
        return [*_nothing(layout.value, value), layout.gap, *value, layout.rest]
    alike = was if was is not None and is_block(was.value) == in_lines_here else None
    gap = _lines(clashes, keys, alike.gap if alike else None, ours.gap, theirs.gap)
    rest = _lines(clashes, keys, alike.rest if alike else None, ours.rest, theirs.rest)
    if gap == [""] and value and not in_lines_here and ours.head.endswith(":"):
        gap = [" "]
    return [*_nothing(ours.value, value), *gap, *value, *rest]


def _nothing(node: Node, value: Sequence[Piece]) -> list[Piece]:
    """What stands for a collection in lines of which no entry is left."""
    if not isinstance(node, Collection) or node.flow or not all(isinstance(piece, str) for piece in value):
        return []
    lines = (line.strip() for line in of_side(value, "ours").split("\n"))
    left = any(line and not line.startswith("#") for line in lines)
    return [] if left else [f" {OPENING[node.kind]}{CLOSING[node.kind]}"]


def _lines(clashes: Clashes, keys: Keys, was: str | None, ours: str, theirs: str) -> list[Piece]:
    """Comments and blanks; a conflict where both sides changed the comments in them."""
    before, here, there = comments(was or ""), comments(ours), comments(theirs)
    if here == there:
        return [either(was, ours, theirs)]
    if there == before:
        return [ours]
    if here == before:
        return [theirs]
    clashes.append(Clash(keys, " ".join(here), " ".join(there), True))
    return [Conflict(ours, theirs)]


# --- which values are put together entry by entry ---------------------------------------------------------------------


def _collections(was: Node | None, ours: Node, theirs: Node) -> Three | None:
    """Three sides as maps, or as lists whose elements are told apart; a text where a list may stand is a list of one.

    None where they are of different kinds.
    """
    kinds = {one.kind for one in (ours, theirs) if isinstance(one, Collection)}
    if len(kinds) != 1 or (was is not None and was.fact in (ours.fact, theirs.fact) and _are_unlike(ours, theirs)):
        return None
    kind = kinds.pop()
    nothing = Scalar("", None)
    before = Collection(kind, True, 0) if (was or nothing).fact is None else _as(kind, was or nothing)
    here, there = _as(kind, ours), _as(kind, theirs)
    if before is None or here is None or there is None:
        return None
    return (before, here, there) if kind == "map" else _named((before, here, there))


def _are_unlike(ours: Node, theirs: Node) -> bool:
    return isinstance(ours, Scalar) or isinstance(theirs, Scalar)


def _as(kind: str, node: Node) -> Collection | None:
    if isinstance(node, Collection):
        return node if node.kind == kind else None
    if kind == "map":
        return Collection(kind, True, 0) if node.fact is None else None
    if isinstance(node.fact, str | tuple) and _BETWEEN_BRACKETS.fullmatch(node.text):
        return Collection(kind, True, 0, (Entry("", "", "", "", node, ""),))
    return None


def _named(three: Three) -> Three | None:
    """Lists with a name for each element."""
    names = told_apart(*([entry.value.fact for entry in one.entries] for one in three))
    if names is None:
        return None
    base, ours, theirs = (
        replace(one, entries=tuple(replace(entry, key=key) for entry, key in zip(one.entries, keys, strict=True)))
        for one, keys in zip(three, names, strict=True)
    )
    return base, ours, theirs
