"""What else follows, as lines: load, money, the critical path and float, health, odds, findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmctl.changes import HealthChange, LoadChange, OddsChange, WeekChange, total
from pmctl.changes.exposure import ExposureChange
from pmctl.changes.whose import Figure
from pmctl.diagnostic import Diagnostic, position
from pmctl.insights.cost import Sums
from pmctl.plan import Plan
from pmctl.quantity import Units, print_days, print_money
from pmctl.rules import BY_CODE
from pmctl.views.diff.causes import causes
from pmctl.views.diff.dated import arrow
from pmctl.views.diff.line import Line, Tone
from pmctl.views.diff.view import Difference
from pmctl.views.words import NAMED, expected, share_asked, signed_sums, some

NAMED_ON_PATH = 5
"""Tasks of the critical path that a line names."""

# --- people -----------------------------------------------------------------------------------------------------------


def people_lines(found: Difference, every_week: bool) -> Iterator[Line]:
    """Who is asked for more or less: the week that matters most, or each; overloads before others."""
    units = found.plan.workspace.units
    for load in sorted(_shown(found), key=lambda one: not one.overloads):
        weeks = load.weeks if every_week else (_worst(load),)
        for week in weeks:
            whose = causes(found, Figure("asked", load.who, week.monday))
            yield replace(_week(load, week, 0 if every_week else len(load.weeks) - 1, units), causes=whose)


def _shown(found: Difference) -> Iterator[LoadChange]:
    """The loads with the weeks that differ by as much as is shown."""
    units = found.plan.workspace.units
    for load in found.follows.loads:
        weeks = tuple(week for week in load.weeks if _change(week, units))
        if weeks:
            yield replace(load, weeks=weeks)


def _worst(load: LoadChange) -> WeekChange:
    """The week that asks for most above what there is, else the one in which most changes; the earliest of several."""
    if load.overloads:
        return max(load.overloads, key=lambda week: week.asked - week.capacity)
    return max(load.weeks, key=lambda week: (_is_relief(week), abs(week.asked - week.asked_was)))


def _is_relief(week: WeekChange) -> bool:
    return week.asked_was > week.capacity_was + 1 and week.asked < week.asked_was


def _change(week: WeekChange, units: Units) -> str:
    """From what to what somebody is asked: the share, else what it is of; empty where neither shows, or nothing is."""
    was, now = share_asked(week.asked_was, week.capacity_was), share_asked(week.asked, week.capacity)
    if was != now:
        return f"asked {was} → {now}"
    had, has = (print_days(round(time), units).removeprefix("+") for time in (week.capacity_was, week.capacity))
    return f"asked {now} of {has} (was {had})" if had != has and week.asked else ""


def _week(load: LoadChange, week: WeekChange, more: int, units: Units) -> Line:
    change = f"{_change(week, units)} in week {week.monday.isocalendar().week}"
    booked = share_asked(week.booked, week.capacity)
    notes = [f"booked {booked}"] if booked != share_asked(week.asked, week.capacity) else []
    notes += [f"and {more} more week{'s' if more > 1 else ''}"] if more else []
    tone: Tone = "worse" if week.is_overload else "better" if _is_relief(week) else ""
    return Line("people", load.who, change, "", ", ".join(notes), tone, week.is_overload)


# --- money ------------------------------------------------------------------------------------------------------------


def money_lines(found: Difference) -> Iterator[Line]:
    """By how much the estimates grow, all together and by project, and budgets that are another."""
    costs = found.follows.costs
    more = total(costs.values())
    if costs:
        by_project = [f"{id} {signed_sums(sums)}" for id, sums in costs.items()]
        note = some(by_project, NAMED) if len(costs) > 1 else next(iter(costs))
        whose = tuple(words for currency in more for words in causes(found, Figure("cost", currency)))
        yield Line("money", "cost", signed_sums(more) or "+0", "", note, _dearer(more), True, whose)
    for budget in found.follows.budgets:
        change = f"budget {_sums(budget.was)} → {_sums(budget.now)}"
        yield Line("money", budget.document, change, matters=True)
    for risk in found.follows.exposures:
        if not risk.residual:
            yield _exposure(found, risk)


def _exposure(found: Difference, one: ExposureChange) -> Line:
    units = found.plan.workspace.units
    more = (one.now.minutes, one.now.money) > (one.was.minutes, one.was.money)
    change = f"expected {expected(one.was, units)} → {expected(one.now, units)}"
    return Line("money", one.risk, change, "", "probability x impact", "worse" if more else "better", True)


def _sums(sums: Sums) -> str:
    return ", ".join(print_money(amount, currency) for currency, amount in sums.items()) or "none"


def _dearer(sums: Sums) -> Tone:
    if all(amount <= 0 for amount in sums.values()):
        return "better" if any(sums.values()) else ""
    return "worse"


# --- the critical path and float --------------------------------------------------------------------------------------


def path_lines(found: Difference) -> Iterator[Line]:
    """Who joined the critical path and who left it, and how much room others gained or lost."""
    path, follows = found.follows.path, found.follows
    both = (("joined by", path.joined), ("left by", path.left))
    parts = [f"{word} {some(ids, NAMED_ON_PATH)}" for word, ids in both if ids]
    if parts:
        yield Line("path", "critical path", ", ".join(parts), matters=True)
    elif follows.moves and not found.wanted:
        yield Line("path", "critical path", "unchanged")
    units = found.after.plan.workspace.units
    for word, those, tone in (
        ("lose", [one for one in follows.floats if one.now < one.was], "worse"),
        ("gain", [one for one in follows.floats if one.now > one.was], "better"),
    ):
        if those:
            most = max(those, key=lambda one: abs(one.now - one.was))
            was, now = (print_days(minutes, units).removeprefix("+") for minutes in (most.was, most.now))
            count = f"{len(those)} task{'s' if len(those) > 1 else ''} {word}{'' if len(those) > 1 else 's'} float"
            toned: Tone = "worse" if tone == "worse" else "better"
            yield Line("path", "float", count, "", f"{most.item} {was} → {now}", toned)


# --- health, odds, findings -------------------------------------------------------------------------------------------


def health_lines(found: Difference) -> Iterator[Line]:
    """Documents with another level, each with the sides that show it; else the sides that have another level."""
    changes = found.follows.health
    whole = {one.document for one in changes if not one.dimension}
    for one in changes:
        if not one.dimension:
            sides = [f"{side.dimension} {side.text}" for side in changes if _explains(side, one)]
            yield _health(one, "; ".join(sides))
        elif one.document not in whole:
            yield _health(one, one.text)


def _explains(side: HealthChange, whole: HealthChange) -> bool:
    """Did a side of the document's health change in the same direction?"""
    return side.document == whole.document and side.dimension != "" and side.is_worse == whole.is_worse


def _health(one: HealthChange, note: str) -> Line:
    tone: Tone = "worse" if one.is_worse else "better" if one.now in ("green", "amber") else ""
    what = one.dimension or "health"
    return Line("health", one.document, f"{what} {one.was} → {one.now}", "", note, tone, not one.dimension)


def odds_lines(found: Difference) -> Iterator[Line]:
    """How likely promises are kept, and by when in four of five runs."""
    for one in found.odds or ():
        yield _odds(one, found.after.plan)


def _odds(one: OddsChange, plan: Plan) -> Line:
    likely = f"80% by {arrow(one.likely_was, one.likely, plan.today)}" if one.likely_was != one.likely else ""
    was, now = (f"{share:.0%}" if share is not None else "no promise" for share in (one.on_time_was, one.on_time))
    if was == now:
        on_time = "" if one.on_time is None else f"on time {now}"
        return Line("odds", one.item, likely, "", on_time, _later(one))
    tone: Tone = "worse" if (one.on_time or 0) < (one.on_time_was or 0) else "better"
    return Line("odds", one.item, f"on time {was} → {now}", "", likely, tone, True)


def _later(one: OddsChange) -> Tone:
    if one.likely is None or one.likely_was is None:
        return ""
    return "worse" if one.likely > one.likely_was else "better"


def finding_lines(found: Difference) -> Iterator[Line]:
    """Errors and warnings that only one of the plans has; notes are not shown."""
    both = found.follows.findings
    for finding in both.new:
        if finding.severity != "info":
            yield _finding(found.after.plan, finding, "new", "worse")
    for finding in both.gone:
        if finding.severity != "info":
            yield _finding(found.before.plan, finding, "gone", "better")


def _finding(plan: Plan, one: Diagnostic, word: str, tone: Tone) -> Line:
    text = plan.loaded.texts.get(one.span.path)
    line = f":{position(text, one.span.start).line}" if text else ""
    name = f" {BY_CODE[one.code].name}" if one.code in BY_CODE else ""
    place = f"{one.span.path}{line}"
    return Line("findings", f"{word} {one.code}{name}", one.message, "", place, tone, one.severity == "error")
