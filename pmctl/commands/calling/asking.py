"""The words of a `whatif` call, in their order: which item a `--slip` belongs to, where the next alternative begins."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.views.whatif.view import Asked, Part

VERBS = ("--slip", "--away")
_FLAG = 0
_VALUE = 1
_PERHAPS = 2
"""An option that takes the next word where that names fields of the JSON form; else the word is an item."""
FIELDS = frozenset(("schema", "today", "content", "present", "options"))


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the alternatives, and the command that shall look at the varied plan (its name and words)."""

    alternatives: tuple[Asked, ...]
    then: tuple[str, ...] = ()
    behind_json: str = ""
    """The word behind `--json`, where it names no field: an item, or a mistake."""


class Asking(click.Command):
    """A command that hands over a `question`; what is no part of it is read as ever."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the question out of the words of a call."""
        if ctx.resilient_parsing:  # the shell asks what could come next
            return super().parse_args(ctx, args)
        question, rest = read(args, self.params)
        left = super().parse_args(ctx, rest)
        ctx.params["question"] = question
        return left


def read(words: Sequence[str], params: Sequence[click.Parameter]) -> tuple[Question, list[str]]:
    """The question in the words of a call, and the words that are options of the command."""
    words, then = _cut(words)
    _refuse_both(words)
    reading, rest, doubtful = _Reading(), list[str](), ""
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, equals, given = word.partition("=")
        if name in (*VERBS, "--set"):
            reading.take(name, given if equals else _next(name, left))
        elif name == "--branch":
            reading.branches += [given] if equals else []
            while not equals and left and not left[-1].startswith("-"):
                reading.branches.append(left.pop())
            if "" in reading.branches:
                raise UserError("`--branch` names no revision", "write it as for git: `plan-b`, `HEAD~3`, `v1.0`")
        elif word == "--or":
            reading.close()
        elif word.startswith("-") and word != "-":
            rest.append(word)
            takes = _FLAG if equals else _arity(name, params)
            if left and (takes == _VALUE or (takes == _PERHAPS and _names_fields(left[-1]))):
                rest.append(left.pop())
            elif left and takes == _PERHAPS and not left[-1].startswith("-"):
                doubtful = left[-1]
        else:
            reading.items.append(word)
    reading.close(last=True)
    return Question(tuple(reading.alternatives), then, doubtful), rest


def _names_fields(word: str) -> bool:
    """Whether a word stands for fields of the JSON form: it is one, or a list, which no item is."""
    return "," in word or word in FIELDS


def _refuse_both(words: Sequence[str]) -> None:
    """UserError for methods of levelling with `--or`: they stand beside each other without it."""
    if "--or" in words and any(word.partition("=")[0] == "--level" for word in words):
        hint = "methods stand beside each other without it: `pmctl whatif --level improve --level optimal`"
        raise UserError("`--or` puts changes beside each other, `--level` is a question of its own", hint)


def _cut(words: Sequence[str]) -> tuple[Sequence[str], tuple[str, ...]]:
    """The words up to `--then`, and those behind it, of which the first ones may stand in one pair of quotes."""
    if "--then" not in words:
        return words, ()
    at = list(words).index("--then")
    then = [*_unquoted(words[at + 1]), *words[at + 2 :]] if at + 1 < len(words) else []
    if not then:
        raise UserError("`--then` wants a command", "such as `--then status` or `--then list tasks --where critical`")
    return words[:at], tuple(then)


def _unquoted(words: str) -> list[str]:
    """The words of a command that was typed in one pair of quotes, as a shell parts them; one word is itself."""
    try:
        return shlex.split(words)
    except ValueError as error:
        raise UserError(f"`--then`: `{terminal(words[:80])}` has a quote that does not end", "close it") from error


def _next(name: str, left: list[str]) -> str:
    if not left:
        raise UserError(f"`{name}` wants a value", _SUCH[name])
    return left.pop()


_SUCH = {
    "--slip": "such as `pmctl whatif api --slip 5d`",
    "--away": "such as `pmctl whatif ana --away 2026-03-02..2026-03-06`",
    "--set": "such as `pmctl whatif --set api.effort=10d`",
}


def _arity(name: str, params: Sequence[click.Parameter]) -> int:
    """How many words an option of the command takes."""
    for param in params:
        if isinstance(param, click.Option) and name in param.opts:
            optional: Any = getattr(param, "_flag_needs_value", False)
            return _FLAG if param.is_flag else _PERHAPS if optional else _VALUE
    return _FLAG


class _Reading:
    """What was read of the alternative that is under way."""

    def __init__(self) -> None:
        self.alternatives: list[Asked] = []
        self.items: list[str] = []
        self.waiting: tuple[str, str] | None = None
        self.parts: list[Part] = []
        self.sets: list[str] = []
        self.branches: list[str] = []

    def take(self, name: str, value: str) -> None:
        """An option of the question: `--slip` and `--away` belong to the items before them, else to the next ones."""
        if not value.strip():
            raise UserError(f"`{name}` wants a value", _SUCH[name])
        if name == "--set":
            self.sets.append(value)
        elif self.items:
            self._part(name, value)
        else:
            self._settle()
            self.waiting = (name, value)

    def _part(self, name: str, value: str) -> None:
        slip, away = (value, "") if name == "--slip" else ("", value)
        self.parts.append(Part(tuple(self.items), slip, away))
        self.items.clear()

    def _settle(self) -> None:
        """Items that no option followed: what waited for them happens to them, else they just happen."""
        if self.waiting is not None and not self.items:
            raise UserError(f"`{self.waiting[0]}` of what?", _SUCH[self.waiting[0]])
        if self.waiting is not None:
            self._part(*self.waiting)
            self.waiting = None
        elif self.items:
            self.parts.append(Part(tuple(self.items)))
            self.items.clear()

    def close(self, last: bool = False) -> None:
        """The end of an alternative."""
        self._settle()
        if self.parts or self.sets:
            self.alternatives.append(Asked(tuple(self.parts), tuple(self.sets)))
        elif not self.branches and (not last or self.alternatives):
            raise UserError("an alternative on one side of `--or` is empty", "`pmctl whatif A --or B` compares two")
        self.alternatives += [Asked(branch=name) for name in self.branches]
        self.parts, self.sets, self.branches = [], [], []
