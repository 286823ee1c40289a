"""One file is read: its bytes become a Tree and findings."""

from __future__ import annotations

import gc
from contextlib import suppress

from yaml import YAMLError

from pmctl.diagnostic import Diagnostic
from pmctl.parse.comments import allows_of
from pmctl.parse.events import read_events
from pmctl.parse.odd import is_rare
from pmctl.parse.reading import Reading, Stop, Unusual
from pmctl.parse.tree import Tree, Value
from pmctl.refusal import refusals
from pmctl.source import decode, scan


def parse(path: str, data: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads one file: its tree, or None where it cannot be read, and all findings about its text. Never raises."""
    text = decode(path, data)
    if isinstance(text, Diagnostic):
        return None, [text]
    diagnostics: list[Diagnostic] = []
    try:
        reading, root = _read(path, text, diagnostics)
        return Tree(path, text, root, allows_of(reading), frozenset(reading.refused)), diagnostics
    except Stop as stop:
        diagnostics.append(stop.diagnostic)
    except YAMLError as error:
        diagnostics.extend(refusals(path, text, error))
    return None, diagnostics


def _read(path: str, text: str, diagnostics: list[Diagnostic]) -> tuple[Reading, Value]:
    """Reads a text quickly where nothing odd is to be expected in it; else, and where there is, with care."""
    if not is_rare(text):
        reading = Reading(path, text, text, [], is_careful=False)
        with suppress(Unusual, YAMLError):
            return reading, _without_collector(reading)
    reading = Reading(path, text, scan(path, text, diagnostics), diagnostics, is_careful=True)
    return reading, _without_collector(reading)


def _without_collector(reading: Reading) -> Value:
    """Reads with the garbage collector off: looking in vain at thousands of new objects takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return read_events(reading)
    finally:
        if was_on:
            gc.enable()
