"""The languages that templates write, and what escapes a value for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from pmctl import escape

Sink = Literal["html", "svg", "markdown", "text"]
ESCAPERS: Mapping[Sink, Callable[[str], str]] = {
    "html": escape.html,
    "svg": escape.svg,
    "markdown": escape.markdown,
    "text": escape.terminal,
}


class Ready(str):
    """Text that is in the language of its sink already (a timeline inside a page)."""

    __slots__ = ()


def sink_of(name: str) -> Sink:
    """The sink that a template's name says: `status.html.j2`, `status.md.j2`; all others are text."""
    parts = name.split(".")
    kind = parts[-2] if len(parts) > 2 else ""
    return "html" if kind == "html" else "svg" if kind == "svg" else "markdown" if kind == "md" else "text"
