"""What flows of money come to: present value, rate of return, payback; as any textbook of finance has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

ZERO = Decimal(0)
_HALVINGS, _DOUBLINGS = 80, 64


@dataclass(frozen=True, slots=True)
class Flow:
    """What a period costs and brings; it begins `at` years after the first one, and is `length` years long."""

    at: Fraction
    length: Fraction
    costs: Fraction
    benefits: Fraction

    @property
    def net(self) -> Fraction:
        """What is left of the benefits."""
        return self.benefits - self.costs


def present(amount: Fraction, rate: Fraction, years: Fraction) -> Decimal:
    """An amount discounted over some years; `rate` is above -1."""
    if not years:
        return exact(amount)
    return exact(amount) / (1 + exact(rate)) ** exact(years)


def exact(number: Fraction) -> Decimal:
    """A fraction as a decimal of 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def net_present_value(flows: Iterable[Flow], rate: Fraction) -> Decimal:
    """Sum of net flows / (1 + rate)^t; the first period is not discounted."""
    return sum((present(one.net, rate, one.at) for one in flows), ZERO)


def rate_of_return(flows: Sequence[Flow]) -> Decimal | None:
    """The rate at which the net present value is 0; None unless the sign of the flows changes exactly once.

    Searched for as x = 1 / (1 + rate): the sum of flow * x^t then has one positive root (rule of signs of Descartes).
    """
    if sign_changes(flows) != 1:
        return None
    begins_positive = next(one.net for one in flows if one.net) > 0
    low, high = ZERO, Decimal(1)
    for _ in range(_DOUBLINGS):
        if (_sum_at(flows, high) > 0) != begins_positive:
            break
        low, high = high, high * 2
    else:
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if (_sum_at(flows, middle) > 0) == begins_positive else (low, middle)
    return 1 / high - 1


def sign_changes(flows: Iterable[Flow]) -> int:
    """How often the net flow turns from loss to gain or back; periods that come to 0 are passed over."""
    signs = [one.net > 0 for one in flows if one.net]
    return sum(one != other for one, other in pairwise(signs))


def _sum_at(flows: Sequence[Flow], x: Decimal) -> Decimal:
    return sum((exact(one.net) * x ** exact(one.at) if one.at else exact(one.net) for one in flows), ZERO)


def return_on_investment(flows: Sequence[Flow]) -> Fraction | None:
    """(benefits - costs) / costs; None without costs."""
    costs = sum((one.costs for one in flows), Fraction(0))
    return sum((one.net for one in flows), Fraction(0)) / costs if costs > 0 else None


def benefit_cost_ratio(flows: Sequence[Flow], rate: Fraction) -> Decimal | None:
    """Present value of the benefits / that of the costs; None where one of them is nothing.

    Its inverse is the break-even share: of the benefits, how much must come for the case to be worth 0.
    """
    benefits = sum((present(one.benefits, rate, one.at) for one in flows), ZERO)
    costs = sum((present(one.costs, rate, one.at) for one in flows), ZERO)
    return benefits / costs if costs > 0 and benefits > 0 else None


def payback(flows: Sequence[Flow], rate: Fraction = Fraction(0)) -> Decimal | None:
    """Years from the start of the first period until the running sum is at 0 for good; None where it never is.

    Flows are spread evenly over their period, and discounted where there is a rate.
    """
    total, found = ZERO, ZERO
    for one in flows:
        before, amount = total, present(one.net, rate, one.at)
        total += amount
        if before < 0 <= total:
            found = exact(one.at) - exact(one.length) * before / amount
    return found if flows and total >= 0 else None
