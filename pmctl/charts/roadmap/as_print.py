"""A roadmap for print and slides: PNG and PDF of the same pages, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import drawing, pdf_bytes, png_bytes, sheet, write
from pmctl.charts.roadmap.sheet import BOXES, FACES, RULES, Rule, Sheet
from pmctl.charts.strokes import box, fill, stroke

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ON_BARS = ("spare", "due", "late")


def png(page: Sheet) -> bytes:
    """A page as PNG."""
    with drawing(_texts([page])):
        return png_bytes(_figure(page))


def pdf(pages: Sequence[Sheet]) -> bytes:
    """All pages as PDF."""
    with drawing(_texts(pages)):
        return pdf_bytes(map(_figure, pages), pages[0].title)


def _texts(pages: Sequence[Sheet]) -> list[str]:
    return [one.text for page in pages for piece in page.pieces for one in piece.words]


def _figure(page: Sheet) -> Figure:
    """From the back to the front: the calendar, boxes kind by kind, what stands on them, words."""
    figure, axes = sheet(page.width, page.height, LIGHT["paper"])
    boxes = [one for piece in page.pieces for one in piece.boxes]
    rules = [one for piece in page.pieces for one in piece.rules]
    _rules(axes, [one for one in rules if one.kind not in _ON_BARS])
    for kind, look in BOXES.items():
        shapes = [box(one.x, one.y, one.width, one.height) for one in boxes if one.kind == kind]
        fill(axes, shapes, LIGHT[look.fill], LIGHT[look.edge] if look.edge else "none", look.dashed)
    _rules(axes, [one for one in rules if one.kind in _ON_BARS])
    for piece in page.pieces:
        for one in piece.words:
            face = FACES[one.kind]
            align = "right" if one.end else "left"
            write(axes, one.x, one.y, one.text, face.size, LIGHT[face.colour], face.bold, align=align)
    return figure


def _rules(axes: Axes, rules: Sequence[Rule]) -> None:
    for kind, colour in RULES.items():
        lines = [[(one.x, one.y), (one.to_x, one.to_y)] for one in rules if one.kind == kind]
        stroke(axes, lines, LIGHT[colour], 1.5 if kind in _ON_BARS else 0.9, kind == "today")
