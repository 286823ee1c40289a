"""Dataclasses that are quick to define, and frozen ones quick to make: a plan has many nouns, and many of each.

The standard library compiles six methods a class, which for well over a hundred takes longer than most commands need
for all else; here a constructor is compiled when the first instance is made, if ever. It fills a draft, whose fields
can simply be set, and then makes that a record. To the type checker, to `fields`, to `replace` and to everybody who
uses one, what is made here is a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as standard

    def dataclass(*, slots: bool, frozen: bool = False, kw_only: bool = False) -> Callable[[type], type]:
        """`dataclasses.dataclass(slots=True)`, frozen or not, for classes without `__post_init__`."""
        assert slots

        def define(cls: type) -> type:
            made = standard(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
            made.__init__ = _first_call(made, frozen)
            made.__eq__, made.__hash__, made.__repr__ = _equal, _hash if frozen else None, _shown
            made.__reduce__ = _copied
            if frozen:
                made.__setattr__ = made.__delattr__ = _refuse
            return made

        return define


def _first_call(cls: Any, frozen: bool) -> Callable[..., None]:
    """A constructor that puts the real one in its own place."""

    def __init__(self: object, *values: object, **named: object) -> None:
        cls.__init__ = _constructor(cls, frozen)
        cls.__init__(self, *values, **named)

    return __init__


def _constructor(cls: Any, frozen: bool) -> Callable[..., None]:
    """The `__init__` of a class, much as the standard library writes it."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    parameters, lines = ["self"], ["    pass"]
    if frozen:
        free = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}  # only with both is setting fast
        known["_draft"] = type(cls.__name__, (cls,), {"__slots__": (), **free})
        known |= {"_put": object.__setattr__, "_record": cls}
        lines = ["    _put(self, '__class__', _draft)"]
    for one in sorted(fields(cls), key=lambda one: bool(one.kw_only)):
        value, default = one.name, f"_default_{one.name}"
        if one.default_factory is not MISSING:
            known[default] = MISSING
            known[f"_make_{one.name}"] = one.default_factory
            value = f"_make_{one.name}() if {one.name} is _MISSING else {one.name}"
        elif one.default is not MISSING:
            known[default] = one.default
        if one.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(f"{one.name}={default}" if default in known else one.name)
        lines.append(f"    self.{one.name} = {value}")
    if frozen:
        lines.append("    self.__class__ = _record")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines]), known)
    made: Callable[..., None] = known["__init__"]
    return made


@cache
def _compared(cls: type[Any]) -> Callable[[Any], object]:
    """What reads all that makes two instances equal."""
    names = [one.name for one in fields(cls) if one.compare]
    return attrgetter(*names) if names else lambda _: ()


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = _compared(self.__class__)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(_compared(self.__class__)(self))


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls))


def _copied(self: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How another process makes an equal one."""
    cls: Any = self.__class__
    return _made, (cls, *[getattr(self, name) for name in _names(cls)])


def _made(cls: Any, *values: Any) -> Any:
    return cls(**dict(zip(_names(cls), values, strict=True)))


def _shown(self: Any) -> str:
    values = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({values})"


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")
