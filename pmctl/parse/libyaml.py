"""What is used of PyYAML: the parser in C, and its events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pmctl.regex import patterns_put_off

# those of its readers in Python, which stay unused, take longer to compile than a small plan to read
with patterns_put_off():
    from yaml import YAMLError, _yaml
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
    from yaml.events import (
        AliasEvent,
        DocumentEndEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
        StreamStartEvent,
    )

__all__ = [
    "AliasEvent",
    "CParser",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "StreamStartEvent",
    "YAMLError",
    "scalars_as_tuples",
]


def _as_tuple(*values: Any) -> tuple[Any, ...]:
    return values


@contextmanager
def scalars_as_tuples() -> Iterator[None]:
    """Meanwhile the parser hands over each scalar as the tuple of what `ScalarEvent` is made of: its anchor, tag, what
    is implicit, value, start, end and style. Three events in four are scalars, and to make an object of each, to be
    thrown away at once, takes a fifth of the time of all events.
    """
    _yaml.ScalarEvent = _as_tuple  # type: ignore[attr-defined]
    try:
        yield
    finally:
        _yaml.ScalarEvent = ScalarEvent  # type: ignore[attr-defined]
