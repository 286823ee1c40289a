"""Drawing on matplotlib's canvas: figures in pixels, texts as they are written, the same bytes each time."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pmctl.charts.measure import text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCH = 96
"""Pixels of an inch, as in CSS."""
_TALL = 3000
_WIDE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)


@contextmanager
def drawing() -> Iterator[None]:
    """Settings under which all our pictures are drawn; a character without a glyph is a box, not a warning."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import matplotlib

            settings: Any = {
                "font.family": ["DejaVu Sans", *_installed(_WIDE_FONTS)],
                "text.parse_math": False,
                "pdf.fonttype": 3,
                "pdf.compression": 6,
                "path.simplify": False,
            }
            with matplotlib.rc_context(settings):
                yield
    finally:
        logger.setLevel(level)


def _installed(names: Sequence[str]) -> list[str]:
    """The first of some fonts that this machine has."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [name for name in names if name in there][:1]


def sheet(width: float, height: float, colour: str) -> tuple[Figure, Axes]:
    """A figure of so many pixels whose one pair of axes counts pixels from the upper left corner."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / INCH, height / INCH), dpi=INCH, facecolor=colour)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return figure, axes


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    bold: bool = False,
    struck: bool = False,
    end: float | None = None,
) -> None:
    """A text as it is written (no formulas), its baseline at y; nothing of it is drawn beyond `end`."""
    if not text:
        return
    weight = "bold" if bold else "normal"
    points = size * 72 / INCH
    drawn = axes.text(x, y, text, size=points, color=colour, weight=weight, va="baseline", parse_math=False, zorder=3)
    drawn.set_in_layout(False)
    if end is not None:
        drawn.set_clip_on(True)
        from matplotlib.patches import Rectangle

        drawn.set_clip_path(Rectangle((x, y - 2 * size), end - x, 3 * size, transform=axes.transData))
    if struck:
        last = x + text_width(text, size) * 0.95
        axes.plot([x, min(last, end or last)], [y - size / 3] * 2, color=colour, linewidth=0.7)


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG, at twice the pixels unless it is very tall."""
    buffer = BytesIO()
    height = figure.get_size_inches()[1] * INCH
    figure.savefig(buffer, format="png", dpi=INCH * (2 if height <= _TALL else 1), metadata={"Software": None})
    return buffer.getvalue()


def pdf_bytes(figures: Iterator[Figure], title: str) -> bytes:
    """The figures as pages of one PDF, without dates."""
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = BytesIO()
    about = {"Title": title, "Creator": "pmctl", "Producer": "pmctl", "CreationDate": None, "ModDate": None}
    with PdfPages(buffer, metadata=about) as pages:
        for figure in figures:
            pages.savefig(figure)
    return buffer.getvalue()
