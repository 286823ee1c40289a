"""What every noun of a plan shares: an id, a name, an owner, and the place where it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, NoReturn

from pmctl.diagnostic import Span
from pmctl.quantity import When
from pmctl.record import dataclass

Places = Mapping[str, tuple[int, int, int]]
"""Key of the plan -> (start of the key, start of the value, end of the value); an element of a list is `after.0`."""


class _Empty(Mapping[str, Any]):
    """A mapping that stays empty, so that it can be the default of a frozen record."""

    __slots__ = ()

    def __getitem__(self, key: str) -> NoReturn:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "{}"


NOTHING: Mapping[str, object] = _Empty()
NOWHERE: Places = _Empty()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was written: its file, the span of its id (or of its value), the places of its values."""

    path: str = ""
    start: int = 0
    end: int = 0
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Anything that a plan names. `id` is full (`checkout/api`; people and documents have no slash); `kind` is `task`,
    `risk` ...
    """

    id: str
    kind: str
    document: str = ""
    group: str = ""
    source: Source = Source()
    name: str = ""
    description: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    visibility: str = ""
    x: Mapping[str, object] = field(default=NOTHING)
    """Keys of the team's own: `x-...` and the declared fields."""

    @property
    def key(self) -> str:
        """The id inside its document: `api` of `checkout/api`."""
        return self.id.rpartition("/")[2]

    @property
    def title(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved, passed or accepted something, and when."""

    by: str = ""
    date: When | None = None
    source: Source = Source()


def span_of(item: Item) -> Span:
    """The place of an item's id."""
    return Span(item.source.path, item.source.start, item.source.end)


def spot(source: Source, key: str, index: int | None = None) -> Span:
    """The place of the value of `key` (of one element of a list, with `index`), else of what it belongs to."""
    places = source.places
    place = places.get(f"{key}.{index}") if index is not None else None
    place = place or places.get(key)
    if place is None:
        return Span(source.path, source.start, source.end)
    return Span(source.path, place[1], place[2])


def key_spot(source: Source, key: str) -> Span:
    """The place of the key itself."""
    place = source.places.get(key)
    if place is None:
        return Span(source.path, source.start, source.end)
    return Span(source.path, place[0], place[0] + len(key))


def field_name(key: str) -> str:
    """The name in Python of a key of the plan: `not-before` -> `not_before`, `from` -> `from_`."""
    name = key.replace("-", "_")
    return f"{name}_" if name in ("from", "for", "in", "is", "with") else name


def plan_key(name: str) -> str:
    """The key of the plan of a name in Python, the reverse of `field_name`."""
    return name.removesuffix("_").replace("_", "-")


def is_a(item: Item) -> str:
    """`is a risk`, `is an objective`."""
    return f"is {'an' if item.kind[:1] in 'aeiou' else 'a'} {item.kind.replace('-', ' ')}"
