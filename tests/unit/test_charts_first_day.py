"""Pictures of a history of one day: what is known is drawn, however little it is."""

from __future__ import annotations

from datetime import date

import pytest

from pmctl.charts.cumulative_flow import _figure as flow_figure
from pmctl.charts.curves import Curve
from pmctl.charts.curves import _figure as curves_figure
from pmctl.charts.over_time import corners_of, opened, stairs

DAY, NEXT = date(2026, 2, 10), date(2026, 2, 11)


def test_one_day_is_as_wide_as_a_day() -> None:
    page = opened("t", "s", date(2026, 2, 9), DAY)
    (left, low), *_, (right, high) = stairs(corners_of(page, [(DAY, 5.0)], 10.0))
    assert (left, right) == (page.axis.start(DAY), page.axis.end(DAY)) and left < right and low == high
    assert corners_of(page, [], 10.0) == []
    assert [x for x, _ in corners_of(page, [(DAY, 1.0), (NEXT, 2.0)], 10.0)] == [page.x(DAY), page.x(NEXT)]


@pytest.mark.parametrize("points", [((DAY, 8.0),), ((DAY, 8.0), (NEXT, 9.0))])
def test_every_line_and_area_has_a_width(points: tuple[tuple[date, float], ...]) -> None:
    for figure in (
        curves_figure("Burn-up", "", [Curve("scope", "#123456", points)]),
        flow_figure("Flow", "", [("todo", points)]),
    ):
        drawn = [path for one in figure.axes[0].collections for path in one.get_paths()]
        assert drawn and all(path.get_extents().width or path.get_extents().height for path in drawn)
