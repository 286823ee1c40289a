"""What follows from a change, for programs and for pages: JSON and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmctl.changes import Consequences, Figures, LoadChange, Move, PromiseChange, Shift, WorkChange
from pmctl.diagnostic import Diagnostic, position
from pmctl.escape import markdown
from pmctl.insights.cost import Sums
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.whatif.levelling import levelling_json
from pmctl.views.whatif.sections import Section, beside, sections
from pmctl.views.whatif.sentence import sentence
from pmctl.views.whatif.view import Option, WhatIf

Json = dict[str, object]


# --- JSON -------------------------------------------------------------------------------------------------------------


def whatif_json(found: WhatIf) -> Json:
    """The present figures, and each alternative with everything that follows."""
    return {
        "schema": "pmctl/whatif/1",
        "today": found.plan.today.isoformat(),
        "content": found.plan.loaded.content,
        "present": _figures(found.figures, found.likely),
        "options": [_option(found.plan, option) for option in found.options],
    }


def _figures(figures: Figures, likely: Mapping[str, date]) -> Json:
    return {
        "finish": {id: day.isoformat() for id, day in figures.finish.items()},
        "p80": {id: day.isoformat() for id, day in likely.items()},
        "slip-days": dict(figures.late),
        "cost": _sums(figures.cost),
        "overload-weeks": figures.overload_weeks,
        "overloads": [
            {
                "who": one.who,
                "weeks": one.weeks,
                "week": one.monday.isoformat(),
                "asked-share": float(one.worst) if one.worst is not None else None,
            }
            for one in figures.overloads
        ],
    }


def _option(present: Plan, option: Option) -> Json:
    return {
        "name": option.name,
        "changes": list(option.words),
        "summary": sentence(option),
        "figures": _figures(option.figures, option.likely),
        "affected": list(option.affected),
        **({"levelling": levelling_json(option.levelling)} if option.levelling is not None else {}),
        **_follows(present, option.plan, option.follows),
    }


def _follows(present: Plan, plan: Plan, follows: Consequences) -> Json:
    return {
        "moves": [_move(one) for one in follows.moves],
        "added": list(follows.added),
        "removed": list(follows.removed),
        "undated": list(follows.undated),
        "ends": [_shift(plan, one) for one in follows.shifts],
        "promises": [_promise(one) for one in follows.promises],
        "cost": {id: _sums(sums) for id, sums in follows.costs.items()},
        "work": [_work(one) for one in follows.work],
        "load": [_load(one) for one in follows.loads],
        "findings-new": [_finding(plan, one) for one in follows.findings.new],
        "findings-gone": [_finding(present, one) for one in follows.findings.gone],
        "tell": [{"who": one.who, "items": list(one.items)} for one in follows.tell],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _sums(sums: Sums) -> dict[str, float]:
    return {currency: float(amount) for currency, amount in sums.items()}


def _move(one: Move) -> Json:
    return {
        "item": one.item,
        "forecast-start-was": one.start_was.isoformat(),
        "forecast-start": one.start.isoformat(),
        "forecast-was": one.finish_was.isoformat(),
        "forecast": one.finish.isoformat(),
        "days": one.days,
        "minutes": one.minutes,
        "float-minutes-was": one.float_was,
        "float-minutes": one.float_now,
        "critical-was": one.critical_was,
        "critical": one.critical,
    }


def _shift(plan: Plan, one: Shift) -> Json:
    kind = plan.workspace.items[one.item].kind
    return {"item": one.item, "kind": kind, "was": _day(one.was), "forecast": _day(one.now), "days": one.days}


def _promise(one: PromiseChange) -> Json:
    return {
        "item": one.item,
        "due-was": _day(one.promised_was),
        "due": _day(one.promised),
        "slip-days-was": one.late_was,
        "slip-days": one.late,
        "outcome": one.outcome,
    }


def _work(one: WorkChange) -> Json:
    return {"who": one.who, "minutes": float(one.minutes), "cost": _sums(one.cost)}


def _load(one: LoadChange) -> Json:
    return {
        "who": one.who,
        "weeks": [
            {
                "week": week.monday.isoformat(),
                "capacity-minutes-was": float(week.capacity_was),
                "capacity-minutes": float(week.capacity),
                "asked-minutes-was": float(week.asked_was),
                "asked-minutes": float(week.asked),
                "booked-minutes-was": float(week.booked_was),
                "booked-minutes": float(week.booked),
            }
            for week in one.weeks
        ],
    }


def _finding(plan: Plan, one: Diagnostic) -> Json:
    text = plan.loaded.texts.get(one.span.path)
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "hint": one.hint,
        "item": one.item or None,
        "file": one.span.path,
        "line": position(text, one.span.start).line if text is not None else None,
    }


# --- Markdown ---------------------------------------------------------------------------------------------------------


def whatif_markdown(found: WhatIf) -> str:
    """The figures beside each other, then each alternative: its sentence and its sections."""
    parts = [_table(beside(found))]
    for option in found.options:
        name = f"{option.name}: " if len(found.options) > 1 else ""
        parts += [f"## {name}What if {markdown('; '.join(option.words))}?", markdown(sentence(option))]
        for section in sections(option, True):
            parts += [f"### {section.title}", _table(section)]
    today = print_date(found.plan.today, None)
    return "\n\n".join([*parts, f"Today is {today}; nothing was written."]) + "\n"


def _table(section: Section) -> str:
    rows = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in section.rows]
    lines = [list(section.columns), ["---"] * len(section.columns)]
    lines += [[markdown(cell.strip()) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
