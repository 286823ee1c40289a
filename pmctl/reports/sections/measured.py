"""The measures of earned value and earned schedule in a table: each with its name, its value, and what it says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmctl.insights.earned_value.documents import EarnedValue
from pmctl.insights.earned_value.measures import Unavailable, Value
from pmctl.insights.earned_value.rows import DAYS
from pmctl.quantity import print_date
from pmctl.render import Form, shown
from pmctl.reports.paper import Column, Section
from pmctl.reports.status_lists import Line, iso

VALUE: tuple[tuple[str, str, Form, str], ...] = (
    ("bac", "BAC", "amount", "the budget at completion: what the baseline costs"),
    ("pv", "PV", "amount", "planned value: what was to be done by now"),
    ("ev", "EV", "amount", "earned value: what is done, at its planned cost"),
    ("ac", "AC", "amount", "actual cost: what was spent"),
    ("percent-complete", "% complete", "share", "EV / BAC"),
    ("percent-spent", "% spent", "share", "AC / BAC"),
    ("cv", "CV", "amount", "EV - AC; below 0 it costs more than it is worth"),
    ("sv", "SV", "amount", "EV - PV; below 0 it is behind the plan"),
    ("cpi", "CPI", "number", "EV / AC: what one spent is worth"),
    ("spi", "SPI", "number", "EV / PV, level of effort left out"),
    ("eac-typical", "EAC", "amount", "BAC / CPI: cost goes on as it did"),
    ("eac-atypical", "EAC, atypical", "amount", "AC + BAC - EV: the rest costs what was planned"),
    ("eac-combined", "EAC, combined", "amount", "AC + (BAC - EV) / (CPI x SPI): what is late is bought back"),
    ("eac-bottom-up", "EAC, bottom-up", "amount", "AC + the work left at its rates and what is bound"),
    ("etc", "ETC", "amount", "EAC - AC: what is still to be spent"),
    ("vac", "VAC", "amount", "BAC - EAC; below 0 it costs more than planned"),
    ("tcpi-budget", "TCPI to budget", "number", "what one spent must be worth from now on to end at BAC"),
    ("tcpi-estimate", "TCPI to estimate", "number", "and to end at EAC"),
)
"""Name, short name, form and meaning of each measure, in the order in which they are read."""

SCHEDULE: tuple[tuple[str, str, str], ...] = (
    ("es", "ES", "earned schedule: when what is earned was planned, in working days since {start}"),
    ("at", "AT", "actual time"),
    ("pd", "PD", "planned duration of what has a value"),
    ("sv-t", "SV(t)", "ES - AT; below 0 it is behind the plan"),
    ("spi-t", "SPI(t)", "ES / AT: days of the plan earned in a day"),
    ("ieac-t", "IEAC(t)", "PD / SPI(t): it goes on at this pace"),
    ("ieac-t-as-planned", "IEAC(t), as planned", "AT + PD - ES: the rest goes as planned"),
    ("tspi", "TSPI", "days of the plan to earn in a day from now on to end in time"),
)
COLUMNS = (Column("name", "Measure"), Column("shown", "Value", "number"), Column("text", "What it says"))


def value_section(one: EarnedValue, suffix: str) -> Section:
    """Every measure in a unit; what is not available with its reason."""
    rows = [_row(one, name, title, one.value[name], form, text) for name, title, form, text in VALUE]
    unit = "days of work" if one.unit == DAYS else one.unit
    return Section(f"measures{suffix}", f"Earned value in {unit}", COLUMNS, tuple(rows))


def schedule_section(one: EarnedValue, today: date, suffix: str) -> Section:
    """Earned schedule in working days, with the days on which it ends."""
    if isinstance(one.schedule, Unavailable) or one.start is None:
        reason = one.schedule.reason if isinstance(one.schedule, Unavailable) else ""
        return Section(f"schedule{suffix}", "Earned schedule", missing=f"earned schedule: {reason}")
    start = print_date(one.start, today)
    rows = [_period(one, today, name, title, text.format(start=start)) for name, title, text in SCHEDULE]
    return Section(f"schedule{suffix}", "Earned schedule in working days", COLUMNS, tuple(rows))


def _period(one: EarnedValue, today: date, name: str, title: str, text: str) -> Line:
    """A measure of earned schedule, and the day on which the work ends by it."""
    assert not isinstance(one.schedule, Unavailable)
    end = one.ends.get(name)
    words = f"{text}, until {print_date(end, today)}" if end else text
    if name == "pd" and end is not None and one.baseline_end is not None and one.baseline_end > end:
        words += f"; the baseline ends on {print_date(one.baseline_end, today)}"
    return {**_row(one, name, title, one.schedule[name], "number", words), "date": iso(end)}


def _row(one: EarnedValue, name: str, title: str, value: Value, form: Form, text: str) -> Line:
    """A measure: `value` for programs, `shown` for readers, and why there is none."""
    number = plain(value, form, one.unit)
    return {
        "id": name,
        "name": title,
        "unit": one.unit if form == "amount" else "",
        "value": number,
        "shown": "n/a"
        if number is None
        else shown(number, "number" if one.unit == DAYS and form == "amount" else form),
        "reason": value.reason if isinstance(value, Unavailable) else None,
        "text": f"{text}: {value.reason}" if isinstance(value, Unavailable) else text,
    }


def plain(value: Value | None, form: Form, unit: str) -> float | None:
    """A measure as a number of JSON: cents of money, six digits of all else; None where it is not available."""
    if value is None or isinstance(value, Unavailable):
        return None
    return round(float(Fraction(value)), 2 if form == "amount" and unit != DAYS else 6)
