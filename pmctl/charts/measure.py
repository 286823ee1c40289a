"""How wide a text will be, without a font at hand, and what of it fits."""

from __future__ import annotations

from functools import lru_cache

from pmctl.escape import terminal_width

_FIRST = 32
# advance widths of DejaVu Sans, a wide face, in thousandths of its size, from the space to the tilde
_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636,
)  # fmt: skip
_OTHER = (0, 680, 1050)
"""Of what is not ASCII: combining, one column, two columns wide."""


@lru_cache(maxsize=4096)
def _character(character: str) -> int:
    code = ord(character) - _FIRST
    if 0 <= code < len(_WIDTHS):
        return _WIDTHS[code]
    return _OTHER[min(max(terminal_width(character), 0), 2)]


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text in the unit of its size; an upper estimate for usual faces."""
    width = sum(map(_character, text)) * size / 1000
    return width * 1.1 if bold else width


def fitting(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis behind."""
    if text_width(text, size, bold) <= room + 0.1:
        return text
    left = room - text_width("…", size, bold)
    kept = 0
    for character in text:
        left -= text_width(character, size, bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"
