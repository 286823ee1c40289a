"""How likely promises are kept in two plans, by simulating both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmctl.changes.figures import RUNS, simulated
from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.odds.dates import Odds, odds_of
from pmctl.insights.odds.forecast import promised_items, promised_of_product
from pmctl.insights.odds.statistics import SURE
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class OddsChange:
    """A promised item: the share of runs that keep the promise, and the day by which 80 % have finished, before and
    after; None where there was no promise or no date.
    """

    item: str
    on_time_was: float | None
    on_time: float | None
    likely_was: date | None
    likely: date | None


def odds_changes(
    before: Plan, after: Plan, level: bool, former: Mapping[str, str] = NOBODY, runs: int = RUNS
) -> tuple[OddsChange, ...]:
    """The promised items of both plans whose odds differ, in the order of the plan; both with one seed."""
    was, now = simulated(before, level, runs), simulated(after, level, runs)
    found = []
    for item in dict.fromkeys(one.id for one in _promised(after)):
        other = before.workspace.items.get(former_id(item, former))
        odds = odds_of(after, now, after.workspace.items[item])
        earlier = odds_of(before, was, other) if other is not None else None
        change = OddsChange(item, *_on_time(earlier, odds), *_likely(earlier, odds))
        if change.on_time_was != change.on_time or change.likely_was != change.likely:
            found.append(change)
    return tuple(found)


def _promised(plan: Plan) -> Iterator[Item]:
    for document in plan.workspace.documents.values():
        yield from promised_items(plan, document)
        if isinstance(document, Product):
            yield from promised_of_product(plan, document)


def _on_time(was: Odds | None, now: Odds | None) -> tuple[float | None, float | None]:
    return (was.on_time if was else None, now.on_time if now else None)


def _likely(was: Odds | None, now: Odds | None) -> tuple[date | None, date | None]:
    return (was.by(SURE) if was else None, now.by(SURE) if now else None)
