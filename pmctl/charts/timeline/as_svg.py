"""The timeline as an SVG picture: precomputed numbers poured into a template."""

from __future__ import annotations

from pmctl.charts.palette import DARK, LIGHT, variables
from pmctl.charts.timeline.chart import Timeline
from pmctl.charts.timeline.layout import picture
from pmctl.charts.timeline.picture import Line, Mark, Picture, Shape
from pmctl.regex import regex
from pmctl.render import fill

FONTS = '"DejaVu Sans",Verdana,"Helvetica Neue",Arial,"Noto Sans CJK SC",sans-serif'
_ODD = regex(r"[^A-Za-z0-9/_-]")
_HEADS = {"right": "m-5-3l5 3-5 3", "left": "m5-3l-5 3 5 3", "down": "m-3-5l3 5 3-5", "up": "m-3 5l3-5 3 5"}


def svg(timeline: Timeline) -> str:
    """The picture (of one page) as SVG text."""
    return drawn(picture(timeline))


def drawn(paper: Picture) -> str:
    """A laid-out picture as SVG text."""
    style = {"light": variables(LIGHT), "dark": variables(DARK), "fonts": FONTS}
    return fill("timeline.svg.j2", {}, {"picture": plain(paper), "ways": ways(paper)}, style)


def plain(paper: Picture) -> dict[str, object]:
    """The picture as maps, lists, texts and numbers, which is all that a template gets."""
    shapes = [{**_fields(shape), "anchor": anchor(shape.id) if shape.id else ""} for shape in paper.shapes]
    marks = {name: [_fields(mark) for mark in getattr(paper, name)] for name in ("minor", "major", "legend")}
    return {**_fields(paper), **marks, "shapes": shapes, "lines": []}


def _fields(record: Picture | Shape | Mark) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}


def anchor(item: str) -> str:
    """The id of an item's row in the picture: `t-checkout/api`."""
    return "t-" + _ODD.sub(lambda match: f".{ord(match[0]):x}.", item)


def number(value: float) -> str:
    """A coordinate as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


def ways(paper: Picture) -> dict[str, str]:
    """All arrows with their heads as one path, the critical ones as another."""
    found: dict[str, str] = {}
    for name, critical in (("link", False), ("link critical", True)):
        lines = [_path(line) for line in paper.lines if line.critical is critical]
        if lines:
            found[name] = "".join(lines)
    return found


def _path(line: Line) -> str:
    """Corners as horizontal and vertical strokes, and the two strokes of the head."""
    (x, y), *others = line.points
    parts = [f"M{number(x)} {number(y)}"]
    for next_x, next_y in others:
        parts += [f"h{number(next_x - x)}"] * (next_x != x) + [f"v{number(next_y - y)}"] * (next_y != y)
        x, y = next_x, next_y
    return "".join([*parts, _HEADS[line.head]])
