"""Drawing on matplotlib's canvas: figures in pixels, texts as they are written, the same bytes each time."""

from __future__ import annotations

import logging
import os
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from contextlib import chdir, contextmanager
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmctl.charts.measure import text_width
from pmctl.escape import terminal_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCH = 96
"""Pixels of an inch, as in CSS."""
_TALL = 3000
_WIDE_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
"""Where fonts for Chinese, Japanese and Korean usually are; matplotlib's own DejaVu Sans draws the rest."""


@contextmanager
def drawing(texts: Iterable[str] = ()) -> Iterator[None]:
    """Settings under which all our pictures are drawn; a character without a glyph is a box, not a warning.

    `texts` are all that will be written: only wide characters in them make us look for one more font.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _wake_up()
            import matplotlib

            wide = any(terminal_width(text) > len(text) or not text.isascii() for text in texts)
            settings: Any = {
                "font.family": ["DejaVu Sans", *(_wide_font() if wide else ())],
                "text.parse_math": False,
                "pdf.fonttype": 3,
                "pdf.compression": 6,
                "path.simplify": False,
                "svg.fonttype": "none",
                "svg.hashsalt": "pmctl",
            }
            with matplotlib.rc_context(settings):
                yield
    finally:
        logger.setLevel(level)


@lru_cache(maxsize=1)
def _wake_up() -> None:
    """Import matplotlib with its own fonts and settings only.

    Left to itself it reads a `matplotlibrc` of the current folder, which may be a stranger's, runs `fc-list`, walks
    through the fonts of the machine and writes a cache into the user's home.
    """
    found = find_spec("matplotlib")
    folder = Path(found.origin).parent if found is not None and found.origin else Path()
    rules = str(folder / "mpl-data" / "matplotlibrc")
    walk = os.walk

    def walk_inside(top: str | Path, *others: Any, **more: Any) -> Iterator[Any]:
        return walk(top, *others, **more) if Path(top).is_relative_to(folder) else iter(())

    def refuse(*_: Any, **__: Any) -> bytes:
        raise OSError

    with chdir(folder), _instead(os, "environ", {**os.environ, "MATPLOTLIBRC": rules}):
        import matplotlib
    for name in ("get_cachedir", "get_configdir"):
        setattr(matplotlib, name, lambda: os.devnull)
    with (
        _instead(subprocess, "check_output", refuse),
        _instead(os, "walk", walk_inside),
    ):
        import matplotlib.font_manager


@contextmanager
def _instead(owner: Any, name: str, value: object) -> Iterator[None]:
    """Something else under a name for a moment."""
    kept = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, kept)


@lru_cache(maxsize=1)
def _wide_font() -> tuple[str, ...]:
    """The name of the first font for wide characters that is there."""
    from matplotlib.font_manager import fontManager

    for path in _WIDE_FONTS:
        if Path(path).is_file():
            before = len(fontManager.ttflist)
            fontManager.addfont(path)
            return tuple(font.name for font in fontManager.ttflist[before : before + 1])
    return ()


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
    align: str = "left",
) -> None:
    """A text as it is written (no formulas), its baseline at y; nothing of it is drawn beyond `end`.

    `align` says which end of it stands at x: `left`, `center` or `right`.
    """
    if not text:
        return
    weight = "bold" if bold else "normal"
    points = size * 72 / INCH
    drawn = axes.text(
        x, y, text, size=points, color=colour, weight=weight, va="baseline", ha=align, parse_math=False, zorder=3
    )
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
    dpi = INCH * (2 if height <= _TALL else 1)
    # a little larger than it could be, in half the time
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs={"compress_level": 3})
    return buffer.getvalue()


def svg_text(figure: Figure) -> str:
    """The figure as SVG whose words stay words, without a date and without a reference to anything outside."""
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue().decode("utf-8")
    return text[text.index("<svg") :]


def pdf_bytes(figures: Iterator[Figure], title: str) -> bytes:
    """The figures as pages of one PDF, without dates."""
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = BytesIO()
    about = {"Title": title, "Creator": "pmctl", "Producer": "pmctl", "CreationDate": None, "ModDate": None}
    with PdfPages(buffer, metadata=about) as pages:
        for figure in figures:
            pages.savefig(figure)
    return buffer.getvalue()
