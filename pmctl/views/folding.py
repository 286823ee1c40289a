"""Sentences from plans on lines that fit the screen."""

from __future__ import annotations

from pmctl import output
from pmctl.escape import terminal, wrapped


def folded(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """A text on lines that fit, what is hidden in it is shown."""
    return wrapped(terminal(text), max(output.width(), 40), indent, hanging)
