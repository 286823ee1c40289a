"""One change of one fact in one file: where its item stands, what the value becomes, and the proof that nothing else
changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pmctl.diagnostic import UserError, position
from pmctl.edit import splice
from pmctl.edit.order import known_keys
from pmctl.edit.proof import GONE, meaning, plain, proved, read
from pmctl.edit.request import Request
from pmctl.edit.splice import Entry
from pmctl.edit.values import as_list, as_yaml, read_value, split_list, total
from pmctl.grammar import KINDS, resolve, schema
from pmctl.parse import Map, Seq, Tree, Value
from pmctl.quantity import DEFAULT_UNITS, Units
from pmctl.record import dataclass
from pmctl.source import echo

_SPLIT = ("links", "assignments", "references", "person-ids", "tags", "days-list", "columns", "regions")
"""Lists whose entries hold no comma, so that `a, b` are two."""
_DEFINITIONS = {"quality": "quality-check"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A change in its place: the file, the keys from its top to the item, the item's kind, and the request.

    `implied` are entries that a missing list stands for: who owns a task does it.
    """

    path: str
    place: tuple[str, ...]
    kind: str
    request: Request
    implied: tuple[str, ...] = ()


def place_of(tree: Tree, start: int) -> tuple[str, ...] | None:
    """The keys that lead from the top of a file to the item whose id is written at an offset; None without one."""
    stack: list[tuple[tuple[str, ...], Value]] = [((), tree.root)]
    while stack:
        keys, value = stack.pop()
        if not isinstance(value, Map):
            continue
        for entry in splice.own_entries(value):
            if entry.start == start:
                return (*keys, entry.key)
            if entry.start < start < entry.end:
                stack.append(((*keys, entry.key), entry.value))
    return None


def edited(data: bytes, edit: Edit, units: Units = DEFAULT_UNITS) -> bytes:
    """The bytes of a file after one change. UserError where it cannot be made, or would change more than it says.

    Whether the new value makes sense is for whoever reads the file again.
    """
    tree = read(edit.path, data)
    text, keys, meant = _changed(tree, edit, units)
    wanted = meaning(plain(tree.root), keys, meant)
    return proved(data, tree, text, wanted, edit.request.text, edit.place)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a change happens: the innermost map on the way, the keys to it, and those that are left (one, or more
    where maps are missing); `entry` is the first of these, where it is there. `root` is the whole file.
    """

    text: str
    root: Map
    edit: Edit
    node: Map
    above: tuple[str, ...]
    left: tuple[str, ...]
    entry: Entry | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys to what changes."""
        return (*self.above, self.left[0])

    def wrong(self, message: str, hint: str = "") -> UserError:
        return UserError(f"`{self.edit.request.text}`: {message}", hint)


Changed = tuple[str, Any]
"""The new text of a file, and what the value that changed must mean in it."""


def _changed(tree: Tree, edit: Edit, units: Units) -> tuple[str, tuple[str, ...], Any]:
    """The new text, the keys to what changed, and what it must mean."""
    spot = _spot(tree, edit)
    request = edit.request
    if request.sign == "=" and not request.value:
        text, meant = _taken_away(spot)
    elif len(spot.left) > 1:
        text, meant = _nested(spot)
    elif request.sign == "=":
        text, meant = _put(spot, _typed(spot))
    elif _is_list(spot):
        text, meant = _longer(spot) if request.sign == "+=" else _shorter(spot)
    else:
        text, meant = _summed(spot, units)
    return text, spot.keys, meant


def _spot(tree: Tree, edit: Edit) -> _Spot:
    keys = (*edit.place, *edit.request.keys)
    root = tree.root
    assert isinstance(root, Map)
    node = root
    for index, key in enumerate(keys):
        entry = splice.own_entry(node, key)
        spot = _Spot(tree.text, root, edit, node, keys[:index], keys[index:], entry)
        if entry is not None and splice.is_alias(tree.text, entry):
            line = position(tree.text, entry.start).line
            raise spot.wrong(f"`{key}` is an alias, written elsewhere in the file", f"see {edit.path}:{line}")
        if entry is None or not isinstance(entry.value, Map) or index == len(keys) - 1:
            if entry is not None and index < len(keys) - 1 and entry.value is not None:
                raise spot.wrong(f"`{key}` holds no keys")
            return spot
        node = entry.value
    raise spot.wrong("it names no key")


def _taken_away(spot: _Spot) -> Changed:
    if spot.entry is None or len(spot.left) > 1:
        raise spot.wrong("there is nothing to take away")
    return splice.drop_key(spot.text, spot.node, spot.entry), GONE


def _put(spot: _Spot, value: str) -> Changed:
    """A value for a key, which may be new."""
    meant = plain(read_value(value))
    if spot.entry is None:
        known = known_keys(spot.root, spot.above)
        return splice.add_key(spot.text, spot.node, spot.left[0], value, known), meant
    return splice.put(spot.text, spot.entry, value), meant


def _nested(spot: _Spot) -> Changed:
    """A value in maps that are not there yet."""
    value = as_yaml(spot.edit.request.value)
    for key in reversed(spot.left[1:]):
        value = f"{{{as_yaml(key)}: {value}}}"
    return _put(spot, value)


def _typed(spot: _Spot) -> str:
    """The value that was typed as YAML; `a, b` for a list is two."""
    quote = splice.quote_of(spot.text, spot.entry) if spot.entry is not None else ""
    return as_typed(spot.edit.kind, spot.edit.request.keys, spot.edit.request.value, quote)


def as_typed(kind: str, keys: Sequence[str], value: str, quote: str = "") -> str:
    """A value as YAML for keys of an item of that kind: as typed; `a, b` for a list is two."""
    parts = split_list(value) if _rule_of(kind, keys) in _SPLIT else [value]
    if len(parts) > 1:
        return as_list([as_yaml(part) for part in parts])
    return as_yaml(value, quote)


# --- lists and sums ---------------------------------------------------------------------------------------------------


def keys_of(kind: str) -> list[str]:
    """The keys that an item of a kind may have."""
    return list(_carrier(kind).get("properties", {}))


def _carrier(kind: str) -> Mapping[str, Any]:
    """What the schemas say of an item of a kind."""
    name = _DEFINITIONS.get(kind, kind)
    found: Mapping[str, Any] = schema(name) if name in KINDS else schema("common")["definitions"].get(name, {})
    return found


def _rule_of(kind: str, keys: Sequence[str]) -> str:
    """The name of the definition in the schemas that says what a key of an item may hold, "" where there is none."""
    rule, name = _carrier(kind), ""
    for key in keys:
        inner = rule.get("properties", {}).get(key, rule.get("additionalProperties"))
        rule = inner if isinstance(inner, Mapping) else {}
        name = str(rule.get("$ref", "")).rpartition("/")[2]
        rule = resolve(rule["$ref"]) if name else rule
    return name


def _is_list(spot: _Spot) -> bool:
    if spot.entry is not None and isinstance(spot.entry.value, Seq):
        return True
    name = _rule_of(spot.edit.kind, spot.edit.request.keys)
    return bool(name) and "array" in resolve(f"#/definitions/{name}").get("type", ())


def _elements(spot: _Spot) -> list[str]:
    """The entries of a list as texts; a single value is one."""
    if spot.entry is None or spot.entry.value is None:
        return []
    held = spot.entry.value
    if not isinstance(held, Seq):
        return [_text_of(spot.text, held, spot.entry.value_start, spot.entry.end)]
    return [_text_of(spot.text, one, *place) for one, place in zip(held, held.places, strict=True)]


def _text_of(text: str, value: Value, start: int, end: int) -> str:
    return value if isinstance(value, str) else text[start:end]


def _longer(spot: _Spot) -> Changed:
    """A list with more entries."""
    held, value = _elements(spot), spot.edit.request.value
    parts = split_list(value) if _rule_of(spot.edit.kind, spot.edit.request.keys) in _SPLIT else [value]
    for part in parts:
        if part in held:
            raise spot.wrong(f"`{echo(part)}` is in it already")
    new = [as_yaml(part) for part in parts]
    if spot.entry is None or spot.entry.value is None:
        whole = [*spot.edit.implied, *new]
        return _put(spot, as_list(whole) if len(whole) > 1 else whole[0])
    meant = [as_yaml(one) for one in held] + new
    return splice.add_elements(spot.text, spot.entry, new), plain(read_value(as_list(meant)))


def _shorter(spot: _Spot) -> Changed:
    """A list without an entry; the last one takes the key along, for `assign` it leaves nobody."""
    held, part = _elements(spot), spot.edit.request.value
    index = (
        held.index(part) if part in held else next((i for i, one in enumerate(held) if one.split()[:1] == [part]), -1)
    )
    if index < 0 or spot.entry is None:
        near = get_close_matches(part, held, 1, 0.6)
        listed = ", ".join(f"`{echo(one, 40)}`" for one in held[:8])
        hint = f"did you mean `{echo(near[0])}`?" if near else f"it holds {listed}" if held else "it is empty"
        raise spot.wrong(f"`{echo(part)}` is not in it", hint)
    if len(held) == 1:
        if spot.keys[-1] == "assign":
            return _put(spot, "[]")
        return _taken_away(spot)
    value = spot.entry.value
    assert isinstance(value, Seq)
    return splice.drop_element(spot.text, value, index), [plain(one) for i, one in enumerate(value) if i != index]


def _summed(spot: _Spot, units: Units) -> Changed:
    """A number, length of time, share or amount that grows or shrinks."""
    request = spot.edit.request
    if spot.entry is None or spot.entry.value is None:
        key = ".".join(request.keys)
        raise spot.wrong(f"there is no `{key}` to change", f"`{request.item}.{key}={request.value}` says one")
    old = _elements(spot)[0]
    new = total(old, request.sign, request.value, units)
    if new is None:
        hint = f"write the new value: `{request.item}.{'.'.join(request.keys)}=...`"
        raise spot.wrong(f"`{echo(request.value, 40)}` cannot be added to or taken from `{echo(old, 40)}`", hint)
    return _put(spot, as_yaml(new, splice.quote_of(spot.text, spot.entry)))
