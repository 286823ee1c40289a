"""Does a value fit a schema? jsonschema-rs tells it of a whole file in a tenth of a millisecond."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pmctl import grammar
from pmctl.grammar import Fields

if TYPE_CHECKING:
    from jsonschema_rs import Draft7Validator, Registry


def conforms(value: object, schema: dict[str, Any]) -> bool:
    """Does a JSON value that a stranger may have written fit a schema that needs no other?"""
    library = _library()
    made: Draft7Validator = library.Draft7Validator(schema, pattern_options=library.RegexOptions(), offline=True)
    return made.is_valid(value)


@lru_cache(maxsize=64)
def validator(kind: str, fields: Fields) -> Draft7Validator:
    """What judges files of a kind, with declared fields."""
    library = _library()
    linear = library.RegexOptions()  # the engine that never backtracks: values are hostile
    made: Draft7Validator = library.Draft7Validator(
        grammar.extended(kind, fields), registry=_registry(fields), pattern_options=linear, offline=True
    )
    return made


@lru_cache(maxsize=8)
def _registry(fields: Fields) -> Registry:
    """The definitions that the schemas of all kinds share, as they are with these fields."""
    made: Registry = _library().Registry([(grammar.ADDRESS + grammar.COMMON, grammar.shared(fields))])
    return made


@cache
def _library() -> Any:
    with _mail_put_off():
        import jsonschema_rs
    return jsonschema_rs


@contextmanager
def _mail_put_off() -> Iterator[None]:
    """What is imported inside does not import `email.utils`, but something in its place that reads no date.

    jsonschema-rs has it read the day on which it was built, and nothing else; sockets and all that come with it take
    longer to import than most files to judge.
    """
    name = "email.utils"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = ModuleType(name)
    vars(sys.modules[name])["parsedate_to_datetime"] = str
    try:
        yield
    finally:
        del sys.modules[name]
