"""The ranking itself: rank, score and inputs of each feature, the line where capacity ends, and what has no score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmctl.insights.ranking.effort import Cut, effort_of
from pmctl.insights.ranking.places import ranks
from pmctl.insights.ranking.scores import Scored, formula_of, value_text
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.quantity import print_duration
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, row
from pmctl.reports.status_lists import Line

ENDS, BEYOND = "ends here", "beyond"


@dataclass(frozen=True, slots=True)
class Ranking:
    """A product by a method: its open features in order, where capacity ends, and how its sections are introduced."""

    product: Product
    method: str
    found: tuple[Scored, ...]
    cut: Cut | None
    lead: str

    @property
    def scored(self) -> tuple[Scored, ...]:
        """Those that have a score."""
        return tuple(one for one in self.found if one.keys)

    def id(self, name: str) -> str:
        """The id of a section: with that of the product where there are several."""
        return f"{name}-{self.product.id}" if self.lead else name

    def efforts(self, plan: Plan) -> Mapping[str, int]:
        """Full id -> effort in minutes of those of which it is known."""
        found = {one.feature.id: effort_of(plan, one.feature.id) for one in self.found}
        return {id: minutes for id, minutes in found.items() if minutes is not None}


def score_text(one: Scored) -> str:
    """`4266.67`, or the class of a method that makes classes."""
    return one.label or (value_text(one.value) if one.value is not None else "")


def ranking_table(request: Request, ranking: Ranking) -> Section:
    """A row for each feature with a score, the best first."""
    plan = request.plan
    by_rank, efforts = ranks(ranking.found), ranking.efforts(plan)
    rows = [_row(request, ranking, one, by_rank[one.feature.id], efforts) for one in ranking.scored]
    method = formula_of(plan, ranking.product.id, ranking.method)
    inputs = [name for name in method.inputs if name != "effort"] if method is not None else []
    columns = (
        Column("rank", "#", "number"),
        Column("name", "Feature"),
        Column("score", "Score", "number" if method is not None else "text"),
        *(Column(name, name.replace("-", " ").capitalize(), "number") for name in inputs),
        Column("effort", "Effort", "number"),
        Column("in-all", "In all", "number"),
        Column("line", "Capacity"),
    )
    lacks = "weights: `prioritise: {weights: {business: 2}}`"
    if ranking.method != "weighted" or method is not None:
        lacks = f"a score by {ranking.method}: `score`"
    missing = f"{ranking.lead}{lacks}"
    shown = filled(columns, rows)
    return Section(ranking.id("ranking"), f"{ranking.lead}Ranking", shown, tuple(rows), missing=missing)


def _row(request: Request, ranking: Ranking, one: Scored, rank: int, efforts: Mapping[str, int]) -> Line:
    id, units, cut = one.feature.id, request.plan.workspace.units, ranking.cut
    effort, running = efforts.get(id), cut.running.get(id) if cut is not None else None
    inputs = dict(one.inputs)
    said: dict[str, object] = {
        "rank": rank,
        "score": round(float(one.value), 4) if one.value is not None else one.label,
        **inputs,
        "effort": inputs.get("effort") or (print_duration(effort, units) if effort is not None else None),
        "effort-minutes": effort,
        "in-all": print_duration(running, units) if running is not None else None,
        "in-all-minutes": running,
        "line": _line(cut, id),
    }
    return row(request, one.feature, **said)


def _line(cut: Cut | None, id: str) -> str:
    """Where a feature stands to the line at which capacity ends."""
    if cut is None or not cut.first_beyond or id not in cut.running:
        return ""
    ids = list(cut.running)
    return "" if ids.index(id) < cut.fits else ENDS if id == cut.first_beyond else BEYOND


def unscored(request: Request, ranking: Ranking) -> Section:
    """A row for each feature without a score: what it lacks."""
    rows = tuple(row(request, one.feature, reason=one.reason) for one in ranking.found if not one.keys)
    columns = (Column("name", "Feature"), Column("reason", "Why"))
    return Section(ranking.id("unscored"), f"{ranking.lead}Not scored", columns, rows)
