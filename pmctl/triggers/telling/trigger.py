"""What a trigger is: an occasion on which somebody is told; read from its module, so that one file says it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Literal, cast

from pmctl.diagnostic import Span
from pmctl.model.item import Item

if TYPE_CHECKING:
    from pmctl.triggers.telling.between import Between

Kind = Literal["diff", "time", "derived"]
Severity = Literal["info", "warn", "alert"]
SEVERITIES: tuple[Severity, ...] = ("alert", "warn", "info")
"""The urgent ones first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A further line of a message. It is left out for a client who may not see one of the items that it names.

    `private`: it holds money, effort or names, which no client reads.
    """

    text: str
    about: tuple[str, ...] = ()
    private: bool = True


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something of which people are told.

    `text` says what happened and names nobody but the item; `key` is what makes two messages the same beside the
    trigger and the item. `who` are the people (or teams) behind the roles that this occasion alone knows, `by` those
    who did it whatever the revision says. `causes` are the items (full ids, at head or base; none: the item itself)
    whose edits brought it about, with `keys` the fields that matter (none: all) and `not_by` those that never do;
    `by_time` says that only the passing of time did, `dated` that it is about when the item is. `subject` is what it is
    called where that is not the item's name, `at` its place where that is not the item's.
    """

    item: Item
    text: str
    key: tuple[str, ...] = ()
    who: Mapping[str, Collection[str]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    causes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    dated: bool = False
    by_time: bool = False
    severity: Severity | None = None
    by: tuple[str, ...] = ()
    subject: str = ""
    at: Span | None = None


Occasions = Callable[["Between"], Iterator[Occasion]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as the registry holds it.

    `to` are roles (`roles.STANDARD`, else those of the occasion's `who`); `limits` are the settings that a workspace or
    person can change, with their defaults as plan text. `for_clients` says that its texts hold nothing private.
    """

    id: str
    name: str
    kind: Kind
    entity: tuple[str, ...]
    severity: Severity
    rule: str
    to: tuple[str, ...]
    dedupe: str
    occasions: Occasions
    limits: Mapping[str, str] = field(default_factory=dict)
    for_clients: bool = False
    tells_author: bool = False


def trigger_of(module: ModuleType) -> Trigger:
    """Read a trigger from its module. A missing name is a mistake of ours and raises."""
    return Trigger(
        id=module.ID,
        name=module.NAME,
        kind=cast(Kind, module.KIND),
        entity=module.ENTITY,
        severity=module.SEVERITY,
        rule=module.RULE,
        to=module.TO,
        dedupe=module.DEDUPE,
        occasions=module.occasions,
        limits=getattr(module, "LIMITS", {}),
        for_clients=getattr(module, "FOR_CLIENTS", False),
        tells_author=getattr(module, "TELLS_AUTHOR", False),
    )
