"""Load for programs: JSON, CSV, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.escape import csv_cell, csv_row, markdown
from pmctl.insights.workload.bottlenecks import Bottleneck
from pmctl.insights.workload.grid import Cell
from pmctl.plan import Plan
from pmctl.views.workload.text import bottleneck_text, clash_text, over_text, percent, period_name
from pmctl.views.workload.view import Over, Row, View, free_of

Json = dict[str, object]


def workload_json(plan: Plan, view: View) -> Json:
    """The document `pmctl/workload/1`: minutes exactly as they were computed, shares as parts of 1."""
    subject = view.asked.subject
    return {
        "schema": "pmctl/workload/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "of": subject.id if subject is not None else None,
        "by": view.asked.length,
        "first": view.frame[0][0].isoformat(),
        "last": view.frame[-1][1].isoformat(),
        "rows": [_row_json(row) for row in view.rows],
        "teams": [_row_json(row) for row in view.teams],
        "skills": [_row_json(row) for row in view.skills],
        "overloads": [_over_json(plan, one) for one in view.overs],
        "clashes": [
            {
                "who": one.who,
                "item": one.task,
                "first": one.away.first.isoformat(),
                "last": one.away.last.isoformat(),
                "text": clash_text(plan, one),
            }
            for one in view.clashes
        ],
        "bottlenecks": [bottleneck_json(plan, one) for one in view.bottlenecks],
        "free": [{"who": row.id, "free-minutes": round(free_of(row))} for row in view.idle],
    }


def _row_json(row: Row) -> Json:
    cells = [_cell_json(cell) for cell in row.cells]
    return {"id": row.id, "kind": row.kind, "name": row.name, "members": list(row.members), "cells": cells}


def _cell_json(cell: Cell) -> Json:
    return {
        "first": cell.first.isoformat(),
        "last": cell.last.isoformat(),
        "capacity-minutes": float(cell.capacity),
        "asked-minutes": float(cell.asked),
        "booked-minutes": float(cell.booked),
        "asked": _share(cell.asked_share),
        "booked": _share(cell.booked_share),
        "time-off-days": cell.away,
        "documents": dict(cell.documents),
        "items": dict(cell.items),
    }


def _share(share: Fraction | None) -> float | None:
    """Rounded to 6 digits; None where there is no capacity."""
    return None if share is None else round(float(share), 6)


def _over_json(plan: Plan, one: Over) -> Json:
    return {
        "who": one.who,
        "week": one.cell.first.isocalendar().week,
        **_cell_json(one.cell),
        "moved": [{"item": move.item, "minutes": move.minutes} for move in one.moved],
        "text": over_text(plan, one),
    }


def bottleneck_json(plan: Plan, one: Bottleneck) -> Json:
    """Somebody who holds things up."""
    return {
        "who": one.who,
        "items": list(one.on),
        "critical-tasks": one.critical,
        "week": one.peak.number if one.peak is not None else None,
        "asked": _share(one.peak.asked_share) if one.peak is not None else None,
        "waiting": one.waiting,
        "moved": [{"item": move.item, "minutes": move.minutes} for move in one.moved],
        "text": bottleneck_text(plan, one),
    }


# --- CSV and Markdown -------------------------------------------------------------------------------------------------

_CSV = (
    "id",
    "kind",
    "first",
    "last",
    "capacity-hours",
    "asked-hours",
    "booked-hours",
    "asked",
    "booked",
    "time-off-days",
)


def workload_csv(view: View) -> str:
    """A row for each week or month of each person, team and skill; hours, and shares as parts of 1."""
    lines = [csv_row(_CSV)]
    for row in (*view.rows, *view.teams, *view.skills):
        lines += [csv_row(_csv_cells(row, cell)) for cell in row.cells]
    return "".join(lines)


def _csv_cells(row: Row, cell: Cell) -> Iterator[str]:
    yield csv_cell(row.id)
    yield row.kind
    yield cell.first.isoformat()
    yield cell.last.isoformat()
    for minutes in (cell.capacity, cell.asked, cell.booked):
        yield f"{float(minutes) / 60:.2f}"
    for share in (cell.asked_share, cell.booked_share):
        yield "" if share is None else f"{float(share):.4f}"
    yield str(cell.away)


def workload_markdown(plan: Plan, view: View) -> str:
    """Tables of per cents, asked and (where another) booked, then what is wrong as a list."""
    titles = [period_name(stretch, view.asked.length) for stretch in view.frame]
    lines = [f"| Asked (booked), in % | {' | '.join(titles)} |", f"| --- |{' ---: |' * len(titles)}"]
    lines += [
        f"| {markdown(row.id)} | {' | '.join(markdown(_cell_text(cell)) for cell in row.cells)} |"
        for row in (*view.rows, *view.teams)
    ]
    sentences = [*(over_text(plan, one) for one in view.overs), *(clash_text(plan, one) for one in view.clashes)]
    lines += ["", *(f"- {markdown(one)}" for one in sentences)] if sentences else []
    return "\n".join(lines) + "\n"


def _cell_text(cell: Cell) -> str:
    """`118 (100)`, or why there is no number."""
    asked, booked = percent(cell.asked_share), percent(cell.booked_share)
    if not asked:
        return "time off" if cell.asked or cell.away else ""
    return asked if asked == booked else f"{asked} ({booked})"
