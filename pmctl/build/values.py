"""One value of a tree, or a list of them, as a value of the model."""

from __future__ import annotations

from typing import Any

from pmctl import quantity
from pmctl.build.file import File, Found, Memory, Special
from pmctl.model.workspace import FieldDeclaration
from pmctl.parse import Map, Seq, Value
from pmctl.quantity import Unreadable


def text_at(file: File, value: Value, start: int, end: int) -> str | None:
    """What a person typed for one value (`2.10` stays `2.10`); None for a list, a map or nothing."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, (Map, Seq)):
        return None
    typed = file.text[start:end]
    if not typed or typed[0] in "*&!":  # the place is that of an alias
        return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return typed


def plain(file: File, value: Value, start: int, end: int) -> object:
    """A value without places: text, number, yes or no, tuple, dictionary. A number that prints otherwise stays text."""
    if isinstance(value, Map):
        places = value.places
        return {key: plain(file, one, *places[key][1:]) for key, one in value.items()}
    if isinstance(value, Seq):
        return tuple(plain(file, one, *place) for one, place in zip(value, value.places, strict=True))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        typed = text_at(file, value, start, end)
        return value if typed == str(value) else typed
    return value


def declared_value(file: File, declaration: FieldDeclaration, value: Value, start: int, end: int) -> object:
    """The value of a declared field, or None where it is not of its type."""
    text = text_at(file, value, start, end)
    if text is None:
        if value is not None:
            file.wrong(f"`{declaration.key}` takes one value", start, end)
        return None
    if declaration.type == "number":
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        file.wrong(
            f"{quantity.shown(text)} is not a number", start, end, f"`{declaration.key}` is declared as a number"
        )
        return None
    if declaration.type == "date":
        try:
            return quantity.when(text)
        except Unreadable as error:
            file.refuse(error, start, end)
            return None
    if declaration.type == "choice" and text not in declaration.choices:
        choices = ", ".join(f"`{choice}`" for choice in declaration.choices)
        file.wrong(f"{quantity.shown(text)} is not a choice of `{declaration.key}`", start, end, f"choose {choices}")
        return None
    return text


def many(known: Memory) -> Special:
    """A list of values, or one value."""
    read = known.__getitem__

    def read_many(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        if isinstance(value, Seq):
            try:
                found[name] = tuple(map(read, value))
            except (Unreadable, TypeError):  # it is not of its grammar, no text, or even a list or map
                found[name] = _read_each(file, node, key, value, known)
            return
        text = text_at(file, value, *node.places[key][1:])
        if text is None:
            if value is not None:
                file.wrong(f"`{key}` takes one value or a list", *node.places[key][1:])
            return
        try:
            found[name] = (known[text],)
        except Unreadable as error:
            file.refuse(error, *node.places[key][1:])

    return read_many


def _read_each(file: File, node: Map, key: str, value: Seq, known: Memory) -> tuple[Any, ...]:
    """The elements of a list that can be read; each is found at `key.0`, `key.1` ... as they are counted here."""
    result: list[Any] = []
    for index, (element, (start, end)) in enumerate(zip(value, value.places, strict=True)):
        text = text_at(file, element, start, end)
        if text is None:
            file.wrong(f"each of `{key}` is one value", start, end)
            continue
        try:
            result.append(known[text])
        except Unreadable as error:
            file.refuse(error, start, end)
            continue
        if len(result) <= index:
            node.places.add(f"{key}.{len(result) - 1}", (start, start, end))
    return tuple(result)
