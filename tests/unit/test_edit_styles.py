"""Random edits of one plan in every style: exactly the meant lines change, and the text reads back as meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.diagnostic import UserError
from pmctl.edit import Edit, added, change, edited, put_in, taken
from pmctl.edit.values import as_yaml
from pmctl.parse import Map, Seq, Tree, Value, parse
from tests.unit.edit_styles import STYLES

PATH = "plan.yaml"
SHARED = "anchors and merges"
"""The style in which an edit may be refused: it would change what an alias means."""
MANY = settings(max_examples=2_000)

COLLECTIONS = {"tasks": "task", "risks": "risk"}
TEXTS = ["5d", "12d", "plain words", "2026-03-02", "40%", "a: b", "# no", "'", '"', "é ü", "- a", "[a", "no", "{", "*a"]
TEXTS += ["| b", "&a", "!a", "@", "`", "ünï 漢", "x #y", "\\n", "%a", "? a", ": a", "a:", "-", "''", "=", "0x1g", "<<"]
WORDS: dict[str, Any] = {**{text: text for text in TEXTS}, "2.10": 2.1, "true": True, "~": None, "null": None, "7": 7}
WORDS |= {"''": "", '"a: b"': "a: b", "[a, b]": ["a", "b"], "{a: 1}": {"a": 1}}
"""What is typed, and what the plan must say then."""


def read(data: bytes) -> Tree:
    tree, findings = parse(PATH, data)
    assert tree is not None and not [one for one in findings if one.severity == "error"], findings
    return tree


def plain(value: Value) -> Any:
    """What a tree means; what is empty is nothing."""
    if isinstance(value, Map):
        return {key: plain(part) for key, part in value.items()} or None
    return [plain(part) for part in value] if isinstance(value, Seq) else value


def items(tree: Tree) -> Iterator[tuple[str, ...]]:
    """The ways to all tasks and risks, nested ones too."""

    def inside(node: Value, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for name in COLLECTIONS:
            collection = node.get(name) if isinstance(node, Map) else None
            for key, value in collection.items() if isinstance(collection, Map) else ():
                yield (*place, name, key)
                yield from inside(value, (*place, name, key))

    yield from inside(tree.root, ())


def at(tree: Tree, place: Sequence[str]) -> Value:
    node = tree.root
    for key in place:
        assert isinstance(node, Map)
        node = node[key]
    return node


def own(tree: Tree, place: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """The keys that are written in an item itself, each with its places."""
    node = at(tree, place)
    if not isinstance(node, Map):
        return {}
    return {key: spot for key, spot in node.places.items() if node.start <= spot[0] < node.end}


def with_value(root: Any, keys: Sequence[str], value: Any, gone: bool = False) -> Any:
    """Plain data with another value (or none) at the end of some keys."""
    held = dict(root or {})
    if len(keys) > 1:
        held[keys[0]] = with_value(held.get(keys[0]), keys[1:], value, gone)
    elif gone:
        del held[keys[0]]
    else:
        held[keys[0]] = value
    return held or None


def changed_lines(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines between those that two texts have in common at their beginnings and ends."""
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    room = min(len(was), len(now))
    head = next((index for index in range(room) if was[index] != now[index]), room)
    tail = next((index for index in range(room - head) if was[-1 - index] != now[-1 - index]), room - head)
    return was[head : len(was) - tail], now[head : len(now) - tail]


def comments(tree: Tree) -> Counter[str]:
    """The comments of a text: what stands behind a `#` that is in no value and no key."""
    values: list[tuple[int, int]] = []

    def gather(value: Value) -> None:
        if isinstance(value, Map):
            for key, (start, begin, end) in value.places.items():
                values.append((start, start + len(key)))
                values.append((begin, end)) if not isinstance(value[key], Map | Seq) else gather(value[key])
        elif isinstance(value, Seq):
            for one, place in zip(value, value.places, strict=True):
                values.append(place) if not isinstance(one, Map | Seq) else gather(one)

    gather(tree.root)
    found: dict[int, str] = {}
    for one in re.finditer(r"(?:^|(?<=\s))#", tree.text, re.M):
        if not any(start <= one.start() < end for start, end in values):
            line = tree.text.count("\n", 0, one.start())
            found.setdefault(line, tree.text[one.start() :].splitlines()[0].rstrip())
    return Counter(found.values())


# --- one edit ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """An edit as it was made: the new bytes, what they must mean, how many lines of the old and of the new text may
    differ, how many comments may go.
    """

    data: bytes
    wanted: Any
    lines: tuple[int, int]
    losable: int = 0


def set_value(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """Another value for a key that holds a single one, or for a new key."""
    tree = read(data)
    mine = own(tree, place)
    single = [key for key in mine if not isinstance(at(tree, (*place, key)), Map | Seq)]
    key = draw.draw(st.sampled_from([*single, "x-new"]), "key")
    word = draw.draw(st.sampled_from(sorted(WORDS)), "value")
    new = edited(data, Edit(PATH, place, "task", change("it", f"{key}={word}")))
    quoted = key in mine and tree.text[mine[key][1]] in "'\"" and word[0] not in "'\"[{"
    wanted = with_value(plain(tree.root), (*place, key), word if quoted else WORDS[word])  # what is quoted stays a text
    if key not in mine:  # a comma behind the entry before it, and a line
        return Made(new, wanted, (1, 2))
    spread = tree.text[mine[key][0] : mine[key][2]].count("\n")
    return Made(new, wanted, (1 + spread, 1 + spread))


def take_value(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """A key less."""
    tree = read(data)
    mine = own(tree, place)
    if not mine or not set(mine) - {"tasks"}:
        return None
    key = draw.draw(st.sampled_from(sorted(set(mine) - {"tasks"})), "key")
    new = edited(data, Edit(PATH, place, "task", change("it", f"{key}=")))
    inside = tree.text[mine[key][0] : mine[key][2]].count("\n")
    return Made(new, with_value(plain(tree.root), (*place, key), None, gone=True), (2 + inside, 2), 1 + inside)


def grow_list(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """An entry more in a list, or a list that is new."""
    tree = read(data)
    held = at(tree, (*place, "tags")) if "tags" in own(tree, place) else None
    before = list(held) if isinstance(held, Seq) else [held] if held is not None else []
    word = draw.draw(st.sampled_from(["one", "two", "three words"]).filter(lambda one: one not in before), "entry")
    new = edited(data, Edit(PATH, place, "task", change("it", f"tags+={word}")))
    now = at(read(new), (*place, "tags"))
    assert list(now) == [*before, word] if isinstance(now, Seq) else [now] == [word]
    return Made(new, with_value(plain(tree.root), (*place, "tags"), plain(now)), (1, 2))


def shrink_list(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """An entry less in a list of several."""
    tree = read(data)
    held = at(tree, (*place, "tags")) if "tags" in own(tree, place) else None
    if not isinstance(held, Seq) or len(held) < 2:
        return None
    index = draw.draw(st.integers(0, len(held) - 1), "entry")
    new = edited(data, Edit(PATH, place, "task", change("it", f"tags-={held[index]}")))
    left = [plain(one) for number, one in enumerate(held) if number != index]
    return Made(new, with_value(plain(tree.root), (*place, "tags"), left), (2, 1))


def add_item(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """An item more, beside another one or in it."""
    tree = read(data)
    into = (*place, "tasks") if draw.draw(st.booleans(), "inside") else place[:-1]
    held = plain(tree.root)
    for key in into:
        held = (held or {}).get(key)
    key = next(name for name in ("n1", "n2", "n3", "n4") if name not in (held or {}))
    fields = draw.draw(st.sampled_from([{}, {"name": "New"}, {"name": "a: b", "effort": "2d"}]), "fields")
    new = added(data, PATH, into, key, {name: as_yaml(text) for name, text in fields.items()})
    return Made(new, with_value(plain(tree.root), (*into, key), fields or None), (1, 4))


def take_item(draw: st.DataObject, data: bytes, place: tuple[str, ...]) -> Made | None:
    """An item less; where it was the only one its collection goes along."""
    tree = read(data)
    before = plain(tree.root)
    new, block = taken(data, PATH, place)
    text = "\n".join(block.lines)
    up = place
    while len(own(tree, up[:-1])) == 1 and len(up) > 1:
        up = up[:-1]
    alone = 4 if up != place else 0  # what was said of the collection goes with it
    lost = text.count("#") + alone
    size = text.count("\n") + 1 + alone
    back = (
        put_in(new, PATH, place[:-1], block) if draw.draw(st.booleans(), "back") and _fits(new, block.lines) else None
    )
    if back is not None:
        assert plain(read(back).root) == before
    return Made(new, with_value(before, up, None, gone=True), (size + 4, 2), lost)


def _fits(data: bytes, lines: Sequence[str]) -> bool:
    return len(lines) == 1 and "#" not in lines[0] and b"{" not in data[:200]


EDITS = (set_value, take_value, grow_list, shrink_list, add_item, take_item)


@MANY
@given(st.sampled_from(sorted(STYLES)), st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), st.data())
def test_random_edits_change_what_is_meant_and_nothing_else(style: str, edits: list[Any], draw: st.DataObject) -> None:
    data = STYLES[style].encode()
    for edit in edits:
        tree = read(data)
        places = list(items(tree))
        if not places:
            return
        place = draw.draw(st.sampled_from(places), "item")
        try:
            made = edit(draw, data, place)
        except UserError as error:
            allowed = style == SHARED or "lines of its own" in error.message or "holds no keys" in error.message
            assert allowed, (error.message, data.decode())
            continue
        if made is None:
            continue
        check(data, made)
        data = made.data


def check(old: bytes, made: Made) -> None:
    """The new text means what it must; few lines differ; marks, line ends and comments are what they were."""
    before, after = read(old), read(made.data)
    assert plain(after.root) == made.wanted
    was, now = changed_lines(old, made.data)
    assert len(was) <= made.lines[0] and len(now) <= made.lines[1], (was, now)
    assert made.data.startswith(b"\xef\xbb\xbf") == old.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in old:
        assert made.data.count(b"\r\n") == made.data.count(b"\n")
    lost = comments(before) - comments(after)
    assert lost.total() <= made.losable and not comments(after) - comments(before), (lost, made.data.decode())


# --- every scalar of every style --------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES)
def test_a_scalar_is_set_in_exactly_one_line(style: str) -> None:
    data = STYLES[style].encode()
    tree = read(data)
    count = 0
    for place in items(tree):
        for key, (_, start, end) in own(tree, place).items():
            written = tree.text[start:end]
            if (
                isinstance(at(tree, (*place, key)), Map | Seq)
                or "\n" in written
                or written[:1] in ("*", "&", "", "|", ">")
            ):
                continue
            try:
                new = edited(data, Edit(PATH, place, "task", change("it", f"{key}=Quite another")))
            except UserError:
                assert style == SHARED
                continue
            was, now = changed_lines(data, new)
            quote = written[0] if written[0] in "'\"" else ""
            shift = data[:3].count(b"\xef\xbb\xbf")
            assert (len(was), len(now)) == (1, 1)
            text = new.decode()[shift:]
            assert text == tree.text[:start] + f"{quote}Quite another{quote}" + tree.text[end:]
            count += 1
    assert count >= 2


def test_there_are_styles_enough() -> None:
    assert len(STYLES) >= 15
    for text in STYLES.values():
        read(text.encode())
