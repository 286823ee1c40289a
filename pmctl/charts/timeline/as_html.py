"""The timeline as one self-contained page: the picture inside, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.charts.timeline.as_svg import svg
from pmctl.charts.timeline.chart import Timeline
from pmctl.charts.timeline.paging import paged
from pmctl.render import fill


def html(timeline: Timeline) -> str:
    """The page; a long timeline stands on it in several pictures, one below the other."""
    return page_of(timeline.title, [svg(page) for page in paged(timeline)])


def page_of(title: str, pictures: Sequence[str]) -> str:
    """A page with pictures (SVG), one below the other."""
    return fill("picture.html.j2", {}, {"title": title}, {"pictures": "\n".join(pictures)})
