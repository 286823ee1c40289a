"""The forecast for a terminal: a line an item, or one item with its histogram, its drivers, its risks, its money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pmctl import output
from pmctl.charts.forecast import headline, percent
from pmctl.escape import one_line, terminal, terminal_width
from pmctl.insights.calibration import FEWEST, Calibration, Ratio
from pmctl.insights.forecast import Bar, Forecast, bars
from pmctl.insights.forecast_cost import CostOdds
from pmctl.insights.forecast_dates import Odds
from pmctl.insights.forecast_drivers import Driver, RiskPart, TaskPart
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_money_short
from pmctl.views.forecast import Asked, Group, View

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LEVELS = "▁▂▃▄▅▆▇█"
_MOST_DRIVERS = 3
_LABEL = 17
_WIDE = 100
"""Columns from which there is room for weekdays."""
_COLUMNS = (
    output.Column("", least=20),
    *(output.Column(title, least=15) for title in ("50%", "80%", "95%", "promised")),
    output.Column("on time", True),
)
_LEAST_NEEDED = _COLUMNS.index(output.Column("95%", least=15))
"""The column that may go where there is no room for all."""


def forecast_text(plan: Plan, view: View) -> str:
    """The view as lines that fit the screen."""
    if view.item is not None:
        return "\n".join([*_item(plan, view.item, view.asked), *_history(view.asked)])
    lines = [_head(view.asked)]
    if not any(view.drawn):
        lines.append(NOTHING_UNCERTAIN)
    if view.groups:
        lines.append(_table(plan, view.groups))
    else:
        lines.append("No project, promised milestone or release is open.")
    return "\n".join([*lines, *_history(view.asked)])


NOTHING_UNCERTAIN = (
    "Nothing is uncertain: no open estimate has a range (`3d..5d..9d`) and no open risk adds time.\n"
    "Every run is the schedule, so there are no odds to tell."
)


def told_runs(asked: Asked) -> str:
    """`10,000 runs, seed 1`, and what is not as usual."""
    words = [f"{asked.runs:,} {'run' if asked.runs == 1 else 'runs'}", f"seed {asked.seed}"]
    words += ["PERT"] * (asked.sampling == "pert")
    words += [f"{name} together by {value:g}" for name, value in asked.correlations]
    words += ["not levelled"] * (not asked.levelled)
    words += ["calibrated"] * (asked.calibration is not None and asked.calibration.usable)
    return ", ".join(words)


# --- a line an item ---------------------------------------------------------------------------------------------------


def _head(asked: Asked) -> str:
    return output.paint(f"Finished by, in so many of the runs ({told_runs(asked)})", "dim")


def _table(plan: Plan, groups: Sequence[Group]) -> str:
    rows: list[list[str | output.Cell]] = []
    for group in groups:
        if isinstance(group.document, Product):
            rows.append([output.Cell(f"{group.document.id} (product)", "bold"), *[""] * (len(_COLUMNS) - 1)])
        rows += [_row(plan, odds) for odds in group.lines]
    kept = [place for place in range(len(_COLUMNS)) if place != _LEAST_NEEDED or _fits(rows)]
    return output.table([_COLUMNS[place] for place in kept], [[row[place] for place in kept] for row in rows], 1)


def _fits(rows: Sequence[Sequence[str | output.Cell]]) -> bool:
    """Whether all columns have room, those of days uncut."""
    texts = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in rows]
    wide = [
        max(len(_COLUMNS[place].title), *(terminal_width(row[place]) for row in texts))
        for place in range(len(_COLUMNS))
    ]
    needed = sum(min(width, column.least) for width, column in zip(wide, _COLUMNS, strict=True))
    return 1 + needed + 2 * (len(_COLUMNS) - 1) <= output.room()


def _row(plan: Plan, odds: Odds) -> list[str | output.Cell]:
    whole = odds.item.id in plan.workspace.documents
    name = output.Cell(odds.item.id if whole else f"  {odds.item.id}", "bold" if whole else "")
    promised = _day(plan, odds.promised) if odds.promised else ""
    if odds.certain:
        return [name, _day(plan, odds.by(50)), output.Cell("certain", "dim"), "", promised, _kept(odds)]
    return [name, *(_day(plan, odds.by(share)) for share in (50, 80, 95)), promised, _kept(odds)]


def _day(plan: Plan, day: date) -> str:
    """A day, with its weekday where there is room."""
    text = print_date(day, plan.today)
    return text if output.room() >= _WIDE else text.partition(" ")[2]


def _kept(odds: Odds) -> output.Cell:
    """The odds of the promise with their standard error; the colour repeats what health would say of them."""
    if odds.on_time is None:
        return output.Cell("")
    style = "green" if odds.on_time >= 0.8 else "amber" if odds.on_time >= 0.5 else "red"
    if odds.certain:
        return output.Cell("yes" if odds.on_time else "no", style)
    return output.Cell(f"{percent(odds.on_time)} {error(odds)}".rstrip(), style)


def error(odds: Odds) -> str:
    """`±0.4`, in points; nothing where all runs agree."""
    return f"±{100 * odds.error:.1f}" if odds.error else ""


# --- one item ---------------------------------------------------------------------------------------------------------


def _item(plan: Plan, found: Forecast, asked: Asked) -> Iterator[str]:
    odds = found.odds
    title = output.paint(one_line(odds.item.title), "bold")
    if odds.certain:
        yield from _certain(plan, title, odds)
        yield from _money(plan, found.costs, _LABEL)
        return
    yield from _folded("", [f"{title}: {headline(odds, plan.today)}.", *_promise(plan, odds), told_runs(asked)], "   ")
    yield _histogram(plan, bars(plan, odds.item, found.spread))
    shown = {one.id for one in found.drivers[:_MOST_DRIVERS]}
    risks = [part for part in found.risks if part.id in shown and part.without is not None]
    width = max([_LABEL, *(terminal_width(_label(odds, part)) for part in risks)])
    yield from _drivers(odds, found.drivers, width)
    for part in risks:
        yield from _risk(plan, odds, part, width)
    if len(found.risks) > 1:
        words = f"at least one of these {len(found.risks)} occurs: {percent(found.any_risk)}"
        yield from _folded("Risks", [words], "", width)
    yield from _money(plan, found.costs, width)
    if found.tasks:
        yield from ("", _tasks(odds, found.tasks))


def _certain(plan: Plan, title: str, odds: Odds) -> Iterator[str]:
    day = print_date(odds.by(50), plan.today)
    if odds.reason == "finished":
        yield f"{title} is done since {day}: there are no odds any more."
        return
    plan_says = (
        f" (the plan says {print_date(odds.planned, plan.today)})" if odds.planned not in (None, odds.by(50)) else ""
    )
    yield f"{title}: {day}{plan_says}, in every run."
    yield "No open estimate behind it has a range, and no open risk reaches it."
    if odds.promised is not None:
        yield f"Promised for {print_date(odds.promised, plan.today)}: {'kept' if odds.on_time else 'missed'}."


def _promise(plan: Plan, odds: Odds) -> Iterator[str]:
    """`On time (31 Mar): 24% ±0.4.  Planned 7 Apr: 41%.`"""
    if odds.promised is not None and odds.on_time is not None:
        chance = output.paint(percent(odds.on_time), _kept(odds).style)
        yield f"On time ({print_date(odds.promised, plan.today)}): {chance} {error(odds)}".rstrip() + "."
    if odds.planned is not None:
        yield f"The plan's {print_date(odds.planned, plan.today)}: {percent(odds.by_plan)}."


def _folded(label: str, parts: Sequence[str], between: str, width: int = 0) -> Iterator[str]:
    """Parts side by side behind a label of so many columns, folded between them where they do not fit."""
    margin = f" {label}{' ' * (width - terminal_width(label))} " if label else ""
    line = margin + parts[0]
    for part in parts[1:]:
        longer = f"{line}{between}{part}"
        if _width(longer) > output.width():
            yield line
            longer = " " * (terminal_width(margin) or 1) + part
        line = longer
    yield line


def _width(text: str) -> int:
    """Columns of a text without our own colours."""
    return terminal_width(_COLOUR.sub("", text))


def _histogram(plan: Plan, found: Sequence[Bar]) -> str:
    """`27 Mar ▁▂▄▆█▇▅▄▃▂▂▁▁ 8 May`: the runs by working days, all bars equally many."""
    tallest = max(bar.count for bar in found)
    signs = "".join(
        _LEVELS[min(bar.count * len(_LEVELS) // tallest, len(_LEVELS) - 1)] if bar.count else " " for bar in found
    )
    first, last = (print_date(day, plan.today) for day in (found[0].first, found[-1].last))
    return f" {first} {signs} {last}"


def _drivers(odds: Odds, found: Sequence[Driver], width: int) -> Iterator[str]:
    """`What drives it    api 54% · psp-late 22% · design 15%`."""
    if not found:
        yield " Nothing stands out that drives it."
        return
    shown = [f"{_short(odds, one.id)} {percent(one.share)}" for one in found[:_MOST_DRIVERS]]
    more = len(found) - len(shown)
    yield from _folded("What drives it", shown + ([f"{more} more"] if more > 0 else []), " · ", width)


def _short(odds: Odds, id: str) -> str:
    """An id without the document that the item is in."""
    home = odds.item.document or odds.item.id
    return terminal(id.removeprefix(f"{home}/"))


def _risk(plan: Plan, odds: Odds, part: RiskPart, width: int) -> Iterator[str]:
    """`Without psp-late  80% by 10 Apr`, of the runs in which it does not occur, and what it does in the others."""
    assert part.without is not None
    delay = print_days(round(part.delay), plan.workspace.units)
    does = f"in {percent(part.occurs)} of the runs it moves the finish by {delay} on average"
    words = [f"80% by {print_date(part.without, plan.today)}", does]
    yield from _folded(_label(odds, part), words, "; ", width)


def _label(odds: Odds, part: RiskPart) -> str:
    return f"Without {_short(odds, part.id)}"


def _tasks(odds: Odds, parts: Sequence[TaskPart]) -> str:
    """How often each task is critical, how its length goes with the finish, and both together."""
    columns = (
        output.Column("", least=24),
        output.Column("critical", True),
        output.Column("correlation", True),
        output.Column("sensitivity", True),
    )
    rows = [
        [_short(odds, part.id), percent(part.criticality), f"{part.cruciality:.2f}", _number(part.sensitivity)]
        for part in sorted(parts, key=lambda one: (-(one.sensitivity or 0), -one.cruciality, one.id))
    ]
    return output.table(columns, rows, 1)


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.2f}"


def _money(plan: Plan, costs: Sequence[CostOdds], width: int) -> Iterator[str]:
    """`Cost  80% within 96k · estimate 88k · within the budget of 90k: 41%`."""
    for one in costs:
        name = one.currency if one.currency != plan.workspace.currency else None
        if one.certain:
            continue
        parts = [f"{share}% within {_amount(one.at(share), name)}" for share in (50, 80, 95)]
        parts.append(f"estimate {_amount(one.estimate, name)}")
        if one.budget is not None and one.within is not None:
            parts.append(f"within the budget of {_amount(one.budget, name)}: {percent(one.within)}")
        if one.reserve > 0:
            parts.append(f"80% safe with a reserve of {_amount(one.reserve, name)}")
        yield from _folded("Cost", parts, " · ", width)


def _amount(cents: int, currency: str | None) -> str:
    return print_money_short(Decimal(cents) / 100, currency)


# --- history ----------------------------------------------------------------------------------------------------------


def _history(asked: Asked) -> Iterator[str]:
    if asked.calibration is not None:
        yield from ("", *calibration_lines(asked.calibration))


def calibration_lines(found: Calibration) -> Iterator[str]:
    """What the team's history says, and whether it was used."""
    if found.team is None:
        yield "Calibration: no finished task has both an effort and time spent, so nothing was changed."
        return
    if not found.usable:
        count = "1 finished task says" if found.team.count == 1 else f"{found.team.count} finished tasks say"
        yield f"Calibration: only {count} what was spent (at least {FEWEST} are needed), so nothing was changed."
        return
    own = "; who works alone as their own history says:" if found.people else "."
    yield f"Calibration: work left is taken as {_times(found.team)}{own}"
    for who, ratio in found.people.items():
        yield f"  {terminal(who)} {_times(ratio)}"


def _times(ratio: Ratio) -> str:
    return f"{float(ratio.median):.2f} times its estimate (median of {ratio.count} finished tasks)"
