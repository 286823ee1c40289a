"""Every row of the features that this version promises has a case, named by its id."""

from __future__ import annotations

import re

import pytest

from tests.test_cases import CASES
from tests.transcript import ROOT

ROWS = (
    *(f"F{number:02}" for number in range(1, 21) if number != 18),
    *(f"P{number:02}" for number in range(1, 34)),
    *(f"J{number:02}" for number in range(1, 51)),
    *(f"B{number:02}" for number in (1, 2, 3, 4, 7, 8, 9, 12, 13, 14, 15)),
)
"""The rows by which the system, both halves and the review of changes are accepted; F18, the static hub, is to come."""
FEATURES = ROOT.parent / "shared" / "FEATURES.md"


def named() -> dict[str, list[str]]:
    """The cases that carry the id of a row."""
    found: dict[str, list[str]] = {}
    for folder in sorted(CASES.iterdir()):
        match = re.match(r"([FPJB]\d\d)-[a-z0-9-]+$", folder.name)
        if match:
            found.setdefault(match[1], []).append(folder.name)
    return found


def test_every_row_has_a_case() -> None:
    without = [row for row in ROWS if row not in named()]
    assert without == [], "rows without a case `tests/cases/<id>-<words>`"


def test_every_id_is_a_row() -> None:
    if not FEATURES.exists():
        pytest.skip("the list of features is not beside this clone")
    rows = set(re.findall(r"(?m)^\| ([FPJB]\d\d) \|", FEATURES.read_text("utf-8")))
    assert set(ROWS) <= rows
    assert [row for row in named() if row not in rows] == []
