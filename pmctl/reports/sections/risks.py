"""Risks as tables: before and after their responses, opportunities, and what is done about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pmctl.insights.relations import resolved
from pmctl.insights.risk_register import Entry, Face
from pmctl.insights.working_time import working_days
from pmctl.model.control import Risk
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_money
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, row, said
from pmctl.reports.status_lists import Line, iso

SIZES = (
    Column("probability", "Likely", "share"),
    Column("days", "Days", "number"),
    Column("cost", "Cost", "amount"),
    Column("delay-days", "Exp. days", "number"),
    Column("emv", "EMV", "amount"),
)
"""What a risk takes if it occurs, and times its probability."""


def risk_tables(
    request: Request, shown: Sequence[Entry], documents: Sequence[Document], missing: str
) -> Iterator[Section]:
    """Threats before and after their responses, and opportunities, in a register of some documents.

    A reader outside is told neither money nor days.
    """
    homes = {one.risk.document for one in shown} | ({request.document.id} if request.document else set())
    first = (Column("name", "Risk"), *((Column("document", "In"),) if len(homes) > 1 else ()))
    rows = [_row(request, one) for one in shown]
    if not is_ours(request):
        yield _table(
            "risks", "Risks", (*first, Column("response", "Response"), Column("review", "Review", "day")), rows
        )
        return
    threats = [one for one, entry in zip(rows, shown, strict=True) if not entry.opportunity]
    gains = [one for one, entry in zip(rows, shown, strict=True) if entry.opportunity]
    sizes = (*first, Column("names", "Owner"), *SIZES, Column("rating", "Score"))
    named = _table("risks", "Risks, the most exposure first", sizes, threats, "" if gains else missing)
    yield replace(named, text=_elsewhere(request, shown, documents))
    left = [one["residual"] | {"name": one["name"]} for one in rows if isinstance(one["residual"], dict)]
    yield _table("residual", "After the responses", (Column("name", "Risk"), *_LEFT), left)
    yield _table("opportunities", "Opportunities", sizes, gains)
    yield _table("responses", "What is done about them", (Column("name", "Risk"), *_DONE), rows)


def _elsewhere(request: Request, shown: Sequence[Entry], documents: Sequence[Document]) -> tuple[str, ...]:
    """That the money of risks of other documents counts there."""
    known, here = request.plan.workspace.documents, {one.id for one in documents}
    others = dict.fromkeys(one.risk.document for one in shown if one.risk.document not in here)
    titles = [known[id].title for id in others if id in known]
    return (f"What stands in {', '.join(titles)} affects this, and its money counts there.",) if titles else ()


_LEFT = (*SIZES, Column("rating", "Score"), Column("benefit", "Benefit", "amount"))
_DONE = (
    Column("response", "Response"),
    Column("plan", "Plan"),
    Column("fallback", "If it occurs"),
    Column("review-said", "Review"),
)


def _table(id: str, title: str, columns: Iterable[Column], rows: Sequence[Line], missing: str = "") -> Section:
    return Section(id, title, filled(columns, rows), tuple(rows), missing=missing)


def _row(request: Request, one: Entry) -> Line:
    """A risk as a row by the names of the plan file; only what a reader outside may know where it is not ours."""
    risk, plan = one.risk, request.plan
    made = row(
        request, risk, status=risk.status, response=risk.response, review=iso(risk.review.last if risk.review else None)
    )
    if not is_ours(request):
        return made
    return {
        **made,
        **_face(plan, one.inherent),
        "category": risk.category,
        "cause": risk.cause,
        "affects": [item.id for item in resolved(plan, risk, risk.affects)],
        "plan": risk.plan,
        "fallback": risk.fallback,
        "response-cost": float(risk.response_cost.amount) if risk.response_cost else None,
        "residual": _residual(plan, one),
        "review-said": _review(request, risk),
        "review-late-days": days_late(plan, risk),
    }


def _face(plan: Plan, face: Face) -> Line:
    """Sizes of a risk; money of another currency than the workspace's is told with it."""
    return {
        "probability": float(face.probability) if face.probability is not None else None,
        "days": _days(plan, face.time),
        "cost": plain(plan, Fraction(face.cost) if face.cost is not None else None, face.currency),
        "currency": face.currency,
        "delay-days": _days(plan, face.exposure),
        "emv": plain(plan, face.emv, face.currency),
        "score": face.score,
        "band": face.band,
        "rating": f"{face.score} {face.band}" if face.score is not None else "",
    }


def _residual(plan: Plan, one: Entry) -> Line | None:
    if one.residual is None:
        return None
    benefit = plain(plan, one.benefit, one.inherent.currency)
    return _face(plan, one.residual) | {"benefit": benefit, "benefit-days": _days(plan, one.time_saved)}


def _days(plan: Plan, minutes: Fraction | int | None) -> float | None:
    return float(Fraction(minutes) / plan.workspace.units.day) if minutes is not None else None


def plain(plan: Plan, amount: Fraction | None, currency: str) -> float | str | None:
    """Money as a number; with its currency in words where that is not the workspace's."""
    if amount is None:
        return None
    return float(amount) if currency == plan.workspace.currency else amount_text(amount, currency)


def days_late(plan: Plan, risk: Risk) -> int | None:
    """Working days by which the review of a risk is overdue, 0 over a weekend; None where it is not."""
    day = risk.review.last if risk.review is not None else plan.today
    return working_days(plan, risk, day, plan.today) if day < plan.today else None


def _review(request: Request, risk: Risk) -> str:
    if risk.review is None:
        return ""
    late = days_late(request.plan, risk)
    return said(request, risk.review.last) + (f", {late}d overdue" if late is not None else "")


def amount_text(amount: Fraction, currency: str) -> str:
    """Money for people: `12,500 EUR`."""
    return print_money(amount, currency)
