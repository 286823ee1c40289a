"""Sentences from plans on lines that fit the screen."""

from __future__ import annotations

import textwrap

from pmctl import output
from pmctl.escape import terminal


def folded(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """A text on lines that fit; no word of it is broken, what is hidden in it is shown."""
    return textwrap.wrap(
        terminal(text),
        max(output.width(), 40),
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
