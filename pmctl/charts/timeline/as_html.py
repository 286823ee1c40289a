"""The timeline as one self-contained page: the picture inside, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.charts.timeline.as_svg import svg
from pmctl.charts.timeline.chart import Timeline
from pmctl.charts.timeline.paging import paged
from pmctl.regex import regex
from pmctl.render import fill

LEAST = 0.8
"""How small a picture may become, of its own size: its least text is still 9 pixels high then."""
_WIDTH = regex(r'<svg[^>]* width="([0-9.]+)"')


def html(timeline: Timeline) -> str:
    """The page; a long timeline stands on it in several pictures, one below the other."""
    return page_of(timeline.title, [svg(page) for page in paged(timeline)])


def page_of(title: str, pictures: Sequence[str]) -> str:
    """A page with pictures (SVG), one below the other; each gives way to a narrow screen while it can be read."""
    widths = [int(float(found[1])) if (found := _WIDTH.search(one)) else 0 for one in pictures]
    sizes = [{"name": str(place), "most": wide, "least": int(wide * LEAST)} for place, wide in enumerate(widths)]
    drawn = {str(place): picture for place, picture in enumerate(pictures)}
    return fill("picture.html.j2", {}, {"title": title, "sizes": sizes}, {"pictures": drawn})
