"""What follows from an alternative as sections of rows, the same for a terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from pmctl.changes import Figures, LoadChange, PromiseChange, Shift, Sums, WeekChange
from pmctl.diagnostic import position
from pmctl.insights.cost import CENT
from pmctl.insights.facts import value
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.project import Project
from pmctl.output import Cell
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_duration, print_money, print_share
from pmctl.rules import BY_CODE
from pmctl.views.whatif import Option, WhatIf

Row: TypeAlias = tuple[str | Cell, ...]
MOST = 12
"""Rows of a section that a first look shows."""
NAMED = 3
"""Items that a sentence names."""
FINDING = ("rule", "what", "where")
"""The columns of findings, which are sentences on a terminal."""
_STYLES = {"broken": "red", "worse": "red", "mended": "green", "better": "green", "moved": ""}


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table; `rest` says how many more rows there are."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: int = 0


# --- the sentence -----------------------------------------------------------------------------------------------------


def sentence(option: Option) -> str:
    """Everything that follows, in one line: moves, ends, promises, cost, load, findings, whom to tell."""
    follows = option.follows
    if follows.is_nothing:
        return "Nothing follows: no date, no promise, no cost and nobody's load changes."
    parts = [_moved(option), *_ends(option), *_promised(option), *_floats(option), *_spent(option), *_asked(option)]
    parts += _found(option)
    if follows.tell:
        parts.append(f"tell {_some([one.who for one in follows.tell], 6)}")
    return "; ".join(part for part in parts if part) + "."


def _moved(option: Option) -> str:
    follows = option.follows
    counts = ((len(follows.added), "added"), (len(follows.removed), "gone"), (len(follows.undated), "without a date"))
    also = ", ".join(f"{number} {word}" for number, word in counts if number)
    moved = len(follows.moves)
    text = f"{moved or 'no'} task{'' if moved == 1 else 's'} move{'s' if moved == 1 else ''}"
    return f"{text}, {also}" if also else text


def _ends(option: Option) -> Iterator[str]:
    """Where projects end now, and by how much releases move; features where no release says it."""
    items, today = option.plan.workspace.items, option.plan.today
    by_kind: dict[str, list[Shift]] = {}
    for one in option.follows.shifts:
        by_kind.setdefault(items[one.item].kind, []).append(one)
    for one in by_kind.get("project", ())[:NAMED]:
        yield f"{one.item} {_end(one, today)}"
    for one in (by_kind.get("release") or by_kind.get("feature") or [])[:NAMED]:
        yield f"{items[one.item].kind} {one.item} {f'{one.days:+d}d' if one.days is not None else 'loses its date'}"
    more = sum(max(len(by_kind.get(kind, ())) - NAMED, 0) for kind in ("project", "release"))
    if more:
        yield f"{more} more end on another day"


def _end(shift: Shift, today: date) -> str:
    if shift.now is None:
        return "loses its date"
    days = f", {shift.days:+d}d" if shift.days is not None else ""
    was = f"{print_date(shift.was, today)} → " if shift.was is not None else ""
    return f"{was}{print_date(shift.now, today)}{days}"


def _promised(option: Option) -> Iterator[str]:
    for outcome in ("broken", "mended", "worse", "better"):
        found = [one.item for one in option.follows.promises if one.outcome == outcome]
        if found:
            what = f"{len(found)} promise{'s' if len(found) > 1 else ''}"
            word = {"worse": "kept later", "better": "kept sooner"}.get(outcome, outcome)
            yield f"{what} {word} ({_some(found, NAMED)})"


def _floats(option: Option) -> Iterator[str]:
    used = [one for one in option.follows.moves if one.float_used_up]
    if used:
        most = max(used, key=lambda one: one.float_used_up)
        yield f"float {print_duration(most.float_used_up, option.plan.workspace.units)} used up ({most.item})"


def _spent(option: Option) -> Iterator[str]:
    more = total(option.follows.costs.values())
    if more:
        units = option.plan.workspace.units
        hours = [f"{one.who} {print_days(int(one.minutes), units)}" for one in option.follows.work if one.minutes]
        yield f"cost {signed_sums(more)}" + (f" ({_some(hours, 4)})" if hours else "")


def _asked(option: Option) -> Iterator[str]:
    for one in option.follows.loads:
        if one.overloads:
            worst = max(one.overloads, key=lambda week: week.asked - week.capacity)
            yield f"{one.who} asked {_share(worst.asked, worst.capacity)} in week {worst.monday.isocalendar().week}"


def _found(option: Option) -> Iterator[str]:
    errors = [finding for finding in option.follows.findings.new if finding.severity == "error"]
    if errors:
        yield f"{len(errors)} new error{'s' if len(errors) > 1 else ''} ({errors[0].message})"


def _some(names: Sequence[str], most: int) -> str:
    """Names, the first ones where there are many."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def total(sums: Iterable[Sums]) -> Sums:
    """Sums together, by currency."""
    found: dict[str, Decimal] = {}
    for one in sums:
        for currency, amount in one.items():
            found[currency] = found.get(currency, Decimal(0)) + amount
    return found


def signed_sums(sums: Sums) -> str:
    """`+5,380 EUR`, each currency for itself."""
    return ", ".join(
        f"{'+' if amount > 0 else '-'}{print_money(abs(amount), currency)}" for currency, amount in sums.items()
    )


# --- alternatives beside each other -----------------------------------------------------------------------------------


def beside(found: WhatIf) -> Section:
    """The present plan and the alternatives: ends, cost, overloads, moves, promises, findings."""
    names = [option.name for option in found.options] if len(found.options) > 1 else ["what if"]
    rows = [*_end_rows(found), _cost_row(found), _overload_row(found)]
    for title, count in (("tasks that move", _moves), ("promises broken", _broken), ("new findings", _new)):
        rows.append((title, "", *(str(count(option)) for option in found.options)))
    return Section("", ("", "present", *names), tuple(rows))


def _moves(option: Option) -> int:
    return len(option.follows.moves)


def _broken(option: Option) -> int:
    return sum(one.outcome == "broken" for one in option.follows.promises)


def _new(option: Option) -> int:
    """New errors and warnings; notes are no decision."""
    return sum(one.severity != "info" for one in option.follows.findings.new)


def _end_rows(found: WhatIf) -> Iterator[Row]:
    """The projects that end on another day in any alternative; where none does, all of them."""
    moved = {one.item for option in found.options for one in option.follows.shifts}
    documents = [id for id in found.figures.finish if id in moved] or list(found.figures.finish)
    for id in documents[:MOST]:
        base = found.figures.finish[id]
        cells = [_finish(option.figures, id, base, option.plan) for option in found.options]
        yield (f"{id} ends", print_date(base, found.plan.today), *cells)


def _finish(figures: Figures, id: str, base: date, plan: Plan) -> str | Cell:
    now = figures.finish.get(id)
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
    found = (
        _affected(option),
        _move_section(option),
        _reached(option),
        _promises(option),
        _costs(option),
        _loads(option),
        *_findings(option),
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
    today, units = option.plan.today, option.plan.workspace.units
    rows: list[Row] = []
    for one in option.follows.moves:
        same_end = one.finish == one.finish_was
        was, now = (one.start_was, one.start) if same_end else (one.finish_was, one.finish)
        size = f"{one.days:+d}d" if one.days else _part_of_day(one.minutes) if one.minutes else "starts"
        used = f"float {print_duration(one.float_used_up, units)} used up" if one.float_used_up else ""
        note = used or ("critical now" if one.critical and not one.critical_was else "")
        rows.append((one.item, print_date(was, today), print_date(now, today), _late(size, one.minutes), note))
    return Section("Moves", ("task", "from", "to", "", ""), tuple(rows))


def _part_of_day(minutes: int) -> str:
    sign = "+" if minutes > 0 else "-"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}h" if not rest else f"{sign}{abs(minutes)}min" if not hours else f"{sign}{hours}h {rest}min"


def _late(text: str, sign: int) -> Cell:
    return Cell(text, "red" if sign > 0 else "green" if sign < 0 else "")


def _reached(option: Option) -> Section:
    """The features and releases that are reached on another day."""
    items, today = option.plan.workspace.items, option.plan.today
    rows = [
        (
            one.item,
            items[one.item].kind,
            print_date(one.was, today) if one.was is not None else "",
            print_date(one.now, today) if one.now is not None else "no date",
            _late(f"{one.days:+d}d", one.days) if one.days is not None else "",
        )
        for one in option.follows.shifts
        if not isinstance(items[one.item], Project)
    ]
    return Section("Product", ("", "", "from", "to", ""), tuple(rows))


def _promises(option: Option) -> Section:
    today = option.plan.today
    rows: list[Row] = []
    for one in option.follows.promises:
        promised = print_date(one.promised, today) if one.promised is not None else "nothing"
        if one.promised_was != one.promised and one.promised_was is not None:
            promised += f" (was {print_date(one.promised_was, today)})"
        rows.append((one.item, promised, _kept(one.late_was), _kept(one.late), _outcome(one)))
    return Section("Promises", ("", "promised", "from", "to", ""), tuple(rows))


def _kept(late: int | None) -> str:
    return "" if late is None else f"{late}d late" if late > 0 else "on time"


def _outcome(one: PromiseChange) -> Cell:
    return Cell(
        one.outcome, {"broken": "red", "worse": "red", "mended": "green", "better": "green"}.get(one.outcome, "")
    )


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
    was, now = _share(week.asked_was, week.capacity_was), _share(week.asked, week.capacity)
    worse = week.asked - week.capacity > week.asked_was - week.capacity_was
    monday = print_date(week.monday, week.monday)
    return (one.who, monday, was, _late(now, 1 if worse else -1), _share(week.booked, week.capacity))


def _share(asked: Fraction, capacity: Fraction) -> str:
    if not capacity:
        return "time off" if asked else "0%"
    return print_share(asked / capacity, 0)


def _findings(option: Option) -> Iterator[Section]:
    """Errors and warnings that only one of the plans has; notes are not shown."""
    plan, both = option.plan, option.follows.findings
    for title, found in (("New findings", both.new), ("Findings gone", both.gone)):
        rows = []
        for one in found:
            if one.severity == "info":
                continue
            text = plan.loaded.texts.get(one.span.path, "")
            line = f":{position(text, one.span.start).line}" if text else ""
            name = BY_CODE[one.code].name if one.code in BY_CODE else ""
            style = "red" if one.severity == "error" else "amber"
            rows.append((Cell(f"{one.code} {name}", style), one.message, f"{one.span.path}{line}"))
        yield Section(title, FINDING, tuple(rows))


def _tell(option: Option) -> Section:
    return Section("Tell", ("", ""), tuple((one.who, _some(one.items, NAMED)) for one in option.follows.tell))
