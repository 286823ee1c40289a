"""A picture that can be printed in any format, and what is known when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmctl.audience import Audience, visible
from pmctl.charts.paper import drawing, pdf_bytes, png_bytes, svg_text
from pmctl.model.item import Item
from pmctl.plan import Plan

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pmctl.history import Past
    from pmctl.scheduling.simulation.result import Simulation

FORMATS = ("text", "svg", "png", "pdf")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to see drawn; `simulate` runs the simulation, for pictures that need one; `past` is there for
    pictures over time. What `audience` may not see is no part of it.
    """

    plan: Plan
    item: Item | None
    simulate: Callable[[], Simulation]
    past: Past | None = None
    audience: Audience = "internal"

    def seen(self, item: Item) -> bool:
        """May the reader see the item?"""
        return visible(self.plan.workspace, item, self.audience)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture before it is printed: `words` are all texts of a plan in it, `text` makes lines of a width."""

    title: str
    words: tuple[str, ...]
    figure: Callable[[], Figure]
    text: Callable[[int], str]


def printed(picture: Drawing, format: str, width: int) -> str | bytes:
    """The picture in one of `FORMATS`."""
    if format == "text":
        return picture.text(width)
    with drawing((picture.title, *picture.words)):
        figure = picture.figure()
        if format == "svg":
            return svg_text(figure)
        return png_bytes(figure) if format == "png" else pdf_bytes(iter((figure,)), picture.title)
