"""The plan beside what was agreed: how far the work of each document has grown, and what of it nobody approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmctl.escape import markdown, terminal
from pmctl.insights.baselines.scope import Scope, scope_of
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_share
from pmctl.views.diff.gathered import Gathered
from pmctl.views.diff.line import Line, Tone
from pmctl.views.diff.markdown import follows_table
from pmctl.views.diff.page import lines_html
from pmctl.views.diff.text import lines_text
from pmctl.views.follows import Json
from pmctl.views.words import some

NAMED = 5
"""Tasks that a line names."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A document of which a baseline holds the effort, with its scope since."""

    document: str
    scope: Scope


def agreed(plan: Plan, documents: Sequence[str] = ()) -> tuple[Agreed, ...]:
    """Every document (or those named) that a baseline in force holds, in the order of the plan."""
    ids = documents or tuple(plan.workspace.documents)
    found = ((id, scope_of(plan, id)) for id in ids)
    return tuple(Agreed(id, scope) for id, scope in found if scope is not None)


def agreed_lines(plan: Plan, found: Sequence[Agreed]) -> tuple[Line, ...]:
    """A line a document: `+3d (2.1%)`, and what of it is unapproved."""
    return tuple(_line(plan, one) for one in found)


def agreed_headline(plan: Plan, found: Sequence[Agreed]) -> str:
    """How much of the work nobody approved, in one sentence."""
    if not found:
        return "No baseline holds the effort of any task: `pmctl baseline set NAME` freezes what is agreed."
    loose = [one for one in found if one.scope.loose]
    if not loose:
        return "All work is agreed."
    total = print_days(sum(one.scope.unapproved for one in loose), plan.workspace.units)
    return f"{total} of effort unapproved in {some([one.document for one in loose], NAMED)}."


def _line(plan: Plan, one: Agreed) -> Line:
    scope, units = one.scope, plan.workspace.units
    days = [f"{_key(one, id)} {print_days(more, units)}" for id, more in scope.loose.items()]
    loose = f"{_grown(plan, scope.unapproved, scope)} unapproved: {some(days, NAMED)}" if days else "nothing unapproved"
    when = f" of {print_date(scope.baseline.date.last, plan.today)}" if scope.baseline.date else ""
    growth = _grown(plan, scope.growth, scope) if scope.growth else "as agreed"
    tone: Tone = "worse" if scope.loose else ""
    return Line("money", one.document, f"since {scope.baseline.id}{when}", growth, loose, tone, True)


def _grown(plan: Plan, minutes: int, scope: Scope) -> str:
    """`+3d (2.1%)`."""
    return f"{print_days(minutes, plan.workspace.units)} ({print_share(Fraction(abs(minutes), scope.agreed), 1)})"


def _key(one: Agreed, id: str) -> str:
    return id.removeprefix(f"{one.document}/")


def agreed_text(plan: Plan, found: Sequence[Agreed]) -> str:
    """For a terminal."""
    parts = (terminal(agreed_headline(plan, found)), lines_text(agreed_lines(plan, found)))
    return "\n\n".join(part for part in parts if part)


def agreed_markdown(plan: Plan, found: Sequence[Agreed]) -> str:
    """For a comment."""
    lines = Gathered("money", agreed_lines(plan, found))
    parts = (f"**{markdown(agreed_headline(plan, found))}**", follows_table([lines]))
    return "\n\n".join(part for part in parts if part)


def agreed_html(plan: Plan, found: Sequence[Agreed]) -> str:
    """As a page."""
    head = agreed_headline(plan, found)
    return lines_html("Against what was agreed", head, agreed_lines(plan, found), plan.loaded.content).rstrip("\n")


def agreed_json(plan: Plan, found: Sequence[Agreed]) -> Json:
    """The same for programs, in minutes of effort."""
    return {
        "schema": "pmctl/diff/1",
        "today": plan.today.isoformat(),
        "agreed": [
            {
                "document": one.document,
                "baseline": one.scope.baseline.id,
                "agreed-minutes": one.scope.agreed,
                "growth-minutes": one.scope.growth,
                "unapproved-minutes": one.scope.unapproved,
                "unapproved": [{"item": id, "minutes": minutes} for id, minutes in one.scope.loose.items()],
            }
            for one in found
        ],
    }
