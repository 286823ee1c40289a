"""Values that are made of others one by one, when somebody looks at them: most of what is found is only counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Given = TypeVar("Given")
Made = TypeVar("Made")


class OnDemand(Sequence[Made], Generic[Given, Made]):
    """Of each of some values another; as a sequence it equals the tuple of them, and copies become that."""

    __slots__ = ("_make", "_values")

    def __init__(self, values: Sequence[Given], make: Callable[[Given], Made]) -> None:
        self._values, self._make = values, make

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> Made: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Made]: ...

    def __getitem__(self, index: int | slice) -> Made | Sequence[Made]:
        if isinstance(index, slice):
            return OnDemand(self._values[index], self._make)
        return self._make(self._values[index])

    def __iter__(self) -> Iterator[Made]:
        return map(self._make, self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (OnDemand, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)
