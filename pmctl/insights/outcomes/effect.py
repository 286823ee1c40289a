"""Before and after: what was read of a number before something went out, what is read now, and what that says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from pmctl.insights.outcomes.measures import Measure, features_measured_by, measure_of, measures_of
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import release_of
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Metric, Release
from pmctl.plan import Plan
from pmctl.record import dataclass

Verdict = Literal["met", "partly met", "not met", "worse", "not read since", "no target"]
Seen = Callable[[Item], bool]
"""May the reader know of an item?"""


def everything(_: Item) -> bool:
    """We know of everything."""
    return True


@dataclass(frozen=True, slots=True)
class Launch:
    """The day on which something went out, and the release with which it did."""

    day: date
    release: Release | None = None

    @property
    def text(self) -> str:
        """`release 2.1`; without a release nothing."""
        return f"release {self.release.title}" if self.release is not None else ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A number before a launch (its last reading up to that day, else where it began) and its latest reading after."""

    measure: Measure
    launch: Launch
    before: Fraction | None
    after: Fraction | None
    read: date | None
    verdict: Verdict


def launch_of(plan: Plan, feature: Feature) -> Launch | None:
    """When a feature went out: with its release, else when its work ended and it was shipped; None while it is not."""
    release = release_of(plan, feature)
    if release is not None and release.status == "released" and release.date is not None:
        return Launch(release.date.last, release) if release.date.last <= plan.today else None
    if category_of(plan, feature) != "done":
        return None
    day = forecast_of(plan, feature).date
    return Launch(day) if day is not None and day <= plan.today else None


def effect_of(measure: Measure, launch: Launch) -> Effect:
    """What a launch did to a number.

    A reading of the day of the launch is one from before: it tells of the days that led to it.
    """
    earlier = [value for day, value in measure.readings if day <= launch.day]
    later = [one for one in measure.readings if one[0] > launch.day]
    before = earlier[-1] if earlier else measure.begin
    read, after = later[-1] if later else (None, None)
    return Effect(measure, launch, before, after, read, _verdict(measure, before, after))


def _verdict(measure: Measure, before: Fraction | None, after: Fraction | None) -> Verdict:
    if measure.target is None:
        return "no target"
    if after is None:
        return "not read since"
    if measure.reached(after):
        return "met"
    if before is None or after == before:
        return "not met"
    is_nearer = after < before if measure.target < before else after > before
    return "partly met" if is_nearer and not measure.reached(before) else "worse"


def effects_of(plan: Plan, feature: Feature) -> tuple[Effect, ...]:
    """What a feature did to each of the numbers that tell its success; nothing before it is out."""
    launch = launch_of(plan, feature)
    return tuple(effect_of(one, launch) for one in measures_of(plan, feature)) if launch is not None else ()


def launches_of(plan: Plan, features: Iterable[Feature], is_seen: Seen = everything) -> tuple[Launch, ...]:
    """When features went out, the earliest first; those of one release are one launch. `is_seen` is asked of both."""
    found: dict[tuple[date, str], Launch] = {}
    for feature in filter(is_seen, features):
        launch = launch_of(plan, feature)
        if launch is not None and (launch.release is None or is_seen(launch.release)):
            found.setdefault((launch.day, launch.release.id if launch.release else ""), launch)
    return tuple(found[key] for key in sorted(found))


def launches_for(plan: Plan, item: KeyResult | Metric, is_seen: Seen = everything) -> tuple[Launch, ...]:
    """When features that were to move a number went out, the earliest first."""
    return launches_of(plan, features_measured_by(plan, item), is_seen)


def latest_effect(plan: Plan, item: KeyResult | Metric, is_seen: Seen = everything) -> Effect | None:
    """What the last launch did to a number; None before there is one."""
    launches = launches_for(plan, item, is_seen)
    return effect_of(measure_of(plan, item), launches[-1]) if launches else None


def effect_text(effect: Effect) -> str:
    """`conversion 3.6 % → 3.9 % since release 2.1 (target 4.2 %): partly met`."""
    measure, since = effect.measure, f"since {effect.launch.text}" if effect.launch.text else "since it went out"
    target = f" (target {measure.text(measure.target)})" if measure.target is not None else ""
    if effect.after is None:
        was = f" {measure.text(effect.before)}" if effect.before is not None else ""
        return f"{measure.key}{was} before{target}: not read {since}"
    begin = f"{measure.text(effect.before)} → " if effect.before is not None else ""
    return f"{measure.key} {begin}{measure.text(effect.after)} {since}{target}: {effect.verdict}"


def now_text(measure: Measure) -> str:
    """What is read of a number that nothing was launched for: `conversion 3.8 % (target 4.2 %)`."""
    target = f" (target {measure.text(measure.target)})" if measure.target is not None else ""
    if not measure.readings:
        return f"{measure.key}{target}: no reading"
    return f"{measure.key} {measure.text(measure.readings[-1][1])}{target}"
