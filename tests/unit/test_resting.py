"""Which edits a date rests on: all items at once say what one after the other would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.notices import digests, mattering
from pmctl.notices.resting import resting
from pmctl.plan import Plan, plan
from tests.trigger_cases import FILES, TODAY, compare

PLAN = b"""kind: project
tasks:
  last: {effort: 1d, after: build}
  build:
    tasks:
      api: {effort: 5d, assign: ana}
      page: {effort: 5d, after: api}
  first: {effort: 1d}
  api-of-others: {effort: 1d, after: [first, last]}
"""


def _plan() -> Plan:
    files = FILES | {"shop.yaml": PLAN}
    return plan(load(Path(), files), date(2026, 2, 2))


def test_a_date_rests_on_parts_waits_and_people() -> None:
    marks = resting(_plan(), {"shop/api": 1, "shop/first": 2, "ana": 4, "shop/page": 8, "shop/gone": 16})
    assert marks["shop/first"] == 2
    assert marks["shop/last"] == marks["shop/build"] == marks["shop/api"] == marks["shop/page"] == 1 | 4 | 8
    assert marks["shop/api-of-others"] == 1 | 2 | 4 | 8
    assert marks["shop"] == 1 | 2 | 4 | 8 and marks["ana"] == 4


def test_a_long_chain_and_a_ring_of_groups_are_settled() -> None:
    chain = "\n".join(f"  t{n}: {{effort: 1d, after: t{n + 1}}}" for n in range(3000))
    text = f"kind: project\ntasks:\n{chain}\n  t3000: {{effort: 1d}}\n"
    made = plan(load(Path(), {"shop.yaml": text.encode()}), date(2026, 2, 2), level=False)
    marks = resting(made, {"shop/t3000": 1, "shop/t1": 2})
    assert marks["shop/t0"] == 3 and marks["shop/t2"] == 1


def test_what_is_tried_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the dates of a run rest on too many edits, the last ones are told with all that are near to them."""
    tasks = "  a{0}: {{effort: 5d, owner: ana}}\n  b{0}: {{effort: 5d, owner: bo, after: a{0}}}\n"
    before = "kind: project\nlead: lee\ntasks:\n" + "".join(tasks.format(number) for number in range(4))
    after = before.replace("5d, owner: ana", "9d, owner: ana").replace("owner: bo", "priority: 900, owner: bo")
    sides = [FILES | {"shop.yaml": text.encode()} for text in (before, after)]
    for most, expected in ((mattering.MOST_WORK_IN_ALL, 8), (70, 4)):
        monkeypatch.setattr(mattering, "MOST_WORK_IN_ALL", most)
        compared = compare(sides[0], sides[1], TODAY, TODAY, "zoe")
        digests(compared)
        tried = [key for key in compared.memory if isinstance(key, tuple) and key[0] is mattering._without]
        assert len(tried) == expected
