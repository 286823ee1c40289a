"""What is rare in a text: keys written twice, texts too long, odd characters, a second document."""

from __future__ import annotations

from typing import Any, NoReturn

from pmctl import source as bounds
from pmctl.diagnostic import Diagnostic, Related, Span, position
from pmctl.parse.reading import Anchor, Reading
from pmctl.parse.tree import Map
from pmctl.source import echo, odd_escapes


def too_many(reading: Reading, start: int) -> NoReturn:
    """Ends reading: a file holds no more values."""
    reading.stop("PM009", f"more than {bounds.NODES:,} values in one file", start, "split the file with `part-of:`")


def second_document(reading: Reading, start: int) -> None:
    """Reports that nothing from here on is read."""
    hint = "one document a file: move it to a file of its own"
    reading.report("PM015", "a second document begins here and is not read", start, start + 3, hint)


def written_scalar(reading: Reading, scalar: str, start: int, end: int) -> str:
    """A scalar as it stands in the file, with characters that libyaml does not take; its place is kept."""
    if reading.spans is not None:
        reading.spans.append((start, end))
    return scalar if reading.source is reading.text else scalar.translate(bounds.BACK)


def check_escapes(reading: Reading, scalar: str, start: int, end: int) -> None:
    """Reports characters in double quotes that no person would write."""
    reading.diagnostics.extend(odd_escapes(scalar, reading.text[start:end], Span(reading.path, start, end)))


def alias_key(reading: Reading, known: Anchor, container: Map, places: dict[str, Any], start: int, end: int) -> str:
    """The key that an alias stands for."""
    if known.text is None:
        reading.stop("PM006", "a key must be a plain text, not a list or a map", start)
    return odd_key(reading, known.text, places, start, end) if known.text in container else known.text


def odd_key(reading: Reading, key: str, places: dict[str, Any], start: int, end: int) -> str:
    """A key that is too long or there already; too long ones are cut."""
    if len(key) > bounds.KEY_LENGTH:
        return cut(reading, key, start, end, bounds.KEY_LENGTH, "key")
    first = places[key][0]
    hint = f"the first one is in line {position(reading.text, first).line}; keep one of them"
    related = (Related(Span(reading.path, first, first + end - start), "the first one"),)
    message = f"the key `{echo(key)}` is written twice"
    reading.diagnostics.append(Diagnostic("PM003", "error", message, Span(reading.path, start, end), hint, "", related))
    return key


def cut(reading: Reading, text: str, start: int, end: int, limit: int, what: str) -> str:
    """The beginning of a text that is too long; reports it."""
    message = f"this {what} has {len(text):,} characters, at most {limit:,} are allowed: `{echo(text)}`"
    reading.report("PM009", message, start, end, "shorten it")
    return text[:limit]


def long_text(reading: Reading, scalar: str, start: int, end: int) -> str:
    """A long scalar: cut where it is longer than a line, or a text of several lines, may be."""
    if "\n" not in reading.text[start:end]:
        return cut(reading, scalar, start, end, bounds.LINE_LENGTH, "value")
    return scalar if len(scalar) <= bounds.TEXT_LENGTH else cut(reading, scalar, start, end, bounds.TEXT_LENGTH, "text")
