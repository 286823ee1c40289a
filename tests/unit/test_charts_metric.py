"""The picture of a metric: its readings, target and launches; what cannot be drawn is said."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.transcript import ROOT, run

ACME = ROOT / "examples" / "acme"


def words_in(svg: str) -> str:
    """All texts of a picture."""
    return " ".join(text.strip() for text in ElementTree.fromstring(svg).itertext() if text.strip())


def test_the_picture_has_readings_target_and_release() -> None:
    ran = run(["chart", "metric", "shop/conversion", "--format", "svg"], ACME)
    words = words_in(ran.output)
    for wanted in ("conversion 3.6 % → 3.8 % since release 2.0", "Target", "4.2 %", "3.8 %", "release 2.0"):
        assert wanted in words


def test_it_is_the_same_twice() -> None:
    call = ["chart", "metric", "shop/conversion", "--format", "svg"]
    assert run(call, ACME).output == run(call, ACME).output


def test_a_key_result_is_drawn_from_its_check_ins() -> None:
    assert "one-minute 95 (target 60)" in run(["chart", "metric", "shop/one-minute"], ACME).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say of which metric"),
        (["shop"], "metrics: shop/conversion, shop/checkout-time, shop/payment-calls"),
        (["shop/letters"], "has no reading up to today"),
        (["shop/conversion", "--since", "2026-01-01"], "this picture is of one day"),
    ],
)
def test_what_cannot_be_drawn_is_said(words: list[str], said: str) -> None:
    ran = run(["chart", "metric", *words], ACME)
    assert ran.status == 2
    assert said in ran.errors


def test_very_many_readings_fit_a_screen(tmp_path: Path) -> None:
    first = date(2024, 1, 1)
    lines = "".join(f"{first + timedelta(days=day)},{day % 7}\n" for day in range(700))
    (tmp_path / "m.csv").write_text(f"date,value\n{lines}", "utf-8")
    (tmp_path / "shop.yaml").write_text("{kind: product, vision: x, metrics: {m: {data: m.csv}}}", "utf-8")
    ran = run(["chart", "metric", "m", "--width", "60"], tmp_path)
    assert "39 of 700 readings" in ran.output
    assert len(ran.output.splitlines()) <= 45
    assert max(map(len, ran.output.splitlines())) <= 60
    assert "Sun 30 Nov" in ran.output.splitlines()[-1]
