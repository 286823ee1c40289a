"""The register: what may go wrong and what did, the worst first, with what the reserve has to cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pmctl.charts.risk_matrix import matrix
from pmctl.insights.relations import projects_of, resolved
from pmctl.insights.reserve import reserves_of, used_words
from pmctl.insights.risk_register import Entry, Register, issues_of, needed_in, register_of
from pmctl.insights.states import is_open
from pmctl.model.control import Action, Assumption, Issue, Risk
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.reports.paper import Column, Fact, Paper, Request, Section, blank
from pmctl.reports.sections import control
from pmctl.reports.sections.changes import changes
from pmctl.reports.sections.reader import counted, filled, is_ours, members, row, seen
from pmctl.reports.sections.risks import amount_text, days_late, plain, risk_tables
from pmctl.reports.status_lists import Line, iso


def view(request: Request) -> Paper:
    """The register of a document (of a product with its projects), or of the whole workspace, each risk once."""
    document = request.document
    documents = _documents(request)
    title = document.title if document else request.plan.workspace.title
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
            *risk_tables(request, shown, documents, "" if found.over else "what may go wrong: `risks`"),
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
        needed = f"after the responses the reserve has to hold {_money(found.needed)}"
        parts.append(f"Expected cost {_money(found.threats)}; {needed}.")
    reserves = reserves_of(request.plan, request.document.id) if request.document else ()
    parts += [f"Reserve {used_words(one)}." for one in reserves]
    late = [one for one in shown if days_late(request.plan, one.risk) is not None]
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
            yield "Reserve planned", f"{amount_text(one.amount, one.currency)}, {used_words(one)}", "text"
    if found.any_threat:
        yield "At least one risk occurs", float(found.any_threat), "share"
    certain = [one.risk.key for one in shown if one.inherent.probability is not None and one.inherent.probability >= 1]
    if certain:
        yield "Certain, so an issue", certain, "text"


def _money(sums: Mapping[str, Fraction]) -> str:
    """Amounts side by side: currencies are never added."""
    return " and ".join(amount_text(amount, currency) for currency, amount in sums.items())


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
    needed = (
        "Needed is what the open risks are expected to cost after their responses, less what opportunities may bring."
    )
    simulated = f"What 80% of simulated runs ask beyond the estimate: `pmctl forecast {documents[0].id}`."
    text = (needed, simulated) if len(documents) == 1 and documents[0].kind == "project" else (needed,)
    missing = "money for what may happen: `budget.reserve`" if found.threats else ""
    return Section("reserve", "Reserve", filled(columns, rows), tuple(rows), text if rows else (), missing=missing)


def _reserve_rows(plan: Plan, document: Document) -> Iterator[Line]:
    needed = needed_in(plan, document.id)
    for one in reserves_of(plan, document.id) if document.kind == "project" else ():
        yield {
            "id": document.id,
            "name": document.title,
            "currency": one.currency,
            "needed": plain(plan, needed.pop(one.currency, Fraction(0)), one.currency),
            "planned": plain(plan, one.amount, one.currency),
            "used": plain(plan, one.used, one.currency),
            "used-share": float(one.share),
            "progress": float(one.progress) if one.progress is not None else None,
            "burn": float(one.burn) if one.burn > 0 else None,
        }
    for currency, amount in needed.items():
        yield {
            "id": document.id,
            "name": document.title,
            "currency": currency,
            "needed": plain(plan, amount, currency),
        }


# --- issues, assumptions, decisions, actions --------------------------------------------------------------------------


def _logs(request: Request, documents: Sequence[Document]) -> Iterator[Section]:
    """What went wrong, what is taken as true, what has to be decided or changed, and what is done about any of them."""
    yield _joined(_issues(request, one) for one in documents)
    yield _joined(control.assumptions(request, one) for one in documents)
    yield _joined(control.decisions(request, one) for one in documents)
    yield _joined(changes(request, one) for one in documents)
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
