"""A metric: its readings day by day, the target that they are to reach, and the launches that were to move them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.over_time import BOTTOM, LEFT, SMALL, TOP, Sheet, days_of, names, opened
from pmctl.charts.palette import LIGHT, SERIES
from pmctl.charts.paper import write
from pmctl.charts.strokes import dot, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.outcomes.effect import Launch, effect_text, latest_effect, launches_for, now_text
from pmctl.insights.outcomes.measures import Measure, measure_of
from pmctl.model.product import KeyResult, Metric
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_LINES = 40
"""Readings that a terminal shows; of more every second, third ... up to the last."""
_ROWS = (TOP - 4, TOP - 18)
"""How high the names of launches stand."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn: a number with its readings, and the launches that were to move it."""

    title: str
    sentence: str
    measure: Measure
    launches: tuple[Launch, ...]
    today: date


def draw(request: Request) -> Drawing:
    """The picture of a metric or key result. UserError where there is none, or it has no reading."""
    item = _asked(request)
    measure = measure_of(request.plan, item)
    if not measure.readings or (measure.metric is not None and not request.seen(measure.metric)):
        raise UserError(
            f"`{terminal(item.id)}` has no reading up to today", "`data: metrics/NAME.csv` with lines `date,value`"
        )
    effect = latest_effect(request.plan, item, request.seen)
    sentence = effect_text(effect) if effect is not None else now_text(measure)
    launches = launches_for(request.plan, item, request.seen)
    shown = Shown(item.title, sentence, measure, launches, request.plan.today)
    words = (sentence, *(launch.text for launch in launches))
    return Drawing(item.title, words, lambda: _figure(shown), lambda width: _text(shown, width))


def _asked(request: Request) -> Metric | KeyResult:
    """The metric that is meant: itself, or the only one of a product or plan that the reader may see."""
    item = request.item
    if isinstance(item, Metric | KeyResult):
        return item
    found = [
        one
        for one in request.plan.workspace.items.values()
        if isinstance(one, Metric) and (item is None or one.document == item.id) and request.seen(one)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(terminal(one.id) for one in found[:12])
    hint = f"metrics: {known}" if found else "`metrics: {conversion: {target: 4.2, data: metrics/conversion.csv}}`"
    raise UserError("say of which metric: `pmctl chart metric METRIC`", hint)


def _range(measure: Measure) -> tuple[float, float]:
    """The lowest and highest number that is drawn: readings, where it began, target; a little more on both sides."""
    numbers = [float(value) for _, value in measure.readings]
    numbers += [float(one) for one in (measure.begin, measure.target) if one is not None]
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
    return (low - room if low < 0 or low > room else 0.0), high + room


# --- the picture ------------------------------------------------------------------------------------------------------


def _figure(shown: Shown) -> Figure:
    measure = shown.measure
    days = [*(day for day, _ in measure.readings), *(one.day for one in shown.launches)]
    page = opened(shown.title, f"{shown.sentence}.", *days_of(days))
    low, high = _range(measure)

    def height(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

    for number in _steps(low, high):
        stroke(page.axes, [[(LEFT, height(number)), (page.axis.right, height(number))]], LIGHT["month"])
        write(page.axes, LEFT - 8, height(number) + 4, f"{number:,g}", SMALL, LIGHT["soft"], align="right")
    unit = fitting(one_line(measure.unit), LEFT - 16, SMALL)
    write(page.axes, LEFT - 8, TOP - 6, unit, SMALL, LIGHT["soft"], align="right")
    labels = []
    if measure.target is not None:
        y = height(float(measure.target))
        stroke(page.axes, [[(LEFT, y), (page.axis.right, y)]], SERIES[2], 1.4, dashed=True)
        labels.append((y, "Target", measure.text(measure.target), SERIES[2]))
    _launches(page, shown.launches)
    points = [(page.x(day), height(float(value))) for day, value in measure.readings]
    stroke(page.axes, [points], SERIES[0], 2.0)
    for x, y in points if len(points) <= 200 else ():
        dot(page.axes, x, y, 3.2, SERIES[0], LIGHT["paper"])
    last, value = measure.readings[-1]
    labels.append((points[-1][1], measure.text(value), f"on {print_date(last, shown.today)}", SERIES[0]))
    names(page, labels)
    return page.figure


def _steps(low: float, high: float) -> Iterator[float]:
    """Round numbers between two, about five of them."""
    power = 10.0 ** floor(log10((high - low) / 5))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * 5 >= high - low)
    place = -floor(log10(step)) + 1
    at = floor(low / step) + 1
    while at * step <= high:
        yield round(at * step, max(place, 0))
        at += 1


def _launches(page: Sheet, launches: Sequence[Launch]) -> None:
    """A line on the day of each launch, its name above it in the first row that has room."""
    free = [LEFT - 8.0] * len(_ROWS)
    for launch in launches:
        x = page.x(launch.day)
        stroke(page.axes, [[(x, TOP), (x, BOTTOM)]], LIGHT["due"], 1.1)
        name = fitting(one_line(launch.text) or "shipped", page.axis.right - x + 120, SMALL, bold=True)
        row = next((row for row, end in enumerate(free) if end <= x), None)
        if row is not None:
            write(page.axes, x + 4, _ROWS[row], name, SMALL, LIGHT["due"], bold=True)
            free[row] = x + 14 + text_width(name, SMALL, bold=True)


# --- the terminal -----------------------------------------------------------------------------------------------------


def _text(shown: Shown, width: int) -> str:
    """A line for each reading, a point between the least and the most, the target as a bar; launches in between."""
    measure = shown.measure
    step = -(-len(measure.readings) // MOST_LINES)
    readings = measure.readings[::-1][::step][::-1]
    days = [print_date(day, shown.today) for day, _ in readings]
    values = [terminal(measure.text(value)) for _, value in readings]
    first, second = max(map(len, days)), max(map(terminal_width, values))
    room = max(min(width - first - second - 4, 60), 10)
    lines = [*wrapped(terminal(one_line(shown.title)), width), *wrapped(terminal(f"{shown.sentence}."), width), ""]
    if len(readings) < len(measure.readings):
        lines.append(f"{len(readings)} of {len(measure.readings)} readings")
    waiting = [one for one in shown.launches if one.day >= readings[0][0]]
    for (day, value), name, said in zip(readings, days, values, strict=True):
        while waiting and waiting[0].day < day:
            lines.append(_out(waiting.pop(0), first, shown.today))
        pad = " " * (second - terminal_width(said))
        lines.append(f"{name:<{first}}  {pad}{said}  {_point(measure, value, room)}".rstrip())
    lines += [_out(one, first, shown.today) for one in waiting]
    return "\n".join(cut(line, width) for line in lines) + "\n"


def _out(launch: Launch, first: int, today: date) -> str:
    name = terminal(launch.text) or "shipped"
    return f"{print_date(launch.day, today):<{first}}  ── {name} ──"


def _point(measure: Measure, value: Fraction, room: int) -> str:
    """`····●·······┊`: where a value lies, and the target."""
    low, high = _range(measure)

    def place(number: Fraction) -> int:
        return round((float(number) - low) / (high - low) * (room - 1))

    cells = [" "] * room
    if measure.target is not None:
        cells[place(measure.target)] = "┊"
    at = place(value)
    cells[:at] = [one if one != " " else "·" for one in cells[:at]]
    cells[at] = "●"
    return "".join(cells)
