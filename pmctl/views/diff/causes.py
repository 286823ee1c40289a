"""Whose doing a line is, in words: `api +2.5d · banner +0.5d`."""

from __future__ import annotations

from decimal import Decimal

from pmctl.changes.attribution import Contribution
from pmctl.changes.whose import Figure
from pmctl.quantity import print_days, print_money
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import subject_of

MOST = 4
"""Edited items that a line names."""


def causes(found: Difference, figure: Figure, home: str = "") -> tuple[str, ...]:
    """The shares of the edited items in a figure, the largest first; nothing where one item alone was edited.

    An item of the document `home`, in which the line is, goes without its name.
    """
    whose = found.whose
    if whose is None or whose.counted < 2:
        return ()
    shares = whose.contributions.get(figure, ())
    names = (subject_of(one.edits[0]).removeprefix(f"{home}/") for one in shares)
    named = tuple(f"{name} {_amount(found, figure, one)}" for name, one in zip(names, shares[:MOST], strict=False))
    return (*named, f"{len(shares) - MOST} more") if len(shares) > MOST else named


def whose_note(found: Difference) -> str:
    """What is to be said of the shares: that they were not worked out, or over how many orders; else nothing."""
    if found.whose is None:
        return "Whose doing it is takes a while on this plan: `--whose`." if found.is_hard_to_share else ""
    if found.whose.orders is None:
        return ""
    count, orders = found.whose.counted, found.whose.orders
    return f"Shares of {count} edited items are means over {orders} orders, drawn with a fixed seed."


def _amount(found: Difference, figure: Figure, one: Contribution) -> str:
    units = found.plan.workspace.units
    if figure.of == "cost":
        money = print_money(Decimal(round(abs(one.value))), figure.id).removesuffix(f" {figure.id}")
        return f"{'+' if one.value > 0 else '-'}{money}"
    return print_days(round(one.value * units.day if figure.of == "finish" else one.value), units)
