"""What moves a finish, drawn: a bar for each uncertain task and risk, from its good to its bad case."""

from __future__ import annotations

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.forecast import forecast_asked, percent
from pmctl.charts.swings import Chart, Swing, drawing_of
from pmctl.diagnostic import UserError
from pmctl.escape import one_line, terminal
from pmctl.insights.odds.drivers import Influence
from pmctl.insights.odds.forecast import mean_day
from pmctl.model.control import Risk
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_share

MOST = 12
"""Bars of a picture."""
_LEGEND = "Days from the mean of all runs: ░ good case, █ bad case; share of the spread."
_EXPLAINED = (
    "Mean finish of the fifth of the runs in which a task is shortest (blue) and longest (red), from the mean of all.",
    "A risk: of the runs without it (blue) and with it (red). On the right its share of the spread.",
)


def draw(request: Request) -> Drawing:
    """The picture of one item."""
    plan, found = request.plan, forecast_asked(request)
    shown = found.drivers[:MOST]
    if not shown:
        raise UserError(
            f"nothing stands out that moves `{terminal(request.item.id if request.item else '')}`",
            f"{found.odds.runs} {'run is' if found.odds.runs == 1 else 'runs are'} few: more with `--runs`",
        )
    title = f"What moves it: {found.odds.item.title}"
    mean = f"mean of all runs: {print_date(mean_day(plan, found.odds.item, found.spread), plan.today)}"
    return drawing_of(Chart(title, _EXPLAINED, mean, _LEGEND, tuple(_swing(plan, one) for one in shown)))


def _swing(plan: Plan, one: Influence) -> Swing:
    """The good and bad case of a task or risk, in days from the mean."""
    unit = plan.workspace.units
    good, bad = print_days(round(one.low), unit), print_days(round(one.high), unit)
    return Swing(name_of(plan, one), _detail(plan, one), one.low, one.high, good, bad, percent(one.share))


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
