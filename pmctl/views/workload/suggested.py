"""Who could take a task, for a terminal and for programs."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from pmctl import output
from pmctl.escape import one_line, terminal
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.reasons.suggestions import Suggestion
from pmctl.insights.relations import home_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_share
from pmctl.views.graph.view import people_of
from pmctl.views.words import some

Json = dict[str, object]
MOST = 8
_COLUMNS = (
    output.Column("", right=True, least=2),
    output.Column("Who could do it", least=18),
    output.Column("fits by", least=8, spare=1),
    output.Column("free then", right=True, least=9),
    output.Column("task ends", least=16),
    output.Column("document ends", least=16),
)


def suggested_text(plan: Plan, task: Task, found: Sequence[Suggestion]) -> str:
    """The task as it is, then who could do it, who lets its document end first on top; what to type for each."""
    lines = [_head(plan, task)]
    if not found:
        return "\n".join([*lines, "Nobody else fits it and has time: no shared role, skill or team, or no free day."])
    rows: list[output.Row] = [_row(plan, number, one) for number, one in enumerate(found[:MOST], 1)]
    lines += ["", output.table(_COLUMNS, rows), ""]
    lines += [line for number, one in enumerate(found[:MOST], 1) for line in _typed(number, one)]
    return "\n".join(lines)


def _head(plan: Plan, task: Task) -> str:
    """`checkout/api  Payment API: ana, bo until Fri 13 Mar, promised Fri 27 Feb; checkout ends Tue 7 Apr`."""
    day, due = forecast_of(plan, task).date, due_of(plan, task)
    home = plan.workspace.items[home_of(task)]
    end = forecast_of(plan, home).date
    until = f" until {print_date(day, plan.today)}" if day else ""
    promised = f", promised {print_date(due, plan.today)}" if due else ""
    who = ", ".join(people_of(plan, task)) or "nobody"
    ends = f"; {home.id} ends {print_date(end, plan.today)}" if end else ""
    name = output.paint(terminal(f"{task.id}  {one_line(task.title)}"), "bold")
    return f"{name}\n{terminal(f'{who}{until}{promised}{ends}')}"


def _row(plan: Plan, number: int, one: Suggestion) -> output.Row:
    units = plan.workspace.units
    share = print_share(one.free / one.capacity, 0) if one.capacity else "0%"
    free = f"{print_days(round(one.free), units).removeprefix('+')} {share:>4}"
    return [
        str(number),
        f"{one.who} alone" if one.alone else f"{one.who} as well",
        ", ".join(one.fits),
        free,
        _moved(print_date(one.day, plan.today), one.gain),
        _moved(print_date(one.end, plan.today), one.end_gain),
    ]


def _moved(day: str, gain: int) -> output.Cell:
    """A day, and how much later or earlier that is."""
    if not gain:
        return output.Cell(f"{day}  same")
    return output.Cell(f"{day}  {-gain:+}d", "green" if gain > 0 else "red")


def _typed(number: int, one: Suggestion) -> list[str]:
    """What to type, and what ends later for it."""
    lines = [terminal(f"  {number}  {command_of(one)}")]
    if one.harms:
        harmed = some([f"{harm.item} +{harm.days}d" for harm in one.harms], 3)
        lines.append(output.paint(terminal(f"     but later: {harmed}"), "amber"))
    return lines


def command_of(one: Suggestion) -> str:
    """`pmctl set checkout/api 'assign=[ana, bo]'`."""
    return shlex.join(("pmctl", "set", one.edit.item, f"{one.edit.key}={one.edit.text}"))


def suggested_json(plan: Plan, task: Task, found: Sequence[Suggestion]) -> Json:
    """The document `pmctl/suggest/1`: the best first."""
    day, home = forecast_of(plan, task).date, plan.workspace.items[home_of(task)]
    end = forecast_of(plan, home).date
    return {
        "schema": "pmctl/suggest/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "item": task.id,
        "people": list(people_of(plan, task)),
        "forecast": day.isoformat() if day else None,
        "document": home.id,
        "document-forecast": end.isoformat() if end else None,
        "suggestions": [_json(one) for one in found],
    }


def _json(one: Suggestion) -> Json:
    return {
        "who": one.who,
        "alone": one.alone,
        "fits": list(one.fits),
        "free-minutes": round(one.free),
        "capacity-minutes": round(one.capacity),
        "forecast": one.day.isoformat(),
        "days": -one.gain,
        "document-forecast": one.end.isoformat(),
        "document-days": -one.end_gain,
        "harms": [{"item": harm.item, "days": harm.days} for harm in one.harms],
        "set": f"{one.edit.key}={one.edit.text}",
        "command": command_of(one),
    }
