"""Baselines as JSON, Markdown and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pmctl.escape import csv_cell, csv_row, markdown
from pmctl.insights.baselines.changes import Comparison, Moved, Side
from pmctl.model.records import BaselineTask
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_money_plain
from pmctl.views.baselines.text import cost_change, days_text, has_moved, sides, sums
from pmctl.views.baselines.view import Entry

Json = dict[str, object]


def list_json(plan: Plan, found: Sequence[Entry]) -> Json:
    """The document `pmctl/baselines/1`: a line each."""
    return {**_head(plan, "baselines"), "baselines": [_entry(entry) for entry in found]}


def show_json(plan: Plan, found: Sequence[Entry]) -> Json:
    """The document `pmctl/baseline/1`: one name, a baseline for each document that has it."""
    return {
        **_head(plan, "baseline"),
        "baselines": [
            {**_entry(entry), "tasks": [_task(plan, entry.baseline.of, task) for task in entry.baseline.tasks]}
            for entry in found
        ],
    }


def compare_json(plan: Plan, found: Sequence[Comparison]) -> Json:
    """The document `pmctl/baseline-compare/1`: every task of each document, the worst first."""
    return {**_head(plan, "baseline-compare"), "documents": [_comparison(one) for one in found]}


def _head(plan: Plan, name: str) -> Json:
    return {"schema": f"pmctl/{name}/1", "today": plan.today.isoformat(), "content": plan.loaded.content}


def _entry(entry: Entry) -> Json:
    baseline = entry.baseline
    return {
        "id": baseline.id,
        "name": baseline.name or None,
        "of": baseline.of,
        "date": baseline.date.first.isoformat() if baseline.date else None,
        "revision": baseline.revision or None,
        "file": baseline.source.path or None,
        "items": len(baseline.tasks),
        "start": _day(entry.start),
        "finish": _day(entry.finish),
        "approved": [{"by": one.by, "date": one.date.text if one.date else None} for one in baseline.approved],
        "in-force": entry.counts,
    }


def _task(plan: Plan, document: str, task: BaselineTask) -> Json:
    money = task.cost.likely if task.cost else None
    return {
        "item": f"{document}/{task.key}",
        "start": _day(task.start.first if task.start else None),
        "finish": _day(task.finish.last if task.finish else None),
        "effort-minutes": task.effort.minutes if task.effort else None,
        "cost": {money.currency or plan.workspace.currency: float(money.amount)} if money else {},
    }


def _comparison(one: Comparison) -> Json:
    return {
        "id": one.document.id,
        "baseline": one.baseline.id,
        "other": one.other.id if one.other else None,
        "date": one.baseline.date.first.isoformat() if one.baseline.date else None,
        "planned": _side(one.planned),
        "now": _side(one.now),
        "variance-days": one.variance,
        "unapproved": [row.item for row in one.those("added") if not row.change],
        "items": [_moved(row) for row in one.rows],
    }


def _moved(row: Moved) -> Json:
    return {
        "item": row.item,
        "name": row.title,
        "state": row.state,
        "planned": _side(row.planned),
        "now": _side(row.now),
        "start-variance-days": row.start_variance,
        "variance-days": row.variance,
        "change": row.change or None,
    }


def _side(side: Side) -> Json:
    return {
        "start": _day(side.start),
        "finish": _day(side.finish),
        "effort-minutes": side.effort,
        "cost": {currency: float(amount) for currency, amount in (side.cost or {}).items()},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- Markdown ---------------------------------------------------------------------------------------------------------


def compare_markdown(plan: Plan, found: Sequence[Comparison], everything: bool) -> str:
    """A heading, a table and the sums for each document."""
    return "\n".join(_markdown(plan, one, everything) for one in found)


def _markdown(plan: Plan, one: Comparison, everything: bool) -> str:
    other = f": {markdown(one.other.name or one.other.id)}" if one.other else ""
    lines = [f"## {markdown(one.document.title)}{other} against {markdown(one.baseline.name or one.baseline.id)}"]
    rows = [_row(plan, row) for row in one.rows if everything or row.state != "kept" or has_moved(row)]
    if rows:
        titles = ("Item", *(side.capitalize() for side in sides(one)), "Variance", "Cost", "Scope")
        lines += ["", f"| {' | '.join(titles)} |", "|" + " --- |" * len(titles), *rows]
    return "\n".join([*lines, "", *(f"- {markdown(' '.join(line.split()))}" for line in sums(plan, one))]) + "\n"


def _row(plan: Plan, row: Moved) -> str:
    scope = {"kept": "", "added": row.change or "added, no approved change", "dropped": "dropped"}[row.state]
    planned, now = (print_date(day, plan.today) if day else "" for day in (row.planned.finish, row.now.finish))
    cells = (row.title, planned, now, days_text(plan, row.variance), cost_change(plan, row.planned, row.now), scope)
    return f"| {' | '.join(markdown(cell) for cell in cells)} |"


# --- CSV --------------------------------------------------------------------------------------------------------------

_CSV = ("item", "name", "state", "change", "baseline-start", "baseline", "forecast-start", "forecast")
_NUMBERS = ("start-variance-days", "variance-days", "planned-effort-minutes", "effort-minutes")


def compare_csv(found: Sequence[Comparison]) -> str:
    """Every task of every document; days in ISO 8601, two columns of cost for each currency."""
    sides = [side for one in found for row in one.rows for side in (row.planned, row.now)]
    currencies = list(dict.fromkeys(name for side in sides for name in side.cost or {}))
    money = [f"{word}-{name}" for name in currencies for word in ("planned-cost", "cost")]
    lines = [csv_row(csv_cell(title) for title in (*_CSV, *_NUMBERS, *money))]
    lines += [csv_row(_cells(row, currencies)) for one in found for row in one.rows]
    return "".join(lines)


def _cells(row: Moved, currencies: Sequence[str]) -> list[str]:
    days = (row.planned.start, row.planned.finish, row.now.start, row.now.finish)
    numbers = (row.start_variance, row.variance, row.planned.effort, row.now.effort)
    costs = [_amount(side.cost or {}, name) for name in currencies for side in (row.planned, row.now)]
    texts = [csv_cell(text) for text in (row.item, row.title, row.state, row.change)]
    return [*texts, *(_day(day) or "" for day in days), *("" if one is None else str(one) for one in numbers), *costs]


def _amount(cost: Mapping[str, Decimal], currency: str) -> str:
    return print_money_plain(cost[currency]) if currency in cost else ""
