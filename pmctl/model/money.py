"""The money: budget lines, expenses, transfers, contracts and their payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pmctl.model.item import Approval, Item, Source
from pmctl.quantity import Money, MoneyRange, When
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What may be spent, by line; `reserve` is left out of cost health."""

    lines: Mapping[str, MoneyRange] = field(default_factory=dict)
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense(Item):
    """Money that was (or will be) paid, apart from labour."""

    date: When | None = None
    amount: MoneyRange | None = None
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Item):
    """Money moved between budget lines."""

    date: When | None = None
    amount: Money | None = None
    from_line: str = ""
    to_line: str = ""
    reason: str = ""
    approved: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A part of a contract's amount, due on a day."""

    key: str
    date: When | None = None
    amount: MoneyRange | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Item):
    """An agreement with a party: we pay, or receive."""

    party: str = ""
    direction: str = ""
    start: When | None = None
    finish: When | None = None
    amount: MoneyRange | None = None
    line: str = ""
    file: str = ""
    payments: tuple[Payment, ...] = ()
