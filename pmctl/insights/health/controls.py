"""What a document is controlled by, and the worst of what was found about it."""

from __future__ import annotations

from pmctl.insights.health.levels import Level, rank
from pmctl.model.control import Action, Deliverable, Gate, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.money import Transfer
from pmctl.model.product import Feature, Objective
from pmctl.plan import Plan, remembered


@remembered
def controls_of(plan: Plan) -> dict[str, tuple[Item, ...]]:
    """Risks, actions, checks, gates, deliverables, transfers, objectives and features by document."""
    kinds = {Risk, Action, QualityCheck, Gate, Deliverable, Transfer, Objective, Feature}
    found: dict[str, list[Item]] = {}
    for item in plan.workspace.items.values():
        if item.__class__ in kinds:
            found.setdefault(item.document, []).append(item)
    return {document: tuple(items) for document, items in found.items()}


def worst_of(found: list[tuple[Level, str, str]]) -> tuple[Level, tuple[str, ...], str]:
    """The worst level of (level, id, text), with the ids and texts of that level."""
    level = max((one[0] for one in found), key=rank)
    chosen = [one for one in found if one[0] == level]
    return level, tuple(dict.fromkeys(one[1] for one in chosen)), " · ".join(one[2] for one in chosen)
