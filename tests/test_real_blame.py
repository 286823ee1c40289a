"""Nine years of real schedules: `blame` sums up to the move of every milestone that moved, `history` tells each move.

The history is `../shared/real/openstack` (its README says whence it is and which dates were really moved).
"""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import date

import pytest

from pmctl.history import Archive, Blame, Past, blame, line
from pmctl.history.facts import forecast_in
from pmctl.history.past import End
from pmctl.history.reading import dates_at, gather, steps_of
from pmctl.history.told import Life, life
from pmctl.insights.working_time import working_days
from pmctl.model.project import Task
from pmctl.plan import plan
from pmctl.revision import Reader, named
from tests.history import needs_git
from tests.test_real_history import LATER_THAN_PLANNED, REAL, REALLY_MOVED

TODAY = date(2026, 1, 5)

pytestmark = [
    needs_git,
    pytest.mark.skipif(not REAL.exists(), reason="the real history is not here (../shared/real/openstack)"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Past:
    folder = tmp_path_factory.mktemp("openstack")
    subprocess.run(["bash", str(REAL / "make_history.sh"), str(folder), "fixed"], check=True, capture_output=True)
    known = line(folder, named(folder, "HEAD"))
    with Reader(folder) as reader:
        loaded = reader.load(known.stops[-1].revision)
    assert loaded is not None
    return Past(known, Archive(None, "test"), End(plan(loaded, TODAY)))


@pytest.fixture(scope="module")
def blames(real: Past) -> dict[str, Blame]:
    """Of every task, event and milestone that was ever forecast for two days."""
    items = real.end.plan.workspace.items
    gather(real, steps_of(real.line, "dates"))
    days: dict[str, set[date]] = {}
    for stop in real.line.stops:
        known = dates_at(real.archive, stop, stop.day)
        for id, item in items.items():
            if isinstance(item, Task) and not item.is_group and (day := forecast_in(known, id)):
                days.setdefault(id, set()).add(day)
    return {id: blame(real, items[id], 100) for id, found in days.items() if len(found) > 1}


def test_what_moved_is_what_really_did(blames: dict[str, Blame]) -> None:
    assert Counter(id.partition("/")[0] for id in blames if id != LATER_THAN_PLANNED) == REALLY_MOVED


def test_the_sum_is_the_move(real: Past, blames: dict[str, Blame]) -> None:
    for id, told in blames.items():
        item = real.end.plan.workspace.items[id]
        assert told.first is not None and told.now is not None
        assert told.days == sum(row.days for row in told.rows) != 0
        assert told.days == working_days(real.end.plan, item, told.first, told.now)
        for row in told.rows[1:]:
            assert row.kind == "revision", "a typed date is moved by nobody else, not even by time"
            if row.causes.is_open:
                assert id == LATER_THAN_PLANNED, "only there so much was edited at once that sharing it takes long"
                continue
            assert [cause.edits[0].id for cause in row.causes.causes] == [id]
            assert sum(cause.days or 0 for cause in row.causes.causes) == row.days


def test_history_tells_each_move_where_it_was_made(real: Past) -> None:
    for document in REALLY_MOVED:
        told = life(real, real.end.plan.workspace.items[document])
        assert _moves(told) == _moves_of_files(real, told), document


def _moves(told: Life) -> set[tuple[str, date, date, date]]:
    """By commit which milestone moved from where to where."""
    return {
        (row.commit.id, one.was, one.now, row.day)
        for row in told.told
        for one in row.moves
        if row.commit is not None and one.was is not None and one.now is not None and one.id != told.item.id
    }


def _moves_of_files(real: Past, told: Life) -> set[tuple[str, date, date, date]]:
    """The same, from what the schedules of two neighbours say of the milestones of today."""
    items = real.end.plan.workspace.items.values()
    ids = [one.id for one in items if one.document == told.item.id and isinstance(one, Task) and one.milestone]
    found = set()
    for number, stop in enumerate(real.line.stops[1:], 1):
        before = real.line.stops[number - 1]
        was, now = dates_at(real.archive, before, before.day), dates_at(real.archive, stop, stop.day)
        for id in ids:
            days = forecast_in(was, id), forecast_in(now, id)
            if days[0] is not None and days[1] is not None and days[0] != days[1]:
                found.add((stop.revision, days[0], days[1], stop.day))
    return found
