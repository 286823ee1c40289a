"""A page of a roadmap as SVG: its values poured into a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmctl.charts.palette import DARK, LIGHT, variables
from pmctl.charts.roadmap.sheet import BOXES, FACES, RULES, Piece, Sheet
from pmctl.charts.timeline.as_svg import FONTS, anchor, number
from pmctl.render import fill


def svg(sheet: Sheet) -> str:
    """The page as SVG text; what stands in several lanes can be linked to in the first."""
    style = {"light": variables(LIGHT), "dark": variables(DARK), "fonts": FONTS}
    seen: set[str] = set()
    pieces = [_piece(piece, seen) for piece in sheet.pieces]
    plain = {**_fields(sheet), "pieces": pieces}
    looks = {kind: _fields(look) for kind, look in BOXES.items()}
    faces = {kind: _fields(face) for kind, face in FACES.items()}
    return fill("roadmap.svg.j2", {}, {"sheet": plain, "looks": looks, "rules": dict(RULES), "faces": faces}, style)


def _piece(piece: Piece, seen: set[str]) -> Mapping[str, object]:
    is_first = bool(piece.id) and piece.id not in seen
    seen.add(piece.id)
    parts = {name: [_fields(one) for one in getattr(piece, name)] for name in ("boxes", "rules", "words")}
    return {"anchor": anchor(piece.id) if is_first else "", "title": piece.title, **parts}


def _fields(record: Any) -> dict[str, object]:
    """A record as plain data; a coordinate is as short as it can be written."""
    found = {name: getattr(record, name) for name in record.__slots__}
    return {name: number(one) if isinstance(one, float) else one for name, one in found.items()}
