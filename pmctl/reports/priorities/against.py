"""What does not go by the rank: what moved since a revision, what was chosen against it, what serves one side only."""

from __future__ import annotations

from pmctl.changes.ranks import OrderChange, RankChange, moved_text, order_change
from pmctl.insights.ranking.choices import Choice, choices, one_sided
from pmctl.model.control import Decision
from pmctl.model.product import Product
from pmctl.quantity import print_date
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.priorities.table import Ranking
from pmctl.reports.sections.reader import row
from pmctl.reports.status_lists import Line

NAMED = 2
"""Features that a row names which a choice leaves behind."""


def since(request: Request, ranking: Ranking) -> Section:
    """Every rank that is another one than in the plan that this one is compared with, and what moved it."""
    id, title = ranking.id("moved"), f"{ranking.lead}Moved since then"
    before = request.before
    if before is None:
        return Section(id, title)
    other = before.workspace.documents.get(ranking.product.id)
    if not isinstance(other, Product):
        return Section(id, title, text=("The product was not there then.",))
    found = order_change(before, request.plan, ranking.product, other, request.by)
    columns = (
        Column("name", "Feature"),
        Column("was", "Was", "number"),
        Column("rank", "Is", "number"),
        Column("cause", "Because of"),
    )
    rows = tuple(_moved(request, found, one) for one in found.features)
    return Section(id, title, columns if rows else (), rows, () if rows else ("No rank and no score moved.",))


def _moved(request: Request, found: OrderChange, one: RankChange) -> Line:
    return row(
        request,
        request.plan.workspace.items[one.item],
        was=one.was if one.was is not None else "new" if one.now is not None else None,
        rank=one.now if one.now is not None else "not scored",
        cause=cause_of(found, one),
        inputs=[{"name": name, "was": was, "now": now} for name, was, now in one.inputs],
        weights=[{"name": name, "was": was, "now": now} for name, was, now in found.weights],
    )


def cause_of(found: OrderChange, one: RankChange) -> str:
    """Its own inputs, the weights of all, or both; else that others passed it."""
    parts = [f"inputs: {moved_text(one.inputs)}"] if one.inputs else []
    parts += [f"weights: {moved_text(found.weights)}"] if found.weights else []
    return "; ".join(parts) or "others moved"


def chosen_against(request: Request, ranking: Ranking) -> Section:
    """What is to come before features of a better rank, with the decision that says so."""
    rows = tuple(_choice(request, one) for one in choices(request.plan, ranking.product, ranking.method))
    columns = (
        Column("name", "Feature"),
        Column("rank", "Rank", "number"),
        Column("before", "Comes before"),
        Column("decision", "Decided"),
    )
    return Section(ranking.id("choices"), f"{ranking.lead}Chosen against the rank", columns if rows else (), rows)


def _choice(request: Request, one: Choice) -> Line:
    names = ", ".join(other.title for other in one.before[:NAMED])
    more = f" and {len(one.before) - NAMED} more" if len(one.before) > NAMED else ""
    lacks = f"no decision says why: `affects: {one.feature.key}`"
    return row(
        request,
        one.feature,
        rank=one.rank,
        before=f"{names}{more}",
        decision="; ".join(_decided(each) for each in one.decisions) or lacks,
        decisions=[each.id for each in one.decisions],
    )


def _decided(one: Decision) -> str:
    """`Speed before trust (mia, Mon 3 Nov 2025)`."""
    who = ", ".join(part for part in (one.by, print_date(one.date.last) if one.date else "") if part)
    return f"{one.title} ({who})" if who else one.title


def one_sided_features(request: Request, ranking: Ranking) -> Section:
    """What serves one of the two heaviest criteria well and the other badly."""
    features = [one.feature for one in ranking.found] if ranking.method == "weighted" else []
    found = one_sided(request.plan, ranking.product, features)
    text = tuple(f"{one.feature.title}: {' '.join(one.high)}, but {' '.join(one.low)}" for one in found)
    return Section(ranking.id("sides"), f"{ranking.lead}High on one side, low on the other", text=text, listed=True)
