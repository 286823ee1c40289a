"""A picture in a page has the colours of the page, on light and on dark paper."""

from __future__ import annotations

import re

from pmctl.charts import palette
from pmctl.charts.themed import ON_DARK, ON_LIGHT, themed


def test_colours_become_variables_and_texts_stay() -> None:
    svg = '<svg><path style="fill: #ffffff; stroke: #123456"/><text style="fill: #1f2328">#ffffff</text></svg>'
    assert themed(svg) == (
        '<svg><path style="fill: var(--paper); stroke: #123456"/><text style="fill: var(--ink)">#ffffff</text></svg>'
    )


def test_every_colour_of_a_picture_has_one_for_dark_paper() -> None:
    tables = (palette.LIGHT, palette.LEVELS, palette.BANDS, palette.LOADS)
    used = {*palette.SERIES, *(colour for table in tables for colour in table.values())}
    assert [colour for colour in sorted(used) if themed(f'<path fill="{colour}"/>').count("var(") != 1] == []
    assert re.findall("--([a-z-]+):", ON_LIGHT) == re.findall("--([a-z-]+):", ON_DARK)
