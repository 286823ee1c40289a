"""The releases of a roadmap: those that are to come, and those of them whose promise is broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.audience import dates_for, is_dated, visible
from pmctl.insights.promises import is_late, say_promise
from pmctl.model.product import Release
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.record import dataclass
from pmctl.views.roadmap.view import Roadmap

_MOST = 3
"""Releases that a picture names above it."""


@dataclass(frozen=True, slots=True)
class Late:
    """A release whose promised day has passed, or lies so many working days before the forecast.

    Its `name` is with that of its product where there are several.
    """

    release: Release
    name: str
    promised: str
    due: date
    forecast: date | None
    slip: int | None

    @property
    def gap(self) -> str:
        """`+43d`; `overdue` where no plan says when it comes."""
        return f"+{self.slip}d" if self.slip is not None and self.slip > 0 else "overdue"


def ahead(plan: Plan, found: Roadmap) -> list[Release]:
    """The planned releases of its products of which the reader may know the days."""
    ids = {one.id for one in found.products}
    releases = [one for one in plan.workspace.items.values() if isinstance(one, Release) and one.document in ids]
    open_ = [one for one in releases if one.status == "planned"]
    return [one for one in open_ if is_dated(plan.workspace, one, found.audience)]


def late_releases(plan: Plan, found: Roadmap) -> tuple[Late, ...]:
    """Those of them that are late, for a reader who may know: a feature in time may be part of one."""
    told = [one for one in ahead(plan, found) if visible(plan.workspace, one, found.audience) and is_late(plan, one)]
    names = {one.id: f"{one.title} " for one in found.products} if len(found.products) > 1 else {}
    late: list[Late] = []
    for one in told:
        dates = dates_for(plan, one, found.audience)
        if dates.promise is not None:
            name = names.get(one.document, "") + one.title
            late.append(Late(one, name, say_promise(plan, one), dates.promise.last, dates.forecast.date, dates.slip))
    return tuple(late)


def late_lines(plan: Plan, found: Roadmap) -> list[str]:
    """`2.1 promised Tue 7 Apr, forecast Wed 10 Jun (+43d)`, a line for each."""
    return [f"{one.name} promised {one.promised}, {_expected(plan, one)}" for one in late_releases(plan, found)]


def _expected(plan: Plan, one: Late) -> str:
    return f"forecast {print_date(one.forecast, plan.today)} ({one.gap})" if one.forecast else one.gap


def late_in_short(late: Sequence[Late]) -> str:
    """`late: 2.1 +43d` above a picture, which has no lines for releases; "" where all are in time."""
    named = [f"{one.name} {one.gap}" for one in late[:_MOST]]
    more = [f"{len(late) - _MOST} more"] if len(late) > _MOST else []
    return f"late: {', '.join([*named, *more])}" if late else ""
