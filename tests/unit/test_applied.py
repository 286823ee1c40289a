"""Workspaces with some of their edits made: any choice can be scheduled; all of them, and none, are the two sides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmctl.changes.applied import application, made
from pmctl.changes.edits import edits
from pmctl.scheduling import schedule
from pmctl.scheduling.schedule import Schedule
from tests.unit import schedule_plans
from tests.unit.schedule_plans import SOME, TODAY, plans


def dates(found: Schedule) -> object:
    return found.tasks, found.documents, found.unscheduled


MADE_UP = plans(hard=True, due=True, progress=True)


@SOME
@given(MADE_UP, MADE_UP, st.data())
def test_any_choice_of_edits_can_be_scheduled(
    before: schedule_plans.Plan, after: schedule_plans.Plan, data: st.DataObject
) -> None:
    was, now = before.load(), after.load()
    prepared = application(was, now)
    everything = prepared.edits
    assert dates(schedule(made(prepared, everything), TODAY)) == dates(schedule(now, TODAY))
    assert dates(schedule(made(prepared, ()), TODAY)) == dates(schedule(was, TODAY))
    assert edits(made(prepared, everything), now) == () == edits(made(prepared, ()), was)
    if everything:
        chosen = data.draw(st.lists(st.sampled_from(everything), unique=True))
        some = made(prepared, chosen)
        schedule(some, TODAY)
        assert set(some.items) == set(dict.fromkeys(some.items))
