"""What a document spends beside its work: expenses, contracts with their payments, and money moved between lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from pmctl.insights.task_cost import currency_of
from pmctl.model.item import Item
from pmctl.model.money import Contract, Expense, Payment, Transfer
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Spending:
    """An expense, a payment of a contract, or what a contract holds beyond its payments.

    `state` is `actual` (its day has come), `committed` (it will be paid) or `income` (we receive it); `day` is None
    where nobody says when.
    """

    item: str
    line: str
    state: str
    currency: str
    amount: Fraction
    day: date | None


@remembered
def _by_document(plan: Plan) -> Mapping[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, (Expense, Contract, Transfer)):
            found.setdefault(item.document, []).append(item)
    return {document: tuple(items) for document, items in found.items()}


def expenses_of(plan: Plan, document: str) -> tuple[Expense, ...]:
    """The expenses of a document, in file order."""
    return tuple(item for item in _by_document(plan).get(document, ()) if isinstance(item, Expense))


def contracts_of(plan: Plan, document: str) -> tuple[Contract, ...]:
    """The contracts of a document, in file order."""
    return tuple(item for item in _by_document(plan).get(document, ()) if isinstance(item, Contract))


def transfers_of(plan: Plan, document: str) -> tuple[Transfer, ...]:
    """The transfers between lines of a document, in file order."""
    return tuple(item for item in _by_document(plan).get(document, ()) if isinstance(item, Transfer))


def spendings_of(plan: Plan, document: str) -> Iterator[Spending]:
    """Expenses, and payments of contracts, each by its day: past ones are actual, those ahead are committed."""
    for item in _by_document(plan).get(document, ()):
        if isinstance(item, Expense):
            yield from _expense(plan, item)
        elif isinstance(item, Contract):
            yield from spendings_of_contract(plan, item)


def _expense(plan: Plan, expense: Expense) -> Iterator[Spending]:
    if expense.amount is not None:
        day, money = expense.date.first if expense.date else None, expense.amount.likely
        state, currency = _state(plan, day), currency_of(plan, money.currency)
        yield Spending(expense.id, expense.line, state, currency, Fraction(money.amount), day)


def spendings_of_contract(plan: Plan, contract: Contract) -> Iterator[Spending]:
    """Payments by their day; what the amount of a contract that we pay holds beyond its payments is bound."""
    is_received = contract.direction == "receive"
    paid = Fraction(0)
    for payment in contract.payments:
        if payment.amount is not None:
            money, day = payment.amount.likely, _day(payment)
            state, amount = "income" if is_received else _state(plan, day), Fraction(money.amount)
            paid += amount
            yield Spending(contract.id, contract.line, state, currency_of(plan, money.currency), amount, day)
    if contract.amount is not None and Fraction(contract.amount.likely.amount) > paid and not is_received:
        whole = contract.amount.likely
        rest = Fraction(whole.amount) - paid
        yield Spending(contract.id, contract.line, "committed", currency_of(plan, whole.currency), rest, None)


def _day(payment: Payment) -> date | None:
    return payment.date.first if payment.date else None


def _state(plan: Plan, day: date | None) -> str:
    return "actual" if day is not None and day <= plan.today else "committed"


def is_approved(plan: Plan, transfer: Transfer) -> bool:
    """Whether somebody has said yes to a transfer, up to today."""
    return any(one.date and one.date.first <= plan.today for one in transfer.approved)


def counts(plan: Plan, transfer: Transfer) -> bool:
    """Whether a transfer has moved its money: approved, between two lines, and its day has come."""
    is_due = transfer.date is None or transfer.date.first <= plan.today
    return is_due and is_approved(plan, transfer) and bool(transfer.amount and transfer.from_line and transfer.to_line)


def moved(plan: Plan, document: str) -> Iterator[tuple[str, str, Fraction]]:
    """Line, currency and amount of the transfers that count: what one line loses another one gains."""
    for transfer in transfers_of(plan, document):
        if transfer.amount is not None and counts(plan, transfer):
            currency, amount = currency_of(plan, transfer.amount.currency), Fraction(transfer.amount.amount)
            yield transfer.from_line, currency, -amount
            yield transfer.to_line, currency, amount
