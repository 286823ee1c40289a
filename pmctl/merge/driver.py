"""The merge of one file: by item and field where that is certain, line by line with markers where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmctl import clone
from pmctl.escape import terminal
from pmctl.merge.cutting import cut, fact_of
from pmctl.merge.document import Document, Doubt, Fact, Form, Node, comments_of_document
from pmctl.merge.meaning import differences, meant
from pmctl.merge.names import Names, items
from pmctl.merge.pieces import USUAL, Clash, Markers, Side, marked, of_side
from pmctl.merge.sentences import sentence
from pmctl.merge.three_way import together
from pmctl.parse import parse
from pmctl.source import BYTE_ORDER_MARK

LARGEST_MARKER = 200

Three = tuple[bytes, bytes, bytes]
"""A file as it was, as we have it, as they have it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge made: the bytes of the file, whether it is settled, and what to say of it, a line each."""

    data: bytes
    clean: bool
    messages: tuple[str, ...] = ()


def merge(path: str, base: bytes, ours: bytes, theirs: bytes, markers: Markers = USUAL) -> Outcome:
    """Both sides of a change to `base` in one file; `path` is its place in the repository, for what is said.

    A settled result parses and says exactly what both sides say. Anything else has markers, or, where git can put none
    into it (it is no text), is ours.
    """
    if theirs in (base, ours):
        return Outcome(ours, True)
    if ours == base:
        return Outcome(theirs, True)
    markers = replace(markers, size=min(max(markers.size, 1), LARGEST_MARKER))
    try:
        return _by_item(path, (base, ours, theirs), markers)
    except Doubt as doubt:
        return _by_line(path, (base, ours, theirs), markers, str(doubt))


# --- by item ----------------------------------------------------------------------------------------------------------


def _by_item(path: str, three: Three, markers: Markers) -> Outcome:
    known: dict[str, Node] = {}
    was, here, there = (_cut(*named, path, known) for named in zip(("base", "ours", "theirs"), three, strict=True))
    pieces, clashes = together(was, here, there)
    facts = was.root.fact, here.root.fact, there.root.fact
    names = Names(path, facts[1])
    sides: tuple[Side, ...] = ("ours", "theirs") if clashes else ("ours",)
    for side in sides:
        made = cut(path, of_side(pieces, side).encode("utf-8"), known)
        _prove(*facts, made.root.fact, side, clashes)
        if not clashes:
            _prove_comments(was, here, there, made)
            _prove_unique(names, facts[1], facts[2], made.root.fact)
    text = marked(pieces, markers)
    messages = dict.fromkeys(sentence(names, clash) for clash in clashes)
    return Outcome(_written(text, _form(was.form, here.form, there.form), not clashes), not clashes, tuple(messages))


def _cut(which: str, data: bytes, path: str, known: dict[str, Node]) -> Document:
    try:
        return cut(path, data, known)
    except Doubt as doubt:
        raise Doubt(f"{which}: {doubt}") from None


def _form(was: Form, ours: Form, theirs: Form) -> Form:
    """How the merged file is written as a whole: as the side wants it that changed it."""
    return Form(
        theirs.mark if ours.mark == was.mark else ours.mark,
        theirs.line_end if ours.line_end == was.line_end else ours.line_end,
        theirs.ended if ours.ended == was.ended else ours.ended,
    )


def _written(text: str, form: Form, clean: bool) -> bytes:
    """The bytes of a text; between markers the last line always ends."""
    if clean and not form.ended:
        text = text.removesuffix("\n")
    return (BYTE_ORDER_MARK if form.mark else b"") + text.replace("\n", form.line_end).encode("utf-8")


# --- the proof --------------------------------------------------------------------------------------------------------


def _prove(was: Fact, ours: Fact, theirs: Fact, made: Fact, side: Side, clashes: Sequence[Clash] = ()) -> None:
    """Doubt where a merged text does not say what both sides say, other than where they clash."""
    for keys in differences(made, meant(was, ours, theirs, side)):
        if not any(keys[: len(clash.keys)] == clash.keys for clash in clashes):
            raise Doubt("merged by item it would not say what both sides say")


def _prove_comments(was: Document, ours: Document, theirs: Document, made: Document) -> None:
    """Doubt where a comment would be lost that neither side took away."""
    before, here, there, left = (comments_of_document(one) for one in (was, ours, theirs, made))
    for comment in here | there:
        wanted = min(max(here[comment], there[comment]), here[comment] + there[comment] - before[comment])
        if left[comment] < wanted:
            raise Doubt("merged by item it would lose a comment")


def _prove_unique(names: Names, ours: Fact, theirs: Fact, made: Fact) -> None:
    """Doubt where an id would stand twice that does not on either side: both added or moved the same item."""
    here, there = Counter(items(names, ours)), Counter(items(names, theirs))
    for item, count in Counter(items(names, made)).items():
        if count > max(here[item], there[item], 1):
            raise Doubt(f"`{terminal(item)}` would stand in it twice")


# --- line by line -----------------------------------------------------------------------------------------------------


def _by_line(path: str, three: Three, markers: Markers, why: str) -> Outcome:
    """Git's own merge. One without markers counts only where it says what both sides say; else all that differs stands
    between markers.
    """
    shown = terminal(path)
    base, ours, theirs = three
    made = clone.merge_file(ours, base, theirs, markers.size, (markers.ours, markers.theirs))
    if made is not None and made[1] and _is_proven(path, three, made[0]):
        return Outcome(made[0], True, (f"{shown} is merged line by line: {why}",))
    if made is not None and made[1]:
        made = clone.merge_file(ours, b"", theirs, markers.size, (markers.ours, markers.theirs))
    if made is None or made[1]:
        return Outcome(ours, False, (f"{shown} cannot be merged, it is left as ours: {why}",))
    return Outcome(made[0], False, (f"{shown} is merged line by line: {why}",))


def _is_proven(path: str, three: Three, made: bytes) -> bool:
    """Whether a text merged line by line can be read and says what both sides say, which do not contradict."""
    try:
        was, here, there, found = (_facts(path, data) for data in (*three, made))
        _prove(was, here, there, found, "ours")
        _prove(was, here, there, found, "theirs")
        _prove_unique(Names(path, here), here, there, found)
    except Doubt:
        return False
    return True


def _facts(path: str, data: bytes) -> Fact:
    tree, findings = parse(path, data)
    if tree is None or any(one.severity == "error" for one in findings):
        raise Doubt("it cannot be read")
    return fact_of(tree.text, tree.root, 0, len(tree.text))
