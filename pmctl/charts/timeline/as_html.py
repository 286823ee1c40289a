"""The timeline as one self-contained page: the picture inside, nothing loaded from anywhere."""

from __future__ import annotations

from pmctl.charts.timeline.as_svg import svg
from pmctl.charts.timeline.chart import Timeline
from pmctl.charts.timeline.paging import paged
from pmctl.render import fill


def html(timeline: Timeline) -> str:
    """The page; a long timeline stands on it in several pictures, one below the other."""
    names = [f"picture_{page}" for page in range(len(paged(timeline)))]
    pictures = {name: svg(page) for name, page in zip(names, paged(timeline), strict=True)}
    return fill(
        "timeline.html.j2",
        {},
        {"title": timeline.title, "count": len(names)},
        {"pictures": "\n".join(pictures.values())},
    )
