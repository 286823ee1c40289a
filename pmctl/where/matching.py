"""Whether an item passes a filter."""

from __future__ import annotations

from collections.abc import Callable

from pmctl.quantity import Duration, Estimate, Money, Rate, Share
from pmctl.where.condition import Comparison, Constant, Holds, Name, Node, Not, Operand, Several, Value, Where
from pmctl.where.glob import is_like
from pmctl.where.kinds import keys_of, text_of

STARTS = frozenset({"not-before", "started"})
"""Names that look at the first day of a period, beside all that end in `start`; the others look at its last day."""
Lookup = Callable[[str], object]


def matches(where: Where, lookup: Lookup) -> bool:
    """Does an item pass? `lookup` answers the value of a name: None, yes or no, a number, a text, a day, a record of
    `quantity`, or a tuple of them, of which one is enough.

    What cannot be compared is not equal, not less and not more; `a != b` is always the opposite of `a == b`.
    """
    return _is_true(where.root, lookup)


def _is_true(node: Node, lookup: Lookup) -> bool:
    if isinstance(node, Comparison):
        return _compares(node, lookup)
    if isinstance(node, Holds):
        return _holds(_resolved(node.operand, lookup))
    if isinstance(node, Not):
        return not _is_true(node.part, lookup)
    if node.word == "and":
        return all(_is_true(part, lookup) for part in node.parts)
    return any(_is_true(part, lookup) for part in node.parts)


def _resolved(operand: Operand, lookup: Lookup) -> object:
    if isinstance(operand, Name):
        return lookup(operand.name)
    if isinstance(operand, Constant):
        return operand.value
    return tuple(_resolved(one, lookup) for one in operand.operands) if isinstance(operand, Several) else operand


def _holds(value: object) -> bool:
    if isinstance(value, Duration | Estimate):
        return value.minutes != 0
    if isinstance(value, Money | Rate):
        return value.amount != 0
    return value.value != 0 if isinstance(value, Share) else bool(value)


def _compares(node: Comparison, lookup: Lookup) -> bool:
    left, right = _resolved(node.left, lookup), _resolved(node.right, lookup)
    if node.operator == "~":
        pattern = right.text if isinstance(right, Value) else ""
        return any(is_like(one, pattern) for one in _each(left))
    first = isinstance(node.left, Name) and _is_start(node.left.name)
    other = isinstance(node.right, Name) and _is_start(node.right.name)
    if node.operator in ("==", "!=", "in"):
        same = _are_equal(left, right, first, other)
        return not same if node.operator == "!=" else same
    return any(_is_ordered(one, node.operator, two, first, other) for one in _each(left) for two in _each(right))


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _is_start(name: str) -> bool:
    return name in STARTS or name.endswith("start")


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or value == ()


def _are_equal(left: object, right: object, first: bool, other: bool) -> bool:
    if _is_nothing(left) or _is_nothing(right):
        return _is_nothing(left) and _is_nothing(right)
    return any(_is_same(one, two, first, other) for one in _each(left) for two in _each(right))


def _is_same(left: object, right: object, first: bool, other: bool) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return text_of(left) == text_of(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    keys = keys_of(left, right, first, other)
    if keys is None:
        return isinstance(left, Value) and isinstance(right, Value) and left.text == right.text
    (low, high), (begin, end) = keys
    # a day is equal to the period that it lies in
    return (begin <= low and high <= end) or (low <= begin and end <= high)


def _is_ordered(left: object, sign: str, right: object, first: bool, other: bool) -> bool:
    keys = keys_of(left, right, first, other)
    if keys is not None:
        (low, high), (begin, end) = keys
        return {"<": high < begin, "<=": high <= end, ">": low > end, ">=": low >= begin}[sign]
    one, two = text_of(left), text_of(right)
    if one is None or two is None or not (isinstance(left, str) or isinstance(right, str)):
        return False
    return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[sign]
