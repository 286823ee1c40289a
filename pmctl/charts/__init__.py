"""Pictures of a plan; one entry in `CHARTS` for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that `pmctl chart NAME` draws, or a command of its own.

    `module` is the file in this folder whose `draw(request)` makes the drawing; "" where `command` is another one.
    """

    name: str
    title: str
    command: str
    formats: tuple[str, ...]
    module: str = ""


CHARTS: tuple[Chart, ...] = (
    Chart(
        name="timeline",
        title="bars, links, critical path, promises, baseline",
        command="pmctl timeline",
        formats=("text", "svg", "html", "png", "pdf", "mermaid"),
    ),
    Chart(
        name="forecast",
        title="by when it is done, and how likely",
        command="pmctl chart forecast",
        formats=("text", "svg", "png", "pdf"),
        module="forecast",
    ),
    Chart(
        name="tornado",
        title="what moves its finish most",
        command="pmctl chart tornado",
        formats=("text", "svg", "png", "pdf"),
        module="tornado",
    ),
)
"""Every picture, in the order in which they are listed."""
