"""The plan levelled by better methods, beside the shown one: what each reaches, proves and asks to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from pmctl.changes import consequences, figures
from pmctl.insights.levelling_options import LevellingOption, levelling_option
from pmctl.output import Cell
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_share
from pmctl.rules.judging.run import findings
from pmctl.scheduling.orders import Effort
from pmctl.views.whatif.view import Option, WhatIf
from pmctl.views.words import share_asked

Row: TypeAlias = tuple[str | Cell, ...]
WORDS = {
    "serial": "levelled as shown",
    "improve": "levelled by forward-backward improvement and search",
    "optimal": "levelled by the solver, from the best that search finds",
}


def levellings(present: Plan, methods: Sequence[str], effort: Callable[[], Effort]) -> WhatIf:
    """The present plan beside each method; `effort` is asked when a method begins. UserError without the solver."""
    options = [_option(present, method, levelling_option(present, _searching(method), effort())) for method in methods]
    return WhatIf(present, figures(present), tuple(options))


def _searching(method: str) -> str:
    return "search" if method == "improve" else method


def _option(present: Plan, method: str, levelled: LevellingOption) -> Option:
    now = levelled.plan
    follows = consequences(present, now, findings(present), findings(now))
    return Option(method, (WORDS[method],), now, figures(now), follows, levelling=levelled)


# --- methods beside each other ----------------------------------------------------------------------------------------


def method_rows(found: WhatIf) -> Iterator[Row]:
    """How good each method's schedule is known to be, what it took, and how much has to be written to keep it."""
    levelled = [option.levelling for option in found.options if option.levelling is not None]
    if not levelled:
        return
    largest = [_largest(option) for option in found.options]
    if any(largest):
        yield ("moves most", "", *largest)
    yield ("still to gain", "", *(_room(one) for one in levelled))
    yield ("passes tried", "1", *(f"{one.levelled.schedules:,}{_hurry(one)}" for one in levelled))
    yield ("priorities", "", *(_lines(one) for one in levelled))


def _largest(option: Option) -> str:
    """The task that moves the furthest, by so many days."""
    most = max(option.follows.moves, key=lambda one: abs(one.minutes), default=None)
    return f"{most.days:+d}d {most.item}" if most is not None else ""


def _room(one: LevellingOption) -> str | Cell:
    """What is left to gain at the most."""
    if one.levelled.value == one.levelled.bound:
        return Cell("0%: proven", "green")
    gap = one.gap
    return "unknown" if gap is None else f"at most {print_share(gap, 1)}"


def _hurry(one: LevellingOption) -> str:
    return "" if one.levelled.in_time else " (out of time)"


def _lines(one: LevellingOption) -> str:
    return "none would do" if one.priorities is None else str(len(one.priorities))


def nothing_better(one: LevellingOption) -> str:
    """Why the shown order stays."""
    if one.levelled.method == "serial":
        return "This is the shown schedule."
    if one.levelled.value == one.levelled.bound:
        return "The shown order of levelling is proven best."
    return "No better order of levelling was found."


# --- one method -------------------------------------------------------------------------------------------------------


def priority_rows(option: Option) -> tuple[Row, ...]:
    """The lines that keep the better order."""
    if option.levelling is None:
        return ()
    if option.levelling.priorities is None:
        return (("none: no task priorities make this order", ""),)
    return tuple((id, f"priority: {priority}") for id, priority in option.levelling.priorities.items())


def booked_rows(option: Option) -> tuple[Row, ...]:
    """Week by week who is booked otherwise, with what was asked of them before levelling."""
    if option.levelling is None:
        return ()
    return tuple(
        (
            one.who,
            print_date(week.monday, week.monday),
            share_asked(week.asked, week.capacity),
            share_asked(week.booked_was, week.capacity_was),
            share_asked(week.booked, week.capacity),
        )
        for one in option.follows.loads
        for week in one.weeks
        if week.booked != week.booked_was
    )


def left_out_rows(option: Option) -> tuple[Row, ...]:
    """What the solver did not look at, so that what it proves is less than it could be."""
    return tuple((what,) for what in option.levelling.levelled.left_out) if option.levelling is not None else ()


def levelling_json(levelling: LevellingOption) -> dict[str, object]:
    """A method for programs."""
    found, gap = levelling.levelled, levelling.gap
    return {
        "schedules": found.schedules,
        "in-time": found.in_time,
        "gap": float(gap) if gap is not None else None,
        "proven": found.value == found.bound,
        "left-out": list(found.left_out),
        "priorities": dict(levelling.priorities) if levelling.priorities is not None else None,
    }
