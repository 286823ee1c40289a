"""A printed picture inside a page that is light or dark as its reader likes: its colours are variables of the page."""

from __future__ import annotations

from pmctl.charts.palette import DARK, LIGHT, MORE_DARK, MORE_LIGHT, variables
from pmctl.regex import regex

ON_LIGHT = variables({**LIGHT, **MORE_LIGHT})
ON_DARK = variables({**DARK, **MORE_DARK})
"""The variables that a page must have, for either paper."""

_NAMES = {colour: f"var(--{name})" for name, colour in (*LIGHT.items(), *MORE_LIGHT.items())}
_TAG = regex("<[a-zA-Z][^<>]*>")
_COLOUR = regex("#[0-9a-f]{6}(?![0-9a-f])")


def themed(svg: str) -> str:
    """The picture (SVG on white paper) with the colours of its page; texts in it stay as they are."""
    return _TAG.sub(lambda tag: _COLOUR.sub(lambda found: _NAMES.get(found[0], found[0]), tag[0]), svg)
