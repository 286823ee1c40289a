"""Fields of `pmctl.yaml` that have forms of their own: hours, thresholds, rules, statuses, units."""

from __future__ import annotations

from pmctl import quantity
from pmctl.build.file import File, Found
from pmctl.build.odd import entries_of, read_text
from pmctl.build.reading import record
from pmctl.build.values import text_at
from pmctl.model.item import Source
from pmctl.model.workspace import CATEGORIES, RuleSetting, Threshold
from pmctl.parse import Map, Place, Seq, Value
from pmctl.quantity import Unreadable


def hours(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Working hours by day of the week."""
    texts = {}
    for own, inner, place in entries_of(file, node, key, value):
        parts = list(zip(inner, inner.places, strict=True)) if isinstance(inner, Seq) else [(inner, place[1:])]
        found_texts = [text_at(file, part, *where) for part, where in parts]
        if None in found_texts:
            file.wrong(f"`{own}` takes shifts", *place[1:], "write `09:00-12:00 13:00-18:00`, or `off`")
            return
        texts[own] = " ".join(text for text in found_texts if text is not None)
    try:
        found[name] = quantity.hours(texts)
    except Unreadable as error:
        file.refuse(error, *node.places[key][1:])


def threshold_value(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A duration, a share, or a number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
        return
    _, start, end = node.places[key]
    text = text_at(file, value, start, end)
    read = read_text(file, "Share" if text is not None and text.endswith("%") else "Duration", value, start, end)
    if read is not None:
        found[name] = read


def thresholds(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Thresholds by dimension of health."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        threshold = record(file, Threshold, inner, *place[1:])
        if threshold is not None:
            made[own] = threshold
    found[name] = made


def rule_settings(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A severity by code or family; by a glob of files, a map of them."""
    made: list[RuleSetting] = []

    def add(own: str, inner: Value, place: Place, files: str) -> None:
        severity = text_at(file, inner, *place[1:])
        if severity is not None:
            source = Source(file.path, place[0], place[0] + len(own), {own: place})
            made.append(RuleSetting(selector=own, severity=severity, files=files, source=source))

    for own, inner, place in entries_of(file, node, key, value):
        if isinstance(inner, Map):
            for selector, severity in inner.items():
                add(selector, severity, inner.places[selector], own)
        else:
            add(own, inner, place, "")
    found[name] = tuple(made)


def statuses(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The team's own words for a state, each with its category; what is none of them (shape says so) is `todo`."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        category = text_at(file, inner, *place[1:])
        if category is not None:
            made[own] = category if category in CATEGORIES else "todo"
    found[name] = made


def units(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The lengths of a working day, week and month."""
    texts = {}
    for own, inner, place in entries_of(file, node, key, value):
        text = text_at(file, inner, *place[1:])
        if text is not None:
            texts[own] = text
    try:
        found[name] = quantity.units(texts)
    except Unreadable as error:
        file.refuse(error, *node.places[key][1:])
