"""The one loop over the events of libyaml, which builds every value with its place."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pmctl import source as bounds
from pmctl.parse.anchors import alias, collection_properties
from pmctl.parse.merging import merge
from pmctl.parse.odd import careful_key, count, long_text, rare_scalar, second_document, settle
from pmctl.parse.places import A_KEY, FIRST
from pmctl.parse.reading import Anchor, Reading
from pmctl.parse.scalars import BEHIND_NUMBERS, CONSTANTS, plain
from pmctl.parse.tree import Map, Seq, Value


def read_events(reading: Reading) -> Value:
    """One pass over the events without recursion, checking and building at once.

    A third of all time on a plan is spent here, so it is one loop over local names, and long: a key with its value
    takes the shortest way. `numbers` are those of the block of `container` (see `places`).
    """
    next_event: Callable[[], Any] = CParser(reading.source).get_event
    text, marks, careful = reading.text, array("I", (0,)), reading.is_careful
    line_length = bounds.LINE_LENGTH
    keys: dict[str, str] = {}  # the same text for the same key: `name` is written ten thousand times
    same_key = keys.setdefault
    root = Seq()
    container: Any = root
    numbers = [0]
    mapping = flow = False
    key = ""
    stack: list[tuple[Any, list[int], bool, bool, str, int, int, str | None, int]] = []
    key_start = last_end = documents = 0
    value: Any
    while True:
        event = next_event()
        kind = type(event)
        if mapping and kind is not MappingEndEvent:
            if careful or kind is not ScalarEvent:
                key, key_start = careful_key(reading, event, container, numbers)
            else:
                key = event.value
                key = same_key(key, key)
                key_start = event.start_mark.index
            event = next_event()
            kind = type(event)
        if kind is ScalarEvent:
            value = scalar = event.value
            start = event.start_mark.index
            last_end = end = event.end_mark.index
            if careful:
                scalar, start = rare_scalar(reading, event)
                value = scalar
            style = event.style
            if not style:
                if (scalar < BEHIND_NUMBERS or scalar in CONSTANTS) and event.tag is None:
                    value = plain(scalar)
            elif style in "|>":
                last_end = end = start + len(text[start:end].rstrip())
            if len(scalar) > line_length:
                value = long_text(reading, scalar, start, end)
            block = 0
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start = event.start_mark.index
            if len(stack) >= bounds.DEPTH:
                reading.stop("PM009", f"more than {bounds.DEPTH} levels of nesting", start, "nest less deep")
            anchor = None
            if careful:
                count(reading, start)
                anchor = event.anchor
                if anchor is not None or event.tag is not None:
                    start = collection_properties(reading, event)
            stack.append((container, numbers, mapping, flow, key, key_start, start, anchor, reading.nodes))
            mapping, flow = kind is MappingStartEvent, event.flow_style
            container = Map() if mapping else Seq()
            numbers = [0]
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if flow:
                closing = event.start_mark.index
                if event.end_mark.index == closing + 1 and text[closing] in "}]":
                    last_end = closing + 1
            value = container
            if mapping:
                value.named = None
                if careful or len(numbers) > FIRST + A_KEY * len(container):
                    settle(reading, container, numbers)
                if "<<" in container:
                    merge(reading, container, numbers)
            else:
                numbers[0] = len(container)
            value.marks = marks
            value.at = block = len(marks)
            marks.fromlist(numbers)
            container, numbers, mapping, flow, key, key_start, start, anchor, before = stack.pop()
            value.start = start
            end = value.end = last_end if last_end > start else start
            if anchor is not None:
                reading.anchors[anchor] = Anchor(value, reading.nodes - before + 1, None, True)
        elif kind is AliasEvent:
            start = event.start_mark.index
            last_end = end = event.end_mark.index
            value = alias(reading, event.anchor, start, end).value
            block = value.at if isinstance(value, Map | Seq) else 0
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                second_document(reading, event.start_mark.index)
                break
            continue
        elif kind is StreamEndEvent:
            break
        else:
            continue
        if mapping:
            container[key] = value
            numbers.append(key_start)  # four times: one call with a tuple takes longer
            numbers.append(start)
            numbers.append(end)
            numbers.append(block)
        else:
            container.append(value)
            numbers.append(start)
            numbers.append(end)
    if keys and max(map(len, keys)) > bounds.KEY_LENGTH:  # of a quick reading, which did not look before
        reading.check_care()
    return root[0] if root else None
