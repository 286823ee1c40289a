"""Values of a tree become fields of the model: the type that a field declares says how its text is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, field, fields
from typing import Any, TypeAlias, TypeVar

from pmctl import quantity
from pmctl.diagnostic import Diagnostic, Span
from pmctl.model.item import Item, Source, plan_key
from pmctl.model.workspace import FieldDeclaration
from pmctl.parse import Map, Seq, Value
from pmctl.quantity import Units, Unreadable
from pmctl.record import dataclass

Record = TypeVar("Record")
Found: TypeAlias = dict[str, Any]
Read: TypeAlias = Callable[[str], Any]
Special: TypeAlias = Callable[["File", Map, str, Value, Found, str], None]
Entry: TypeAlias = tuple[str, Read | None, Special | None]
"""Name of the field; how one text becomes its value; or what to do where a value is more than one text."""

STRUCTURE = frozenset(
    ("id", "kind", "document", "group", "source", "x", "key", "children", "is_group", "top")
    + ("expects_source", "negative_time", "milestone_date")
    + ("documents", "people", "teams", "resources", "timesheets", "comments", "baselines", "items")
)
"""Fields that the plan does not write as such: build fills them."""

RENAMED = {"source_of": "source"}
"""Fields that could not have the name of their key."""


class Memory(dict[str, Any]):
    """Texts that were read before: plans say `5d` ten thousand times."""

    __slots__ = ("read",)

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self.read(text)
        return value


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
        self.reads: dict[str, Read] = {"str": str} | {
            name: Memory(read).__getitem__ for name, read in readers(units).items()
        }

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
        if plain in self.reads:
            return name, self.reads[plain], None
        if plain.startswith("tuple[") and plain.endswith(", ...]"):
            read = self.reads.get(plain[6:-6])
            if read is not None:
                return name, None, many(read)
        return name, None, self.specials[declared]


def readers(units: Units) -> dict[str, Read]:
    """The reader of each quantity, by the name of its type."""
    return {
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


@dataclass(slots=True)
class File:
    """One file while it is built: its text, what was wrong, and the items made so far, in file order."""

    path: str
    text: str
    tables: Tables
    diagnostics: list[Diagnostic] = field(default_factory=list)
    document: str = ""
    group: str = ""
    known: dict[str, Span] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, message: str, start: int, end: int, hint: str = "") -> None:
        """A value that is not of its grammar."""
        self.diagnostics.append(Diagnostic("PM006", "error", message, Span(self.path, start, end), hint))

    def refuse(self, error: Unreadable, start: int, end: int) -> None:
        """A text that a reader of quantities refused."""
        self.wrong(error.message, start, end, error.hint)


def source_of(file: File, node: Map) -> Source:
    """The place of a record that is written as a map."""
    return Source(file.path, node.start, node.end, node.places)


def text_at(file: File, value: Value, start: int, end: int) -> str | None:
    """What a person typed for one value (`2.10` stays `2.10`); None for a list, a map or nothing."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, (Map, Seq)):
        return None
    typed = file.text[start:end]
    if not typed or typed[0] in "*&!":  # the place is that of an alias
        return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return typed


def plain(file: File, value: Value, start: int, end: int) -> object:
    """A value without places: text, number, yes or no, tuple, dictionary. A number that prints otherwise stays text."""
    if isinstance(value, Map):
        places = value.places
        return {key: plain(file, one, *places[key][1:]) for key, one in value.items()}
    if isinstance(value, Seq):
        return tuple(plain(file, one, *place) for one, place in zip(value, value.places, strict=True))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        typed = text_at(file, value, start, end)
        return value if typed == str(value) else typed
    return value


def fill(file: File, table: Table, node: Map, found: Found) -> None:
    """Read every value of a map into the fields of its record; what cannot be read is reported and left out."""
    entries = table.entries
    places = node.places
    for key, value in node.items():
        entry = entries.get(key)
        if entry is None:
            own_field(file, table, node, key, value, found)
            continue
        name, read, special = entry
        if read is None:
            special(file, node, key, value, found, name)  # type: ignore[misc]  # one of the two is there
            continue
        if value.__class__ is str:
            text: Any = value
        elif value is None:
            continue
        else:
            _, start, end = places[key]
            text = text_at(file, value, start, end)
            if text is None:
                file.wrong(f"`{key}` takes one value", start, end)
                continue
        try:
            found[name] = read(text)
        except Unreadable as error:
            file.refuse(error, *places[key][1:])


def own_field(file: File, table: Table, node: Map, key: str, value: Value, found: Found) -> None:
    """A key of the team's own: `x-...` as it stands, a declared field by its type; unknown keys are shape's affair."""
    declaration = table.declared.get(key)
    if not table.keeps_own or (declaration is None and not key.startswith("x-")):
        return
    _, start, end = node.places[key]
    own: object
    if declaration is None:
        own = plain(file, value, start, end)
    else:
        own = declared_value(file, declaration, value, start, end)
        if own is None:
            return
    found.setdefault("x", {})[key] = own


def declared_value(file: File, declaration: FieldDeclaration, value: Value, start: int, end: int) -> object:
    """The value of a declared field, or None where it is not of its type."""
    text = text_at(file, value, start, end)
    if text is None:
        if value is not None:
            file.wrong(f"`{declaration.key}` takes one value", start, end)
        return None
    if declaration.type == "number":
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        file.wrong(
            f"{quantity.shown(text)} is not a number", start, end, f"`{declaration.key}` is declared as a number"
        )
        return None
    if declaration.type == "date":
        try:
            return quantity.when(text)
        except Unreadable as error:
            file.refuse(error, start, end)
            return None
    if declaration.type == "choice" and text not in declaration.choices:
        choices = ", ".join(f"`{choice}`" for choice in declaration.choices)
        file.wrong(f"{quantity.shown(text)} is not a choice of `{declaration.key}`", start, end, f"choose {choices}")
        return None
    return text


def many(read: Read) -> Special:
    """One value or a list of them; the place of each element of a list is kept as `key.0`, `key.1` ..."""

    def read_many(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        places = node.places
        if value.__class__ is Seq:
            result: list[Any] = []
            assert isinstance(value, Seq)
            for element, (start, end) in zip(value, value.places, strict=True):
                text = element if element.__class__ is str else text_at(file, element, start, end)
                if text is None:
                    file.wrong(f"each of `{key}` is one value", start, end)
                    continue
                try:
                    result.append(read(text))
                except Unreadable as error:
                    file.refuse(error, start, end)
                    continue
                places[f"{key}.{len(result) - 1}"] = (start, start, end)
            found[name] = tuple(result)
            return
        if value is None:
            return
        _, start, end = places[key]
        text = value if value.__class__ is str else text_at(file, value, start, end)
        if text is None:
            file.wrong(f"`{key}` takes one value or a list", start, end)
            return
        try:
            found[name] = (read(text),)
        except Unreadable as error:
            file.refuse(error, start, end)

    return read_many


def record(file: File, cls: type[Record], value: Value, start: int, end: int, **given: Any) -> Record | None:
    """A record that is written as a map, or None where it is not one or lacks what it cannot do without."""
    if not isinstance(value, Map):
        if value is not None:
            file.wrong("a map is wanted here", start, end, "write `{key: value}`, or the keys on lines of their own")
        return None
    table = file.tables[cls]
    found: Found = given
    fill(file, table, value, found)
    if any(name not in found for name in table.required if name != "key"):
        return None
    make: Callable[..., Record] = cls
    return make(source=source_of(file, value), **found)
