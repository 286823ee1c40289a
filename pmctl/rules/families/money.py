"""PM4xx: money and earned value."""

from __future__ import annotations

from pmctl.model.money import Contract, Expense, Transfer
from pmctl.model.people import Person
from pmctl.rules.judging.rule import Rule

MONEY = (
    Rule("PM401", "transfer-not-balanced", about=(Transfer,)),
    Rule("PM402", "budget-exceeded"),
    Rule("PM403", "under-run"),
    Rule("PM404", "expense-without-line", about=(Expense,)),
    Rule("PM405", "payment-as-expense", about=(Expense,)),
    Rule("PM406", "rate-missing", about=(Person,)),
    Rule("PM407", "no-baseline"),
    Rule("PM408", "payments-differ", about=(Contract,)),
    Rule("PM409", "unknown-line"),
    Rule("PM410", "transfer-unapproved", about=(Transfer,)),
)
"""By code."""
