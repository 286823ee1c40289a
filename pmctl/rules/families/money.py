"""PM4xx: money and earned value."""

from __future__ import annotations

from pmctl.rules import (
    budget_exceeded,
    expense_without_line,
    no_baseline,
    payment_as_expense,
    payments_differ,
    rate_missing,
    transfer_not_balanced,
    transfer_unapproved,
    under_run,
    unknown_line,
)

MONEY = (
    transfer_not_balanced,
    budget_exceeded,
    under_run,
    expense_without_line,
    payment_as_expense,
    rate_missing,
    no_baseline,
    payments_differ,
    unknown_line,
    transfer_unapproved,
)
"""By code."""
