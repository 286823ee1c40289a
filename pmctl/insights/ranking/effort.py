"""How much work the backlog of a product is: effort of each feature, its share by group, where capacity ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pmctl.insights.progress import effort_minutes
from pmctl.insights.promises import work_behind
from pmctl.insights.ranking.places import ranked
from pmctl.insights.ranking.scores import MOSCOW, WONT, Scored
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan, remembered
from pmctl.quantity import Units, Unreadable, estimate
from pmctl.record import dataclass

MOST_MUST = Fraction(6, 10)
"""More of the effort than this must not be a must."""
FEW = 3
"""Of fewer features no share is judged."""
ABOUT_COULD = Fraction(2, 10)
"""About so much of the capacity (of the effort, where nobody says it) is what gives way when time runs out."""


@remembered
def effort_of(plan: Plan, id: str) -> int | None:
    """The effort of a feature in minutes: the one it is scored with, else that of the work that delivers it.

    None where neither is known.
    """
    feature = plan.workspace.items[id]
    typed = _typed(feature, plan.workspace.units) if isinstance(feature, Feature) else None
    if typed is not None:
        return typed
    found = [minutes for one in work_behind(plan, id) if (minutes := effort_minutes(plan, one)) is not None]
    return sum(found) if found else None


def _typed(feature: Feature, units: Units) -> int | None:
    """The first `effort` of a score that is work."""
    for inputs in (feature.score, *(one for one in feature.score.values() if isinstance(one, Mapping))):
        try:
            return estimate(str(inputs.get("effort", "")), units).likely.minutes
        except Unreadable:
            continue
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """A group of features: how many they are, and how much of them has no effort; their effort and its share."""

    name: str
    count: int
    unknown: int
    minutes: int
    share: Fraction | None


def shares(plan: Plan, features: Iterable[Feature], group: Callable[[Feature], str]) -> tuple[Part, ...]:
    """The effort of features by a group of theirs, the largest first; those without a group are the last.

    Shares are of all effort that is known; None where none is.
    """
    groups: dict[str, list[int | None]] = {}
    for one in features:
        groups.setdefault(group(one), []).append(effort_of(plan, one.id))
    total = sum(minutes or 0 for efforts in groups.values() for minutes in efforts)
    parts = [
        Part(name, len(efforts), efforts.count(None), sum(one or 0 for one in efforts), None)
        for name, efforts in groups.items()
    ]
    parts.sort(key=lambda one: (not one.name, -one.minutes, one.name))
    return tuple(replace(one, share=Fraction(one.minutes, total)) for one in parts) if total else tuple(parts)


@dataclass(frozen=True, slots=True)
class Classes:
    """The MoSCoW classes of a backlog, must first; shares are of the effort, or of the number where some is unknown.

    What will not be done is in no share.
    """

    parts: tuple[Part, ...]
    is_weighed: bool

    @property
    def too_much_must(self) -> Fraction | None:
        """The share of must where it is above what leaves room to give; None for less, and for one or two features."""
        must = next((one.share for one in self.parts if one.name == "must"), None)
        many = sum(one.count for one in self.parts) >= FEW
        return must if many and must is not None and must > MOST_MUST else None

    def could_of(self, capacity: int | None) -> Fraction | None:
        """The share of could in so many minutes, else in what the shares are of; None without any."""
        could = next((one for one in self.parts if one.name == "could"), None)
        if could is None or not (capacity and self.is_weighed):
            return could.share if could is not None else None
        return Fraction(could.minutes, capacity)


def classes(plan: Plan, features: Sequence[Feature]) -> Classes:
    """Features by MoSCoW class, less those that have none; what will not be done has no share."""
    meant = [one for one in features if one.moscow in MOSCOW and one.moscow != WONT]
    parts = sorted(shares(plan, meant, lambda one: one.moscow), key=lambda one: MOSCOW.index(one.name))
    is_weighed = all(not one.unknown for one in parts)
    if not is_weighed:
        parts = [replace(one, share=Fraction(one.count, len(meant))) for one in parts]
    left = shares(plan, [one for one in features if one.moscow == WONT], lambda one: one.moscow)
    return Classes((*parts, *(replace(one, share=None) for one in left)), is_weighed)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where capacity ends in a ranking: minutes in all up to each scored feature (by id), and the first beyond it.

    What will not be done stands on neither side of the line.
    """

    capacity: int
    running: Mapping[str, int]
    first_beyond: str

    @property
    def fits(self) -> int:
        """How many stand before the line."""
        return list(self.running).index(self.first_beyond) if self.first_beyond else len(self.running)


def cut_of(plan: Plan, product: Product, ranking: Sequence[Scored]) -> Cut | None:
    """The cut line: the first item at which the running effort exceeds `prioritise.capacity`; None without capacity.

    What has no effort adds nothing to the running sum, which is then too small.
    """
    capacity = product.prioritise.capacity if product.prioritise else None
    if capacity is None:
        return None
    running, total, beyond = dict[str, int](), 0, ""
    for one in ranking:
        if not one.keys or one.label == WONT:
            continue
        total += effort_of(plan, one.feature.id) or 0
        running[one.feature.id] = total
        if total > capacity.minutes and not beyond:
            beyond = one.feature.id
    return Cut(capacity.minutes, running, beyond)


def has_room(plan: Plan, id: str) -> bool | None:
    """Does a feature stand before the line at which its product's capacity ends? None for what has no rank or line."""
    feature = plan.workspace.items.get(id)
    return _room(plan, feature.document).get(id) if isinstance(feature, Feature) else None


@remembered
def _room(plan: Plan, document: str) -> Mapping[str, bool]:
    """Full id of each ranked feature of a product -> whether capacity is enough for it; empty without capacity."""
    product = plan.workspace.documents.get(document)
    cut = cut_of(plan, product, ranked(plan, document)) if isinstance(product, Product) else None
    if cut is None:
        return {}
    fits = cut.fits
    return {id: place < fits for place, id in enumerate(cut.running)}
