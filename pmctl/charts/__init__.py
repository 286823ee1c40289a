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
        title="Bars, milestones, links, the critical path, promises and the baseline over time",
        command="pmctl timeline",
        formats=("text", "svg", "html", "png", "pdf", "mermaid"),
    ),
    Chart(
        name="forecast",
        title="How likely an item is done by when: histogram and S-curve with P50, P80, P95 and the promise",
        command="pmctl chart forecast",
        formats=("text", "svg", "png", "pdf"),
        module="forecast",
    ),
    Chart(
        name="tornado",
        title="What moves an item's finish: each uncertain task and risk from its good to its bad case",
        command="pmctl chart tornado",
        formats=("text", "svg", "png", "pdf"),
        module="tornado",
    ),
)
"""Every picture, in the order in which they are listed."""
