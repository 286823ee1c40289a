"""Load for a terminal: the answer, a table of per cents, then each thing that is wrong in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from pmctl import output
from pmctl.escape import one_line, terminal
from pmctl.insights.promises import last_day
from pmctl.insights.workload.bottlenecks import Bottleneck
from pmctl.insights.workload.clashes import Clash
from pmctl.insights.workload.grid import Cell, Stretch
from pmctl.insights.workload.weeks import ZERO
from pmctl.plan import Plan
from pmctl.quantity import MONTHS, day_of, print_date, print_days, print_share
from pmctl.views.folding import folded
from pmctl.views.words import share_asked, some
from pmctl.views.workload.view import Over, Row, View, free_of

MOST_ROWS, MOST_LINES, MOST_SKILLS, NAMED = 30, 12, 5, 4


def workload_text(plan: Plan, view: View) -> str:
    """The load of everybody who is meant."""
    if not view.rows:
        return "Nobody has work in these weeks." if view.asked.subject is None else "They have no work in these weeks."
    parts = [_headline(plan, view), _table(view)]
    parts += [_section("Over", [over_text(plan, one) for one in view.overs])]
    parts += [_section("Away", [clash_text(plan, one) for one in view.clashes])]
    parts += [_section("Skills", _skills(plan, view), MOST_SKILLS), _section("Free", _free(plan, view))]
    return "\n\n".join(part for part in parts if part)


def bottlenecks_text(plan: Plan, found: Sequence[Bottleneck]) -> str:
    """Who holds things up, a line each, the worst first."""
    if not found:
        return "Nobody is on critical work or asked for more than they can give."
    return "\n".join(line for one in found for line in folded(bottleneck_text(plan, one), "", "  "))


def _headline(plan: Plan, view: View) -> str:
    """`Of 14 people 3 are asked for more than they can give: ana in weeks 9 and 10, bo in week 12.`"""
    by_who: dict[str, list[date]] = {}
    for one in view.overs:
        by_who.setdefault(one.who, []).append(one.cell.first)
    span = f"{print_date(view.frame[0][0], plan.today)} to {print_date(view.frame[-1][1], plan.today)}"
    too_much = "asked for more than they can give"
    named = [f"{who} in {weeks_text(days)}" for who, days in by_who.items()]
    if not by_who:
        said = f"Nobody is {too_much}, {span}."
    elif len(view.rows) == 1:
        (who, days), *_ = by_who.items()
        said = f"{who} is {too_much} in {weeks_text(days)} ({span})."
    else:
        more = f"; {len(named) - NAMED} more" if len(named) > NAMED else ""
        verb = "is" if len(by_who) == 1 else "are"
        said = f"{len(by_who)} of {len(view.rows)} {verb} {too_much}, {span}: {'; '.join(named[:NAMED])}{more}."
    return "\n".join(output.paint(line, "bold") for line in folded(said))


def weeks_text(days: Sequence[date]) -> str:
    """`week 9`, `weeks 7 to 9 and 12`: the weeks of some days in order, runs of them told by their ends."""
    runs: list[tuple[date, date]] = []
    for day in (day - timedelta(days=day.weekday()) for day in days):
        if runs and runs[-1][1] + timedelta(weeks=1) == day:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    numbers = [_run_text(first.isocalendar().week, last.isocalendar().week) for first, last in runs]
    told = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    return f"week{'s' if len(days) > 1 else ''} {told}"


def _run_text(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


# --- the table --------------------------------------------------------------------------------------------------------


def _table(view: View) -> str:
    """Per cent of what somebody can give: asked, and below it booked where levelling makes another number of it."""
    titles = [period_name(one, view.asked.length) for one in view.frame]
    columns = [
        output.Column("asked, in %", least=8),
        *(output.Column(title, right=True, least=3, spare=place) for place, title in enumerate(titles)),
        output.Column("", least=12),
    ]
    rows: list[output.Row | output.Heading] = []
    for row in view.rows[:MOST_ROWS]:
        rows += _rows(row, titles)
    if view.teams:
        rows += [output.Heading("Teams"), *(line for row in view.teams for line in _rows(row, titles))]
    text = output.table(columns, rows)
    more = len(view.rows) - MOST_ROWS
    return text if more <= 0 else f"{text}\n… and {more} more: `pmctl workload --format csv`"


def _rows(row: Row, titles: Sequence[str]) -> Iterator[output.Row]:
    yield [row.id, *(_asked_cell(cell) for cell in row.cells), _remark(row, titles)]
    if any(percent(cell.asked_share) != percent(cell.booked_share) for cell in row.cells):
        yield ["  booked", *(percent(cell.booked_share) or ("off" if cell.away else "") for cell in row.cells), ""]


def _asked_cell(cell: Cell) -> output.Cell:
    text = percent(cell.asked_share) or ("off!" if cell.asked else "off" if cell.away else "")
    return output.Cell(text, "red" if cell.is_over else "dim" if text in ("0", "off") else "")


def percent(share: Fraction | None) -> str:
    """`118`; nothing where there is no capacity."""
    return "" if share is None else print_share(share, 0).removesuffix("%")


def _remark(row: Row, titles: Sequence[str]) -> str:
    """`over in W9, W10` or `under half`: what a colour alone would not say."""
    over = [title for title, cell in zip(titles, row.cells, strict=True) if cell.is_over]
    if over:
        return f"over in {over[0]}" + (f" and {len(over) - 1} more" if len(over) > 1 else "")
    capacity = sum((cell.capacity for cell in row.cells), ZERO)
    return "under half" if capacity and free_of(row) >= capacity / 2 else ""


def period_name(stretch: Stretch, length: str) -> str:
    """`W9`, or `Mar`."""
    first = stretch[0]
    return f"W{first.isocalendar().week}" if length == "week" else MONTHS[first.month - 1]


# --- what is wrong, and who is free -----------------------------------------------------------------------------------


def _section(title: str, sentences: Sequence[str], most: int = MOST_LINES) -> str:
    if not sentences:
        return ""
    lines = [line for one in sentences[:most] for line in folded(one, "  ", "    ")]
    more = len(sentences) - most
    rest = [f"  … and {more} more: `--json` has all"] if more > 0 else []
    return "\n".join([output.paint(title, "heading"), *lines, *rest])


def over_text(plan: Plan, one: Over) -> str:
    """`ana asked 140% in week 14: checkout 80%, wallet 60%; booked 100%, wallet/sdk +2d`."""
    cell, week = one.cell, one.cell.first.isocalendar().week
    if not cell.capacity:
        why = "time off" if cell.away else "no time to give"
        return f"{one.who} is asked for {some([id for id, _ in cell.items], 2)} in week {week}: {why}"
    parts = some([f"{home} {share_asked(Fraction(mins), cell.capacity)}" for home, mins in cell.documents], NAMED)
    moved = [f"{move.item} {print_days(move.minutes, plan.workspace.units)}" for move in one.moved]
    booked = share_asked(cell.booked, cell.capacity)
    after = f", {some(moved, 2)}" if moved else ""
    return f"{one.who} asked {share_asked(cell.asked, cell.capacity)} in week {week}: {parts}; booked {booked}{after}"


def clash_text(plan: Plan, one: Clash) -> str:
    """`lena is away Fri 27 Feb while checkout/cdn (Mon 23 Feb - Fri 27 Feb) takes its fixed time`."""
    row = plan.schedule.tasks[one.task]
    away = _span(plan, one.away.first, one.away.last)
    span = _span(plan, day_of(row.start), last_day(row))
    return f"{one.who} is away {away}, while {one.task} ({span}) takes its fixed time"


def _span(plan: Plan, first: date, last: date) -> str:
    shown = print_date(first, plan.today)
    return shown if first == last else f"{shown} - {print_date(last, plan.today)}"


def _skills(plan: Plan, view: View) -> list[str]:
    """What is asked of all who have a skill, in all weeks together, the scarcest first."""
    found = []
    for row in view.skills:
        capacity = sum((cell.capacity for cell in row.cells), ZERO)
        share = sum((cell.asked for cell in row.cells), ZERO) / capacity if capacity else ZERO
        words = f"asked {percent(share)}% of {days_of(plan, capacity)}, {days_of(plan, free_of(row))} free"
        found.append((-share, row.name, f"{row.name} ({some(row.members, 3)}): {words}"))
    return [words for _, _, words in sorted(found)]


def _free(plan: Plan, view: View) -> list[str]:
    parts = [f"{row.id} {days_of(plan, free_of(row))}" for row in view.idle]
    return [", ".join(parts)] if parts else []


def days_of(plan: Plan, minutes: Fraction) -> str:
    """Minutes as days of work: `12d`."""
    return print_days(round(minutes), plan.workspace.units).removeprefix("+")


def bottleneck_text(plan: Plan, one: Bottleneck) -> str:
    """`bo: on 4 of 6 critical tasks, asked 135% in week 12; 9 tasks wait for them; api +2d by levelling`."""
    first = [f"on {len(one.on)} of {one.critical} critical tasks"] if one.on else []
    if one.peak is not None:
        first.append(f"asked {share_asked(one.peak.asked, one.peak.capacity)} in week {one.peak.number}")
    parts = [", ".join(first)]
    if one.waiting:
        parts.append("1 task waits for them" if one.waiting == 1 else f"{one.waiting} tasks wait for them")
    moved = [f"{move.item} {print_days(move.minutes, plan.workspace.units)}" for move in one.moved]
    parts += [f"{some(moved, 2)} by levelling"] if moved else []
    return terminal(one_line(f"{one.who}: {'; '.join(parts)}"))
