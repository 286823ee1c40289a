"""The filter language of `--where`, policies and views: `commitment == 'committed' and slip > 5d`.

Comparisons `== != < <= > >= ~ in not in` of names with values, joined by `and or not` and parentheses. A name by itself
(`late`, `critical`, `leaf`) asks whether it holds. Values are written as in a plan (`5d`, `40%`, `12.5k`, `2026-Q2`),
texts in quotes, lists in brackets. `~` is a glob (`*`, `?`), never a regular expression. No calls, no attributes.

    either     = both { "or" both }
    both       = single { "and" single }
    single     = "not" single | "(" either ")" | operand [ operator operand ]
    operand    = name | value | 'text' | "[" [ operand { "," operand } ] "]"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from pmctl.quantity import (
    DEFAULT_UNITS,
    MINUTES_A_DAY,
    Days,
    Duration,
    Estimate,
    Every,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    Units,
    Unreadable,
    When,
    duration,
    every,
    instant,
    is_id,
    money,
    number_range,
    rate,
    share,
    shown,
    when,
)

LONGEST = 2000
DEEPEST = 32
LONGEST_PATTERN = 200
LONGEST_MATCHED = 65_536
STARTS = frozenset({"not-before", "started"})
"""Names that look at the first day of a period, beside all that end in `start`; the others look at its last day."""

T = TypeVar("T")
Lookup = Callable[[str], object]
Number = int | Fraction
Span = tuple[Number, Number]
"""What is compared: from..to, both included; but for days both ends are the same."""
_OPERATORS = ("==", "!=", "<=", ">=", "<", ">", "~")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "none": None}
_RESERVED = frozenset({"and", "or", "not", "in"})
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./%:-")
_FOREIGN = {"&": "write `and`", "|": "write `or`", "!": "write `not` or `!=`", "=": "equality is `==`"}


# --- what a filter is -------------------------------------------------------------------------------------------------


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


# --- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, text, sign, end
    text: str
    column: int


def _quoted(text: str, start: int) -> tuple[str, int]:
    """The text between quotes and the offset behind it; a backslash stands before a quote or another backslash."""
    quote, at = text[start], start + 1
    parts: list[str] = []
    while at < len(text):
        character = text[at]
        if character == quote:
            return "".join(parts), at + 1
        if character == "\\" and text[at + 1 : at + 2] in ("'", '"', "\\"):
            at += 1
            character = text[at]
        parts.append(character)
        at += 1
    raise Unreadable("the text does not end", f"close it with {quote}", start + 1)


def _word_end(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] in _WORD:
        at += 1
    return at


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        character, column = text[at], at + 1
        following = text[at + 1 : at + 2]
        if character in " \t\r\n":
            at += 1
        elif character in "'\"":
            inside, at = _quoted(text, at)
            yield _Token("text", inside, column)
        elif character in "()[],":
            at += 1
            yield _Token("sign", character, column)
        elif sign := next((sign for sign in _OPERATORS if text.startswith(sign, at)), None):
            at += len(sign)
            yield _Token("sign", sign, column)
        elif (
            character in _WORD and character not in "%./:-" or (character in "+-" and following in tuple("0123456789"))
        ):
            end = _word_end(text, at)
            yield _Token("word", text[at:end], column)
            at = end
        else:
            hint = _FOREIGN.get(character, "texts and patterns stand in quotes: 'pay*'")
            raise Unreadable(f"`{character}` means nothing here", hint, column)
    yield _Token("end", "", len(text) + 1)


# --- values -----------------------------------------------------------------------------------------------------------


def _span(value: When) -> Span:
    first = instant(value.first, value.minute or 0)
    return first, first if value.minute is not None else instant(value.last, MINUTES_A_DAY - 1)


def _try(reading: Callable[[str], T], text: str) -> T | None:
    try:
        return reading(text)
    except Unreadable:
        return None


def _number(text: str) -> Fraction:
    if ".." in text:
        raise Unreadable(f"{shown(text)} is a range")
    return Fraction(number_range(text).likely)


def _money(text: str) -> Money | Rate:
    return rate(text) if "/" in text else money(text)


@lru_cache(maxsize=4096)
def _value(text: str, units: Units) -> Value:
    """Everything that a text can be read as; a plain number also counts days, and per cent above 1."""
    sign, unsigned = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    number, part, amount = _try(_number, unsigned), _try(share, unsigned), _try(_money, unsigned)
    length, age, day = _try(lambda one: duration(one, units), unsigned), _try(every, unsigned), _try(when, text)
    span = None if day is None else _span(day)
    if number is not None:
        time, fraction = number * units.day, number if number <= 1 else number / 100
        return Value(text, sign * time, sign * number, sign * fraction, sign * number, sign * number, None, span)
    return Value(
        text,
        None if length is None else sign * length.minutes,
        None if age is None else sign * age.days,
        None if part is None else sign * part.value,
        None if part is None else sign * part.value,
        None if amount is None else sign * Fraction(amount.amount),
        None if amount is None else amount.currency,
        span,
    )


def _is_readable(value: Value) -> bool:
    readings = (value.time, value.age, value.share, value.number, value.money, value.days)
    return any(reading is not None for reading in readings)


# --- reading ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Walks over the tokens once; what it has read so far is its place."""

    def __init__(self, text: str, known: Collection[str] | None, units: Units) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.known = known
        self.units = units
        self.names: set[str] = set()

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> str | None:
        """The next word or sign, if it is one of these."""
        token = self.token
        if token.kind in ("word", "sign") and token.text in texts:
            self.at += 1
            return token.text
        return None

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("the filter is nested too deeply", f"{DEEPEST} levels are the limit", self.token.column)

    def either(self) -> Node:
        return self.joined("or", self.both)

    def both(self) -> Node:
        return self.joined("and", self.single)

    def joined(self, word: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def single(self) -> Node:
        self.deeper()
        node: Node
        if self.take("not"):
            node = Not(self.single())
        elif self.take("("):
            node = self.either()
            self.expect(")")
        else:
            node = self.comparison()
        self.depth -= 1
        return node

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            token = self.token
            what = f"instead of `{token.text}`" if token.text else "at the end"
            raise Unreadable(f"`{sign}` is missing {what}", "join conditions by `and` or `or`", token.column)

    def comparison(self) -> Node:
        left = self.operand()
        sign = self.take(*_OPERATORS, "in")
        if sign is None and self.token.text == "not" and self.token.kind == "word":
            self.at += 1
            self.expect("in")
            return Not(Comparison(left, "in", self.operand()))
        if sign is None:
            return self.alone(left)
        column = self.token.column
        right = self.operand()
        if sign == "~" and not (isinstance(right, Value) and len(right.text) <= LONGEST_PATTERN):
            hint = f"`~` wants a pattern in quotes, at most {LONGEST_PATTERN} characters: 'pay*'"
            raise Unreadable("that is no pattern", hint, column)
        if isinstance(right, Several) and sign != "in":
            raise Unreadable(f"`{sign}` does not compare with a list", "write `in [...]`", column)
        if self.take(*_OPERATORS, "in"):
            raise Unreadable(
                "a comparison has two sides", "join two comparisons by `and`", self.tokens[self.at - 1].column
            )
        return Comparison(left, sign, right)

    def alone(self, operand: Operand) -> Node:
        if isinstance(operand, Value | Several):
            column = self.tokens[self.at - 1].column
            raise Unreadable("a value alone is no condition", "compare it with a name: `slip > 5d`", column)
        return Holds(operand)

    def operand(self) -> Operand:
        token = self.token
        if token.kind == "text":
            self.at += 1
            return _value(token.text, self.units)
        if self.take("["):
            return self.several()
        if token.kind != "word" or token.text in _RESERVED:
            what = f"instead of `{token.text}`" if token.text else "at the end"
            raise Unreadable(
                f"a name or a value is missing {what}", "a condition reads `slip > 5d` or `late`", token.column
            )
        self.at += 1
        if token.text in _CONSTANTS:
            return Constant(_CONSTANTS[token.text])
        return self.value(token) if token.text[0] in "+-0123456789" else self.name(token)

    def several(self) -> Several:
        self.deeper()
        operands: list[Operand] = []
        while not self.take("]"):
            if operands:
                self.expect(",")
            operands.append(self.operand())
        self.depth -= 1
        return Several(tuple(operands))

    def value(self, token: _Token) -> Value:
        text = token.text
        following = self.token
        if following.kind == "word" and len(following.text) == 3 and following.text.isupper():
            self.at += 1
            text = f"{text} {following.text}"
        value = _value(text, self.units)
        if not _is_readable(value):
            hint = "values are `5d`, `40%`, `12.5k`, `2026-03-01`, `2026-Q2`, `3`; texts stand in quotes"
            raise Unreadable(f"{shown(text)} is no value", hint, token.column)
        return value

    def name(self, token: _Token) -> Name:
        name = token.text
        if not is_id(name):
            raise Unreadable(f"{shown(name)} is no name", f"a text stands in quotes: '{name}'", token.column)
        if self.known is not None and name not in self.known:
            near = get_close_matches(name, sorted(self.known), 1)
            hint = f"did you mean `{near[0]}`? " if near else ""
            raise Unreadable(f"there is no `{name}`", f"{hint}A text stands in quotes: '{name}'", token.column)
        self.names.add(name)
        return Name(name, token.column)


def compile_where(text: str, names: Collection[str] | None = None, units: Units = DEFAULT_UNITS) -> Where:
    """Read a filter; with `names` all others are refused. Raises `Unreadable` with message, hint and column."""
    if len(text) > LONGEST:
        raise Unreadable("the filter is too long", f"{LONGEST} characters are the limit", 1)
    reader = _Reader(text, names, units)
    if reader.token.kind == "end":
        raise Unreadable("the filter is empty", "write a condition: `slip > 5d`", 1)
    root = reader.either()
    token = reader.token
    if token.kind != "end":
        raise Unreadable(f"{shown(token.text)} is one too many", "join conditions by `and` or `or`", token.column)
    return Where(text, root, tuple(sorted(reader.names)))


# --- matching ---------------------------------------------------------------------------------------------------------


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
        return any(_is_like(one, pattern) for one in _each(left))
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
        return _text(left) == _text(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    keys = _keys(left, right, first, other)
    if keys is None:
        return isinstance(left, Value) and isinstance(right, Value) and left.text == right.text
    (low, high), (begin, end) = keys
    # a day is equal to the period that it lies in
    return (begin <= low and high <= end) or (low <= begin and end <= high)


def _is_ordered(left: object, sign: str, right: object, first: bool, other: bool) -> bool:
    keys = _keys(left, right, first, other)
    if keys is not None:
        (low, high), (begin, end) = keys
        return {"<": high < begin, "<=": high <= end, ">": low > end, ">=": low >= begin}[sign]
    one, two = _text(left), _text(right)
    if one is None or two is None or not (isinstance(left, str) or isinstance(right, str)):
        return False
    return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[sign]


def _text(value: object) -> str | None:
    """A value as text: what was typed, or the record's own text; nothing where it has none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else None


# --- what is compared with what ---------------------------------------------------------------------------------------

Key = tuple[str, Span, str | None]  # the kind of value, what is compared, its currency


def _keys(left: object, right: object, first: bool, other: bool) -> tuple[Span, Span] | None:
    """Both sides as values of one kind, None where they have no kind in common."""
    for one in _readings(left, first):
        for two in _readings(right, other):
            if one[0] == two[0]:
                # two currencies are never compared
                return None if one[2] and two[2] and one[2] != two[2] else (one[1], two[1])
    return None


def _readings(value: object, first: bool) -> tuple[Key, ...]:
    """Each kind of value that it can be: one for a typed value, all readings of a written one."""
    if isinstance(value, str):
        value = _value(value, DEFAULT_UNITS)
    if isinstance(value, Value):
        return _written(value)
    point = _point(value)
    if point is not None:
        return ((point[0], (point[1], point[1]), point[2]),)
    if isinstance(value, date | When | Days):
        return (("days", _day_span(value, first), None),)
    return ()


@lru_cache(maxsize=4096)
def _written(value: Value) -> tuple[Key, ...]:
    points = {"number": value.number, "share": value.share, "time": value.time, "age": value.age, "money": value.money}
    keys: list[Key] = [(kind, (point, point), value.currency) for kind, point in points.items() if point is not None]
    return tuple(keys if value.days is None else [*keys, ("days", value.days, None)])


def _point(value: object) -> tuple[str, Number, str | None] | None:
    """A typed value that is one figure."""
    if isinstance(value, Duration | Estimate):
        return "time", value.minutes, None
    if isinstance(value, Every):
        return "age", value.days, None
    if isinstance(value, Share):
        return "share", value.value, None
    if isinstance(value, MoneyRange):
        value = value.likely
    if isinstance(value, Money | Rate):
        return "money", Fraction(value.amount), value.currency
    if isinstance(value, NumberRange):
        return "number", Fraction(value.likely), None
    if isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool) and _is_finite(value):
        return "number", Fraction(value), None
    return None


def _is_finite(value: float | Decimal | Fraction) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else bool(value - value == 0)


def _day_span(value: date | When | Days, first: bool) -> Span:
    """The instants of a day; of a period its first or last day, of a range all of it."""
    if isinstance(value, datetime):
        moment = instant(value.date(), 60 * value.hour + value.minute)
        return moment, moment
    if isinstance(value, Days):
        return instant(value.first), instant(value.last, MINUTES_A_DAY - 1)
    if isinstance(value, When):
        if value.minute is not None:
            return _span(value)
        value = value.first if first else value.last
    return instant(value), instant(value, MINUTES_A_DAY - 1)


# --- patterns ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Glob:
    """A pattern as bits: bit i is the state in which i of its characters have been matched."""

    by_character: dict[str, int]
    any_character: int
    loops: int
    accepted: int


@lru_cache(maxsize=256)
def _glob(pattern: str) -> _Glob:
    masks: dict[str, int] = {}
    anything, loops, count = 0, 0, 0
    for character in pattern:
        if character == "*":
            loops |= 1 << count
            continue
        if character == "?":
            anything |= 1 << count
        else:
            masks[character] = masks.get(character, 0) | 1 << count
        count += 1
    return _Glob(masks, anything, loops, 1 << count)


def _is_like(value: object, pattern: str) -> bool:
    """Does all of a text fit a pattern of `*` and `?`, in any case? One pass over the text, whatever the pattern."""
    text = _text(value)
    if text is None:
        return False
    folded = pattern.casefold()
    if "*" not in folded and "?" not in folded:
        return text.casefold() == folded
    glob = _glob(folded)
    states = 1
    for character in text[:LONGEST_MATCHED].casefold():
        step = states & (glob.by_character.get(character, 0) | glob.any_character)
        states = (states & glob.loops) | step << 1
        if not states:
            return False
    return bool(states & glob.accepted)
