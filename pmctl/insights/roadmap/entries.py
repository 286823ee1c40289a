"""What a roadmap tells of each feature: why, promised, expected, how sure, how healthy; of one with parts rolled up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from pmctl.insights.health.levels import Level
from pmctl.insights.health.verdict import health_of_item
from pmctl.insights.promises import Forecast, forecast_of, promise_of, slip_of
from pmctl.insights.ranking import places
from pmctl.insights.relations import deliverers, family, resolved
from pmctl.insights.sprints.outlook import Outlook, outlook_of
from pmctl.insights.states import category_of, is_over
from pmctl.model.item import Item
from pmctl.model.product import HORIZONS, Feature, KeyResult, Objective, Theme
from pmctl.plan import Plan
from pmctl.quantity import Unreadable, When, share
from pmctl.record import dataclass

_LAST = 10**9
"""The rank of what has none: it stands behind all others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A feature on the roadmap.

    `objectives` are those that it supports, by themselves or by a key result of theirs; `horizon` is `now`, `next`,
    `later` or ""; `rank` is its place in the queue of its product, None for one with parts; `by` are the
    tasks and documents that deliver it, `slip` the working days from promise to forecast, `confidence` a share.
    """

    feature: Feature
    category: str
    rank: int | None
    horizon: str
    theme: Item | None
    objectives: tuple[Objective, ...]
    promise: When | None
    commitment: str
    forecast: Forecast
    slip: int | None
    health: Level
    confidence: Fraction | None
    by: tuple[Item, ...]
    outlook: Outlook | None


def entries_of(plan: Plan, products: Sequence[str], with_done: bool = False) -> tuple[Entry, ...]:
    """The features of products (of all with none named): by product, then by rank, parts behind what they are part of.

    What is shipped or dropped is left out unless `with_done`.
    """
    rank = places(plan)
    features = [one for one in plan.workspace.items.values() if isinstance(one, Feature)]
    features = [one for one in features if not products or one.document in products]
    wanted = {one.id for one in features if with_done or not is_over(plan, one)}
    documents = {name: place for place, name in enumerate(products or plan.workspace.documents)}
    roots = [one for one in features if not one.group]
    roots.sort(key=lambda one: (documents.get(one.document, 0), _first_rank(plan, one, rank)))
    return tuple(_entry(plan, one, rank) for root in roots for one in _with_parts(plan, root, rank) if one.id in wanted)


def _parts(plan: Plan, feature: Feature) -> list[Feature]:
    found = (plan.workspace.items.get(child) for child in feature.children)
    return [one for one in found if isinstance(one, Feature)]


def _with_parts(plan: Plan, feature: Feature, rank: Mapping[str, int]) -> Iterator[Feature]:
    """A feature and all below it, each level by rank."""
    waiting = [feature]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += sorted(_parts(plan, one), key=lambda part: _first_rank(plan, part, rank), reverse=True)


def _leaves(plan: Plan, feature: Feature) -> Iterator[Feature]:
    waiting = [feature]
    while waiting:
        one = waiting.pop()
        parts = _parts(plan, one)
        waiting += reversed(parts)
        if not parts:
            yield one


def _first_rank(plan: Plan, feature: Feature, rank: Mapping[str, int]) -> int:
    return min((rank.get(leaf.id, _LAST) for leaf in _leaves(plan, feature)), default=_LAST)


def _entry(plan: Plan, feature: Feature, rank: Mapping[str, int]) -> Entry:
    return Entry(
        feature=feature,
        category=category_of(plan, feature),
        rank=rank.get(feature.id),
        horizon=horizon_of(plan, feature),
        theme=_theme(plan, feature),
        objectives=_objectives(plan, feature),
        promise=promise_of(plan, feature),
        commitment=feature.commitment,
        forecast=forecast_of(plan, feature),
        slip=slip_of(plan, feature),
        health=health_of_item(plan, feature) or "unknown",
        confidence=_confidence(plan, feature),
        by=_deliverers(plan, feature),
        outlook=outlook_of(plan, feature),
    )


# --- what a feature has of its own, of its parts, of what it is part of -----------------------------------------------


def horizon_of(plan: Plan, feature: Feature) -> str:
    """The typed horizon; without one the first of its parts', of the one around it; what is being built is `now`."""
    if feature.horizon:
        return feature.horizon
    of_parts = [leaf.horizon for leaf in _leaves(plan, feature) if leaf.horizon in HORIZONS]
    if of_parts:
        return min(of_parts, key=HORIZONS.index)
    above = _around(plan, feature, lambda one: one.horizon)
    if above is not None:
        return above.horizon
    return "now" if category_of(plan, feature) == "doing" else ""


def _around(plan: Plan, feature: Feature, has: Callable[[Feature], object]) -> Feature | None:
    """The feature itself or the nearest around it that has something."""
    return next((one for one in family(plan, feature) if has(one)), None)


def _theme(plan: Plan, feature: Feature) -> Item | None:
    said = _around(plan, feature, lambda one: one.theme)
    found = resolved(plan, said, (said.theme,)) if said is not None else ()
    return next((one for one in found if isinstance(one, Theme)), None)


def _objectives(plan: Plan, feature: Feature) -> tuple[Objective, ...]:
    """The objectives that it supports; of a key result the objective that it belongs to."""
    said = _around(plan, feature, lambda one: one.supports)
    found: dict[str, Objective] = {}
    for one in resolved(plan, said, said.supports) if said is not None else ():
        above = plan.workspace.items.get(one.group) if isinstance(one, KeyResult) else one
        if isinstance(above, Objective):
            found.setdefault(above.id, above)
    return tuple(found.values())


def _confidence(plan: Plan, feature: Feature) -> Fraction | None:
    """The confidence of its score; without one the least of its parts'."""
    own = _typed_confidence(feature)
    if own is not None:
        return own
    found = (_typed_confidence(leaf) for leaf in _leaves(plan, feature))
    return min((one for one in found if one is not None), default=None)


def _typed_confidence(feature: Feature) -> Fraction | None:
    """The first share that its score calls `confidence`, in the open or under a method's name."""
    nested = (one for one in feature.score.values() if isinstance(one, Mapping))
    for scores in (feature.score, *nested):
        try:
            return share(str(scores.get("confidence"))).value
        except Unreadable:
            continue
    return None


def _deliverers(plan: Plan, feature: Feature) -> tuple[Item, ...]:
    """What it names in `delivered-by`; of one with parts all that they name."""
    own = deliverers(plan, feature)
    parts = (one for leaf in _leaves(plan, feature) for one in deliverers(plan, leaf))
    return tuple({one.id: one for one in (*own, *parts)}.values())
