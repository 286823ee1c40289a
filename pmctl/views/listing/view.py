"""Items of any collection, filtered, sorted, grouped, with their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmctl.audience import Audience, seen_by, visible
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.collections import COLLECTIONS, items_of
from pmctl.insights.facts import filter_of, is_match, known_names, names_for, show
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import View
from pmctl.plan import Plan, remembered
from pmctl.quantity import Unreadable
from pmctl.views.find import Selection, close
from pmctl.views.listing.cells import cell
from pmctl.views.listing.columns import COLUMNS, REGISTER
from pmctl.views.listing.order import order_of
from pmctl.views.listing.seen import is_open, known
from pmctl.views.listing.sums import counted


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a value; `title` is that value as text, "" where nothing was asked for."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What is printed, whatever the format: items in groups, and the columns."""

    plan: Plan
    of: str
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    audience: Audience = "internal"
    usual: bool = True
    """Nobody asked for these columns: those of `SPARE` may be left out where the screen is narrow."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item once, in the order of the first group that has it."""
        return tuple({item.id: item for group in self.groups for item in group.items}.values())


def collection_of(word: str) -> str:
    """The collection that a word means: `risks`, or its singular."""
    if word in COLLECTIONS:
        return word
    return next((name for name, kind in COLLECTIONS.items() if kind == word and name != "milestones"), "")


def chosen_items(plan: Plan, words: Sequence[str], of: str) -> tuple[str, list[Item]]:
    """The items that words name (collections, documents), and what to call them; nothing said: tasks and features."""
    collections, documents = [], []
    for word in words:
        collection = collection_of(word)
        if collection:
            collections.append(collection)
        elif word in plan.workspace.documents:
            documents.append(word)
        else:
            words_known = [*COLLECTIONS, *plan.workspace.documents]
            raise UserError(
                f"there is no collection or document `{word[:40]}`.{close(word, words_known)}",
                "collections: " + ", ".join(COLLECTIONS),
            )
    if not collections:
        kinds = [name for name in ("tasks", "features") if not of or COLLECTIONS[name] == of]
        collections = kinds if kinds or not of else [collection_of(of)]
    found = {item.id: item for collection in collections if collection for item in items_of(plan, collection)}
    items = [item for item in found.values() if not documents or item.document in documents]
    return " or ".join(dict.fromkeys(collections)), items


def check_names(
    plan: Plan, items: Iterable[Item], names: Iterable[str], option: str, audience: Audience = "internal"
) -> None:
    """UserError for a field that none of the items can have, or that the reader may not see."""
    items = list(items)
    kinds = {item.kind for item in items}
    names_known = {name for name in (*known_names(plan, items), "id", "kind") if is_open(name, audience, kinds)}
    for name in names:
        plain = name.removeprefix("-") if option == "--sort" else name
        if plain not in names_known and (audience == "internal" or option != "--columns"):
            _refuse_document(plan, plain, option, audience)
            field = f"field `{terminal(plain[:40])}` here{seen_by(audience)}"
            message = f"{option}: there is no {field}.{close(plain, names_known)}"
            raise UserError(message, "fields: " + ", ".join(sorted(names_known)))


def _refuse_document(plan: Plan, name: str, option: str, audience: Audience) -> None:
    """UserError where a field was forgotten, and the option took the document behind it for one."""
    document = plan.workspace.documents.get(name)
    if document is not None and visible(plan.workspace, document, audience):
        hint = f"the {document.kind} stands before it, a field behind it: `{name} {option} FIELD`"
        raise UserError(f"{option}: `{name}` is a {document.kind}, no field", hint)


def where_filter(plan: Plan, items: list[Item], text: str) -> list[Item]:
    """The items for which an expression holds; UserError that points into it where it cannot be read."""
    if not text.strip() or not items:
        return items
    try:
        where = filter_of(plan, text, known_names(plan, items))
    except Unreadable as error:
        shown = terminal(text[:200])
        caret = f"\n    {shown}\n    {' ' * (error.column - 1)}^" if 0 < error.column <= len(text) + 1 else ""
        raise UserError(f"--where: {error.message}{caret}", error.hint) from error
    return [item for item in items if is_match(plan, item, where)]


def sorted_items(plan: Plan, items: list[Item], names: Sequence[str], audience: Audience = "internal") -> list[Item]:
    """Items by fields, the first counts most; `-due` the other way round; what has no value comes last either way."""
    for name in reversed(names):
        plain = name.removeprefix("-")
        values = [(item, known(plan, item, plain, audience)) for item in items]
        there = [(item, found) for item, found in values if found not in (None, "", ())]
        missing = [item for item, found in values if found in (None, "", ())]
        there.sort(key=lambda pair: order_of(plain, pair[1]), reverse=name.startswith("-"))
        items = [item for item, _ in there] + missing
    return items


def grouped(plan: Plan, items: list[Item], names: Sequence[str], audience: Audience = "internal") -> tuple[Group, ...]:
    """Items under each value of the fields; an item with several values stands under each of them."""
    if not names:
        return (Group("", tuple(items)),)
    groups: dict[tuple[str, ...], list[Item]] = {}
    ranks: dict[tuple[str, ...], tuple[object, ...]] = {}
    for item in items:
        for key, rank in _keys(plan, item, names, audience):
            groups.setdefault(key, []).append(item)
            ranks.setdefault(key, rank)
    ordered = sorted(groups, key=lambda key: ranks[key])
    return tuple(Group(", ".join(key), tuple(groups[key])) for key in ordered)


def _keys(
    plan: Plan, item: Item, names: Sequence[str], audience: Audience
) -> list[tuple[tuple[str, ...], tuple[object, ...]]]:
    keys: list[tuple[tuple[str, ...], tuple[object, ...]]] = [((), ())]
    for name in names:
        found = known(plan, item, name, audience)
        several = list(found) if isinstance(found, tuple | list) else [found]
        texts: dict[str, object] = {}
        for one in several or [None]:
            text = show(plan, one, name)
            texts.setdefault(text or f"no {name}", order_of(name, one) if text else (9, 0.0, ""))
        keys = [((*key, text), (*rank, order)) for key, rank in keys for text, order in texts.items()]
    return keys


def default_columns(plan: Plan, items: Sequence[Item], audience: Audience = "internal") -> tuple[str, ...]:
    """The usual columns of these kinds of items, less those in which nothing stands for this reader."""
    kinds = dict.fromkeys(item.kind for item in items)
    if set(kinds) == {"task", "feature"}:
        names: dict[str, None] = dict.fromkeys(
            ("id", "name", "people", "status", "effort", "forecast-start", "forecast", "due", "slip")
        )
    else:
        names = {name: None for kind in kinds for name in COLUMNS.get(kind, REGISTER)}
    those = {"id", *known_names(plan, items)}
    return tuple(
        name
        for name in names
        if name in those and (name in ("id", "name") or any(cell(plan, item, name, audience) for item in items))
    ) or ("id", "name")


@remembered
def fields_of(plan: Plan, kind: str) -> tuple[str, ...]:
    """The names of all facts that items of a kind can have, looked for once a plan."""
    return names_for(plan, kind)


def listing_of(
    plan: Plan, words: Sequence[str], selection: Selection, audience: Audience, fields: Sequence[str] | None
) -> Listing:
    """Everything that was asked for, put together; options win over the view."""
    view = view_of(plan, selection.view)
    of, items = chosen_items(plan, words, view.of if view else "")
    reader = reader_of(view, audience)
    items = [item for item in items if visible(plan.workspace, item, reader)]
    group_by = selection.group_by or (view.group_by if view else ())
    sort = selection.sort or (view.sort if view else ())
    columns = selection.columns or (view.columns if view else ())
    named = {"--group-by": group_by, "--sort": sort, "--columns": columns, "--json": tuple(fields or ())}
    for option, names in named.items():
        if items:
            check_names(plan, items, names, option, reader)
    for text in (view.where if view else "", selection.where):
        items = where_filter(plan, items, text)
    if group_by:
        kept = {item.id for item in counted(plan, items)}
        items = [item for item in items if item.id in kept or not isinstance(item, Task)]
    usual = not columns
    kinds = {item.kind for item in items}
    columns = tuple(name for name in columns or default_columns(plan, items, reader) if is_open(name, reader, kinds))
    return Listing(
        plan, of, columns, grouped(plan, sorted_items(plan, items, sort, reader), group_by, reader), reader, usual
    )


def reader_of(view: View | None, audience: Audience) -> Audience:
    """For whom something is: who was named on the command line, else who the view is for."""
    if audience != "internal" or view is None:
        return audience
    return "client" if view.audience == "client" else "public" if view.audience == "public" else "internal"


def view_of(plan: Plan, name: str) -> View | None:
    """A view of the workspace by its name, None for no name; UserError for one that is not there."""
    if not name:
        return None
    found = plan.workspace.views.get(name)
    if found is None:
        views = plan.workspace.views
        those = (
            f"views: {', '.join(views)}"
            if views
            else "the workspace declares none; they stand under `views:` in pmctl.yaml"
        )
        raise UserError(f"there is no view `{name[:40]}`.{close(name, views)}", those)
    return found
