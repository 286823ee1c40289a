"""Which facts there are, and the value of one."""

from __future__ import annotations

from dataclasses import dataclass

from pmctl.insights.collections import KINDS
from pmctl.insights.computed import COMPUTED
from pmctl.insights.written import attributes, typed
from pmctl.model.item import Item
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an item: its name as in YAML, a title for a column, and in one line what it is."""

    name: str
    title: str
    doc: str


_TYPED_DOCS: tuple[tuple[str, str], ...] = (
    ("description", "what is written about it"),
    ("assign", "who does the work, as typed"),
    ("priority", "0 to 1000, 500 where nothing is said"),
    ("not-before", "it starts on that day at the earliest"),
    ("start", "a typed start that holds"),
    ("finish", "a typed finish that holds"),
    ("started", "the day on which it really started"),
    ("finished", "the day on which it really was finished"),
    ("date", "the day on which it happened"),
    ("commitment", "how firmly it is promised"),
    ("after", "the links as typed"),
    ("tags", "labels of the team's own"),
    ("line", "the budget line"),
    ("points", "size in the team's points"),
    ("release", "the release that ships it"),
    ("theme", "the line of strategy"),
    ("horizon", "now, next or later"),
    ("supports", "the objectives that it serves"),
    ("probability", "how likely the risk is"),
    ("impact", "what the risk does to time and cost"),
    ("response", "what is done about the risk"),
    ("review", "the day on which it is looked at again"),
    ("role", "what a person is"),
    ("phase", "where the project stands"),
)
_TITLES = {"wbs": "WBS", "id": "Id", "kr": "KR", "emv": "EMV", "not-before": "Not before", "raci": "RACI"}


def title_of(name: str) -> str:
    """The heading of a column: `forecast-start` -> `Forecast start`."""
    return _TITLES.get(name) or name.removeprefix("x-").replace("-", " ").capitalize()


FACTS: tuple[Fact, ...] = (
    *(Fact(name, title_of(name), computed.doc) for name, computed in COMPUTED.items()),
    *(Fact(name, title_of(name), doc) for name, doc in _TYPED_DOCS if name not in COMPUTED),
)


def value(plan: Plan, item: Item, name: str) -> object:
    """The value of one fact, None where the item has none; nothing but that fact is computed.

    It is a record of `quantity`, a day, a text, a number, yes or no, a record of the model, or a tuple of these.
    """
    computed = COMPUTED.get(name)
    return computed.of(plan, item) if computed is not None else typed(item, name)


def names_for(plan: Plan, kind: str) -> tuple[str, ...]:
    """The names of all facts that items of a kind can have: computed, typed, declared, and own `x-` keys."""
    record = KINDS.get(kind) or next((type(item) for item in plan.workspace.items.values() if item.kind == kind), None)
    found: dict[str, None] = {}
    if record is not None:
        found.update((name, None) for name, one in COMPUTED.items() if one.has(record))
        found.update((key, None) for key in attributes(record))
    for key, declared in plan.workspace.fields.items():
        if not declared.of or kind in declared.of:
            found[key] = None
    own = {key for item in plan.workspace.items.values() if item.kind == kind and item.x for key in item.x}
    found.update((key, None) for key in sorted(own))
    return tuple(found)
