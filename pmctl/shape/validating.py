"""Does a value fit a schema? jsonschema-rs tells it of a whole file in a tenth of a millisecond."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pmctl import grammar
from pmctl.grammar import Fields

if TYPE_CHECKING:
    from jsonschema_rs import Draft7Validator, Registry


def conforms(value: object, schema: dict[str, Any]) -> bool:
    """Does a JSON value that a stranger may have written fit a schema that needs no other?"""
    from jsonschema_rs import Draft7Validator, RegexOptions

    return Draft7Validator(schema, pattern_options=RegexOptions(), offline=True).is_valid(value)


@lru_cache(maxsize=64)
def validator(kind: str, fields: Fields) -> Draft7Validator:
    """What judges files of a kind, with declared fields."""
    from jsonschema_rs import Draft7Validator, RegexOptions

    linear = RegexOptions()  # the engine that never backtracks: values are hostile
    return Draft7Validator(
        grammar.extended(kind, fields), registry=_registry(fields), pattern_options=linear, offline=True
    )


@lru_cache(maxsize=8)
def _registry(fields: Fields) -> Registry:
    """The definitions that the schemas of all kinds share, as they are with these fields."""
    from jsonschema_rs import Registry

    return Registry([(grammar.ADDRESS + grammar.COMMON, grammar.shared(fields))])
