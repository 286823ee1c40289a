"""The quick mean and deviation of estimates: the vectors of the formula."""

from __future__ import annotations

import pytest

from pmctl.insights.estimates import deviation_of, mean_of
from pmctl.quantity.durations import estimate


@pytest.mark.parametrize(
    ("text", "mean", "deviation"),
    [
        ("3d..5d..9d", 5.5, 2.2642),
        ("6d..8d..14d", 9, 3.0189),
        ("3d..9d", 6, 2.2642),
        ("1d..1d..9d", 3, 3.0189),
        ("5d", 5, 0),
    ],
)
def test_vectors(text: str, mean: float, deviation: float) -> None:
    parsed = estimate(text)
    assert float(mean_of(parsed)) == 480 * mean
    assert float(deviation_of(parsed)) / 480 == pytest.approx(deviation, abs=5e-5)
