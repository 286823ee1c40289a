"""Dataclasses that are quick to define, and frozen ones quick to make: a plan has many nouns, and many of each.

The standard library compiles six methods a class, which for well over a hundred takes longer than most commands need
for all else; here a constructor is compiled when the first instance is made, if ever. It fills a draft, whose fields
can simply be set, and then makes that a record. To the type checker, to `fields`, to `replace` and to everybody who
uses one, what is made here is a dataclass: what the standard library keeps of one, it works out when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from dataclasses import dataclass as standard
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, slots: bool, frozen: bool = False, kw_only: bool = False, order: bool = False
    ) -> Callable[[type], type]:
        """`dataclasses.dataclass(slots=True)`, frozen or not, for classes without `__post_init__` and `ClassVar`."""
        assert slots

        def define(cls: type) -> type:
            made = _slotted(cls, kw_only)
            made.__init__ = _first_call(made, "__init__", partial(_constructor, frozen=frozen))
            for name, sign in _SIGNS.items() if order else (("__eq__", "=="),):
                setattr(made, name, _first_call(made, name, partial(_comparison, name=name, sign=sign)))
            made.__hash__ = _first_call(made, "__hash__", _hash) if frozen else None
            made.__repr__, made.__reduce__ = _shown, _copied
            if frozen:
                made.__setattr__ = made.__delattr__ = _refuse
            return made

        return define


_SIGNS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}

Written = dict[str, tuple[Any, bool]]
"""The fields of a record: what stands behind `=`, and is it given by name only?"""


def _slotted(cls: type, kw_only: bool) -> Any:
    """The same class again, with a slot for each field of its own; `__written__` are all, inherited ones first."""
    body = dict(cls.__dict__)
    own: Written = {name: (body.pop(name, MISSING), kw_only) for name in body.get("__annotations__", ())}
    inherited: Written = {}
    for above in cls.__mro__[-1:0:-1]:
        inherited |= above.__dict__.get("__written__", {})
    body["__slots__"] = tuple([name for name in own if name not in inherited])
    body["__written__"] = inherited | own
    body["__dataclass_fields__"] = _AsDataclass(cls, kw_only)
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


class _AsDataclass:
    """What the standard library keeps in a dataclass: worked out from the class as it was written, and put in place."""

    def __init__(self, written: type, kw_only: bool) -> None:
        self._written, self._kw_only = written, kw_only

    def __set_name__(self, record: type, name: str) -> None:
        self._record = record

    def __get__(self, instance: object, cls: type) -> Any:
        known: Any = standard(init=False, repr=False, eq=False, kw_only=self._kw_only)(self._written)
        for name in ("__dataclass_params__", "__match_args__", "__dataclass_fields__"):
            setattr(self._record, name, getattr(known, name))
        return known.__dataclass_fields__


def _first_call(cls: Any, name: str, compiled: Callable[[Any], Callable[..., Any]]) -> Callable[..., Any]:
    """A method that puts the real one, compiled when somebody needs it, in its own place."""

    def method(self: object, *values: object, **named: object) -> Any:
        made = compiled(cls)
        setattr(cls, name, made)
        return made(self, *values, **named)

    return method


def _constructor(cls: Any, frozen: bool) -> Callable[..., Any]:
    """The `__init__` of a class, much as the standard library writes it."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    by_place: list[str] = ["self"]
    by_name: list[str] = []
    lines = ["pass"]
    if frozen:
        free = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}  # only with both is setting fast
        known["_draft"] = type(cls.__name__, (cls,), {"__slots__": (), **free})
        known |= {"_become": vars(object)["__class__"].__set__, "_record": cls}
        lines = ["_become(self, _draft)"]
    for name, (default, is_named) in cls.__written__.items():
        value = name
        if isinstance(default, Field):
            if default.kw_only is not MISSING:
                is_named = default.kw_only
            if default.default_factory is not MISSING:
                known[f"_make_{name}"] = default.default_factory
                value = f"_make_{name}() if {name} is _MISSING else {name}"
            default = default.default
        if default is not MISSING or value != name:
            known[f"_default_{name}"] = default
        parameter = f"{name}=_default_{name}" if f"_default_{name}" in known else name
        (by_name if is_named else by_place).append(parameter)
        lines.append(f"self.{name} = {value}")
    if frozen:
        lines.append("self.__class__ = _record")
    if len(by_place) == 1:  # without `*` Python fills in faster what is left out; the type checker still wants names
        by_place += sorted(by_name, key=lambda parameter: "=" in parameter)
        by_name = []
    return _compiled("__init__", ", ".join([*by_place, *(["*", *by_name] if by_name else [])]), lines, known)


def _comparison(cls: Any, name: str, sign: str) -> Callable[..., Any]:
    """What compares two of a class, field by field."""
    lines = ["if other.__class__ is not self.__class__:", "    return NotImplemented"]
    return _compiled(name, "self, other", [*lines, f"return {_values(cls, 'self')} {sign} {_values(cls, 'other')}"], {})


def _hash(cls: Any) -> Callable[..., Any]:
    return _compiled("__hash__", "self", [f"return hash({_values(cls, 'self')})"], {})


def _values(cls: Any, name: str) -> str:
    """The expression for all that makes two instances equal."""
    parts = [
        part for part, (default, _) in cls.__written__.items() if not isinstance(default, Field) or default.compare
    ]
    return f"({''.join(f'{name}.{part}, ' for part in parts)})"


def _compiled(name: str, parameters: str, lines: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    exec("\n    ".join([f"def {name}({parameters}):", *lines]), known)
    made: Callable[..., Any] = known[name]
    return made


def _copied(self: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How another process makes an equal one."""
    cls: Any = self.__class__
    return _made, (cls, *[getattr(self, name) for name in cls.__written__])


def _made(cls: Any, *values: Any) -> Any:
    return cls(**dict(zip(cls.__written__, values, strict=True)))


def _shown(self: Any) -> str:
    names = [name for name, (default, _) in self.__written__.items() if not isinstance(default, Field) or default.repr]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
    return f"{self.__class__.__qualname__}({values})"


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")
