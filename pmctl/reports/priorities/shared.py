"""How the effort of a backlog is shared out: by MoSCoW class, or by any key of features."""

from __future__ import annotations

from pmctl.insights.facts import show, value
from pmctl.insights.ranking.effort import ABOUT_COULD, MOST_MUST, Classes, Cut, Part, classes, shares
from pmctl.insights.ranking.places import open_features
from pmctl.model.product import Feature
from pmctl.quantity import print_duration, print_share
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.priorities.table import Ranking
from pmctl.reports.sections.reader import filled
from pmctl.reports.status_lists import Line

NEAR = ABOUT_COULD / 2
"""How far from `ABOUT_COULD` is still about that."""


def by_group(request: Request, ranking: Ranking) -> Section:
    """The share of effort of each value of a key."""
    plan, key = request.plan, request.group_by

    def group(feature: Feature) -> str:
        return show(plan, value(plan, feature, key), key)

    parts = shares(plan, open_features(plan, ranking.product.id), group)
    title = f"{ranking.lead}Effort by {key}"
    return _section(ranking.id("groups"), title, key.capitalize(), [_line(request, one, "") for one in parts])


def by_class(request: Request, ranking: Ranking) -> Section:
    """The share of effort of each MoSCoW class, where a product is ranked so, with what is wrong with it."""
    features = open_features(request.plan, ranking.product.id) if ranking.method == "moscow" else ()
    found = classes(request.plan, features)
    rows = [_line(request, one, _judged(found, one, ranking.cut)) for one in found.parts]
    title = f"{ranking.lead}Share of each class{'' if found.is_weighed else ', by number: some have no effort'}"
    return _section(ranking.id("classes"), title, "Class", rows)


def _section(id: str, title: str, name: str, rows: list[Line]) -> Section:
    columns = (
        Column("name", name),
        Column("count", "Features", "number"),
        Column("effort", "Effort", "number"),
        Column("share", "Share", "share"),
        Column("note", "Note"),
    )
    return Section(id, title, filled(columns, rows), tuple(rows))


def _line(request: Request, one: Part, judged: str) -> Line:
    unknown = f"{one.unknown} without effort" if one.unknown and one.minutes else ""
    return {
        "name": one.name or "none",
        "count": one.count,
        "effort": print_duration(one.minutes, request.plan.workspace.units) if one.minutes else None,
        "effort-minutes": one.minutes,
        "share": float(one.share) if one.share is not None else None,
        "note": "; ".join(part for part in (judged, unknown) if part),
    }


def _judged(found: Classes, one: Part, cut: Cut | None) -> str:
    """Whether a class takes more, or less, than it should; what could be left out is measured against the capacity."""
    if one.name == "must" and found.too_much_must is not None:
        return f"above {print_share(MOST_MUST)} nothing can give"
    could = found.could_of(cut.capacity if cut is not None else None) if one.name == "could" else None
    if could is None:
        return ""
    parts = [f"{print_share(could, 0)} of the capacity"] if cut is not None and found.is_weighed else []
    parts += [f"about {print_share(ABOUT_COULD)} is usual"] if abs(could - ABOUT_COULD) > NEAR else []
    return ", ".join(parts)
