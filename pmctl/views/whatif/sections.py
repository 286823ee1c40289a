"""What follows from an alternative as sections of rows, the same for a terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pmctl.changes import Figures, LoadChange, PromiseChange, WeekChange, total
from pmctl.changes.former import former_id
from pmctl.diagnostic import position
from pmctl.insights.cost import Sums
from pmctl.insights.facts import value
from pmctl.insights.money.table import CENT
from pmctl.insights.promises import due_of, forecast_of, say_promise
from pmctl.insights.relations import home_of
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.output import Cell
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_money, print_share
from pmctl.rules import BY_CODE
from pmctl.views.summary import causes_first, only_notes, promise_word
from pmctl.views.whatif.chances import exposure_rows
from pmctl.views.whatif.levelling import booked_rows, left_out_rows, method_rows, priority_rows
from pmctl.views.whatif.view import Option, WhatIf
from pmctl.views.words import NAMED, float_used, part_of_day, share_asked, signed_sums, some

Row: TypeAlias = tuple[str | Cell, ...]
MOST = 12
"""Rows of a section that a first look shows."""
FINDING = ("rule", "what", "where")
"""The columns of findings, which are sentences on a terminal."""
_STYLES = {"broken": "red", "worse": "red", "mended": "green", "better": "green"}
_SEVERITIES = {"error": "red", "warning": "amber"}


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table; `rest` says how many more rows there are."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: int = 0


# --- alternatives beside each other -----------------------------------------------------------------------------------


def beside(found: WhatIf) -> Section:
    """The present plan and the alternatives: ends, cost, overloads, moves, promises, findings."""
    names = [option.name for option in found.options] if len(found.options) > 1 else ["what if"]
    rows = [*_end_rows(found), _cost_row(found), _overload_row(found)]
    for title, count in (("tasks that move", _moves), ("promises broken", _broken), ("new findings", _new)):
        rows.append((title, "", *(str(count(option)) for option in found.options)))
    rows += method_rows(found)
    return Section("", ("", "present", *names), tuple(rows))


def _moves(option: Option) -> int:
    return len(option.follows.moves)


def _broken(option: Option) -> int:
    return sum(one.outcome == "broken" for one in option.follows.promises)


def _new(option: Option) -> int:
    """New errors and warnings; notes are no decision."""
    return sum(one.severity != "info" for one in option.follows.findings.new)


def _end_rows(found: WhatIf) -> Iterator[Row]:
    """The projects that end on another day in any alternative; else those in which anything moves, else all."""
    ends = {former_id(one.item, option.former) for option in found.options for one in option.follows.shifts}
    moves = {
        former_id(home_of(option.plan.workspace.items[one.item]), option.former)
        for option in found.options
        for one in option.follows.moves
    }
    documents = [id for id in found.figures.finish if id in ends]
    documents = documents or [id for id in found.figures.finish if id in moves] or list(found.figures.finish)
    for id in documents[:MOST]:
        base = found.figures.finish[id]
        cells = [_day(option.figures.finish.get(id), base, option.plan) for option in found.options]
        yield (f"{id} ends", print_date(base, found.plan.today), *cells)
        likely = found.likely.get(id)
        if likely is not None:
            cells = [_day(option.likely.get(id), likely, option.plan) for option in found.options]
            yield ("  80% by", print_date(likely, found.plan.today), *cells)


def _day(now: date | None, base: date, plan: Plan) -> str | Cell:
    """A day beside the present one."""
    if now is None:
        return "no date"
    text = print_date(now, plan.today)
    return text if now == base else Cell(text, "red" if now > base else "green")


def _cost_row(found: WhatIf) -> Row:
    return ("cost of all", _sums(found.figures.cost), *(_sums(option.figures.cost) for option in found.options))


def _sums(sums: Sums) -> str:
    return ", ".join(print_money(amount, currency) for currency, amount in sums.items()) or "none"


def _overload_row(found: WhatIf) -> Row:
    cells = [_overloads(one) for one in (found.figures, *(option.figures for option in found.options))]
    return ("overload", *cells)


def _overloads(figures: Figures) -> str:
    """`3 weeks, ana 118%`: how many weeks of people ask for too much, and whose is the worst."""
    if not figures.overloads:
        return "none"
    worst = max(figures.overloads, key=lambda one: (one.worst is None, one.worst or 0))
    share = print_share(worst.worst, 0) if worst.worst is not None else "while away"
    weeks = figures.overload_weeks
    return f"{weeks} week{'s' if weeks > 1 else ''}, {worst.who} {share}"


# --- one alternative --------------------------------------------------------------------------------------------------


def sections(option: Option, everything: bool) -> list[Section]:
    """What follows in full, each section only where it holds anything; `everything` cuts nothing."""
    new, gone = _findings(option, everything or only_notes(option.follows))
    broken = option.follows.findings.faults  # then all the rest follows from that
    found = (
        *((new,) if broken else ()),
        Section("Write this to keep it", ("", ""), priority_rows(option)),
        Section("The solver left out", ("",), left_out_rows(option)),
        _affected(option),
        _move_section(option),
        _reached(option),
        _promises(option),
        _costs(option),
        _health(option),
        Section("Expected of risks", ("", "", "from", "to"), exposure_rows(option)),
        _loads(option),
        Section("Load booked", ("", "week of", "asked", "from", "to"), booked_rows(option)),
        *((gone,) if broken else (new, gone)),
        _tell(option),
    )
    return [section if everything else _cut(section) for section in found if section.rows]


def _cut(section: Section) -> Section:
    if len(section.rows) <= MOST + 1:
        return section
    return Section(section.title, section.columns, section.rows[:MOST], len(section.rows) - MOST)


def _affected(option: Option) -> Section:
    """What a false assumption concerns, with what was promised of it."""
    plan = option.plan
    rows = []
    for id in option.affected:
        item = plan.workspace.items[id]
        forecast, due = forecast_of(plan, item).date, due_of(plan, item)
        days = [print_date(day, plan.today) if day is not None else "" for day in (due, forecast)]
        rows.append((id, *days, str(value(plan, item, "owner") or "")))
    return Section("It affects", ("item", "promised", "forecast", "owner"), tuple(rows))


def _move_section(option: Option) -> Section:
    today = option.plan.today
    rows: list[Row] = []
    for one in option.follows.moves:
        same_end = one.finish == one.finish_was
        was, now = (one.start_was, one.start) if same_end else (one.finish_was, one.finish)
        size = f"{one.days:+d}d" if one.days else part_of_day(one.minutes) if one.minutes else "starts"
        used = float_used(one, option.plan.workspace.units) if one.float_used_up else ""
        note = used or ("critical now" if one.critical and not one.critical_was else "")
        rows.append((one.item, print_date(was, today), print_date(now, today), _late(size, one.minutes), note))
    return Section("Moves", ("task", "from", "to", "", ""), tuple(rows))


def _late(text: str, sign: int) -> Cell:
    return Cell(text, "red" if sign > 0 else "green" if sign < 0 else "")


def _reached(option: Option) -> Section:
    """The features and releases that are reached on another day."""
    items, today = option.plan.workspace.items, option.plan.today
    rows = [
        (
            one.item,
            _kind(option.plan, items[one.item]),
            print_date(one.was, today) if one.was is not None else "",
            print_date(one.now, today) if one.now is not None else "no date",
            _late(f"{one.days:+d}d", one.days) if one.days is not None else "",
        )
        for one in option.follows.shifts
        if not isinstance(items[one.item], Project)
    ]
    return Section("Product", ("", "", "from", "to", ""), tuple(rows))


def _kind(plan: Plan, item: Item) -> str:
    """What is reached, and of how many features in it the day knows nothing."""
    unknown = say_without_plan(len(without_plan(plan, item)))
    return f"{item.kind}, {unknown}" if unknown else item.kind


def _promises(option: Option) -> Section:
    today = option.plan.today
    rows: list[Row] = []
    for one in option.follows.promises:
        promised = say_promise(option.plan, option.plan.workspace.items[one.item]) or "nothing"
        if one.promised_was != one.promised and one.promised_was is not None:
            promised += f" (was {print_date(one.promised_was, today)})"
        rows.append((one.item, promised, _kept(one.late_was), _kept(one.late), _outcome(one)))
    return Section("Promises", ("", "promised", "from", "to", ""), tuple(rows))


def _kept(late: int | None) -> str:
    return "" if late is None else f"{late}d late" if late > 0 else "on time"


def _outcome(one: PromiseChange) -> Cell:
    return Cell(promise_word(one), _STYLES.get(one.outcome, ""))


def _costs(option: Option) -> Section:
    """By how much each project costs more, and whose work that is; what is nobody's work stands last."""
    units, follows = option.plan.workspace.units, option.follows
    rows: list[Row] = [(id, "", signed_sums(sums)) for id, sums in follows.costs.items()]
    rows += [(f"  {one.who}", print_days(int(one.minutes), units), signed_sums(one.cost)) for one in follows.work]
    work = {currency: -amount for currency, amount in total(one.cost for one in follows.work).items()}
    cents = CENT * len(rows)  # each row is rounded for itself
    rest = {
        currency: amount for currency, amount in total((*follows.costs.values(), work)).items() if abs(amount) > cents
    }
    if rest and follows.costs:
        rows.append(("  other", "", signed_sums(rest)))
    return Section("Cost", ("", "work", "money"), tuple(rows))


def _loads(option: Option) -> Section:
    """The weeks in which somebody is asked for too much, now or before."""
    rows = [_load(one, week) for one in option.follows.loads for week in one.weeks if _matters(week)]
    return Section("Load asked", ("", "week of", "from", "to", "booked"), tuple(rows))


def _matters(week: WeekChange) -> bool:
    over_was, over = week.asked_was > week.capacity_was + 1, week.asked > week.capacity + 1
    return (over or over_was) and (week.asked, week.capacity) != (week.asked_was, week.capacity_was)


def _load(one: LoadChange, week: WeekChange) -> Row:
    was, now = share_asked(week.asked_was, week.capacity_was), share_asked(week.asked, week.capacity)
    worse = week.asked - week.capacity > week.asked_was - week.capacity_was
    monday = print_date(week.monday, week.monday)
    return (one.who, monday, was, _late(now, 1 if worse else -1), share_asked(week.booked, week.capacity))


def _health(option: Option) -> Section:
    rows: list[Row] = [
        (one.document, one.dimension or "health", one.was, Cell(one.now, "red" if one.is_worse else "green"), one.text)
        for one in option.follows.health
    ]
    return Section("Health", ("", "", "from", "to", ""), tuple(rows))


def _findings(option: Option, notes: bool) -> Iterator[Section]:
    """Errors and warnings that only one of the plans has; with `notes` those too."""
    plan, both = option.plan, option.follows.findings
    for title, found in (("New findings", both.new), ("Findings gone", both.gone)):
        rows = []
        for one in causes_first(found):
            if one.severity == "info" and not notes:
                continue
            text = plan.loaded.texts.get(one.span.path, "")
            line = f":{position(text, one.span.start).line}" if text else ""
            name = BY_CODE[one.code].name if one.code in BY_CODE else ""
            rows.append(
                (Cell(f"{one.code} {name}", _SEVERITIES.get(one.severity, "")), one.message, f"{one.span.path}{line}")
            )
        yield Section(title, FINDING, tuple(rows))


def _tell(option: Option) -> Section:
    return Section("Tell", ("", ""), tuple((one.who, some(one.items, NAMED)) for one in option.follows.tell))
