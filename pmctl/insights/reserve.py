"""How much of a reserve is used, beside how much of the work is done."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.cost import RESERVE, Line, Sums, costs_of
from pmctl.insights.progress import progress_of
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_share
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Reserve:
    """The reserve of a document in a currency: what was planned, what is used, the share of the work that is done.

    A product has no such share.
    """

    currency: str
    amount: Fraction
    used: Fraction
    progress: Fraction | None

    @property
    def share(self) -> Fraction:
        """How much of it is used."""
        return self.used / self.amount

    @property
    def burn(self) -> Fraction:
        """By how much the use is ahead of the work; above 0 it will not last."""
        return self.share - self.progress if self.progress is not None else Fraction(0)


def is_untouched(plan: Plan, document: str) -> bool:
    """Was nothing spent from the reserve of a document, nor moved? Then nobody need know how far its work is."""
    lines = [line for line in costs_of(plan, document).lines if line.name == RESERVE]
    return not any(any(line.actual.values()) or line.planned != line.budget for line in lines)


@remembered
def reserves_of(plan: Plan, document: str) -> tuple[Reserve, ...]:
    """The reserve of a document, a currency each; none where its budget has no such line.

    Used is what was spent from it and what approved transfers moved out of it.
    """
    found = plan.workspace.documents.get(document)
    done = progress_of(plan, found) if found is not None else None
    return tuple(
        Reserve(currency, Fraction(planned), _of(line.actual, currency) + _moved(line, currency), done)
        for line in costs_of(plan, document).lines
        if line.name == RESERVE
        for currency, planned in line.planned.items()
        if planned > 0
    )


def _moved(line: Line, currency: str) -> Fraction:
    return _of(line.planned, currency) - _of(line.budget, currency)


def _of(sums: Sums, currency: str) -> Fraction:
    return Fraction(sums.get(currency, 0))


def used_words(one: Reserve) -> str:
    """`40% used at 25% progress`."""
    done = f" at {print_share(one.progress, 0)} progress" if one.progress is not None else ""
    return f"{print_share(one.share, 0)} used{done}"
