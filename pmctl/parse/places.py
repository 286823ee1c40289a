"""Where everything of a file stands: numbers, that become tuples when somebody asks.

A plan has a hundred thousand values, and findings are about few: an array of numbers for each file takes a tenth of the
memory that tuples would, and less time. Each list and map has a block in it that begins `at` its first number. In that
of a list stand how many elements it has, then start and end of each; in that of a map a 0, then for each key the start
of the key, the start and the end of its value, and the block of the value (0: it is a single one).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

Place = tuple[int, int, int]
"""Start of a key, start of its value, end of the value, in characters."""
T = TypeVar("T")

FIRST, A_KEY, AN_ELEMENT = 1, 4, 2
"""The first number of a block behind its head; how many numbers a key has, and an element."""
_FEW = 16  # keys are sought one by one among so many


class Places(Mapping[str, Place]):
    """Where the keys of a map and their values stand.

    An element of a list is found as `after.0`; build adds names for what stands deeper.
    """

    __slots__ = ("_added", "_at", "_marks", "_names")

    def __init__(self, names: Iterable[str], marks: array[int], at: int) -> None:
        self._names: tuple[str, ...] | dict[str, int] = tuple(names)
        self._marks = marks
        self._at = at
        self._added: dict[str, Place] | None = None

    def add(self, name: str, place: Place) -> None:
        """Name one more place; it hides what had that name."""
        if self._added is None:
            self._added = {}
        self._added[name] = place

    def __repr__(self) -> str:
        return repr(dict(self))

    def __getitem__(self, name: str) -> Place:
        found = self._find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    @overload
    def get(self, name: str, /) -> Place | None: ...
    @overload
    def get(self, name: str, /, default: Place | T) -> Place | T: ...
    def get(self, name: str, /, default: Any = None) -> Any:
        """The place of a name; quicker than that of `Mapping` where there is none."""
        found = self._find(name)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        yield from self._names
        yield from (name for name in self._added or () if not self._entry(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, name: str) -> Place | None:
        if self._added is not None and name in self._added:
            return self._added[name]
        entry, marks = self._entry(name), self._marks
        if entry:
            return marks[entry], marks[entry + 1], marks[entry + 2]
        key, _, index = name.rpartition(".")
        entry = self._entry(key)
        block = marks[entry + 3] if entry else 0
        if not block or not index.isdecimal() or int(index) >= marks[block]:
            return None
        element = block + FIRST + AN_ELEMENT * int(index)
        return marks[element], marks[element], marks[element + 1]

    def _entry(self, key: str) -> int:
        """Where the numbers of a key begin; 0 where the map does not have it."""
        names = self._names
        if isinstance(names, tuple):
            if len(names) <= _FEW:
                return self._at + FIRST + A_KEY * names.index(key) if key in names else 0
            names = self._names = {name: index for index, name in enumerate(names)}
        index = names.get(key)
        return 0 if index is None else self._at + FIRST + A_KEY * index
