"""The health of documents and releases, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmctl.insights.health.levels import Dimension, rank
from pmctl.insights.health.verdict import health_of, health_of_item
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.item import Item
from pmctl.model.product import Product, Release
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.regex import regex
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Line
from pmctl.triggers.telling.words import day

_ISO_DAY = regex(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """An item whose health is another one: positive `worse` counts the levels that it lost."""

    item: Item
    was: str
    now: str
    worse: int
    by_time: bool


def turns(between: Between) -> Iterator[Turn]:
    """The projects, products and releases of both plans whose health differs; what is done has none."""
    for kind in (Project, Product, Release):
        for before, item in kept(between, kind):
            was, now = health_of_item(between.base, before) or "", health_of_item(between.head, item) or ""
            if _height(now) and _height(was) and _height(now) != _height(was):
                by_time = health_of_item(between.still, before) == now
                yield Turn(item, was, now, _height(now) - _height(was), by_time)


def _height(level: str) -> int:
    """green 1, amber 2, red 3; before the start, and where nothing is known, nothing is wrong either."""
    return 0 if level == "done" else max(rank(level), 1)


def evidence(plan: Plan, item: Item, level: str) -> tuple[Line, ...]:
    """What makes it so: the dimensions of that level, each with its evidence; of a release its dates."""
    if isinstance(item, Project | Product):
        sides = [one for one in health_of(plan, item.id).dimensions if one.level == level]
        return tuple(Line(_said(plan, one), one.evidence) for one in sides)
    forecast, due = forecast_of(plan, item).date, due_of(plan, item)
    return (Line(f"Promised for {day(plan, due)}, expected on {day(plan, forecast)}.", private=False),)


def _said(plan: Plan, side: Dimension) -> str:
    """`cost: estimate 29k of 25k; estimate of budget 118%; amber beyond ±5%`; what the text says is not said again."""
    rule = _ISO_DAY.sub(lambda found: day(plan, date.fromisoformat(found[0])), side.rule)
    rest = [
        rule if side.value in side.text else f"{rule} {side.value}",
        side.threshold if side.threshold not in side.text else "",
    ]
    return f"{side.name}: {'; '.join(one for one in (side.text or side.value, *rest) if one)}"
