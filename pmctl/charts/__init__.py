"""Pictures of a plan; one entry in `CHARTS` for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that `pmctl chart NAME` (or a command of its own) draws."""

    name: str
    title: str
    command: str
    formats: tuple[str, ...]


CHARTS: tuple[Chart, ...] = (
    Chart(
        name="timeline",
        title="Bars, milestones, links, the critical path, promises and the baseline over time",
        command="pmctl timeline",
        formats=("text", "svg", "html", "png", "pdf", "mermaid"),
    ),
)
"""Every picture, in the order in which they are listed."""
