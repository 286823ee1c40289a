"""Answers that were given once: plans ask for the same mornings and evenings again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
MOST_REMEMBERED = 50_000
"""A bound, not an opinion."""


class Remembered(dict[int, Answer]):
    """What a question answers to an instant or an amount of work, as a dictionary that asks where it has no answer."""

    __slots__ = ("ask",)

    def __init__(self, ask: Callable[[int], Answer]) -> None:
        super().__init__()
        self.ask = ask

    def __missing__(self, asked: int) -> Answer:
        found = self.ask(asked)
        if len(self) < MOST_REMEMBERED:
            self[asked] = found
        return found
