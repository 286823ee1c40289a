"""Shapes on a sheet of matplotlib that counts pixels: boxes, lines, dots, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Corners = list[tuple[float, float]]


def fill(axes: Axes, shapes: Sequence[Corners], colour: str, edge: str = "none", dashed: bool = False) -> None:
    """Many filled shapes at once."""
    if shapes:
        from matplotlib.collections import PolyCollection

        style = "--" if dashed else "-"
        drawn = PolyCollection(shapes, facecolors=colour, edgecolors=edge, linewidths=0.9, linestyles=style, zorder=2)
        axes.add_collection(drawn)


def stroke(axes: Axes, lines: Sequence[Corners], colour: str, width: float = 0.75, dashed: bool = False) -> None:
    """Many open lines at once."""
    if lines:
        from matplotlib.collections import LineCollection

        style = (0, (4, 3)) if dashed else "solid"
        axes.add_collection(LineCollection(list(lines), colors=colour, linewidths=width, linestyles=[style], zorder=2))


def box(x: float, y: float, width: float, height: float) -> Corners:
    """A rectangle from its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def dot(axes: Axes, x: float, y: float, radius: float, colour: str, edge: str) -> None:
    """A round mark."""
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), radius, facecolor=colour, edgecolor=edge, linewidth=1.2, zorder=3))
