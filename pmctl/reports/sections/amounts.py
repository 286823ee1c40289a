"""What tables of money share: amounts as JSON has them, a column of currencies, a total for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pmctl.reports.paper import Column
from pmctl.reports.sections.reader import filled
from pmctl.reports.status_lists import Line

ZERO = Fraction(0)
CURRENCY = Column("currency", "Currency")


def cents(amount: Fraction) -> float:
    """An amount as JSON has it."""
    return round(float(amount), 2)


def in_one(columns: Iterable[Column], rows: list[Line]) -> tuple[Column, ...]:
    """The columns that say something; a currency only where there are several."""
    several = len({row["currency"] for row in rows if row["currency"]}) > 1
    return tuple(one for one in filled(columns, rows) if several or one is not CURRENCY)


def sums(rows: list[Line], keys: tuple[str, ...]) -> list[Line]:
    """A total for each currency, where there is anything to add up."""
    currencies = dict.fromkeys(str(row["currency"]) for row in rows if row["currency"])
    found: list[Line] = []
    for currency in currencies:
        own = [row for row in rows if row["currency"] == currency]
        totals: Line = {key: round(sum(float(str(row[key])) for row in own), 2) for key in keys}
        found.append({"name": "all", "currency": currency, "sum": True, **totals})
    return found if len(rows) > 1 else []
