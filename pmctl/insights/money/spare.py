"""Where to take money that a line lacks, and what to do with money that is left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmctl.insights.cost import RESERVE, costs_of
from pmctl.insights.health.cost import sides_of
from pmctl.insights.kinds import of_class
from pmctl.insights.promises import work_behind
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import USUAL_PRIORITY, Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Move:
    """Money that one line of a budget can do without and another one lacks."""

    from_line: str
    to_line: str
    currency: str
    amount: Decimal


def moves_of(plan: Plan, document: str) -> tuple[Move, ...]:
    """Transfers that would bring every line up to its estimate: the greatest lack first, from where most is left.

    The reserve gives only what no other line can.
    """
    found: list[Move] = []
    for currency in costs_of(plan, document).budget:
        found += _moves(plan, document, currency)
    return tuple(found)


def _moves(plan: Plan, document: str, currency: str) -> Iterator[Move]:
    gaps = {
        line.name: line.budget[currency] - line.estimate.get(currency, ZERO)
        for line in costs_of(plan, document).lines
        if line.name and currency in line.budget
    }
    givers = sorted((name for name in gaps if gaps[name] > 0), key=lambda name: (name == RESERVE, -gaps[name], name))
    for taker in sorted((name for name in gaps if gaps[name] < 0), key=lambda name: (gaps[name], name)):
        for giver in givers:
            amount = min(gaps[giver], -gaps[taker])
            if amount > 0:
                gaps[giver], gaps[taker] = gaps[giver] - amount, gaps[taker] + amount
                yield Move(giver, taker, currency, amount)


def unfunded(plan: Plan, document: Document | None) -> tuple[Item, ...]:
    """What money could do instead: open features that no work delivers, by rank; then projects without enough budget.

    Of a project its product's features are asked, of a product its own, else those of all.
    """
    home = document.product if isinstance(document, Project) else document.id if document is not None else ""
    features = (item for item in _waiting(plan) if not home or item.document == home)
    return (*features, *(item for item in _short(plan) if item is not document))


@remembered
def _waiting(plan: Plan) -> tuple[Feature, ...]:
    """Every open feature that no work delivers, by rank."""
    found = [feature for feature in of_class(plan, Feature) if _is_waiting(plan, feature)]
    if not found:
        return ()
    from pmctl.insights.ranking import places  # a plan without features ranks nothing

    ranks = places(plan)
    return tuple(sorted(found, key=lambda item: (ranks.get(item.id, len(ranks)), item.id)))


@remembered
def _short(plan: Plan) -> tuple[Project, ...]:
    """Every open project without enough budget, the most important first."""
    projects = (item for item in plan.workspace.documents.values() if isinstance(item, Project))
    found = [item for item in projects if not is_over(plan, item) and _lacks(plan, item)]
    return tuple(
        sorted(found, key=lambda item: (-(USUAL_PRIORITY if item.priority is None else item.priority), item.id))
    )


def _is_waiting(plan: Plan, feature: Feature) -> bool:
    """Is a feature still to be built, and nobody does it?"""
    return not feature.children and not is_over(plan, feature) and not work_behind(plan, feature.id)


def _lacks(plan: Plan, project: Project) -> bool:
    """Will a project cost more than its budget, by more than health bears, or has it none?"""
    costs = costs_of(plan, project.id)
    needs = [currency for currency, amount in costs.estimate.items() if amount > 0]
    if any(currency not in costs.budget for currency in needs):
        return True
    return any(side.level != "green" and side.left < 0 for side in sides_of(plan, project.id))
