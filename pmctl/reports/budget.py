"""The money of a document, or of all: budget lines, who works for how much, what is paid and received, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import costs_of
from pmctl.insights.health.cost import cost_dimension, sides_of
from pmctl.insights.money.flows import flows_of, is_past, total
from pmctl.insights.money.shares import aims_of
from pmctl.insights.money.spare import moves_of, unfunded
from pmctl.insights.money.spendings import contracts_of, expenses_of, is_approved, transfers_of
from pmctl.insights.relations import with_projects
from pmctl.insights.reserve import reserves_of, used_words
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_money, print_share
from pmctl.reports.paper import Fact, Paper, Request, Section
from pmctl.reports.sections import purchases, spending
from pmctl.reports.sections.money import money, plans
from pmctl.reports.sections.reader import counted

NAMED = 5
"""Items that a sentence names."""


def view(request: Request) -> Paper:
    """The page of a document, or of all together."""
    return _of_all(request) if request.document is None else _of_one(request, request.document)


# --- a document -------------------------------------------------------------------------------------------------------


def _of_one(request: Request, document: Document) -> Paper:
    plan = request.plan
    sections = (
        money(request, document, "By line"),
        *_parts(plan, document),
        Section("proposal", "What could be done", text=tuple(_proposals(plan, document)), listed=True),
        spending.aims(plan, document),
        spending.labour(plan, document),
        purchases.task_costs(plan, document),
        purchases.expenses(plan, document),
        purchases.contracts(plan, document),
        spending.transfers(plan, document),
        spending.months(plan, document),
    )
    title = f"{document.title}: budget"
    return Paper(
        title, headline(plan, document), tuple(_facts(plan, document)), sections, tuple(_missing(plan, document))
    )


def _parts(plan: Plan, document: Document) -> Iterator[Section]:
    """Of a product what it costs itself and with each of its projects."""
    found = with_projects(plan, document)
    if len(found) > 1:
        yield plans(plan, found)


def headline(plan: Plan, document: Document) -> str:
    """`AMBER cost: estimate 82% of budget; unfunded: two-click, wallet`."""
    side = cost_dimension(plan, document)
    if side.level == "unknown":
        return f"Cost is unknown: {side.text}."
    words = f"{side.level.upper()} cost: estimate {side.value} of budget"
    if any(one.is_under for one in sides_of(plan, document.id)):
        found = [item.key or item.id for item in unfunded(plan, document)]
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        words += f"; unfunded: {', '.join(found[:NAMED])}{more}" if found else "; nothing is unfunded"
    return words


def _facts(plan: Plan, document: Document) -> Iterator[Fact]:
    costs = costs_of(plan, document.id)
    currencies = dict.fromkeys((*costs.budget, *costs.estimate, *costs.income))
    if len(currencies) == 1:
        yield "Currency", next(iter(currencies)), "text"
    for one in reserves_of(plan, document.id):
        left = print_money(one.amount - one.used, one.currency)
        yield "Reserve", f"{left} left of {print_money(one.amount)}, {used_words(one)}", "text"
    if costs.income:
        received = total((flow for flow in flows_of(plan, document.id) if is_past(plan, flow)), "income")
        yield "Income", f"{_money(costs.income)}, {_money(received) or 'nothing'} of it received", "text"
    for aim in aims_of(plan, document.id)[:1]:
        if aim.expected is not None and aim.planned is not None:
            words = f"{aim.line} {print_share(aim.expected, 0)} (planned {print_share(aim.planned, 0)})"
            yield "Short term", words, "text"


def _money(sums: Mapping[str, Decimal] | Mapping[str, Fraction]) -> str:
    """Amounts side by side: currencies are never added."""
    return " and ".join(print_money(amount, currency) for currency, amount in sums.items())


def _proposals(plan: Plan, document: Document) -> Iterator[str]:
    """Moves that bring every line up to its estimate, and what the money that is left could do."""
    moves = moves_of(plan, document.id)
    for move in moves:
        words = f"{print_money(move.amount, move.currency)} from {move.from_line} to {move.to_line}"
        yield f"Move {words}, which will lack it (`transfers`)."
    for side in sides_of(plan, document.id):
        if side.is_under:
            waiting = unfunded(plan, document)
            names = ", ".join(f"{item.title} ({item.id})" for item in waiting[:NAMED])
            use = f"it could pay for {names}" if names else "give it back, or plan what it is for"
            yield f"{print_money(side.left, side.currency)} will be left: {use}."
        elif side.left < 0 and side.level != "green":
            yield f"{print_money(-side.left, side.currency)} are missing that no line has: find them, or do less."


def _missing(plan: Plan, document: Document) -> Iterator[str]:
    """What keeps the numbers from being whole."""
    costs = costs_of(plan, document.id)
    if costs.unpriced:
        names = ", ".join(costs.unpriced[:NAMED])
        yield f"a `rate` of everybody who works: {counted(len(costs.unpriced), 'task')} cost nothing ({names})"
    for part in with_projects(plan, document):
        undated = [one.key for one in expenses_of(plan, part.id) if one.date is None]
        if undated:
            yield f"the `date` of {', '.join(undated[:NAMED])}"
        lineless = [one.key for one in contracts_of(plan, part.id) if one.direction != "receive" and not one.line]
        if lineless:
            yield f"the budget line of {', '.join(lineless[:NAMED])}: `line`"
        waiting = [one.key for one in transfers_of(plan, part.id) if not is_approved(plan, one)]
        if waiting:
            yield f"`approved` of {', '.join(waiting[:NAMED])}: money that nobody agreed to move stays where it is"


# --- all --------------------------------------------------------------------------------------------------------------


def _of_all(request: Request) -> Paper:
    """A line each, and which budgets do not hold."""
    plan = request.plan
    documents = list(plan.workspace.documents.values())
    sides = {one.title: sides_of(plan, one.id) for one in documents}
    over = [name for name, found in sides.items() if any(side.left < 0 and side.level != "green" for side in found)]
    under = [name for name, found in sides.items() if any(side.is_under for side in found)]
    parts = [f"over: {', '.join(over)}"] * bool(over) + [f"under: {', '.join(under)}"] * bool(under)
    has_one = any(one.budget is not None and one.budget.lines for one in documents)
    words = "; ".join(parts) or ("every budget holds" if has_one else "none has a budget")
    title = f"{plan.workspace.title}: budget"
    missing = () if has_one else ("what they may cost: `budget`",)
    return Paper(title, f"{counted(len(documents), 'plan')}: {words}.", (), (plans(plan, documents),), missing)
