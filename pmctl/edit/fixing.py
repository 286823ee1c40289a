"""An edit as part of a finding: the spans that it replaces, in the text as it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.diagnostic import Replacement, Span, UserError
from pmctl.edit import splice
from pmctl.edit.blocks import added
from pmctl.edit.editing import place_of
from pmctl.edit.order import known_keys
from pmctl.edit.values import as_yaml
from pmctl.parse import Map, Tree, Value

_BESIDE = 256
"""Characters beside a map that a change in it may reach: blanks and comments of its lines."""


def fix_of(tree: Tree, start: int, values: Mapping[str, str]) -> tuple[Replacement, ...]:
    """What to replace so that keys of the item whose id is written at an offset have other values.

    An empty value takes its key away. Nothing where the item is not written as keys of its own: then a person decides.
    """
    place = place_of(tree, start)
    node = _item(tree, place) if place is not None else None
    if place is None or node is None:
        return ()
    entries = {key: splice.own_entry(node, key) for key in values}
    if any(entry is not None and splice.is_alias(tree.text, entry) for entry in entries.values()):
        return ()
    made = (_replacement(tree, place, node, entry or key, values[key]) for key, entry in entries.items())
    return tuple(sorted((one for one in made if one is not None), key=lambda one: one.span.start))


def fix_of_new(
    path: str, text: str, into: Sequence[str], key: str, fields: Mapping[str, str]
) -> tuple[Replacement, ...]:
    """What to replace so that a collection of a file has one item more; `fields` are its keys, each with its value.

    Nothing where it cannot be put there: then a person decides.
    """
    typed = {name: as_yaml(value) for name, value in fields.items()}
    try:
        made = added(text.encode("utf-8"), path, into, key, typed).decode("utf-8")
    except (UserError, UnicodeError):
        return ()
    return (_apart(path, 0, text, made),)


def _item(tree: Tree, place: Sequence[str]) -> Map | None:
    """The keys of the item at a place, where it has some."""
    node: Value = tree.root
    for key in place:
        entry = splice.own_entry(node, key) if isinstance(node, Map) else None
        if entry is None or splice.is_alias(tree.text, entry):
            return None
        node = entry.value
    return node if isinstance(node, Map) and splice.own_entries(node) else None


def _replacement(
    tree: Tree, place: Sequence[str], node: Map, entry: splice.Entry | str, value: str
) -> Replacement | None:
    """One key of the item at a place changed, or made where only its name is there; None where that changes nothing."""
    if isinstance(entry, str):
        if not value:
            return None
        known = known_keys(tree.root, place)
        return _difference(tree, node, splice.add_key(tree.text, node, entry, as_yaml(value), known))
    if not value:
        return _difference(tree, node, splice.drop_key(tree.text, node, entry))
    if entry.start <= entry.value_start < entry.end and isinstance(entry.value, str):
        new = as_yaml(value, splice.quote_of(tree.text, entry))
        return Replacement(Span(tree.path, entry.value_start, entry.end), new)
    return _difference(tree, node, splice.put(tree.text, entry, as_yaml(value)))


def _difference(tree: Tree, node: Map, made: str) -> Replacement:
    """What differs between the text and another, which is the same but for one place in or beside a map."""
    first = max(0, node.start - _BESIDE)
    behind = max(0, len(tree.text) - node.end - _BESIDE)
    old, new = tree.text[first : len(tree.text) - behind], made[first : len(made) - behind]
    return _apart(tree.path, first, old, new)


def _apart(path: str, first: int, old: str, new: str) -> Replacement:
    """The one stretch in which two texts differ; the older one begins at an offset of its file."""
    room = min(len(old), len(new))
    tail = next((at for at in range(room) if old[-1 - at] != new[-1 - at]), room)
    same = next((at for at in range(room - tail) if old[at] != new[at]), room - tail)
    return Replacement(Span(path, first + same, first + len(old) - tail), new[same : len(new) - tail])
