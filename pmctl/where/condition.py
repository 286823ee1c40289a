"""What a filter is once it has been read: names, values and the conditions that join them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction
Span = tuple[Number, Number]
"""What is compared: from..to, both included; but for days both ends are the same."""


@dataclass(frozen=True, slots=True)
class Name:
    """A fact of the item, by its name in the plan."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written, with every reading that it has: what it is compared with decides which one counts."""

    text: str
    time: Number | None = None  # minutes
    age: Number | None = None  # calendar days
    share: Fraction | None = None
    number: Fraction | None = None
    money: Fraction | None = None
    currency: str | None = None
    days: Span | None = None  # instants, both included


@dataclass(frozen=True, slots=True)
class Constant:
    """`true`, `false` or `none`."""

    value: bool | None


@dataclass(frozen=True, slots=True)
class Several:
    """A list in brackets."""

    operands: tuple[Operand, ...]


Operand = Name | Value | Constant | Several


@dataclass(frozen=True, slots=True)
class Holds:
    """An operand by itself: is there something, and is it not false?"""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and `==`, `!=`, `<`, `<=`, `>`, `>=`, `~` or `in`."""

    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Node


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts of which all (`and`) or one (`or`) must hold."""

    word: str
    parts: tuple[Node, ...]


Node = Holds | Comparison | Not | Joined


@dataclass(frozen=True, slots=True)
class Where:
    """A filter that has been read: `names` are the facts that it asks for, in alphabetical order."""

    text: str
    root: Node
    names: tuple[str, ...]
