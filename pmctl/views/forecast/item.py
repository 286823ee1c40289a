"""The forecast of one item for a terminal: its odds, their histogram, what drives it, its risks, its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmctl import output
from pmctl.charts.forecast import headline, percent
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.facts import show
from pmctl.insights.odds.cost import CostOdds
from pmctl.insights.odds.dates import ALL_DONE, FINISHED, MOVED_ALWAYS, MOVED_LITTLE, NOT_MOVED, Odds
from pmctl.insights.odds.drivers import Influence, RiskPart, TaskPart
from pmctl.insights.odds.forecast import Bar, Forecast, bars
from pmctl.insights.promises import promise_of, say_promise
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_money_short
from pmctl.regex import regex
from pmctl.views.forecast.view import Terms
from pmctl.views.forecast.words import error, kept, told_runs, unknown

_COLOUR = regex(r"\x1b\[[0-9;]*m")
_LEVELS = "▁▂▃▄▅▆▇█"
_MOST_DRIVERS = 3
_CERTAIN = {
    ALL_DONE: "All work behind it is done.",
    MOVED_ALWAYS: "What moves it happens in every run: a risk of 100%, or history (`--calibrate`).",
    MOVED_LITTLE: "What is uncertain behind it moves it by less than a day.",
    NOT_MOVED: "Neither the range of an open estimate nor an open risk moves it.",
}
"""By the reason of certain odds: what to say of them."""
_EXPLAINED = (
    " critical: in so many runs it holds this finish up",
    "correlation: of its length with the finish",
    "sensitivity: critical × its spread / that of the finish",
)
"""What the columns of the tasks say."""
_LABEL = 17
"""Columns of the words before the lines below the histogram."""


def item_lines(plan: Plan, found: Forecast, terms: Terms) -> Iterator[str]:
    """Everything about one item, lines that fit the screen."""
    odds = found.odds
    if odds.certain:
        yield from _certain(plan, odds)
        yield from _money(plan, found.costs, _LABEL)
        return
    yield from _head(plan, odds, [*_promise(plan, odds), told_runs(terms)])
    low, high = (f"{share}% by {print_date(odds.by(share), plan.today)}" for share in (10, 90))
    yield from _folded("", [_histogram(plan, bars(plan, odds.item, found.spread)), f"{low} · {high}"], "   ")
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
        yield ""
        yield from _tasks(odds, found.tasks)


def _head(plan: Plan, odds: Odds, more: Sequence[str]) -> Iterator[str]:
    """`Launch: 50% by 9 Apr · 80% by 17 Apr · 95% by 28 Apr.` and what follows; a long name has a line of its own."""
    days = f"{headline(odds, plan.today)}."
    if _fits(f"{odds.item.title}: {days}"):
        yield from _folded("", [f"{_title(odds)}: {days}", *more], "   ")
        return
    yield f"{_title(odds)}:"
    yield from _folded("", [f" {days}"] if _fits(f" {days}") else [f" {part}" for part in days.split(" · ")], " · ")
    yield from _folded("", [f" {more[0]}", *more[1:]], "   ")


def _title(odds: Odds) -> str:
    """The name, as much as a line holds."""
    return output.paint(cut(one_line(odds.item.title), output.width() - 1), "bold")


def _fits(line: str) -> bool:
    return terminal_width(one_line(line)) <= output.width()


def _certain(plan: Plan, odds: Odds) -> Iterator[str]:
    day = print_date(odds.by(50), plan.today)
    if odds.reason == FINISHED:
        yield from _sentence(odds, f" is done since {day}: there are no odds any more.")
        return
    plan_says = (
        f" (the plan says {print_date(odds.planned, plan.today)})" if odds.planned not in (None, odds.by(50)) else ""
    )
    yield from _sentence(odds, f": {day}{plan_says}, in every run.")
    yield _CERTAIN[odds.reason]
    if odds.promised is not None:
        yield f"Promised for {say_promise(plan, odds.item)}: {'kept' if odds.on_time else 'missed'}."
    yield from _unknown(plan, odds)


def _sentence(odds: Odds, rest: str) -> Iterator[str]:
    """A sentence that begins with the name, which has a line of its own where it is long."""
    if _fits(odds.item.title + rest):
        yield _title(odds) + rest
        return
    yield _title(odds)
    yield from wrapped(rest.removeprefix(":"), output.width(), " ", " ")


def _promise(plan: Plan, odds: Odds) -> Iterator[str]:
    """`On time (31 Mar): 24% ±0.4.  Planned 7 Apr: 41%.`"""
    if odds.promised is not None and odds.on_time is not None:
        chance = output.paint(percent(odds.on_time), kept(odds).style)
        promised = show(plan, promise_of(plan, odds.item), "due")
        yield f"On time ({promised}): {chance} {error(odds)}".rstrip() + "."
    if odds.planned is not None:
        yield f"The plan's {print_date(odds.planned, plan.today)}: {percent(odds.by_plan)}."
    yield from _unknown(plan, odds)


def _unknown(plan: Plan, odds: Odds) -> Iterator[str]:
    """What the runs know nothing of, as a sentence."""
    words = unknown(plan, odds)
    if words:
        yield output.paint(f"{words}.", "amber")


def _folded(label: str, parts: Sequence[str], between: str, width: int = 0) -> Iterator[str]:
    """Parts side by side behind a label of so many columns, folded between them where they do not fit."""
    margin = f" {label}{' ' * (width - terminal_width(label))} " if label else ""
    rest = " " * (terminal_width(margin) or 1)
    line = parts[0]
    for part in parts[1:]:
        longer = f"{line}{between}{part}"
        if _width(margin + longer) > output.width():
            yield from _broken(line, margin, rest)
            margin, longer = rest, part
        line = longer
    yield from _broken(line, margin, rest)


def _broken(line: str, margin: str, rest: str) -> list[str]:
    """A line behind its margin; one that is longer than the screen is broken, and has no colours then."""
    fits = _width(margin + line) <= output.width()
    return [margin + line] if fits else wrapped(_COLOUR.sub("", line), output.width(), margin, rest)


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


def _drivers(odds: Odds, found: Sequence[Influence], width: int) -> Iterator[str]:
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
    return cut(terminal(id.removeprefix(f"{home}/")), max(_LABEL, output.width() // 3))


def _risk(plan: Plan, odds: Odds, part: RiskPart, width: int) -> Iterator[str]:
    """`Without psp-late  80% by 10 Apr`, of the runs in which it does not occur, and what it does in the others."""
    assert part.without is not None
    delay = print_days(round(part.delay), plan.workspace.units)
    does = f"occurs in {percent(part.occurs)} of the runs: {delay} on average"
    words = [f"80% by {print_date(part.without, plan.today)}", does]
    yield from _folded(_label(odds, part), words, "; ", width)


def _label(odds: Odds, part: RiskPart) -> str:
    return f"Without {_short(odds, part.id)}"


def _tasks(odds: Odds, parts: Sequence[TaskPart]) -> Iterator[str]:
    """How often each task is critical, how its length goes with the finish, and both together."""
    columns = (
        output.Column("", least=_LABEL),
        output.Column("critical", True),
        output.Column("correlation", True),
        output.Column("sensitivity", True),
    )
    rows = [
        [_short(odds, part.id), percent(part.criticality), f"{part.cruciality:.2f}", f"{part.sensitivity:.2f}"]
        for part in sorted(parts, key=lambda one: (-one.sensitivity, -one.cruciality, one.id))
    ]
    yield output.table(columns, rows, 1)
    yield from _folded("", _EXPLAINED, "; ")


def _money(plan: Plan, costs: Sequence[CostOdds], width: int) -> Iterator[str]:
    """`Cost  80% within 96k · estimate 88k · within the budget of 90k: 41%`."""
    for one in costs:
        name = one.currency if one.currency != plan.workspace.currency else None
        if one.certain:
            continue
        parts = [f"{share}% within {_amount(one.at(share), name)}" for share in (10, 50, 80, 95)]
        parts.append(f"estimate {_amount(one.estimate, name)}")
        if one.budget is not None and one.within is not None:
            parts.append(f"within the budget of {_amount(one.budget, name)}: {percent(one.within)}")
        if one.reserve > 0:
            parts.append(f"80% safe with a reserve of {_amount(one.reserve, name)}")
        yield from _folded("Cost", parts, " · ", width)


def _amount(cents: int, currency: str | None) -> str:
    return print_money_short(Decimal(cents) / 100, currency)
