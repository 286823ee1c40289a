"""What moves a finish, drawn: a bar for each uncertain task and risk, from its good to its bad case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.forecast import SIZE, SMALL, TITLE, forecast_asked, percent
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import Corners, box, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.odds.drivers import Influence
from pmctl.insights.odds.forecast import Forecast, mean_day
from pmctl.model.control import Risk
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 12
"""Bars of a picture."""
WIDTH, ROW, HEAD, FOOT, BAR = 960.0, 34.0, 92.0, 44.0, 18.0
LABELS, SHARES = 300.0, 60.0
_EXPLAINED = (
    "Mean finish of the fifth of the runs in which a task is shortest (blue) and longest (red), from the mean of all.",
    "A risk: of the runs without it (blue) and with it (red). On the right its share of the spread.",
)


def draw(request: Request) -> Drawing:
    """The picture of one item."""
    found = forecast_asked(request)
    shown = found.drivers[:MOST]
    if not shown:
        raise UserError(
            f"nothing stands out that moves `{terminal(request.item.id if request.item else '')}`",
            f"{found.odds.runs} {'run is' if found.odds.runs == 1 else 'runs are'} few: more with `--runs`",
        )
    title = f"What moves it: {found.odds.item.title}"
    words = tuple(name_of(request.plan, one) for one in shown)
    plan = request.plan
    return Drawing(
        title, words, lambda: _figure(plan, found, shown, title), lambda width: _text(plan, title, shown, width)
    )


def name_of(plan: Plan, driver: Influence) -> str:
    """The name of a task or risk, on one line."""
    return one_line(plan.workspace.items[driver.id].title)


def _detail(plan: Plan, driver: Influence) -> str:
    """What is uncertain about it: its estimate, or how probable it is."""
    item = plan.workspace.items[driver.id]
    if isinstance(item, Risk):
        return f"risk, {print_share(item.probability.value, 0)}" if item.probability else "risk"
    if isinstance(item, Task):
        estimate = item.remaining or item.effort or item.duration
        return estimate.text if estimate is not None else ""
    return ""


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(plan: Plan, found: Forecast, shown: Sequence[Influence], title: str) -> Figure:
    height = HEAD + ROW * len(shown) + FOOT
    figure, axes = sheet(WIDTH, height, LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    for number, line in enumerate(_EXPLAINED):
        write(axes, 16, 49 + 15 * number, line, SMALL, LIGHT["soft"])
    unit = plan.workspace.units
    labels = [(print_days(round(one.low), unit), print_days(round(one.high), unit)) for one in shown]
    left, right = _room(labels)
    least, most = min(min(one.low, one.high) for one in shown), max(max(one.low, one.high) for one in shown)
    scale = (right - left) / max(most - least, 1)
    middle = left - least * scale
    bottom = HEAD + ROW * len(shown)
    for number, (driver, label) in enumerate(zip(shown, labels, strict=True)):
        _row(axes, plan, driver, label, HEAD + ROW * number, middle, scale)
    stroke(axes, [[(middle, HEAD - 2), (middle, bottom + 4)]], LIGHT["group"], 1.2)
    mean = f"mean of all runs: {print_date(mean_day(plan, found.odds.item, found.spread), plan.today)}"
    write(axes, middle, bottom + 20, mean, SMALL, LIGHT["soft"], align="center")
    return figure


def _room(labels: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Where bars may stand, so that the days at their ends have room."""
    before, behind = (max(text_width(label[side], SIZE) for label in labels) + 10 for side in (0, 1))
    return 16 + LABELS + before, WIDTH - SHARES - behind


def _row(
    axes: Axes, plan: Plan, driver: Influence, label: tuple[str, str], top: float, middle: float, scale: float
) -> None:
    """Name and detail, the two halves of the bar with their days, the share."""
    line = top + ROW / 2 + 4
    detail = fitting(one_line(_detail(plan, driver)), 110, SMALL)
    room = LABELS - text_width(detail, SMALL) - 14
    write(axes, 16, line, fitting(name_of(plan, driver), room, SIZE), SIZE, LIGHT["ink"])
    write(axes, 16 + LABELS - 8, line, detail, SMALL, LIGHT["soft"], align="right")
    for value, words, colour in ((driver.low, label[0], "bar"), (driver.high, label[1], "red")):
        end = middle + value * scale
        fill(axes, [_half(middle, end, top + (ROW - BAR) / 2)], LIGHT[colour])
        side = "right" if value < 0 else "left"
        write(axes, end + (-5 if value < 0 else 5), line, words, SIZE, LIGHT["ink"], align=side)
    write(axes, WIDTH - 16, line, percent(driver.share), SIZE, LIGHT["ink"], bold=True, align="right")


def _half(middle: float, end: float, top: float) -> Corners:
    return box(min(middle, end), top, abs(end - middle), BAR)


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(plan: Plan, title: str, shown: Sequence[Influence], width: int) -> str:
    """The same as lines: name, days in the good case, bar, days in the bad case, share."""
    names = [terminal(name_of(plan, one)) for one in shown]
    wide = min(max(map(terminal_width, names)), max(16, width // 3))
    unit = plan.workspace.units
    least, most = min(min(one.low, one.high) for one in shown), max(max(one.low, one.high) for one in shown)
    room = max(10, width - wide - 24)
    scale = room / max(most - least, 1)
    middle = round(-least * scale)
    lines = [cut(terminal(one_line(title)), width)]
    for name, one in zip(names, shown, strict=True):
        first, last = (middle + round(value * scale) for value in sorted((one.low, one.high)))
        left, right = ("░", "█") if one.low <= one.high else ("█", "░")
        bar = " " * first + left * (middle - first) + "│" + right * (last - middle)
        short = cut(name, wide)
        days = f"{print_days(round(one.low), unit):>7} {bar:<{room + 1}} {print_days(round(one.high), unit):<7}"
        lines.append(f"{short}{' ' * (wide - terminal_width(short))} {days} {percent(one.share):>4}")
    legend = wrapped("Days from the mean of all runs: ░ good case, █ bad case; share of the spread.", width)
    return "\n".join([*lines, *legend]) + "\n"
