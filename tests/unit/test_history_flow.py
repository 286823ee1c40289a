"""The states of tasks day by day: what git knows beyond the dates, and under former names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmctl.history.flow import days, pieces_from_history, sprint_days
from pmctl.history.states import kept_states, read_states, states_of
from pmctl.insights.sprints.burndown import burned_by_dates, ideal
from pmctl.insights.working_time import calendars_of
from pmctl.model.project import Sprint
from tests.history import needs_git
from tests.past import made, past

pytestmark = needs_git
PLAN = """
    kind: project
    start: 2026-01-12
    sprints: {s1: {start: 2026-01-12, finish: 2026-01-16}}
    tasks:
      design: {effort: 2d, assign: bo, status: todo, sprint: s1, points: 3}
      api: {effort: 3d, assign: ana, status: todo, sprint: s1, points: 5}
"""
STEPS = """
    commit 2026-01-12 ana: Plan
    set build.yaml: bo, status: todo -> bo, status: doing
    commit 2026-01-13 ana: Begun
    set build.yaml: bo, status: doing -> bo, status: blocked, blocked: No data
    commit 2026-01-14 ana: Waits
    set build.yaml: design: {effort -> draft: {effort
    commit 2026-01-15 ana: Another name
    set build.yaml: bo, status: blocked, blocked: No data -> bo, status: done
    add build.yaml:   docs: {effort: 1d, status: todo, sprint: s1, points: 1}
    commit 2026-01-16 ana: Done
"""
TODAY = date(2026, 1, 19)


def test_states_are_kept_and_read(tmp_path: Path) -> None:
    known = past(made(tmp_path / "p", STEPS, PLAN), TODAY)
    states = states_of(known.end.plan)
    assert read_states(*kept_states(states)) == states
    assert states.categories == {"build/draft": "done", "build/api": "todo", "build/docs": "todo"}


def test_a_piece_is_followed_under_its_former_name(tmp_path: Path) -> None:
    known = past(made(tmp_path / "p", STEPS, PLAN), TODAY)
    assert [one.day.day for one in days(known)] == [12, 13, 14, 15, 16, 19]
    draft, _, docs = pieces_from_history(known, known.end.plan.workspace.documents.values())
    assert (draft.id, draft.added, draft.started, draft.finished) == (
        "build/draft",
        date(2026, 1, 12),
        date(2026, 1, 13),
        date(2026, 1, 16),
    )
    assert (draft.cycle_time, draft.lead_time, draft.waited) == (4, 5, 2)  # blocked on 14 and 15
    assert (docs.added, docs.started, docs.waited) == (date(2026, 1, 16), None, None)


def test_when_work_was_added_before_what_is_known_is_not_known(tmp_path: Path) -> None:
    known = past(made(tmp_path / "p", STEPS, PLAN), TODAY, since="HEAD~1")
    draft, _, docs = pieces_from_history(known, known.end.plan.workspace.documents.values())
    assert (draft.added, docs.added) == (None, date(2026, 1, 16))


def test_a_sprint_burns_down_by_what_was_in_it_each_day(tmp_path: Path) -> None:
    known = past(made(tmp_path / "p", STEPS, PLAN), TODAY)
    plan = known.end.plan
    sprint = plan.workspace.items["build/s1"]
    assert isinstance(sprint, Sprint)
    burned = sprint_days(known, sprint, "points")
    assert burned is not None
    assert [(day.day, scope, done) for day, scope, done in burned.points] == [
        (12, 8, 0),
        (13, 8, 0),
        (14, 8, 0),
        (15, 8, 0),
        (16, 9, 3),
    ]
    by_dates = burned_by_dates(plan, sprint).points
    assert {scope for _, scope, _ in by_dates} == {9}
    line = ideal(calendars_of(plan).of_document("build"), sprint, 8)
    assert [round(left, 1) for _, left in line] == [6.4, 4.8, 3.2, 1.6, 0]
