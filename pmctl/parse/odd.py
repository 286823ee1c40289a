"""What is rare in a text: keys written twice, texts too long, odd characters, a second document."""

from __future__ import annotations

from typing import Any

from yaml.events import AliasEvent, ScalarEvent

from pmctl import source as bounds
from pmctl.diagnostic import Diagnostic, Related, Span, position
from pmctl.parse.anchors import alias, scalar_properties
from pmctl.parse.places import A_KEY, FIRST
from pmctl.parse.reading import Reading
from pmctl.parse.tree import Map
from pmctl.regex import regex
from pmctl.source import echo, has_odd, odd_escapes

_PROPERTY = regex(r"(?<![^\s\[{,:?])(?:&(?=[\w-])|!)")
"""What begins as an anchor or a tag does: `Design & build!` holds none."""


def is_rare(text: str) -> bool:
    """May a text hold what most do not: anchors, tags, escapes, odd characters, too many values?

    Those odd characters that are ASCII it may hold: libyaml refuses them all.
    """
    if (not text.isascii() and has_odd(text)) or ("\\" in text and '"' in text) or ("#" in text and "pmctl:" in text):
        return True
    if 2 * len(text) > bounds.NODES:  # two characters make at most three values (`?,` between brackets)
        return True
    return ("&" in text or "!" in text) and _PROPERTY.search(text) is not None


def count(reading: Reading, start: int) -> None:
    """One value more; a file holds so many, and reading ends where there are more."""
    reading.nodes += 1
    if reading.nodes > bounds.NODES:
        hint = "split the file with `part-of:`"
        reading.stop("PM009", f"more than {bounds.NODES:,} values in one file", start, hint)


def rare_scalar(reading: Reading, event: Any) -> tuple[str, int]:
    """A scalar of a text that may hold what few do: as it is written, and where it begins behind anchor and tag."""
    start, end = int(event.start_mark.index), int(event.end_mark.index)
    count(reading, start)
    scalar: str = event.value
    if reading.spans is not None:
        reading.spans.append((start, end))
    if reading.source is not reading.text:
        scalar = scalar.translate(bounds.BACK)
    if event.style == '"' and not scalar.isprintable():
        span = Span(reading.path, start, end)
        reading.diagnostics.extend(odd_escapes(scalar, reading.text[start:end], span))
    if event.tag is not None or event.anchor is not None:
        start = scalar_properties(reading, event, scalar)
    return scalar, start


def second_document(reading: Reading, start: int) -> None:
    """Reports that nothing from here on is read."""
    hint = "one document a file: move it to a file of its own"
    reading.report("PM015", "a second document begins here and is not read", start, start + 3, hint)


def careful_key(reading: Reading, event: Any, container: Map, numbers: list[int]) -> tuple[str, int]:
    """The key that an event stands for, and where it begins; too long ones are cut, one that is there is a finding."""
    start, end = int(event.start_mark.index), int(event.end_mark.index)
    known = reading.entries.setdefault(id(container), {})
    if isinstance(event, ScalarEvent):
        key, start = rare_scalar(reading, event)
        is_long = len(key) > bounds.KEY_LENGTH
    else:
        key = _key_of_alias(reading, event, start, end)
        is_long = len(key) > bounds.KEY_LENGTH and key in known
    if is_long:
        key = cut(reading, key, start, end, bounds.KEY_LENGTH, "key")
    elif key in known:
        _report_again(reading, key, numbers[known[key]], start, end)
    known[key] = len(numbers)
    return key, start


def _report_again(reading: Reading, key: str, first: int, start: int, end: int) -> None:
    """Reports a key that is there already, its `first` one at that offset."""
    hint = f"the first one is in line {position(reading.text, first).line}; keep one of them"
    related = (Related(Span(reading.path, first, first + end - start), "the first one"),)
    message = f"the key `{echo(key)}` is written twice"
    span = Span(reading.path, start, end)
    reading.diagnostics.append(Diagnostic("PM003", "error", message, span, hint, "", related))


def _key_of_alias(reading: Reading, event: Any, start: int, end: int) -> str:
    """The text of a key that is an alias; one that is, or stands for, a list or a map ends reading."""
    text = alias(reading, str(event.anchor), start, end).text if isinstance(event, AliasEvent) else None
    if text is None:
        reading.stop("PM006", "a key must be a plain text, not a list or a map", start)
    return text


def settle(reading: Reading, container: Map, numbers: list[int]) -> None:
    """Leaves in the block of a map that ends the numbers of each key once: the last ones, in the order of the keys.

    A quick reading, which does not know which numbers are whose, ends with `Unusual`: a key is written twice.
    """
    reading.check_care()
    entries = reading.entries.pop(id(container), {}).values()
    if len(numbers) > FIRST + A_KEY * len(entries):
        numbers[FIRST:] = [number for entry in entries for number in numbers[entry : entry + A_KEY]]


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
