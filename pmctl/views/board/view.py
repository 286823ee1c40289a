"""Items as cards, in a column for each value of a field; with limits, and what a card says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmctl.audience import Audience
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.facts import title_of, value
from pmctl.insights.states import category_of, is_over
from pmctl.insights.vocabulary import words_of
from pmctl.insights.waiting import waiting_for
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.views.find import Selection, close
from pmctl.views.listing.cells import cell
from pmctl.views.listing.seen import known
from pmctl.views.listing.view import Group, Listing, collection_of, listing_of, view_of

USUAL_FIELD = "status"
REPEATED = ("id", "name")
"""What every card says anyway."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of an item: facts a line each, and why it stands still."""

    item: Item
    facts: tuple[str, ...]
    held: str = ""
    late: bool = False
    settled: bool = False
    """Is nothing left to do for it?"""


@dataclass(frozen=True, slots=True)
class Column:
    """The cards that share a value, and how many of them are wanted at most (None: as many as there are)."""

    name: str
    cards: tuple[Card, ...]
    limit: int | None = None

    @property
    def over(self) -> int:
        """How many cards are too many."""
        return max(0, len(self.cards) - self.limit) if self.limit is not None else 0


@dataclass(frozen=True, slots=True)
class Board:
    """Columns of cards for one reader; `of` says what the cards are, `by` which field the columns are of."""

    plan: Plan
    of: str
    by: tuple[str, ...]
    columns: tuple[Column, ...]
    audience: Audience = "internal"

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item once."""
        return tuple({card.item.id: card.item for column in self.columns for card in column.cards}.values())

    @property
    def document(self) -> str:
        """The one document that all of it is from; "" where there are several."""
        documents = {item.document for item in self.items}
        return documents.pop() if len(documents) == 1 else ""


def board_of(
    plan: Plan,
    words: Sequence[str],
    selection: Selection,
    limits: Mapping[str, int],
    audience: Audience,
    fields: Sequence[str] | None = None,
) -> Board:
    """The board that was asked for: options win over the view; a view's columns are what its cards say.

    Columns in which nothing stands stay where the field has words of its own. UserError for a limit of no column, and
    for `fields` that no card has.
    """
    declared = view_of(plan, selection.view)
    by = selection.group_by or (declared.group_by if declared else ()) or (USUAL_FIELD,)
    of = declared.of if declared else ""
    found = listing_of(plan, _usual_words(plan, words, of), replace(selection, group_by=by), audience, fields)
    named = selection.columns or (declared.columns if declared else ())
    facts = tuple(name for name in found.columns if name not in REPEATED) if named else None
    groups = _with_empty(found, by)
    _refuse_unknown(limits, [group.title for group in groups])
    is_sorted = bool(selection.sort or (declared and declared.sort))
    columns = tuple(
        Column(group.title, tuple(_card(found, item, facts) for item in items), limits.get(group.title))
        for group, items in ((one, one.items if is_sorted else _ordered(plan, one.items)) for one in groups)
    )
    return Board(plan, found.of, by, columns, found.audience)


def _usual_words(plan: Plan, words: Sequence[str], of: str) -> list[str]:
    """What is asked for; where nobody said which collection: the features of products, else tasks."""
    if of or any(collection_of(word) for word in words):
        return list(words)
    documents = [plan.workspace.documents.get(word) for word in words]
    is_of_products = bool(documents) and all(isinstance(document, Product) for document in documents)
    return ["features" if is_of_products else "tasks", *words]


def _with_empty(found: Listing, by: Sequence[str]) -> list[Group]:
    """The groups in the order of the field's own words, with those that are empty; others behind them."""
    there = {group.title: group for group in found.groups if group.title}
    order = words_of(found.plan, found.items, by[0]) if len(by) == 1 else ()
    known_ones = [there.pop(word, Group(word, ())) for word in order]
    return [*known_ones, *there.values()]


def _ordered(plan: Plan, items: Sequence[Item]) -> Sequence[Item]:
    """The items of a column: as the file has them, but where all is over what was finished last comes first."""
    if not all(is_over(plan, item) for item in items):
        return items
    return sorted(items, key=lambda item: _finished(plan, item), reverse=True)


def _finished(plan: Plan, item: Item) -> date:
    at = value(plan, item, "forecast")
    return at if isinstance(at, date) else date.min


def _card(found: Listing, item: Item, facts: Sequence[str] | None) -> Card:
    """The card of an item: the facts that were asked for, else who, when and how old."""
    plan, audience = found.plan, found.audience
    late = bool(known(plan, item, "late", audience) or known(plan, item, "overdue", audience))
    settled = is_over(plan, item)
    if facts is not None:
        texts = [(name, cell(plan, item, name, audience)) for name in facts]
        return Card(item, tuple(f"{title_of(name).lower()} {text}" for name, text in texts if text), "", late, settled)
    usual = (_who(plan, item, audience), _when(plan, item, audience), _how_long(plan, item, audience))
    return Card(item, tuple(text for text in usual if text), _held(plan, item, audience), late, settled)


def _who(plan: Plan, item: Item, audience: Audience) -> str:
    return cell(plan, item, "people", audience) or cell(plan, item, "owner", audience)


def _when(plan: Plan, item: Item, audience: Audience) -> str:
    """The forecast and how late that is; where there is none, the promise; what is over says when it was finished."""
    forecast, due = cell(plan, item, "forecast", audience), cell(plan, item, "due", audience)
    if is_over(plan, item):
        return cell(plan, item, "finished", audience) or forecast
    if not forecast:
        return f"due {due}" if due else ""
    slip = cell(plan, item, "slip", audience)
    return f"{forecast} {slip}" if slip.startswith("+") and slip != "+0d" else forecast


def _how_long(plan: Plan, item: Item, audience: Audience) -> str:
    age = cell(plan, item, "age", audience)
    return f"{age} old" if age and not is_over(plan, item) else ""


def _held(plan: Plan, item: Item, audience: Audience) -> str:
    """Why it stands still: the reason that is written, else what it waits for."""
    if audience != "internal" or category_of(plan, item) != "blocked":
        return ""
    reason = value(plan, item, "blocked")
    waits = ", ".join(waiting_for(plan, item))
    return reason if isinstance(reason, str) else f"waits for {waits}" if waits else ""


def limits_of(texts: Sequence[str]) -> dict[str, int]:
    """`doing=3` as a column and how many cards are wanted there at most; UserError for anything else."""
    found = {}
    for text in texts:
        name, equals, number = text.rpartition("=")
        if not equals or not name or not number.isascii() or not number.isdigit() or not 0 < int(number[:9]) < 10**6:
            raise UserError(f"`--limit {terminal(text[:60])}` is no limit of a column", "write it like `doing=3`")
        found[name] = int(number)
    return found


def _refuse_unknown(limits: Mapping[str, int], names: Sequence[str]) -> None:
    for name in limits:
        if name not in names:
            raise UserError(
                f"--limit: there is no column `{terminal(name[:40])}` on this board.{close(name, names)}",
                f"columns: {', '.join(terminal(one) for one in names)}",
            )
