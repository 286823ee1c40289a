"""The reader of a filter: its grammar, one method a line of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import get_close_matches

from pmctl.quantity import DEFAULT_UNITS, Units, Unreadable, is_id, shown
from pmctl.where.condition import Comparison, Constant, Holds, Joined, Name, Node, Not, Operand, Several, Value, Where
from pmctl.where.tokens import OPERATORS, Token, tokens
from pmctl.where.values import is_readable, value_of

LONGEST = 2000
DEEPEST = 32
LONGEST_PATTERN = 200
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "none": None}
_RESERVED = frozenset({"and", "or", "not", "in"})


class _Reader:
    """Walks over the tokens once; what it has read so far is its place."""

    def __init__(self, text: str, known: Collection[str] | None, units: Units) -> None:
        self.tokens = list(tokens(text))
        self.at = 0
        self.depth = 0
        self.known = known
        self.units = units
        self.names: set[str] = set()

    @property
    def token(self) -> Token:
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
        sign = self.take(*OPERATORS, "in")
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
        if self.take(*OPERATORS, "in"):
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
            return value_of(token.text, self.units)
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

    def value(self, token: Token) -> Value:
        text = token.text
        following = self.token
        if following.kind == "word" and len(following.text) == 3 and following.text.isupper():
            self.at += 1
            text = f"{text} {following.text}"
        value = value_of(text, self.units)
        if not is_readable(value):
            hint = "values are `5d`, `40%`, `12.5k`, `2026-03-01`, `2026-Q2`, `3`; texts stand in quotes"
            raise Unreadable(f"{shown(text)} is no value", hint, token.column)
        return value

    def name(self, token: Token) -> Name:
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
