"""How maps become records: the type that a field declares says how its text is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields

from pmctl import quantity
from pmctl.build.file import Entry, Memory, Read, Special
from pmctl.build.values import many
from pmctl.model.item import plan_key
from pmctl.model.workspace import FieldDeclaration
from pmctl.quantity import Units
from pmctl.record import dataclass

STRUCTURE = frozenset(
    ("id", "kind", "document", "group", "source", "x", "key", "children", "is_group", "top")
    + ("expects_source", "negative_time", "milestone_date")
    + ("documents", "people", "teams", "resources", "timesheets", "comments", "baselines", "items")
)
"""Fields that the plan does not write as such: build fills them."""

RENAMED = {"source_of": "source"}
"""Fields that could not have the name of their key."""


@dataclass(frozen=True, slots=True)
class Table:
    """How a map becomes a record: an entry for each key of the plan; fields that must be there; the team's own fields.

    `keeps_own`: the record has a place for keys of the team's own.
    """

    cls: type
    entries: Mapping[str, Entry]
    required: tuple[str, ...] = ()
    declared: Mapping[str, FieldDeclaration] = field(default_factory=dict)
    keeps_own: bool = False


class Tables(dict[type, Table]):
    """The table of each class, made when it is first needed, for one workspace: its units and its declared fields."""

    def __init__(
        self,
        specials: Mapping[str, Special],
        odd: Mapping[type, Mapping[str, Special]],
        units: Units = quantity.DEFAULT_UNITS,
        declared: Mapping[type, Mapping[str, FieldDeclaration]] | None = None,
    ) -> None:
        super().__init__()
        self.units = units
        self.specials = specials
        self.odd = odd
        self.declared = declared or {}
        self.known = {name: Memory(read) for name, read in readers(units).items()}

    def __missing__(self, cls: type) -> Table:
        entries: dict[str, Entry] = {}
        required = []
        odd = self.odd.get(cls, {})
        for one in fields(cls):
            if one.name in STRUCTURE or one.type == "Mapping[str, tuple[str, ...]]":
                continue
            key = RENAMED.get(one.name) or plan_key(one.name)
            entries[key] = (one.name, None, odd[key]) if key in odd else self.entry(one.name, str(one.type))
            if one.default is MISSING and one.default_factory is MISSING:
                required.append(one.name)
        entries |= {key: (key, None, special) for key, special in odd.items() if key not in entries}
        keeps_own = any(one.name == "x" for one in fields(cls))
        table = self[cls] = Table(cls, entries, tuple(required), self.declared.get(cls, {}), keeps_own)
        return table

    def entry(self, name: str, declared: str) -> Entry:
        """What the declared type of a field says about reading it."""
        plain = declared.removesuffix(" | None")
        if plain == "str":
            return name, None, None
        if plain in self.known:
            return name, self.known[plain], None
        if plain.startswith("tuple[") and plain.endswith(", ...]") and plain[6:-6] in self.known:
            known = self.known[plain[6:-6]]
            return name, known, many(known)
        return name, None, self.specials[declared]


def readers(units: Units) -> dict[str, Read]:
    """The reader of each quantity, by the name of its type."""
    return {
        "str": str,
        "Duration": lambda text: quantity.duration(text, units),
        "Estimate": lambda text: quantity.estimate(text, units),
        "Link": lambda text: quantity.link(text, units),
        "Assignment": lambda text: quantity.assignment(text, units),
        "Share": quantity.share,
        "Money": quantity.money,
        "MoneyRange": quantity.money_range,
        "NumberRange": quantity.number_range,
        "Rate": quantity.rate,
        "When": quantity.when,
        "Days": quantity.days,
        "Every": quantity.every,
    }
