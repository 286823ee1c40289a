"""One file is read: its bytes become a Tree and findings."""

from __future__ import annotations

import gc
from contextlib import suppress

from pmctl.diagnostic import Diagnostic
from pmctl.parse.comments import allows_of
from pmctl.parse.inline import NotPlain
from pmctl.parse.lines import is_near_plain, read_lines
from pmctl.parse.reading import Reading, Refused, Stop
from pmctl.parse.tree import Tree, Value
from pmctl.refusal import refusals
from pmctl.source import decode, scan


def parse(path: str, data: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads one file: its tree, or None where it cannot be read, and all findings about its text. Never raises."""
    text = decode(path, data)
    if isinstance(text, Diagnostic):
        return None, [text]
    diagnostics: list[Diagnostic] = []
    reading = Reading(path, text, scan(path, data, text, diagnostics), diagnostics)
    try:
        root = _without_collector(reading)
        return Tree(path, text, root, allows_of(reading), frozenset(reading.refused)), diagnostics
    except Stop as stop:
        diagnostics.append(stop.diagnostic)
    except Refused as refused:
        diagnostics.extend(refusals(path, text, refused.error))
    return None, diagnostics


def _without_collector(reading: Reading) -> Value:
    """Reads with the garbage collector off: looking in vain at thousands of new objects takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _root(reading)
    finally:
        if was_on:
            gc.enable()


def _root(reading: Reading) -> Value:
    """What a text says: by the short way where all of it is plain, else by the long one."""
    if is_near_plain(reading):
        with suppress(NotPlain):
            return read_lines(reading.text)
    # libyaml takes longer to import than a plain plan to read
    from pmctl.parse.events import read_events

    return read_events(reading)
