"""What a better schedule is, and how far one is from the best: promises once, closed projects not at all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pmctl.insights.levelling_options import levelling_option
from pmctl.load import load
from pmctl.plan import Plan
from pmctl.plan import plan as plan_of
from pmctl.scheduling import prepare
from pmctl.scheduling.orders import Effort
from pmctl.scheduling.orders.objective import LAST_END, objective
from pmctl.scheduling.orders.trial import OWN_ENDS, Trial

TODAY = date(2026, 1, 7)
WEIGHT = 501
DAY = 24 * 60


def plan(**documents: Any) -> Plan:
    files = {f"{id}.yaml": {"kind": "project", **one} for id, one in documents.items()}
    every = {
        "pmctl.yaml": {"kind": "workspace"},
        "people.yaml": {"kind": "people", "people": {"ana": {}, "bo": {}}},
        **files,
    }
    return plan_of(load(Path("plans"), {name: json.dumps(content).encode() for name, content in every.items()}), TODAY)


CLOSED = {"a": {"effort": "1d", "assign": "ana", "status": "done", "started": "2024-01-01", "finished": "2024-01-02"}}
OPEN = {name: {"effort": length, "assign": "ana"} for name, length in (("b", "3d"), ("c", "1d"))}


def test_a_closed_project_is_no_part_of_the_gap() -> None:
    """Ana's four days end on Monday the 12th at 18:00, those without levelling on Friday at 18:00, in 2 days 18 h."""
    alone = levelling_option(plan(q={"tasks": OPEN}), "search", Effort(20))
    beside = levelling_option(plan(p={"tasks": CLOSED}, q={"tasks": OPEN}), "search", Effort(20))
    assert alone.gap is not None
    assert 0 < alone.gap < 1
    assert beside.gap == alone.gap
    assert beside.levelled.value == alone.levelled.value


def test_there_is_no_gap_where_open_work_lies_in_the_past() -> None:
    """What is left where it was planned (`rescheduling: false`) may end before today: no sum to be a part of."""
    past = plan(q={"start": "2024-01-01", "rescheduling": False, "tasks": OPEN})
    found = levelling_option(past, "search", Effort(20))
    assert found.levelled.value[1] < 0
    assert found.gap is None


def test_the_promise_of_a_group_is_not_that_of_its_tasks() -> None:
    """The group is due on the 7th, its task on the 8th, and both end on the 9th at 18:00: late by 42 h and by 24 h."""
    task = {"effort": "3d", "assign": "ana", "due": "2026-01-08"}
    ready = prepare(plan(q={"tasks": {"g": {"due": "2026-01-07", "tasks": {"b": task}}}}).workspace, TODAY)
    group, own = 2 * DAY - 6 * 60, DAY
    assert objective(ready)(ready.early)[0] == WEIGHT * (group + own)
    assert Trial(ready, 2).serial.value[0] == WEIGHT * (group + own)


def test_of_several_documents_the_last_end_counts_most() -> None:
    """Ana does p's three days and q's one: whatever the order, the last of them ends on Monday the 12th at 18:00."""
    ready = prepare(plan(p={"tasks": {"b": OPEN["b"]}}, q={"tasks": {"c": OPEN["c"]}}).workspace, TODAY)
    first, last = 18 * 60, 5 * DAY + 18 * 60
    later = Trial(ready, 2).serial
    assert later.value == (0, WEIGHT * (first + last) + LAST_END * 2 * WEIGHT * last)


def test_a_document_may_be_late_up_to_its_shown_end_and_no_further() -> None:
    """Shown: `p` ends on Wednesday (7th), `q` on Thursday. With Ana on `q` first, what Bo does there has until Thursday
    all the same, but for every fourth time; and `p`, where it ends on Wednesday, has no longer than that.
    """
    day = {"effort": "1d", "assign": "ana"}
    ready = prepare(
        plan(p={"tasks": {"b": day}}, q={"tasks": {"c": day, "d": {**day, "assign": "bo"}}}).workspace, TODAY
    )
    trial, at = Trial(ready, 100), ready.passes.graph.index
    wednesday = trial.serial.dates.finish[at["p/b"]]
    turned = trial.forward([at["q/c"], at["q/d"], at["p/b"]]).dates
    late = [trial.backward(turned).finish[at["q/d"]] for _ in range(OWN_ENDS)]
    assert late == [wednesday + DAY] * (OWN_ENDS - 1) + [wednesday]
    assert {trial.backward(trial.serial.dates).finish[at["p/b"]] for _ in range(OWN_ENDS)} == {wednesday}
