"""The timeline in any of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmctl.charts.timeline.as_html import html
from pmctl.charts.timeline.as_mermaid import mermaid
from pmctl.charts.timeline.as_print import pdf, png
from pmctl.charts.timeline.as_svg import svg
from pmctl.charts.timeline.as_text import text
from pmctl.charts.timeline.chart import Timeline

_PICTURES: Mapping[str, Callable[[Timeline], str | bytes]] = {
    "svg": svg,
    "html": html,
    "mermaid": mermaid,
    "png": png,
    "pdf": pdf,
}


def drawn(chart: Timeline, format: str, width: int) -> str | bytes:
    """The timeline in a format, text in lines of at most so many columns; a picture of one page has all rows on it."""
    if format == "text":
        return text(chart, width)
    return _PICTURES[format](chart)
