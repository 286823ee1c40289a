"""The definition of a feature: what it wants before it is planned, and what of that it lacks."""

from __future__ import annotations

from pmctl.insights.promises import work_behind
from pmctl.insights.relations import family
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan


def undefined(plan: Plan, feature: Feature) -> tuple[str, ...]:
    """The keys that a feature and those around it lack to be ready, as `owner`; of two that do, both.

    A score is wanted where the product says how it prioritises; a feature with parts has that of theirs.
    """
    around = family(plan, feature)
    asked = (
        ("owner", any(one.owner for one in around)),
        ("problem or description", any(one.problem or one.description for one in around)),
        ("supports", any(one.supports for one in around)),
        ("success", any(one.success for one in around)),
        ("accept", any(one.accept for one in around)),
        ("delivered-by", any(work_behind(plan, one.id) for one in around)),
        ("score", not _is_scored_by(plan, feature) or _has_score(feature)),
    )
    return tuple(word for word, is_there in asked if not is_there)


def in_ticks(words: str) -> str:
    """`` `problem` or `description` ``."""
    return " or ".join(f"`{one}`" for one in words.split(" or "))


def _is_scored_by(plan: Plan, feature: Feature) -> bool:
    product = plan.workspace.documents.get(feature.document)
    return isinstance(product, Product) and product.prioritise is not None and not feature.children


def _has_score(feature: Feature) -> bool:
    return bool(feature.score or feature.moscow or feature.kano)
