"""A feature or release is promised for earlier than its work is planned.

What it finds:
Open features and releases whose promise lies before the forecast of what delivers them: their tasks
and projects, the features below, the launch tasks of a release. Said once: where a release, or a feature
with parts, is late because of one of its features that is promised for the same day, at that feature.

Why it matters:
The roadmap says one thing, the plan another; customers read the roadmap.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-02-13, release: r2, delivered-by: checkout/build}  # <- here
    releases:
      r2: {due: 2026-02-13}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q1, release: r2, delivered-by: checkout/build}
    releases:
      r2: {due: 2026-Q1}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Near miss:
It is shipped.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-02-03, delivered-by: checkout/build, status: shipped}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d, status: done, started: 2026-01-26, finished: 2026-02-05}

How to fix or allow:
Promise another day, take something out, or bring the work forward.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of, say_promise
from pmctl.insights.relations import family, release_of
from pmctl.insights.states import is_over
from pmctl.model.item import span_of, spot
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.rules.judging.index import items, late_days, say_date, say_days

CODE = "PM701"
NAME = "promise-before-forecast"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


@dataclass(frozen=True, slots=True)
class Broken:
    """What is promised for a day and expected on a later one: so many working days, because of an item."""

    item: Feature | Release
    promised: date
    forecast: date
    days: int
    reason: str


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises of the product that the plans do not keep, each with those around it that it breaks, too."""
    found = {one.item.id: one for one in _broken(plan)}
    around = _around(plan, found)
    told = {whole.item.id for wholes in around.values() for whole in wholes}
    for id, one in found.items():
        if id not in told:
            yield _finding(plan, one, around.get(id, ()))


def _broken(plan: Plan) -> Iterator[Broken]:
    """Promises of their own that are not kept; a release speaks for its features without one."""
    promises: list[Feature | Release] = [*items(plan, Feature), *items(plan, Release)]
    for item in promises:
        if item.due is None or is_over(plan, item):
            continue
        forecast = forecast_of(plan, item)
        if forecast.date is not None and forecast.date > item.due.last:
            days = late_days(plan, item.document, item.due.last, forecast.date)
            if days > 0:
                yield Broken(item, item.due.last, forecast.date, days, forecast.reason)


def _around(plan: Plan, found: Mapping[str, Broken]) -> Mapping[str, Sequence[Broken]]:
    """Full id of a feature -> the features and the release around it that are late because of it, for the same day."""
    speakers: dict[str, list[Broken]] = {}
    told: set[str] = set()
    features = [one.item for one in found.values() if isinstance(one.item, Feature)]
    for feature in sorted(features, key=lambda one: bool(one.children)):
        part = found[feature.id]
        for id in _wholes(plan, feature):
            one = found.get(id)
            if one is not None and id not in told and (one.promised, one.forecast) == (part.promised, part.forecast):
                told.add(id)
                speakers.setdefault(feature.id, []).append(one)
    return speakers


def _wholes(plan: Plan, feature: Feature) -> list[str]:
    """The features around one, the nearest first, and the release in which it is."""
    release = release_of(plan, feature)
    return [*(one.id for one in family(plan, feature)[1:]), *([release.id] if release is not None else [])]


def _finding(plan: Plan, one: Broken, around: Sequence[Broken]) -> Diagnostic:
    """The promise and the forecast, what is behind it, and what else is promised for that day."""
    expected = say_date(plan, one.forecast)
    said = f"{one.item.title} promised {say_promise(plan, one.item)}, forecast {expected} ({say_days(one.days)})"
    too = " and ".join(f"the {whole.item.kind} {whole.item.title}" for whole in around)
    cause = plan.workspace.items.get(one.reason)
    hint = f"because of {one.reason}" if "/" in one.reason or cause is not None else ""
    places = [Related(span_of(cause), f"ends on {expected}")] if cause is not None else []
    places += [Related(spot(whole.item.source, "due"), f"{whole.item.id}, promised for that day") for whole in around]
    message = f"{said}; so is {too}" if too else said
    return Diagnostic(CODE, SEVERITY, message, spot(one.item.source, "due"), hint, one.item.id, tuple(places))
