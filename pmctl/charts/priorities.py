"""The order of a backlog as bars: the score of each feature, and the line at which capacity ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.charts.asked import product_of
from pmctl.charts.bars import Bar, bars
from pmctl.charts.drawing import Drawing, Request
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.ranking import Scored, method_of, ranked
from pmctl.insights.ranking.effort import Cut, cut_of
from pmctl.insights.ranking.methods import ZERO
from pmctl.insights.ranking.scores import formula_of, value_text
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.quantity import print_duration


def draw(request: Request) -> Drawing:
    """The ranking of a product by its own method; UserError where nothing has a score."""
    plan, product = request.plan, product_of(request, "priorities")
    found = ranked(plan, product.id)
    scored = [one for one in found if one.keys]
    if not scored:
        method = method_of(plan, product.id)
        raise UserError(f"nothing of {terminal(product.title)} has a score by {method}", "`pmctl report priorities`")
    cut = cut_of(plan, product, found)
    rows = list(_rows(plan, scored, cut))
    return bars(
        f"{product.title}: priorities by {method_of(plan, product.id)}", rows, list(_notes(plan, product, found))
    )


def _rows(plan: Plan, scored: Sequence[Scored], cut: Cut | None) -> Iterator[Bar]:
    """A bar for each, as long as its score is of the best; of methods that make classes as its class is."""
    best = max(one.keys[0] for one in scored)
    is_beyond = False
    for rank, one in enumerate(scored, 1):
        is_line = cut is not None and one.feature.id == cut.first_beyond
        is_beyond = is_beyond or is_line
        room = print_duration(cut.capacity, plan.workspace.units) if cut is not None and is_line else ""
        share = float(one.keys[0] / best) if best > 0 else 0.0
        yield Bar(
            f"{rank}  {one.feature.title}",
            max(share, 0.0),
            one.label.partition(",")[0] or value_text(one.value or ZERO),
            "ghost" if is_beyond else "done",
            is_pale=is_beyond,
            rule=f"{room} of capacity end here" if room else "",
        )


def _notes(plan: Plan, product: Product, found: Sequence[Scored]) -> Iterator[str]:
    """The formula, and what is not ranked."""
    method = method_of(plan, product.id)
    formula = formula_of(plan, product.id, method)
    if formula is not None:
        yield f"{method}: {formula.formula}"
    left = [one.feature.title for one in found if not one.keys]
    if left:
        yield f"Not scored: {', '.join(left)}"
