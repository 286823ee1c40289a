"""A roadmap for a terminal and for programs."""

from __future__ import annotations

from pmctl import output
from pmctl.insights.states import status_of
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.page.agile import number, outlook_json
from pmctl.views.roadmap.view import Entry, Group, Roadmap

Json = dict[str, object]
_COLUMNS = (
    output.Column("Rank", right=True, least=4),
    output.Column("Feature", least=14),
    output.Column("Name", least=12, spare=1),
    output.Column("State", least=8, spare=2),
    output.Column("Promised", least=10),
    output.Column("Forecast", least=10),
    output.Column("Ends in", least=13),
    output.Column("Points", right=True, least=6, spare=3),
)


def roadmap_text(plan: Plan, found: Roadmap) -> str:
    """A table with a heading for each group."""
    if not found.groups:
        return "No feature is open here."
    rows: list[output.Row | output.Heading] = []
    for group in found.groups:
        rows += [output.Heading(_heading(plan, group)), *(_row(plan, one) for one in group.entries)]
    return output.table(_COLUMNS, rows)


def _heading(plan: Plan, group: Group) -> str:
    """`s14  Mon 9 Feb - Fri 20 Feb`; `(not planned yet)` where the series only goes on so."""
    if group.first is None or group.last is None:
        return group.title
    planned = "" if group.is_planned else "  (not planned yet)"
    return f"{group.title}  {print_date(group.first, plan.today)} - {print_date(group.last, plan.today)}{planned}"


def _row(plan: Plan, one: Entry) -> output.Row:
    late = one.due is not None and one.forecast is not None and one.forecast > one.due
    forecast = print_date(one.forecast, plan.today) if one.forecast else ""
    return [
        str(one.rank),
        one.feature.id,
        one.feature.title,
        status_of(plan, one.feature),
        print_date(one.due, plan.today) if one.due else "",
        output.Cell(f"{forecast} late" if late else forecast, "red" if late else ""),
        _sprint(one),
        number(one.outlook.points) if one.outlook is not None and one.outlook.points else "",
    ]


def _sprint(one: Entry) -> str:
    """`s14 ±1`, or why no sprint is told."""
    if one.outlook is None or one.outlook.slot is None:
        return one.outlook.reason if one.outlook is not None else ""
    return f"{one.outlook.slot.key} ±{one.outlook.spread}" if one.outlook.spread else one.outlook.slot.key


def roadmap_json(plan: Plan, found: Roadmap) -> Json:
    """The document `pmctl/roadmap/1`."""
    return {
        "schema": "pmctl/roadmap/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "product": found.product.id if found.product is not None else None,
        "group-by": found.by,
        "groups": [_group_json(plan, group) for group in found.groups],
    }


def _group_json(plan: Plan, group: Group) -> Json:
    return {
        "key": group.key,
        "title": group.title,
        "first": group.first.isoformat() if group.first else None,
        "last": group.last.isoformat() if group.last else None,
        "planned": group.is_planned,
        "features": [_entry_json(plan, one) for one in group.entries],
    }


def _entry_json(plan: Plan, one: Entry) -> Json:
    return {
        "id": one.feature.id,
        "name": one.feature.title,
        "rank": one.rank,
        "status": status_of(plan, one.feature),
        "due": one.due.isoformat() if one.due else None,
        "forecast": one.forecast.isoformat() if one.forecast else None,
        "outlook": outlook_json(one.outlook) if one.outlook is not None else None,
    }
