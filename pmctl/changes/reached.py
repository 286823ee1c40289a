"""What of the product two plans reach when: key results, and what the business case is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.business_case.worth import worth_of
from pmctl.insights.served import Served, served
from pmctl.insights.working_time import working_days
from pmctl.model.product import Product
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A key result or objective whose last feature comes on another day: `feature` is that one now, `until` the end of
    the period, `days` are working days.
    """

    item: str
    feature: str
    was: date
    now: date
    days: int
    until: date | None

    @property
    def is_missed(self) -> bool:
        """Does the last feature come within the period no more?"""
        return self.until is not None and self.was <= self.until < self.now


@dataclass(frozen=True, slots=True)
class WorthChange:
    """A product whose business case has another net present value; days are calendar days that it begins late."""

    product: str
    currency: str
    was: Decimal
    now: Decimal
    late_was: int
    late: int


def result_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[ResultChange, ...]:
    """The key results that are served on another day, and objectives without any such, in the order of the plan."""
    was, now = served(before), served(after)
    found = []
    for id, one in now.items():
        other = was.get(former_id(id, former))
        if other is not None and other.day != one.day:
            found.append(_result(after, id, other, one))
    return tuple(found)


def _result(after: Plan, id: str, was: Served, now: Served) -> ResultChange:
    days = working_days(after, after.workspace.items[id], was.day, now.day)
    return ResultChange(id, now.feature, was.day, now.day, days, now.until)


def worth_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[WorthChange, ...]:
    """The products of both plans whose business case is worth something else."""
    found = []
    for id, product in after.workspace.documents.items():
        other = before.workspace.documents.get(former_id(id, former))
        if not isinstance(product, Product) or not isinstance(other, Product):
            continue
        was, now = worth_of(before, other.id), worth_of(after, id)
        if was is not None and now is not None and was.currency == now.currency and was.value != now.value:
            found.append(WorthChange(id, now.currency, was.value, now.value, was.late, now.late))
    return tuple(found)
