"""Flow by the vectors: percentiles, Little's law, efficiency, throughput; days by hand; the forecast by throughput."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from insights_plan import plan_of

from pmctl.insights.flow.forecast import resampled
from pmctl.insights.flow.measures import cycle_by_little, efficiency_of, flow_of, spread_of
from pmctl.insights.flow.pieces import Piece, pieces_by_dates

TODAY = date(2026, 2, 10)


def piece(id: str, started: int | None, finished: int | None, waited: int | None = None, added: int = 0) -> Piece:
    """Days of February."""

    def day(number: int | None) -> date | None:
        return date(2026, 2, number) if number else None

    return Piece(id, id, "done" if finished else "doing", day(added), day(started), day(finished), waited)


def test_percentiles_are_real_values() -> None:
    spread = spread_of([21, 1, 2, 2, 3, 4, 5, 7, 8, 13])
    assert spread is not None
    assert [spread.at(rank) for rank in (50, 85, 95)] == [4, 13, 21]
    assert spread.mean == Fraction(33, 5)


def test_begun_and_done_on_one_day_is_one_day() -> None:
    assert piece("a", 3, 3).cycle_time == 1
    assert piece("a", 3, 5, added=2).lead_time == 4
    assert piece("a", 3, None).age(TODAY) == 8
    assert piece("a", 3, 5).age(TODAY) is None


def test_little_says_the_mean_cycle_time() -> None:
    assert cycle_by_little(Fraction(12), Fraction(3)) == 4
    assert cycle_by_little(Fraction(12), Fraction(0)) is None


def test_efficiency_is_the_active_part() -> None:
    assert efficiency_of([piece("a", 1, 8, waited=6), piece("b", 1, 4, waited=3)]) == Fraction(1, 4)
    assert efficiency_of([piece("a", 1, 8)]) is None


def test_throughput_counts_days_on_which_nothing_was_finished() -> None:
    flow = flow_of([piece("a", 1, 2), piece("b", 2, 6), piece("c", 5, None)], TODAY)
    assert (flow.first, len(flow.counts), sum(flow.counts)) == (date(2026, 2, 1), 10, 2)
    assert flow.throughput == Fraction(1, 5)
    # under way: a on 1 and 2, b from 2 to 6, c from 5 to 10
    assert flow.mean_in_progress == Fraction(2 + 5 + 6, 10)
    assert flow.open == 1


def test_what_is_older_than_most_took_is_late() -> None:
    done = [piece(f"d{number}", 1, 3) for number in range(10)]
    flow = flow_of([*done, piece("old", 2, None), piece("new", 9, None)], TODAY)
    assert [(one.piece.id, one.age, one.is_late) for one in flow.ages] == [("old", 9, True), ("new", 2, False)]


def test_what_nobody_dated_is_in_progress_of_unknown_age_and_done_without_a_day_is_in_no_measure() -> None:
    undated = Piece("x", "x", "done", None, date(2026, 2, 3), None)
    flow = flow_of([piece("a", 1, 3), piece("b", None, None), undated], TODAY)
    assert [(one.piece.id, one.age) for one in flow.ages] == [("b", None)]
    assert (flow.open, flow.cycle.days if flow.cycle else (), sum(flow.in_progress)) == (1, (3,), 3)


def test_one_a_day_takes_as_many_days_as_pieces() -> None:
    found = resampled([1] * 20, 7)
    assert found is not None
    assert (found.by(TODAY, 50), found.by(TODAY, 95)) == (TODAY + timedelta(days=7),) * 2
    assert not found.is_rough


def test_the_forecast_by_throughput_is_the_same_on_every_run_and_says_when_it_is_rough() -> None:
    first, second = (resampled([0, 2, 0, 1], 6, runs=500, seed=3) for _ in range(2))
    assert first is not None and first == second and first.is_rough
    assert 2 * first.runs[0] >= 6 and first.runs[0] < first.runs[-1]
    assert resampled([0, 0], 3) is None
    nothing_left = resampled([1], 0)
    assert nothing_left is not None and nothing_left.by(TODAY, 50) == TODAY


def test_pieces_by_dates_are_our_own_work() -> None:
    plan = plan_of(
        TODAY,
        team="""
            kind: project
            tasks:
              a: {duration: 2d, status: done, started: 2026-02-03, finished: 2026-02-04}
              b: {duration: 9d, status: doing, started: 2026-02-05}
              c: {duration: 1d}
              m: {milestone: true}
              x: {duration: 3d, external: {party: Others}}
              y: {duration: 1d, status: dropped}
        """,
    )
    found = pieces_by_dates(plan, plan.workspace.documents.values())
    assert [(one.id, one.cycle_time, one.age(TODAY)) for one in found] == [
        ("team/a", 2, None),
        ("team/b", None, 6),
        ("team/c", None, None),
    ]
