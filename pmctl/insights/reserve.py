"""How much of a reserve is used, beside how much of the work is done."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.cost import RESERVE, costs_of
from pmctl.insights.health.controls import controls_of
from pmctl.insights.progress import progress_of
from pmctl.model.money import Transfer
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Reserve:
    """The reserve of a document in a currency: what there was, what is used, and the share of the work that is done."""

    currency: str
    amount: Fraction
    used: Fraction
    progress: Fraction

    @property
    def share(self) -> Fraction:
        """How much of it is used."""
        return self.used / self.amount

    @property
    def burn(self) -> Fraction:
        """By how much the use is ahead of the work; above 0 it will not last."""
        return self.share - self.progress


@remembered
def reserves_of(plan: Plan, document: str) -> tuple[Reserve, ...]:
    """The reserve of a document, a currency each; none where its budget has no such line.

    Used is what was spent from it and what was moved out of it.
    """
    found = plan.workspace.documents.get(document)
    progress = (progress_of(plan, found) if found is not None else None) or Fraction(0)
    return tuple(
        Reserve(currency, Fraction(amount), _used(plan, document, currency), progress)
        for currency, amount in costs_of(plan, document).reserve.items()
        if amount > 0
    )


def _used(plan: Plan, document: str, currency: str) -> Fraction:
    lines = costs_of(plan, document).lines
    used = sum((Fraction(line.actual.get(currency, 0)) for line in lines if line.name == RESERVE), Fraction(0))
    for one in controls_of(plan).get(document, ()):
        if isinstance(one, Transfer) and one.amount is not None and one.from_line == RESERVE:
            same = (one.amount.currency or plan.workspace.currency) == currency
            used += Fraction(one.amount.amount) if same else 0
    return used
