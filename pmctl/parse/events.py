"""The one loop over the events of libyaml, which builds every value with its place."""

from __future__ import annotations

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
from pmctl.parse.anchors import alias, collection_properties, scalar_properties
from pmctl.parse.merging import merge
from pmctl.parse.odd import alias_key, check_escapes, long_text, odd_key, second_document, too_many, written_scalar
from pmctl.parse.reading import Anchor, Reading
from pmctl.parse.scalars import CONSTANTS, NUMBER_START, plain
from pmctl.parse.tree import Map, Seq, Value

_IN_LIST = ""  # stands where a mapping has its pending key: in a list, values need none


def read_events(reading: Reading) -> Value:
    """One pass over the events without recursion, counting, checking and building at once.

    Half of all time on a plan is spent here, so it is one loop over local names, and long; a key takes the
    shortest way. `pending` is the key whose value comes next, None where a key comes next.
    """
    next_event: Callable[[], Any] = CParser(reading.source).get_event
    text, spans = reading.text, reading.spans
    unusual = spans is not None or reading.source is not text
    decorated = "&" in text or "!" in text
    constants, number_start, key_length = CONSTANTS, NUMBER_START, bounds.KEY_LENGTH
    most, line_length = bounds.NODES, bounds.LINE_LENGTH
    root = Seq()
    container: Any = root
    places: Any = []
    pending: str | None = _IN_LIST
    mapping = False
    stack: list[tuple[Any, Any, bool, str | None, int, int, str | None, int]] = []
    nodes = key_start = last_end = documents = 0
    value: Any
    while True:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            nodes += 1
            start = event.start_mark.index
            if nodes > most:
                too_many(reading, start)
            scalar = event.value
            style = event.style
            if unusual:
                scalar = written_scalar(reading, scalar, start, event.end_mark.index)
            if style == '"' and not scalar.isprintable():
                check_escapes(reading, scalar, start, event.end_mark.index)
            tag = None
            if decorated and (event.tag is not None or event.anchor is not None):
                tag = event.tag
                start = scalar_properties(reading, event, scalar)
            if pending is None:
                if scalar in container or len(scalar) > key_length:
                    scalar = odd_key(reading, scalar, places, start, event.end_mark.index)
                pending = scalar
                key_start = start
                continue
            last_end = end = event.end_mark.index
            value = scalar
            if not style:
                if scalar in constants or scalar[0] in number_start:
                    value = plain(scalar) if tag is None else scalar
            elif style in "|>":
                last_end = end = start + len(text[start:end].rstrip())
            if len(scalar) > line_length:
                value = long_text(reading, scalar, start, end)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            nodes += 1
            start = event.start_mark.index
            if pending is None:
                reading.stop("PM006", "a key must be a plain text, not a list or a map", start)
            if len(stack) >= bounds.DEPTH:
                reading.stop("PM009", f"more than {bounds.DEPTH} levels of nesting", start, "nest less deep")
            if nodes > most:
                too_many(reading, start)
            anchor = event.anchor
            if anchor is not None or event.tag is not None:
                start = collection_properties(reading, event)
            stack.append((container, places, mapping, pending, key_start, start, anchor, nodes))
            mapping = kind is MappingStartEvent
            if mapping:
                container, places, pending = Map(), {}, None
            else:
                container, places, pending = Seq(), [], _IN_LIST
            container.places = places
            container.start = start
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            closing = event.start_mark.index
            if event.end_mark.index == closing + 1 and text[closing] in "}]":
                last_end = closing + 1
            if mapping and "<<" in container:
                merge(reading, container)
            closed = value = container
            container, places, mapping, pending, key_start, start, anchor, before = stack.pop()
            end = closed.end = last_end if last_end > start else start
            if anchor is not None:
                reading.anchors[anchor] = Anchor(value, nodes - before + 1, None, True)
        elif kind is AliasEvent:
            start = event.start_mark.index
            last_end = end = event.end_mark.index
            known = alias(reading, event.anchor, start, end)
            nodes += known.size
            if pending is None:
                pending, key_start = alias_key(reading, known, container, places, start, end), start
                continue
            value = known.value
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
            container[pending] = value
            places[pending] = (key_start, start, end)
            pending = None
        else:
            container.append(value)
            places.append((start, end))
    return root[0] if root else None
