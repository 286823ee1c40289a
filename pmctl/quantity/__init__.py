"""Durations, estimates, shares, money, dates, links and assignments: parsed from plan text and printed again, exactly.

Every parse function takes text that is already known to be one scalar, looks at its length before anything else, takes
ASCII digits only, and answers a frozen value or raises `Unreadable`: what is wrong and what to write instead. Nothing
here knows a plan, a calendar or a locale: time is minutes (int), money `Decimal`, a share `Fraction`.
"""

from pmctl.quantity.amounts import (
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    money,
    money_range,
    number_range,
    print_money,
    print_money_plain,
    print_money_short,
    print_share,
    rate,
    share,
)
from pmctl.quantity.assignments import Assignment, Choice, assignment
from pmctl.quantity.dates import FIRST_YEAR, LAST_YEAR, Days, Every, When, days, every, print_when, when
from pmctl.quantity.durations import (
    DEFAULT_UNITS,
    Duration,
    Estimate,
    Units,
    duration,
    estimate,
    print_days,
    print_duration,
    units,
    weekly_limit,
)
from pmctl.quantity.ids import is_id, is_reference
from pmctl.quantity.instants import (
    MINUTES_A_DAY,
    MONTHS,
    datetime_of,
    day_of,
    instant,
    print_age,
    print_date,
    print_iso,
)
from pmctl.quantity.links import Lag, Link, link
from pmctl.quantity.text import Unreadable, decimal_text, shown
from pmctl.quantity.week import Hours, hours

__all__ = [
    "Assignment",
    "Choice",
    "DEFAULT_UNITS",
    "Days",
    "Duration",
    "Estimate",
    "Every",
    "FIRST_YEAR",
    "Hours",
    "LAST_YEAR",
    "Lag",
    "Link",
    "MINUTES_A_DAY",
    "MONTHS",
    "Money",
    "MoneyRange",
    "NumberRange",
    "Rate",
    "Share",
    "Units",
    "Unreadable",
    "When",
    "assignment",
    "datetime_of",
    "day_of",
    "days",
    "decimal_text",
    "duration",
    "estimate",
    "every",
    "hours",
    "instant",
    "is_id",
    "is_reference",
    "link",
    "money",
    "money_range",
    "number_range",
    "print_age",
    "print_date",
    "print_days",
    "print_duration",
    "print_iso",
    "print_money",
    "print_money_plain",
    "print_money_short",
    "print_share",
    "print_when",
    "rate",
    "share",
    "shown",
    "units",
    "weekly_limit",
    "when",
]
