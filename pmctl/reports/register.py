"""The register: what may go wrong and what did, the worst first, with what the reserve has to cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pmctl.charts.risk_matrix import matrix
from pmctl.insights.relations import projects_of, resolved
from pmctl.insights.reserve import reserves_of, used_words
from pmctl.insights.risk_register import Entry, Face, Register, issues_of, needed_in, register_of
from pmctl.insights.states import is_open
from pmctl.model.control import Action, Assumption, Issue, Risk
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_money
from pmctl.reports.paper import Column, Fact, Paper, Request, Section, blank
from pmctl.reports.sections import control
from pmctl.reports.sections.reader import counted, filled, is_ours, members, row, said, seen
from pmctl.reports.status_lists import Line, iso

SIZES = (
    Column("probability", "Likely", "share"),
    Column("days", "Days", "number"),
    Column("cost", "Cost", "amount"),
    Column("delay-days", "Exp. days", "number"),
    Column("emv", "EMV", "amount"),
)
"""What a risk takes if it occurs, and times its probability."""


def view(request: Request) -> Paper:
    """The register of a document (of a product with its projects), or of the whole workspace, each risk once."""
    document = request.document
    documents = _documents(request)
    title = document.title if document else request.plan.workspace.name or "All plans"
    if not documents:
        return blank(f"{title}: register")
    found = register_of(request.plan, document.id if document else "")
    ours = is_ours(request)
    shown = [one for one in found.open if seen(request, [one.risk])]
    return Paper(
        f"{title}: register",
        _headline(request, found, shown),
        tuple(_facts(request, found, shown)) if ours else (),
        (
            *_risks(request, shown, "" if found.over else "what may go wrong: `risks`"),
            *((_matrix(shown, title), _reserves(request, documents, found)) if ours else ()),
            *_logs(request, documents),
            _over(request, [one.risk for one in found.over]),
        ),
    )


def _documents(request: Request) -> tuple[Document, ...]:
    """The documents whose register it is, those that the reader may see."""
    plan, document = request.plan, request.document
    if document is None:
        return seen(request, plan.workspace.documents.values())
    return seen(request, (document, *projects_of(plan, document.id)))


# --- the top ----------------------------------------------------------------------------------------------------------


def _headline(request: Request, found: Register, shown: Sequence[Entry]) -> str:
    """How many, what they are expected to cost, whether the reserve lasts, and what is overdue."""
    if not is_ours(request):
        return _counts(shown) if shown else "No open risk is shown here."
    parts = [_counts(shown) if shown else "No risk is open."]
    if found.threats:
        parts.append(f"Expected cost {_money(found.threats)}, {_money(found.needed)} after the responses.")
    reserves = reserves_of(request.plan, request.document.id) if request.document else ()
    parts += [f"Reserve {used_words(one)}." for one in reserves]
    late = [one for one in shown if _days_late(request.plan, one.risk) > 0]
    parts += [f"{counted(len(late), 'review')} {'is' if len(late) == 1 else 'are'} overdue."] if late else []
    return " ".join(parts)


def _counts(shown: Sequence[Entry]) -> str:
    good = sum(one.opportunity for one in shown)
    words = counted(len(shown) - good, "risk") + (
        f" and {good} opportunit{'y' if good == 1 else 'ies'}" if good else ""
    )
    return f"{words} {'is' if len(shown) == 1 else 'are'} open."


def _facts(request: Request, found: Register, shown: Sequence[Entry]) -> Iterator[Fact]:
    if found.threats:
        yield "Expected cost", _money(found.threats), "text"
    if found.gains:
        yield "Expected gain", _money({name: -amount for name, amount in found.gains.items()}), "text"
    if found.needed:
        yield "Contingency reserve needed", _money(found.needed), "text"
    if request.document is not None:
        for one in reserves_of(request.plan, request.document.id):
            yield "Reserve planned", f"{_amount(one.amount, one.currency)}, {used_words(one)}", "text"
    if found.any_threat:
        yield "At least one risk occurs", float(found.any_threat), "share"
    certain = [one.risk.key for one in shown if one.inherent.probability is not None and one.inherent.probability >= 1]
    if certain:
        yield "Certain, so an issue", certain, "text"


def _money(sums: Mapping[str, Fraction]) -> str:
    """Amounts side by side: currencies are never added."""
    return " and ".join(_amount(amount, currency) for currency, amount in sums.items())


def _amount(amount: Fraction, currency: str) -> str:
    return print_money(_decimal(amount), currency)


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


# --- risks ------------------------------------------------------------------------------------------------------------


def _risks(request: Request, shown: Sequence[Entry], missing: str) -> Iterator[Section]:
    """Threats before and after their responses, and opportunities; a reader outside is told neither money nor days."""
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
    yield replace(named, text=_elsewhere(request, shown))
    left = [one["residual"] | {"name": one["name"]} for one in rows if isinstance(one["residual"], dict)]
    yield _table("residual", "After the responses", (Column("name", "Risk"), *_LEFT), left)
    yield _table("opportunities", "Opportunities", sizes, gains)
    yield _table("responses", "What is done about them", (Column("name", "Risk"), *_DONE), rows)


def _elsewhere(request: Request, shown: Sequence[Entry]) -> tuple[str, ...]:
    """That the money of risks of other documents counts there."""
    if request.document is None:
        return ()
    homes = {one.id for one in _documents(request)}
    others = dict.fromkeys(one.risk.document for one in shown if one.risk.document not in homes)
    titles = [request.plan.workspace.documents[id].title for id in others if id in request.plan.workspace.documents]
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
        "review-late-days": _days_late(plan, risk),
    }


def _face(plan: Plan, face: Face) -> Line:
    """Sizes of a risk; money of another currency than the workspace's is told with it."""
    return {
        "probability": float(face.probability) if face.probability is not None else None,
        "days": _days(plan, face.time),
        "cost": _plain(plan, Fraction(face.cost) if face.cost is not None else None, face.currency),
        "currency": face.currency,
        "delay-days": _days(plan, face.exposure),
        "emv": _plain(plan, face.emv, face.currency),
        "score": face.score,
        "band": face.band,
        "rating": f"{face.score} {face.band}" if face.score is not None else "",
    }


def _residual(plan: Plan, one: Entry) -> Line | None:
    if one.residual is None:
        return None
    benefit = _plain(plan, one.benefit, one.inherent.currency)
    return _face(plan, one.residual) | {"benefit": benefit, "benefit-days": _days(plan, one.time_saved)}


def _days(plan: Plan, minutes: Fraction | int | None) -> float | None:
    return float(Fraction(minutes) / plan.workspace.units.day) if minutes is not None else None


def _plain(plan: Plan, amount: Fraction | None, currency: str) -> float | str | None:
    if amount is None:
        return None
    return float(amount) if currency == plan.workspace.currency else _amount(amount, currency)


def _days_late(plan: Plan, risk: Risk) -> int:
    """Calendar days by which the review of a risk is overdue."""
    return max((plan.today - risk.review.last).days, 0) if risk.review is not None else 0


def _review(request: Request, risk: Risk) -> str:
    if risk.review is None:
        return ""
    late = _days_late(request.plan, risk)
    return said(request, risk.review.last) + (f", {late}d overdue" if late else "")


def _matrix(shown: Sequence[Entry], title: str) -> Section:
    return Section("matrix", "How likely, how bad", drawing=matrix(shown, title))


# --- the reserve ------------------------------------------------------------------------------------------------------


def _reserves(request: Request, documents: Sequence[Document], found: Register) -> Section:
    """By document what its risks need, what was planned for them, and how much of that is used beside the work."""
    rows = [line for one in documents for line in _reserve_rows(request.plan, one)]
    columns = (
        Column("name", "Of"),
        Column("needed", "Needed", "amount"),
        Column("planned", "Planned", "amount"),
        Column("used", "Used", "amount"),
        Column("used-share", "of it", "share"),
        Column("progress", "Done", "share"),
        Column("burn", "Ahead", "share"),
    )
    text = (
        "Needed is what the open risks are expected to cost after their responses, less what opportunities may bring."
    )
    missing = "money for what may happen: `budget.reserve`" if found.threats else ""
    return Section("reserve", "Reserve", filled(columns, rows), tuple(rows), (text,) if rows else (), missing=missing)


def _reserve_rows(plan: Plan, document: Document) -> Iterator[Line]:
    needed = needed_in(plan, document.id)
    for one in reserves_of(plan, document.id) if document.kind == "project" else ():
        yield {
            "id": document.id,
            "name": document.title,
            "currency": one.currency,
            "needed": _plain(plan, needed.pop(one.currency, Fraction(0)), one.currency),
            "planned": _plain(plan, one.amount, one.currency),
            "used": _plain(plan, one.used, one.currency),
            "used-share": float(one.share),
            "progress": float(one.progress) if one.progress is not None else None,
            "burn": float(one.burn) if one.burn > 0 else None,
        }
    for currency, amount in needed.items():
        yield {
            "id": document.id,
            "name": document.title,
            "currency": currency,
            "needed": _plain(plan, amount, currency),
        }


# --- issues, assumptions, decisions, actions --------------------------------------------------------------------------


def _logs(request: Request, documents: Sequence[Document]) -> Iterator[Section]:
    """What went wrong, what is taken as true, what has to be decided, and what is done about any of them."""
    yield _joined(_issues(request, one) for one in documents)
    yield _joined(control.assumptions(request, one) for one in documents)
    yield _joined(control.decisions(request, one) for one in documents)
    yield _joined(_actions(request, one) for one in documents)


def _joined(sections: Iterable[Section]) -> Section:
    """Sections of the same kind as one; the columns are those that say something in any of them."""
    found = list(sections)
    rows = [line for one in found for line in one.rows]
    columns = {column.key: column for one in found for column in one.columns}
    return replace(found[0], columns=tuple(columns.values()), rows=tuple(rows))


def _issues(request: Request, document: Document) -> Section:
    """Open issues, the most severe first, with the risk that each comes from."""
    found = control.issues(request, document)
    items = request.plan.workspace.items
    rows = [{**line, "risk": _risk_of(request, items[str(line["id"])])} for line in found.rows]
    columns = filled((*found.columns, Column("risk", "From the risk")), rows)
    return replace(found, columns=columns, rows=tuple(rows))


def _risk_of(request: Request, issue: object) -> list[str]:
    if not isinstance(issue, Issue) or not issue.risk:
        return []
    return [one.title for one in seen(request, resolved(request.plan, issue, (issue.risk,)))]


def _actions(request: Request, document: Document) -> Section:
    """Open actions for a risk, an issue, an assumption or the health of risks."""
    rows = []
    for one in members(request, document, Action):
        about = seen(request, resolved(request.plan, one, (one.for_,))) if one.for_ else ()
        for_what = [item.title for item in about if isinstance(item, Risk | Issue | Assumption)]
        if is_open(request.plan, one) and (for_what or one.for_ == "risk"):
            due = iso(one.due.last) if one.due else None
            rows.append(row(request, one, due=due, about=for_what or ["health: risk"], **{"for": one.for_}))
    columns = (Column("name", "Action"), Column("about", "For"), Column("names", "Owner"), Column("due", "Due", "day"))
    return Section("actions", "Actions", filled(columns, rows), tuple(rows))


def _over(request: Request, risks: Sequence[Risk]) -> Section:
    """Risks that occurred, with the issues that deal with them, and those that are closed."""
    rows = []
    for one in seen(request, risks):
        issues = [issue.title for issue in seen(request, issues_of(request.plan, one))]
        lacks = [f"no issue deals with it: `risk: {one.key}`"] if one.status == "occurred" and is_ours(request) else []
        rows.append(row(request, one, status=one.status, issues=issues or lacks))
    columns = (Column("name", "Risk"), Column("status", "Status"), Column("names", "Owner"), Column("issues", "Issue"))
    return Section("over", "Occurred and closed", filled(columns, rows), tuple(rows))
