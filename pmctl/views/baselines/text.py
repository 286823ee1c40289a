"""Baselines as text: the list, one in full, and the plan beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl import output
from pmctl.escape import cut, one_line, terminal_width, wrapped
from pmctl.insights.baselines.changes import Comparison, Moved, Side
from pmctl.insights.baselines.effort import effort_growth
from pmctl.model.records import Baseline
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_duration, print_money, print_share
from pmctl.views.baselines.view import Entry

_LIST = ("", "baseline", "of", "date", "items", "ends", "approved", "name")
_SHOW = ("item", "start", "finish", "effort", "cost")
_LEAST = {"baseline": 24, "of": 8, "approved": 10, "name": 10, "item": 12, "change": 12}
"""Below these widths names are not cut; numbers and days never are."""
_SPARE = {"items": 3, "approved": 2, "name": 1, "start ±": 3, "effort ±": 2, "cost ±": 1}
"""Which columns go where there is no room for all, the highest first."""
_RIGHT = ("items", "start", "finish", "effort", "cost", "start ±", "finish ±", "effort ±", "cost ±")


def list_text(plan: Plan, found: Sequence[Entry]) -> str:
    """A line a baseline; `*` stands before those that count."""
    rows = [
        (
            "*" if entry.counts else "",
            entry.baseline.id,
            entry.baseline.of,
            _day(plan, entry.baseline.date.last if entry.baseline.date else None),
            str(len(entry.baseline.tasks)),
            _day(plan, entry.finish),
            entry.approved,
            entry.baseline.name,
        )
        for entry in found
    ]
    return f"{_table(_LIST, rows)}\n\n* counts, unless another one is named"


def show_text(plan: Plan, entry: Entry) -> str:
    """A baseline in full."""
    baseline = entry.baseline
    head = [baseline.id, f"of {baseline.of}", _day(plan, baseline.date.last if baseline.date else None)]
    lines = _headed(baseline.name, "  ".join(head)) if baseline.name else ["  ".join(head)]
    facts = [("approved", entry.approved), ("revision", baseline.revision), ("file", baseline.source.path)]
    lines += [cut(f"{word} {one_line(said)}", output.room()) for word, said in facts if said]
    rows = [
        (
            task.key,
            _day(plan, task.start.first if task.start else None),
            _day(plan, task.finish.last if task.finish else None),
            task.effort.text if task.effort else "",
            _money(plan, {task.cost.likely.currency or plan.workspace.currency: task.cost.likely.amount})
            if task.cost
            else "",
        )
        for task in baseline.tasks
    ]
    return "\n".join(
        [*lines, "", _table(_SHOW, rows), "", f"{_items(len(rows))}, {_span(plan, entry.start, entry.finish)}"]
    )


# --- the plan beside it -----------------------------------------------------------------------------------------------


def compare_text(plan: Plan, found: Sequence[Comparison], everything: bool) -> str:
    """What moved, the worst first, what was added and dropped, and the sums, of each document."""
    return "\n\n".join("\n".join(_comparison(plan, one, everything)) for one in found)


def _comparison(plan: Plan, one: Comparison, everything: bool) -> Iterator[str]:
    against = f"against {_called(plan, one.baseline)}"
    yield from _headed(one.document.title, f"{_called(plan, one.other)} {against}" if one.other else against)
    kept = one.those("kept")
    shown = [row for row in kept if everything or has_moved(row)]
    if shown:
        yield ""
        yield _table(_titles(one), [_moved(plan, row) for row in shown])
    if len(shown) < len(kept):
        yield f"{len(kept) - len(shown)} {'unchanged' if one.other else 'as planned'}: `--all` shows them too"
    yield from _scope(plan, one)
    yield ""
    for line in sums(plan, one):
        yield from _wrapped(line)


def _called(plan: Plan, baseline: Baseline) -> str:
    """`agreed (Agreed with the sponsor) of Mon 2 Feb`."""
    named = f" ({one_line(baseline.name)})" if baseline.name else ""
    day = _day(plan, baseline.date.last if baseline.date else None)
    return f"{one_line(baseline.id)}{named}{f' of {day}' if day else ''}"


def _headed(title: str, rest: str) -> list[str]:
    """A name and what is said of it, on a line each where one cannot hold both."""
    shown = one_line(title)
    if terminal_width(f"{shown}  {rest}") <= output.room():
        return [f"{output.paint(shown, 'bold')}  {rest}"]
    return [output.paint(cut(shown, output.room()), "bold"), *_wrapped(rest)]


def _wrapped(line: str) -> list[str]:
    """A line folded at blanks where it is too long; what has none is cut."""
    lines = wrapped(line, output.room(), rest="  ")
    return [cut(part, output.room()) for part in lines]


def sides(one: Comparison) -> tuple[str, str]:
    """What the two sides of a comparison are called."""
    return ("before", "after") if one.other else ("planned", "now")


def _titles(one: Comparison) -> tuple[str, ...]:
    before, now = sides(one)
    return "item", "start ±", before, now, "finish ±", "effort ±", "cost ±"


def has_moved(row: Moved) -> bool:
    """Is anything other than planned: dates, effort or cost?"""
    same_cost = (row.planned.cost or {}) == (row.now.cost or {}) or row.planned.cost is None
    grown = effort_growth(row.planned.effort, row.now.effort)
    return bool(row.variance or row.start_variance or grown) or not same_cost


def _moved(plan: Plan, row: Moved) -> tuple[str | output.Cell, ...]:
    late = (row.variance or 0) > 0
    return (
        row.item.rpartition("/")[2],
        days_text(plan, row.start_variance),
        _day(plan, row.planned.finish),
        _day(plan, row.now.finish),
        output.Cell(days_text(plan, row.variance), "red" if late else "green" if row.variance else ""),
        _effort_change(plan, row.planned, row.now),
        cost_change(plan, row.planned, row.now),
    )


def _scope(plan: Plan, one: Comparison) -> Iterator[str]:
    """What came and what went, with the change that allows it."""
    added, dropped = one.those("added"), one.those("dropped")
    if added:
        yield ""
        yield output.paint("Added since", "bold")
        yield _rows(
            [(row.item, _span(plan, row.now.start, row.now.finish), _work(plan, row.now), _why(row)) for row in added]
        )
    if dropped:
        yield ""
        yield output.paint("Dropped since", "bold")
        yield _rows(
            [(row.item, f"planned {_day(plan, row.planned.finish)}", _work(plan, row.planned)) for row in dropped]
        )


def _why(row: Moved) -> output.Cell:
    return output.Cell(f"approved: {row.change}", "green") if row.change else output.Cell("no approved change", "red")


def sums(plan: Plan, one: Comparison) -> Iterator[str]:
    """How many moved, and what became of the end, the effort and the cost."""
    kept = one.those("kept")
    late, early = (sum((row.variance or 0) * sign > 0 for row in kept) for sign in (1, -1))
    loose = [row.item.rpartition("/")[2] for row in one.those("added") if not row.change]
    words = [f"{late} later", f"{early} earlier", f"{len(kept) - late - early} on their day"]
    words += [f"{len(one.those('added'))} added", f"{len(one.those('dropped'))} dropped"]
    yield ", ".join(words)
    if loose:
        yield f"added without an approved change: {', '.join(loose[:8])}{' …' * (len(loose) > 8)}"
    first, second = sides(one)
    if one.planned.finish and one.now.finish:
        end = f"{_day(plan, one.planned.finish)} {first}, {_day(plan, one.now.finish)} {second}"
        yield f"end     {end} ({days_text(plan, one.variance)})"
    if one.planned.effort:
        units = plan.workspace.units
        before, now = (
            print_days(minutes or 0, units).removeprefix("+") for minutes in (one.planned.effort, one.now.effort)
        )
        work = f"{before} {first}, {now} {second}"
        yield f"effort  {work} ({_effort_change(plan, one.planned, one.now) or '0d'}{_share(one)})"
    if one.planned.cost:
        money = f"{_money(plan, one.planned.cost)} {first}, {_money(plan, one.now.cost or {})} {second}"
        yield f"cost    {money} ({cost_change(plan, one.planned, one.now) or '0'})"


def _share(one: Comparison) -> str:
    """By how much the effort grew."""
    grown = Fraction((one.now.effort or 0) - (one.planned.effort or 0), one.planned.effort or 1)
    return f", {'+' if grown > 0 else ''}{print_share(grown, 1)}" if grown else ""


# --- words ------------------------------------------------------------------------------------------------------------


def days_text(plan: Plan, days: int | None) -> str:
    """A difference in working days: `+3d`; empty where there is none to tell."""
    return "" if days is None else print_days(days * plan.workspace.units.day, plan.workspace.units)


def _effort_change(plan: Plan, before: Side, now: Side) -> str:
    more = effort_growth(before.effort, now.effort)
    return print_days(more, plan.workspace.units) if more else ""


def cost_change(plan: Plan, before: Side, now: Side) -> str:
    """What it costs more or less, a currency after the other; empty where nothing was planned to cost, or all did."""
    if not before.cost:
        return ""
    names = dict.fromkeys((*before.cost, *(now.cost or {})))
    gaps = {name: (now.cost or {}).get(name, Decimal(0)) - before.cost.get(name, Decimal(0)) for name in names}
    return ", ".join(
        f"{'+' if gap > 0 else ''}{print_money(gap, _currency(plan, name))}" for name, gap in gaps.items() if gap
    )


def _money(plan: Plan, amounts: Mapping[str, Decimal]) -> str:
    return ", ".join(print_money(amount, _currency(plan, name)) for name, amount in amounts.items()) or "0"


def _currency(plan: Plan, name: str) -> str | None:
    return None if name == plan.workspace.currency else name


def _work(plan: Plan, side: Side) -> str:
    return print_duration(side.effort, plan.workspace.units) if side.effort else ""


def _day(plan: Plan, day: date | None) -> str:
    return print_date(day, plan.today) if day else ""


def _span(plan: Plan, first: date | None, last: date | None) -> str:
    return " - ".join(dict.fromkeys(filter(None, (_day(plan, first), _day(plan, last)))))


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str | output.Cell]]) -> str:
    kept = [index for index in range(len(titles)) if any(_text(row[index]) for row in rows)]
    columns = [_column(titles[index]) for index in kept]
    return output.table(columns, [[row[index] for index in kept] for row in rows])


def _column(title: str) -> output.Column:
    return output.Column(title, title in _RIGHT, _LEAST.get(title, output.UNCUT), _SPARE.get(title, 0))


def _rows(rows: Sequence[Sequence[str | output.Cell]]) -> str:
    return output.table([output.Column("")] * len(rows[0]), rows, 2, False)


def _text(cell: str | output.Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
