"""Objectives and key results as bars: how far each is, and how far its time is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pmctl.audience import Audience, seen_by, visible
from pmctl.charts.bars import Bar, bars
from pmctl.charts.drawing import Drawing, Request
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.objectives import Grade, elapsed_share, grade_of, key_result_score, objective_score
from pmctl.insights.relations import home_of, members_of
from pmctl.model.product import KeyResult, Objective
from pmctl.plan import Plan
from pmctl.quantity import print_share

COLOURS = {"red": "dark-red", "amber": "amber", "green": "green"}
NOTE = "The line across a bar is how much of the period has passed; colours are grades: below 40% red, below 70% amber."


def draw(request: Request) -> Drawing:
    """The objectives of a product, of the workspace and all products where none is named; UserError without any."""
    plan, item = request.plan, request.item
    home = plan.workspace.documents.get(home_of(item)) if item is not None else None
    title = home.title if home is not None else plan.workspace.name or plan.workspace.id
    ids = (home.id,) if home is not None else (plan.workspace.id, *plan.workspace.documents)
    found = [one for id in dict.fromkeys(ids) for one in members_of(plan, id, Objective) if request.seen(one)]
    if not found:
        if request.audience != "internal":
            raise UserError(f"there is no objective{seen_by(request.audience)}")
        raise UserError(f"{terminal(title)} has no objective", "write one under `objectives`")
    return drawing_of(plan, f"{title}: objectives", found, request.audience)


def drawing_of(plan: Plan, title: str, objectives: Iterable[Objective], audience: Audience = "internal") -> Drawing:
    """The picture of some objectives with those of their key results that a reader may see."""
    return bars(title, [row for one in objectives for row in _rows(plan, one, audience)], (NOTE,))


def _rows(plan: Plan, one: Objective, audience: Audience) -> Iterator[Bar]:
    elapsed = elapsed_share(plan, one.period) if one.period is not None else None
    mark = float(max(elapsed, Fraction(0))) if elapsed is not None else None
    yield _bar(one.title, objective_score(plan, one), "", mark, 0)
    for id in one.key_results:
        result = plan.workspace.items.get(id)
        if isinstance(result, KeyResult) and visible(plan.workspace, result, audience):
            yield _bar(result.title, key_result_score(plan, result), result.commitment, mark, 1)


def _bar(name: str, score: Fraction | None, commitment: str, mark: float | None, level: int) -> Bar:
    if score is None:
        return Bar(name, 0.0, "n/a", "ghost", mark, level)
    grade: Grade = grade_of(score, commitment)
    return Bar(name, float(score), f"{print_share(score, 0)} {grade}", COLOURS[grade], mark, level, level > 0)
