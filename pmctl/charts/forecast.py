"""How likely by when, drawn: a histogram of the finish, the S-curve above it, the promise, and P50, P80 and P95."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from pmctl.charts.day_axis import DayAxis, ticks
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import Corners, box, dot, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import one_line, terminal, wrapped
from pmctl.insights.odds.dates import Odds
from pmctl.insights.odds.forecast import Forecast, forecast_in_full
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 960.0, 480.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 936.0, 122.0, 424.0
TITLE, SIZE, SMALL = 16.0, 12.0, 10.5
_TALLEST = 0.42
"""How much of the height the tallest bar takes, so that the curve has room above it."""
_MARKED = (50, 80, 95)
_BESIDE = 9.0
"""From a mark on the curve to its words."""
_BY_DAY = 45
"""Days up to which each has a bar of its own; beyond it a bar is a week."""


def forecast_asked(request: Request) -> Forecast:
    """The forecast of what a picture was asked for; UserError where there is nothing to draw."""
    if request.item is None:
        raise UserError("this picture is of one item", "`pmctl forecast` lists those that have odds")
    found = forecast_in_full(request.plan, request.simulate(), request.item)
    shown = terminal(request.item.id)
    if found is None:
        raise UserError(f"`{shown}` has no date, so there is nothing to draw")
    if found.odds.certain:
        raise UserError(
            f"`{shown}` is certain ({found.odds.reason}): every run ends on {print_date(found.odds.by(50))}",
            "estimates with a range (`3d..5d..9d`) and open risks make a spread",
        )
    return found


def draw(request: Request) -> Drawing:
    """The picture of one item."""
    found = forecast_asked(request)
    title = f"How likely by when: {found.odds.item.title}"
    today = request.plan.today
    return Drawing(title, (), lambda: _figure(found, title, today), lambda width: _text(found, today, width))


def percent(share: float) -> str:
    """A share of runs in words; what is not quite never or always is not called so."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def headline(odds: Odds, today: date) -> str:
    """`50% by 9 Apr · 80% by 17 Apr · 95% by 28 Apr`, with weekdays."""
    return " · ".join(f"{share}% by {print_date(odds.by(share), today)}" for share in (50, 80, 95))


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(found: Forecast, title: str, today: date) -> Figure:
    odds = found.odds
    axis = _axis(found)
    figure, axes = sheet(WIDTH, HEIGHT, LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    write(axes, 16, 50, f"{headline(odds, today)}   ({odds.runs:,} runs)", SIZE, LIGHT["soft"])
    _grid(axes, axis)
    _histogram(axes, axis, found)
    _days(axes, axis, found, today)
    _curve(axes, axis, found)
    _marks(axes, axis, found, today)
    return figure


def _axis(found: Forecast) -> DayAxis:
    """From the first to the last finish, and to the promise and the plan where they are not far."""
    first, last = found.spread[0][0], found.spread[-1][0]
    near = timedelta(days=max((last - first).days, 14))
    others = [day for day in (found.odds.promised, found.odds.planned) if day and first - near <= day <= last + near]
    pad = timedelta(days=max(1, (last - first).days // 40))
    return (
        DayAxis(min(first, *others) - pad, max(last, *others) + pad, LEFT, RIGHT)
        if others
        else DayAxis(first - pad, last + pad, LEFT, RIGHT)
    )


def _height(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _grid(axes: Axes, axis: DayAxis) -> None:
    """Shares on the left, days below."""
    quarters = (0.0, 0.25, 0.5, 0.75, 1.0)
    stroke(axes, [[(LEFT, _height(share)), (RIGHT, _height(share))] for share in quarters[1:]], LIGHT["month"])
    stroke(axes, [[(LEFT, BOTTOM), (RIGHT, BOTTOM)]], LIGHT["ghost"], 1.0)
    for share in quarters:
        write(axes, LEFT - 8, _height(share) + 4, f"{share:.0%}", SMALL, LIGHT["soft"], align="right")
    marks = list(ticks(axis, SMALL))
    stroke(axes, [[(axis.start(day), BOTTOM), (axis.start(day), BOTTOM + 5)] for day, _ in marks], LIGHT["ghost"])
    for day, label in marks:
        write(axes, axis.start(day), BOTTOM + 19, label, SMALL, LIGHT["soft"], align="center")


def _weeks(found: Forecast, axis: DayAxis) -> list[tuple[date, date, int]]:
    """Runs by day, or by week (Monday to Sunday) where there are too many days."""
    if axis.days <= _BY_DAY:
        return [(day, day, count) for day, count in found.spread]
    weeks: dict[date, int] = {}
    for day, count in found.spread:
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + count
    return [(monday, monday + timedelta(days=6), count) for monday, count in weeks.items()]


def _histogram(axes: Axes, axis: DayAxis, found: Forecast) -> None:
    """Bars, those that keep the promise in another colour, and what they are in words below."""
    bars = _weeks(found, axis)
    tallest = max(count for _, _, count in bars)
    scale = (BOTTOM - TOP) * _TALLEST / tallest
    kept: list[Corners] = []
    late: list[Corners] = []
    for first, last, count in bars:
        x, end = max(axis.start(first), LEFT), min(axis.end(last), RIGHT)
        shape = box(x + 0.5, BOTTOM - count * scale, end - x - 1, count * scale)
        promised = found.odds.promised
        (late if promised is not None and last > promised else kept).append(shape)
    fill(axes, kept, LIGHT["bar"])
    fill(axes, late, LIGHT["red"])
    span = "on a day" if axis.days <= _BY_DAY else "in a week"
    words = f"Line: share of runs finished by the end of a day. Bars: runs that finish {span}, at most "
    words += percent(tallest / found.odds.runs) + ("; red: later than promised." if late else ".")
    write(axes, LEFT, HEIGHT - 14, words, SMALL, LIGHT["soft"])


def _curve(axes: Axes, axis: DayAxis, found: Forecast) -> None:
    """The share of runs that have finished, from nothing to all."""
    points: Corners = []
    done = 0
    for day, count in found.spread:
        points.append((axis.start(day), _height(done / found.odds.runs)))
        done += count
        points.append((axis.end(day), _height(done / found.odds.runs)))
    stroke(axes, [points], LIGHT["done"], 2.0)


def _marks(axes: Axes, axis: DayAxis, found: Forecast, today: date) -> None:
    """P50, P80 and P95 on the curve, each with its day where no line crosses the words."""
    done = dict(zip((day for day, _ in found.spread), accumulate(count for _, count in found.spread), strict=True))
    shares: dict[date, list[str]] = {}
    for share in _MARKED:
        shares.setdefault(found.odds.by(share), []).append(f"{share}%")
    marks = [axis.end(day) for day in shares]
    lines = [axis.end(day) for day in (found.odds.promised, found.odds.planned) if day is not None and axis.holds(day)]
    for day, x in zip(shares, marks, strict=True):
        y = _height(done[day] / found.odds.runs)
        stroke(axes, [[(x, y), (x, BOTTOM)]], LIGHT["done"], 0.9, dashed=True)
        dot(axes, x, y, 4, LIGHT["paper"], LIGHT["done"])
        label = f"{', '.join(shares[day])} by {print_date(day, today)}"
        width = text_width(label, SIZE, bold=True) + _BESIDE
        if _is_free(x - width, x, lines):
            write(axes, x - _BESIDE, y - 5, label, SIZE, LIGHT["ink"], bold=True, align="right")
            continue
        if not _is_free(x, x + width, [*lines, *marks]):
            fill(axes, [box(x + _BESIDE - 2, y + 2, width - _BESIDE + 2, SIZE + 1)], LIGHT["paper"])
        write(axes, x + _BESIDE, y + 12, label, SIZE, LIGHT["ink"], bold=True)


def _is_free(left: float, right: float, lines: Sequence[float]) -> bool:
    """Whether words have room here, and no upright line crosses them."""
    return left >= LEFT and right <= RIGHT and not any(left < line < right for line in lines)


def _days(axes: Axes, axis: DayAxis, found: Forecast, today: date) -> None:
    """The promised and the planned day, each with its odds, one above the other."""
    odds = found.odds
    marks: Sequence[tuple[str, date | None, float | None, str, float]] = (
        ("promised", odds.promised, odds.on_time, "due", TOP - 34),
        ("plan", odds.planned, odds.by_plan, "group", TOP - 16),
    )
    for word, day, share, colour, y in marks:
        if day is None or share is None:
            continue
        label = f"{word} {print_date(day, today)}: {percent(share)}"
        if not axis.holds(day):
            side = "right" if day > axis.last else "left"
            write(axes, RIGHT if side == "right" else LEFT, y, label, SIZE, LIGHT[colour], True, align=side)
            continue
        x = axis.end(day)
        stroke(axes, [[(x, y + 4), (x, BOTTOM)]], LIGHT[colour], 1.4, dashed=word == "plan")
        width = text_width(label, SIZE, bold=True)
        crossed = [axis.end(other) for _, other, _, _, above in marks if other is not None and above < y]
        side = "left" if _is_free(x, x + width, crossed) or not _is_free(x - width, x, crossed) else "right"
        write(axes, x + (5 if side == "left" else -5), y, label, SIZE, LIGHT[colour], True, align=side)


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(found: Forecast, today: date, width: int) -> str:
    """A line a week (or day) with its bar, its share and how many runs have finished by then."""
    axis = _axis(found)
    rows = _weeks(found, axis)
    most, done = max(count for _, _, count in rows), 0
    room = max(10, width - 44)
    head = f"{one_line(found.odds.item.title)}: share of {found.odds.runs:,} runs, and finished by the end of the "
    lines = wrapped(terminal(head + ("day" if axis.days <= _BY_DAY else "week")), width)
    for first, last, count in rows:
        done += count
        bar = "█" * round(count * room / most) or ("▏" if count else "")
        by = f"{percent(count / found.odds.runs):>4}  {percent(done / found.odds.runs):>4} by {print_date(last, today)}"
        lines.append(f"{by:<24}  {bar}{_signs(found.odds, first, last)}")
    return "\n".join(lines) + "\n"


def _signs(odds: Odds, first: date, last: date) -> str:
    """Which of the days that matter fall into a bar."""
    words = [f"{share}%" for share in (50, 80, 95) if first <= odds.by(share) <= last]
    words += ["promised"] * bool(odds.promised and first <= odds.promised <= last)
    words += ["plan"] * bool(odds.planned and first <= odds.planned <= last)
    return f" {', '.join(words)}" if words else ""
